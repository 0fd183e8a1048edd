//! Every backend, through every layer, against the emulator: a picture on disk, and one charge.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod common;

use std::path::Path;
use std::time::Duration;

use toapis_client::poll::time::{ThreadTime, TokioTime};
use toapis_client::poll::{Fixed, WaitOptions};
use toapis_client::transport::{HyperTransport, ReqwestTransport, Transport};
use toapis_client::types::image::Gemini31FlashImage;
use toapis_client::types::image::gemini_31_flash::{Resolution, Size};
use toapis_client::types::{Phase, TaskHandle};
use toapis_client::{Client, Config, Error, Target, UploadFile, blocking};
use toapis_emulator::{Emulator, EmulatorClock, Lifecycle};

fn request(prompt: &str) -> Gemini31FlashImage {
    Gemini31FlashImage::new(prompt).size(Size::R3x2).resolution(Resolution::K0_5)
}

fn config(emulator: &Emulator) -> Config {
    // The courtesy of 5 s between looks is for the service; here it would only make the test slow.
    let rest = Duration::from_millis(10);
    Config::new(emulator.api_key())
        .base_url(emulator.base_url())
        .wait_options(WaitOptions::new().floor(rest).strategy(Fixed::clamp(rest)))
}

fn pixels(path: &Path) -> (u32, u32) {
    let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
    let info = png::Decoder::new(file).read_info().unwrap();
    (info.info().width, info.info().height)
}

/// A fast clock, so that a task passes through all of its stages within a fraction of a second.
fn emulator() -> Emulator {
    common::trace_when_asked();
    Emulator::builder()
        .key_suffix(common::CANARY)
        .clock(EmulatorClock::scaled(60.0))
        .start_blocking()
        .unwrap()
}

async fn makes_a_picture(transport: impl Transport) {
    let (emulator, dir) = (emulator(), tempfile::tempdir().unwrap());
    let client = Client::with(config(&emulator), transport, TokioTime::new()).unwrap();
    let done = client.images().run(request("A lighthouse at dusk")).await.unwrap();
    let saved = client.download(&done, dir.path().join("a.png")).await.unwrap();
    assert_eq!(pixels(&saved[0].path), (627, 418));
    assert_eq!(saved[0].media_type, Some("image/png"));

    let photo = UploadFile::from_path(&saved[0].path).unwrap();
    let upload = client.upload(&photo).await.unwrap();
    let again = client.images().run(request("The same in winter").reference(upload.url)).await.unwrap();
    client.download(&again, Target::dir(dir.path())).await.unwrap();

    let charges = emulator.ledger().charges();
    assert_eq!(
        charges.iter().map(|charge| &charge.task_id).collect::<Vec<_>>(),
        [&done.handle.id, &again.handle.id]
    );
    assert_eq!(charges[0].business_id.as_deref(), done.handle.business_id.as_ref().map(AsRef::as_ref));
}

/// A square of one colour that no painted scene is full of.
fn magenta() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 64, 64);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[255, 0, 255].repeat(64 * 64)).unwrap();
    writer.finish().unwrap();
    bytes
}

/// The share of pixels that are (nearly) magenta.
fn magenta_share(path: &Path) -> f64 {
    let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
    let mut reader = png::Decoder::new(file).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let pixels = &pixels[..info.buffer_size()];
    let hits = pixels.chunks(3).filter(|pixel| pixel[0] > 200 && pixel[1] < 60 && pixel[2] > 200).count();
    f64::from(u32::try_from(hits).unwrap()) / f64::from(info.width * info.height)
}

#[tokio::test]
async fn an_uploaded_reference_shows_in_the_picture() {
    let (emulator, dir) = (emulator(), tempfile::tempdir().unwrap());
    let client = Client::new(config(&emulator)).unwrap();
    let upload = client.upload(&UploadFile::from_bytes("m.png", magenta()).unwrap()).await.unwrap();
    let mut shares = Vec::new();
    for (name, request) in
        [("without.png", request("A hill")), ("with.png", request("A hill").reference(upload.url))]
    {
        let done = client.images().run(request).await.unwrap();
        let saved = client.download(&done, dir.path().join(name)).await.unwrap();
        shares.push(magenta_share(&saved[0].path));
    }
    assert!(shares[0] < 0.001 && shares[1] > 0.05, "{shares:?}");
}

#[tokio::test]
async fn hyper_makes_a_picture() {
    makes_a_picture(HyperTransport::new().unwrap()).await;
}

#[tokio::test]
async fn reqwest_makes_a_picture() {
    makes_a_picture(ReqwestTransport::new().unwrap()).await;
}

#[test]
fn ureq_makes_a_picture() {
    let (emulator, dir) = (emulator(), tempfile::tempdir().unwrap());
    let client = blocking::Client::new(config(&emulator)).unwrap();
    let done = client.images().run(request("A lighthouse at dusk")).unwrap();
    let saved = client.download(&done, dir.path().join("a.png")).unwrap();
    assert_eq!(pixels(&saved[0].path), (627, 418));
    assert_eq!(emulator.ledger().charges().len(), 1);
}

/// H51: the blocking client has no runtime to drop, so it works here too.
#[tokio::test]
async fn h51_the_blocking_client_works_inside_of_a_runtime() {
    let emulator = emulator();
    let client = blocking::Client::new(config(&emulator)).unwrap();
    let done = client.images().run(request("A lighthouse at dusk")).unwrap();
    drop(client);
    assert_eq!(done.task.phase(), Phase::Completed);
}

#[tokio::test]
async fn a_stored_handle_goes_on_in_the_other_client() {
    let emulator = Emulator::builder().clock(EmulatorClock::stepped()).start().await.unwrap();
    let client = Client::new(config(&emulator)).unwrap();
    let submitted = client.images().submit(request("A hill")).await.unwrap();
    assert_eq!(submitted.task.phase(), Phase::Queued);
    let stopped = client.wait(&submitted.handle).deadline(Duration::ZERO).await.unwrap_err();
    let stored = serde_json::to_string(stopped.task().unwrap()).unwrap();

    emulator.clock().step(Duration::from_secs(7));
    let handle: TaskHandle = serde_json::from_str(&stored).unwrap();
    let task = client.status(&handle).await.unwrap();
    assert_eq!((task.phase(), task.progress), (Phase::InProgress, Some(50)));

    emulator.clock().step(Duration::from_secs(5));
    let other = blocking::Client::with(
        config(&emulator),
        toapis_client::transport::UreqTransport::new().unwrap(),
        ThreadTime::new(),
    )
    .unwrap();
    let done = other.wait(&handle).run().unwrap();
    assert_eq!(done.outputs().len(), 1);
    assert_eq!(emulator.ledger().charges().len(), 1);
}

#[tokio::test]
async fn d09_results_expire_after_24_hours_and_the_error_says_that_they_are_paid_for() {
    let emulator = Emulator::builder()
        .clock(EmulatorClock::stepped())
        .lifecycle(Lifecycle::instant())
        .start()
        .await
        .unwrap();
    let (client, dir) = (Client::new(config(&emulator)).unwrap(), tempfile::tempdir().unwrap());
    let done = client.images().run(request("A hill")).await.unwrap();
    emulator.clock().step(Duration::from_secs(24 * 60 * 60));
    let error = client.download(&done, dir.path().join("late.png")).await.unwrap_err();
    assert!(matches!(error, Error::Download(_)), "{error}");
    assert!(error.to_string().contains("answered 410)"), "{error}");
    assert!(error.to_string().contains("Nothing was created or charged again"), "{error}");
    assert_eq!(error.task(), Some(&done.handle));
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "nothing half done is left behind");
}

#[tokio::test]
async fn the_emulator_refuses_what_the_catalogue_refuses() {
    let emulator = emulator();
    let client = Client::new(config(&emulator).check_requests(false)).unwrap();
    let wrong =
        toapis_client::types::image::ImageRequest::new("gemini-3.1-flash-image-preview", "x").size("16:10");
    let error = client.images().run(wrong).await.unwrap_err();
    assert!(
        matches!(&error, Error::Rejected(refusal) if refusal.error.as_ref().is_some_and(|error| error.param.as_deref() == Some("size"))),
        "{error}"
    );
    assert_eq!(emulator.ledger().charges(), []);
}

//! Uploads through every layer: what arrives at the emulator is what is on disk, and a server that refuses early is heard or
//! known to be unheard.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

use toapis_client::poll::time::{ThreadTime, TokioTime, VirtualTime};
use toapis_client::poll::{Fixed, WaitOptions};
use toapis_client::transport::{
    BlockingTransport as _, HyperTransport, RequestBody, ReqwestTransport, Transport, UreqTransport, http,
};
use toapis_client::types::image::{Gemini31FlashImage, Gpt4oImage};
use toapis_client::types::{Category, Upload};
use toapis_client::{Client, Config, Error, LocalFile, Money, UploadFile, blocking};
use toapis_emulator::{Emulator, Lifecycle};

fn emulator() -> Emulator {
    Emulator::builder().lifecycle(Lifecycle::instant()).start_blocking().unwrap()
}

fn config(emulator: &Emulator) -> Config {
    let rest = Duration::from_millis(10);
    Config::new(emulator.api_key())
        .base_url(emulator.base_url())
        .wait_options(WaitOptions::new().floor(rest).strategy(Fixed::clamp(rest)))
}

/// A picture of some size, with pixels and a chunk that no encoder would write again.
fn picture(dir: &Path, name: &str, shade: u8) -> PathBuf {
    let path = dir.join(name);
    let mut encoder = png::Encoder::new(std::fs::File::create(&path).unwrap(), 64, 64);
    encoder.set_color(png::ColorType::Rgba);
    encoder.add_text_chunk("Comment".to_owned(), "keep me".to_owned()).unwrap();
    let mut writer = encoder.write_header().unwrap();
    let pixels: Vec<u8> =
        (0..64 * 64_u32).flat_map(|n| [shade, n.to_le_bytes()[0], 7, n.to_le_bytes()[1]]).collect();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    path
}

/// The file at a URL of the emulator.
fn fetch(url: &str) -> Vec<u8> {
    let request = http::Request::get(url).body(RequestBody::empty()).unwrap();
    let answer = UreqTransport::new().unwrap().send(request).unwrap();
    assert_eq!(answer.status(), 200);
    answer.into_body().read_to_end(1 << 26).unwrap().to_vec()
}

async fn mask_goes_whole(transport: impl Transport) {
    let (emulator, dir) = (emulator(), tempfile::tempdir().unwrap());
    let [photo, mask] =
        [("photo.png", 1), ("mask.png", 2)].map(|(name, shade)| picture(dir.path(), name, shade));
    let client = Client::with(config(&emulator), transport, TokioTime::new()).unwrap();
    let request =
        Gpt4oImage::new("A boat in the hole").reference(LocalFile::new(&photo)).mask(LocalFile::new(&mask));
    let mut create = client.images().prepare(request).unwrap();
    create.upload().await.unwrap();
    let urls: Vec<String> = create.uploads().map(|upload: &Upload| upload.url.clone()).collect();
    assert_eq!(urls.len(), 2);
    assert_eq!(create.body()["image_urls"][0], *urls[0]);
    assert_eq!(create.body()["mask_url"], *urls[1]);
    for (url, path) in urls.iter().zip([&photo, &mask]) {
        let (arrived, sent) = (fetch(url), std::fs::read(path).unwrap());
        assert!(arrived == sent, "{} arrived as it is", path.display());
    }
    assert!(emulator.ledger().charges().is_empty(), "an upload costs nothing");
    create.run().await.unwrap();
    assert_eq!(emulator.ledger().charges().len(), 1);
}

#[tokio::test]
async fn u14_hyper_sends_a_mask_byte_by_byte_as_it_is() {
    mask_goes_whole(HyperTransport::new().unwrap()).await;
}

#[tokio::test]
async fn u14_reqwest_sends_a_mask_byte_by_byte_as_it_is() {
    mask_goes_whole(ReqwestTransport::new().unwrap()).await;
}

#[test]
fn u14_ureq_runs_a_request_with_files_in_it() {
    let (emulator, dir) = (emulator(), tempfile::tempdir().unwrap());
    let path = picture(dir.path(), "photo.png", 3);
    let client =
        blocking::Client::with(config(&emulator), UreqTransport::new().unwrap(), ThreadTime::new()).unwrap();
    let request = || Gemini31FlashImage::new("The same in winter").reference(LocalFile::new(&path));
    let upload = client.upload(&UploadFile::from_path(&path).unwrap()).unwrap();
    assert!(fetch(&upload.url) == std::fs::read(&path).unwrap());
    client.images().run(request()).unwrap();
    client.images().run(request()).unwrap();
    assert_eq!(emulator.ledger().charges().len(), 2);
    let uploads = emulator.requests().all();
    let uploads = uploads.iter().filter(|request| request.path.starts_with("/v1/uploads/")).count();
    assert_eq!(uploads, 1, "the same bytes go up once");
}

#[tokio::test]
async fn u16_a_hundred_files_arrive_in_order() {
    let (emulator, dir) = (emulator(), tempfile::tempdir().unwrap());
    let files: Vec<UploadFile> = (0..100)
        .map(|n| UploadFile::from_path(picture(dir.path(), &format!("{n}.png"), n)).unwrap())
        .collect();
    let client = Client::new(config(&emulator)).unwrap();
    let uploads = client.upload_all(&files).await.unwrap();
    for (n, upload) in uploads.iter().enumerate().step_by(9) {
        assert!(fetch(&upload.url) == std::fs::read(dir.path().join(format!("{n}.png"))).unwrap(), "{n}");
    }
}

/// A server that answers 413 to the head and resets the connection, with megabytes of the body unread.
fn early_refusal(attempts: usize) -> (String, std::thread::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        for _ in 0..attempts {
            let Ok((mut stream, _)) = listener.accept() else { return };
            let mut head = [0; 1024];
            let _ = stream.read(&mut head);
            let body = r#"{"error": {"code": "too_large", "message": "Payload too large"}}"#;
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 413 Payload Too Large\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            );
            let _ = stream.flush();
            // Unread bytes make this a reset.
            let _ = stream.shutdown(Shutdown::Write);
        }
    });
    (url, thread)
}

fn large_png() -> UploadFile {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.resize(9_000_000, 7);
    UploadFile::from_bytes("large.png", bytes).unwrap()
}

/// Whether the answer outran the reset is not for us to choose. What is said of it is.
fn is_heard_or_repeatable(outcome: Result<Upload, Error>) {
    let error = outcome.unwrap_err();
    assert_eq!(error.money(), Money::NotMoved, "{error}");
    match &error {
        Error::Refused(refusal) => {
            assert_eq!((refusal.status.as_u16(), refusal.category), (413, Category::InvalidRequest));
            assert!(!error.is_retryable());
        }
        Error::Transport(_) => {
            assert!(error.is_retryable());
            assert!(error.to_string().contains("costs nothing and may be made again"), "{error}");
        }
        other => panic!("{other}"),
    }
}

async fn early_refusal_of(transport: impl Transport) {
    let (url, server) = early_refusal(3);
    let client = Client::with(Config::new("sk-test").base_url(url), transport, VirtualTime::new()).unwrap();
    is_heard_or_repeatable(client.upload(&large_png()).await);
    drop(client);
    // Dropping the thread's handle lets it go with the process, however many attempts there were.
    drop(server);
}

#[tokio::test]
async fn u08_hyper_hears_an_early_refusal_or_may_try_again() {
    early_refusal_of(HyperTransport::new().unwrap()).await;
}

#[tokio::test]
async fn u08_reqwest_hears_an_early_refusal_or_may_try_again() {
    early_refusal_of(ReqwestTransport::new().unwrap()).await;
}

#[test]
fn u08_ureq_hears_an_early_refusal_or_may_try_again() {
    let (url, _server) = early_refusal(3);
    let transport = UreqTransport::new().unwrap();
    let client =
        blocking::Client::with(Config::new("sk-test").base_url(url), transport, VirtualTime::new()).unwrap();
    is_heard_or_repeatable(client.upload(&large_png()));
}

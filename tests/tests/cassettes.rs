//! A client that is recorded against the emulator runs again from the file, without the emulator.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod common;

use toapis_client::poll::time::{TokioTime, VirtualTime};
use toapis_client::transport::cassette::{RecordTransport, ReplayTransport};
use toapis_client::transport::faults::{Fault, FaultTransport};
use toapis_client::transport::{HyperTransport, UreqTransport};
use toapis_client::types::image::Gemini31FlashImage;
use toapis_client::{Client, Config, Error, UploadFile, blocking};
use toapis_emulator::{Emulator, Lifecycle};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\0IEND\xae\x42\x60\x82";

fn emulator() -> Emulator {
    common::trace_when_asked();
    let builder = Emulator::builder().key_suffix(common::CANARY).lifecycle(Lifecycle::instant());
    builder.start_blocking().unwrap()
}

fn request() -> Gemini31FlashImage {
    Gemini31FlashImage::new("A lighthouse at dusk")
}

/// Uploads, makes a picture, fetches it and asks for the balance: what a caller sees of it.
async fn story(client: &Client) -> Result<(String, Vec<u8>, String), Error> {
    let folder = tempfile::tempdir().unwrap();
    let upload = client.upload(&UploadFile::from_bytes("a.png", PNG).unwrap()).await?;
    let done = client.images().run(request().reference(upload.url)).await?;
    let saved = client.download(&done, folder.path().join("a.png")).await?;
    let balance = client.user_balance().await?;
    Ok((done.handle.id.to_string(), std::fs::read(&saved[0].path).unwrap(), format!("{balance:?}")))
}

#[tokio::test]
async fn s05_s07_h52_a_run_is_recorded_without_its_key_and_replayed_without_a_server() {
    let (emulator, folder) = (emulator(), tempfile::tempdir().unwrap());
    let path = folder.path().join("story.json");
    let config = Config::new(emulator.api_key()).base_url(emulator.base_url());

    let recorder = RecordTransport::to_file(HyperTransport::new().unwrap(), &path);
    let client = Client::with(config.clone(), recorder.clone(), TokioTime::new()).unwrap();
    let lived = story(&client).await.unwrap();
    recorder.finish().unwrap();
    drop(emulator);

    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains(common::CANARY));
    assert!(text.contains("authorization: [redacted]") && text.contains("A lighthouse at dusk"));

    // Another key, another business id, and nobody who listens.
    let replay = ReplayTransport::load(&path).unwrap().ignore_field("client_business_id");
    let config = Config::new("sk-other-0123456789").base_url(config_origin(&text));
    let client = Client::with(config, replay.clone(), VirtualTime::new()).unwrap();
    assert_eq!(story(&client).await.unwrap(), lived);
    replay.assert_done();
}

/// Results stand on the host of the emulator, so the replay has to believe that it is the API.
fn config_origin(cassette: &str) -> String {
    let url = cassette.split("\"url\": \"").nth(1).unwrap();
    let end = url.match_indices('/').nth(2).unwrap().0;
    url[..end].to_owned()
}

#[test]
fn h53_lost_answers_are_recovered_live_and_from_a_cassette() {
    let emulator = emulator();
    let config = Config::new(emulator.api_key()).base_url(emulator.base_url());
    let faulty = FaultTransport::new(UreqTransport::new().unwrap(), 5)
        .with(Fault::lost_answer().on(|request| request.method() == "POST").at_most(1));
    let recorder = RecordTransport::new(faulty.clone());
    let run = |transport: RecordOrReplay, config: &Config| {
        let time = VirtualTime::new();
        let client = match transport {
            RecordOrReplay::Record(transport) => blocking::Client::with(config.clone(), transport, time),
            RecordOrReplay::Replay(transport) => blocking::Client::with(config.clone(), transport, time),
        };
        client.unwrap().images().run(request()).unwrap().handle.id
    };
    let live = run(RecordOrReplay::Record(recorder.clone()), &config);
    assert_eq!(faulty.injected().len(), 1);
    let charges = emulator.ledger().charges();
    assert_eq!((charges.len(), &charges[0].task_id), (1, &live), "paid once, and found");

    let replay = ReplayTransport::new(recorder.cassette()).ignore_field("client_business_id");
    assert_eq!(run(RecordOrReplay::Replay(replay.clone()), &config), live);
    replay.assert_done();
}

enum RecordOrReplay {
    Record(RecordTransport<FaultTransport<UreqTransport>>),
    Replay(ReplayTransport),
}

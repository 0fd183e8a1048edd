//! Downloads from the emulator's file host while it misbehaves, through every backend: one whole file, one charge.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::fs;
use std::time::Duration;

use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::{
    BlockingTransport, HyperTransport, ReqwestTransport, Timeouts, Transport, UreqTransport,
};
use toapis_client::types::image::Gemini31FlashImage;
use toapis_client::types::image::gemini_31_flash::{Resolution, Size};
use toapis_client::{Client, Completed, Config, Error, Target, blocking};
use toapis_emulator::faults::{CloseAt, CloseHow, Part};
use toapis_emulator::{Call, Emulator, EmulatorClock, Fault, Lifecycle};

fn emulator() -> Emulator {
    Emulator::builder()
        .clock(EmulatorClock::stepped())
        .lifecycle(Lifecycle::instant())
        .seed(7)
        .start_blocking()
        .unwrap()
}

fn config(emulator: &Emulator) -> Config {
    let idle = Duration::from_millis(300);
    let timeouts = Timeouts { idle, ..Timeouts::default() };
    Config::new(emulator.api_key()).base_url(emulator.base_url()).timeouts(timeouts)
}

fn request() -> Gemini31FlashImage {
    Gemini31FlashImage::new("A lighthouse at dusk").size(Size::R3x2).resolution(Resolution::K0_5)
}

/// The file without any fault, to compare with.
fn whole(client: &blocking::Client, done: &Completed) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    let saved = client.download(done, dir.path().join("whole.png")).unwrap();
    fs::read(&saved[0].path).unwrap()
}

fn ureq(emulator: &Emulator) -> blocking::Client {
    blocking::Client::with(config(emulator), UreqTransport::new().unwrap(), VirtualTime::new()).unwrap()
}

/// What goes wrong with a download, once.
fn faults() -> Vec<(&'static str, Fault)> {
    let on = || Fault::on(Call::Download);
    vec![
        ("cut", on().close(CloseAt::MidBody, CloseHow::Fin)),
        ("reset", on().close(CloseAt::MidBody, CloseHow::Rst)),
        ("cut without a length", on().close(CloseAt::MidUnannouncedBody, CloseHow::Fin)),
        ("no answer", on().close(CloseAt::BeforeAnswer, CloseHow::Fin)),
        ("drip", on().drip(Part::Body, 1, Duration::from_secs(60))),
        ("busy", on().answer(503).unprocessed()),
        ("network under load", on().answer(478).unprocessed()),
        ("late", on().answer(404).unprocessed()),
    ]
}

/// Whether the client went on where the first body ended.
fn was_resumed(emulator: &Emulator) -> bool {
    let ranged =
        emulator.requests().matching(|request| request.headers.iter().any(|(name, _)| name == "range"));
    !ranged.is_empty()
}

fn saves_through_every_fault(save: impl Fn(&Emulator, &Completed, Target) -> Result<(), Error>) {
    for (name, fault) in faults() {
        let (emulator, dir) = (emulator(), tempfile::tempdir().unwrap());
        let reference = ureq(&emulator);
        let done = reference.images().run(request()).unwrap();
        let expected = whole(&reference, &done);
        emulator.faults().add(fault).unwrap();
        let file = dir.path().join("a.png");
        save(&emulator, &done, Target::file(&file)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(fs::read(&file).unwrap() == expected, "{name}: another file");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "{name}");
        assert_eq!(emulator.ledger().charges().len(), 1, "{name}");
        // A cut that looks like an end shows itself only at the end of the file, and is fetched anew.
        let is_cut = matches!(name, "cut" | "reset" | "drip");
        assert_eq!(was_resumed(&emulator), is_cut, "{name}");
        emulator.faults().verify().unwrap();
    }
}

fn on_async(make: impl Fn() -> Box<dyn Transport>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    saves_through_every_fault(|emulator, done, target| {
        let client = Client::with(config(emulator), make(), VirtualTime::new()).unwrap();
        runtime.block_on(client.download(done, target)).map(drop)
    });
}

#[test]
fn d05_d07_d08_d21_d23_hyper_saves_through_every_fault() {
    on_async(|| Box::new(HyperTransport::new().unwrap()));
}

#[test]
fn d05_d07_d08_d21_d23_reqwest_saves_through_every_fault() {
    on_async(|| Box::new(ReqwestTransport::new().unwrap()));
}

#[test]
fn d05_d07_d08_d21_d23_ureq_saves_through_every_fault() {
    saves_through_every_fault(|emulator, done, target| ureq(emulator).download(done, target).map(drop));
}

#[test]
fn d09_d16_what_was_not_saved_in_time_is_gone_and_not_paid_for_again() {
    let (emulator, dir) = (emulator(), tempfile::tempdir().unwrap());
    let client = ureq(&emulator);
    let done = client.images().run(request()).unwrap();
    fs::write(dir.path().join("file"), "").unwrap();
    let Err(Error::Download(error)) = client.download(&done, dir.path().join("file/a.png")) else { panic!() };
    assert!(error.to_string().contains("download it again, do not create it again"), "{error}");
    // The folder is a file by mistake; once that is mended, the rest comes without paying.
    fs::remove_file(dir.path().join("file")).unwrap();
    assert_eq!(client.download_rest(&error).unwrap().len(), 1);

    emulator.clock().step(Duration::from_secs(24 * 60 * 60));
    let Err(Error::Download(error)) = client.download(&done, dir.path().join("b.png")) else { panic!() };
    assert!(error.is_expired(), "{error}");
    assert_eq!(emulator.ledger().charges().len(), 1);
}

/// A name that resolves to this machine, as one of an attacker's would, and the file hosts of the service beside it.
#[test]
fn d02_a_name_that_leads_inside_is_refused_by_its_address() {
    let dir = tempfile::tempdir().unwrap();
    let refused = |transport: Box<dyn BlockingTransport>| {
        let config = Config::new("sk-test").base_url("https://api.example").allow_result_host("localhost");
        let client = blocking::Client::with(config, transport, VirtualTime::new()).unwrap();
        let body = serde_json::json!({
            "id": "tsk_img_1", "status": "completed", "url": "https://localhost/images/a.png",
        });
        let task = toapis_client::types::Task::from_value(body).unwrap();
        let handle = toapis_client::types::TaskHandle::new(
            toapis_client::types::TaskKind::Image,
            toapis_client::types::TaskId::new("tsk_img_1").unwrap(),
        );
        let done = Completed::judge(handle, task).unwrap();
        let Err(Error::Download(error)) = client.download(&done, dir.path().join("a.png")) else { panic!() };
        error.to_string()
    };
    let text = refused(Box::new(UreqTransport::new().unwrap()));
    assert!(text.contains("no address that this request may go to"), "{text}");
    assert!(text.contains("allow_any_result_address"), "{text}");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

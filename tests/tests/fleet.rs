//! Lists and fleets against the emulator with its strictest limits: its ledger and its log are the judges.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::collections::BTreeSet;
use std::time::Duration;

use axum::Router;
use toapis_client::fleet::InFlight;
use toapis_client::poll::time::{BlockingSleep, Clock, Sleep, SleepFuture};
use toapis_client::transport::{HyperTransport, UreqTransport};
use toapis_client::types::image::Gemini31FlashImage;
use toapis_client::types::video::VideoRequest;
use toapis_client::types::{CreateRequest, TaskHandle};
use toapis_client::webhooks::Webhooks;
use toapis_client::{Client, Config, RetryPolicy, blocking};
use toapis_emulator::{Call, Emulator, EmulatorClock, Fault, RateLimits, Reading};
use toapis_webhook::{Inbox, MemoryStore, Verifier, WebhookSecret, Worker, router};

const SECRET: &str = "whsec_test_0123456789abcdef01234567";

/// The emulator's time, which passes so many times as fast as ours.
#[derive(Clone, Debug)]
struct Fast(EmulatorClock);

impl Clock for Fast {
    fn monotonic(&self) -> Duration {
        self.0.now()
    }

    fn unix(&self) -> Duration {
        self.0.now()
    }
}

impl Sleep for Fast {
    fn sleep(&self, duration: Duration) -> SleepFuture<'_> {
        Box::pin(tokio::time::sleep(duration.div_f64(self.0.speed())))
    }
}

impl BlockingSleep for Fast {
    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration.div_f64(self.0.speed()));
    }
}

async fn emulator() -> Emulator {
    Emulator::builder()
        .clock(EmulatorClock::scaled(60.0))
        .credits(100_000_000)
        .rate_limits(RateLimits { reading: Reading::Windows, ..RateLimits::default() })
        .seed(7)
        .start()
        .await
        .unwrap()
}

/// A single 429 would be an error.
fn config(emulator: &Emulator) -> Config {
    Config::new(emulator.api_key()).base_url(emulator.base_url()).retry(RetryPolicy::never())
}

fn client(emulator: &Emulator) -> Client {
    let time = Fast(emulator.clock().clone());
    Client::with(config(emulator), HyperTransport::new().unwrap(), time).unwrap()
}

/// Pictures, and a film every fourth time.
fn request(number: usize) -> CreateRequest {
    match number % 4 {
        3 => VideoRequest::new("kling-v3", format!("film {number}")).into(),
        _ => Gemini31FlashImage::new(format!("picture {number}")).into(),
    }
}

/// Each task is known and was charged once, and nothing was ever refused by a limit.
fn judge(emulator: &Emulator, tasks: &BTreeSet<String>) {
    let charges = emulator.ledger().charges();
    let paid: BTreeSet<_> = charges.iter().map(|charge| charge.task_id.to_string()).collect();
    assert_eq!((charges.len(), &paid), (tasks.len(), tasks));
    let limited = emulator.requests().all().iter().filter(|request| request.status == Some(429)).count();
    assert_eq!(limited, 0);
}

#[tokio::test]
async fn t14_t20_l08_i20_two_hundred_tasks_with_webhooks_are_charged_once_each_and_meet_no_429() {
    let emulator = emulator().await;
    let client = client(&emulator);
    let clock = emulator.clock().clone();
    let verifier = Verifier::new(WebhookSecret::new(SECRET).unwrap());
    let inbox =
        Inbox::new(verifier, MemoryStore::new()).clock(move || i64::try_from(clock.now().as_secs()).unwrap());
    let app: Router = router("/hooks", &inbox);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hooks", listener.local_addr().unwrap());
    emulator.set_webhook(&url, SECRET).unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    let worker = Worker::new(&inbox, Webhooks::new(&client)).run();

    let mut results = client.submit_all((0..200).map(request));
    let (mut tasks, mut indices) = (BTreeSet::new(), BTreeSet::new());
    let all = async {
        while let Some((index, result)) = results.next().await {
            let done = result.unwrap();
            assert!(indices.insert(index) && tasks.insert(done.handle.id.to_string()));
        }
    };
    tokio::select! {
        () = all => {}
        () = worker => {}
    }
    assert_eq!(indices, (0..200).collect());
    judge(&emulator, &tasks);
}

#[tokio::test]
async fn t29_j03_a_list_that_dies_in_the_middle_is_taken_up_from_plain_data() {
    let emulator = emulator().await;
    let first = client(&emulator);
    // Some answers are lost, and their tasks looked for.
    emulator.faults().add(Fault::on(Call::Create).chance(0.15).always().lose_answer()).unwrap();
    let mut results = first.submit_all((0..60).map(request)).most_in_flight(30);
    let mut tasks = BTreeSet::new();
    while tasks.len() < 10 {
        tasks.insert(results.next().await.unwrap().1.unwrap().handle.id.to_string());
    }
    let stored = serde_json::to_string(&results.in_flight()).unwrap();
    let pulled = results.counts().pulled;
    let unsent: Vec<_> = results.into_rest().unsent.into_iter().map(|(index, _)| index).collect();
    drop(first);

    let second = client(&emulator);
    let earlier: Vec<InFlight> = serde_json::from_str(&stored).unwrap();
    assert!(!earlier.is_empty());
    let left = unsent.into_iter().chain(pulled..60).map(request);
    let mut results = second.submit_all(left).take_up(earlier);
    while let Some((_, result)) = results.next().await {
        assert!(tasks.insert(result.unwrap().handle.id.to_string()));
    }
    judge(&emulator, &tasks);
}

#[tokio::test]
async fn t29_what_a_fleet_leaves_pending_the_blocking_client_waits_for_and_saves() {
    let emulator = emulator().await;
    let asynchronous = client(&emulator);
    let mut handles = Vec::new();
    for number in 0..6 {
        let picture = Gemini31FlashImage::new(format!("picture {number}"));
        handles.push(asynchronous.images().submit(picture).await.unwrap().handle);
    }
    let fleet = asynchronous.fleet();
    for handle in &handles {
        fleet.add(handle).unwrap();
    }
    let first = fleet.next().await.unwrap();
    let stored = serde_json::to_string(&fleet.pending()).unwrap();
    drop((fleet, asynchronous));

    let pending: Vec<TaskHandle> = serde_json::from_str(&stored).unwrap();
    assert_eq!(pending.len(), 5);
    let time = Fast(emulator.clock().clone());
    let blocking = blocking::Client::with(config(&emulator), UreqTransport::new().unwrap(), time).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let saved = std::sync::Mutex::new(BTreeSet::from([first.handle.id.to_string()]));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let fleet = blocking.fleet();
            for handle in &pending {
                fleet.add(handle).unwrap();
            }
            fleet.save_all(folder.path(), 3, |handle, files| {
                assert!(files.unwrap()[0].path.exists());
                assert!(saved.lock().unwrap().insert(handle.id.to_string()));
            });
        });
    });
    judge(&emulator, &saved.into_inner().unwrap());
}

#[tokio::test]
async fn t23_results_are_saved_while_others_are_still_made() {
    let emulator = emulator().await;
    let client = client(&emulator);
    let folder = tempfile::tempdir().unwrap();
    let requests = (0..8).map(|number| Gemini31FlashImage::new(format!("picture {number}")));
    let mut results = client.submit_all(requests).most_in_flight(3);
    let mut tasks = BTreeSet::new();
    let mut saving = client.save_all(&mut results, folder.path());
    while let Some((_, files)) = saving.next().await {
        let files = files.unwrap();
        assert!(files[0].path.exists());
        tasks.insert(files[0].path.file_stem().unwrap().to_str().unwrap().to_owned());
    }
    assert!(saving.unsaved().is_empty());
    drop(saving);
    assert_eq!(results.counts().ended, 8);
    judge(&emulator, &tasks);
}

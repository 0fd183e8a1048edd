//! Receivers of webhooks, with the emulator as the sender: crashes between any two steps, retries over 31 hours, odd
//! deliveries, two receivers on one store.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use toapis_client::poll::Fixed;
use toapis_client::types::image::Gemini31FlashImage;
use toapis_client::webhooks::Webhooks;
use toapis_client::{Client, Config};
use toapis_emulator::webhooks::{DeliveryFault, DeliveryState};
use toapis_emulator::{Emulator, EmulatorClock, Lifecycle};
use toapis_webhook::{
    Answer, EventState, EventStore, HandlerError, Inbox, MemoryStore, Received, SqliteStore, Verifier,
    WebhookSecret, WebhookService, Worker, router,
};
use tower_service::Service as _;

const SECRET: &str = "whsec_test_0123456789abcdef01234567";

fn verifier() -> Verifier {
    Verifier::new(WebhookSecret::new(SECRET).unwrap())
}

async fn emulator() -> Emulator {
    Emulator::builder()
        .clock(EmulatorClock::stepped())
        .lifecycle(Lifecycle::new(Duration::ZERO, Duration::from_secs(1)))
        .seed(7)
        .start()
        .await
        .unwrap()
}

/// An inbox that lives by the clock of the emulator.
fn inbox(emulator: &Emulator, store: impl EventStore + 'static) -> Inbox {
    let clock = emulator.clock().clone();
    Inbox::new(verifier(), store).clock(move || i64::try_from(clock.now().as_secs()).unwrap())
}

async fn serve(app: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hooks", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    url
}

async fn create(emulator: &Emulator, prompt: &str) -> String {
    let config = Config::new(emulator.api_key()).base_url(emulator.base_url());
    let client = Client::new(config).unwrap();
    client.images().submit(Gemini31FlashImage::new(prompt)).await.unwrap().handle.id.to_string()
}

/// How often the event of each task was handled.
#[derive(Clone, Default)]
struct Handled(Arc<Mutex<BTreeMap<String, usize>>>);

impl Handled {
    fn note(&self, received: &Received) {
        let task = received.event.task.as_ref().map_or("none", |task| task.id.as_str());
        *self.0.lock().unwrap().entry(task.to_owned()).or_default() += 1;
    }

    fn handler(&self) -> impl toapis_webhook::Handler + use<> {
        let handled = self.clone();
        move |received: Received| {
            handled.note(&received);
            async { Ok::<_, HandlerError>(()) }
        }
    }

    fn all(&self) -> Vec<(String, usize)> {
        self.0.lock().unwrap().clone().into_iter().collect()
    }
}

#[tokio::test]
async fn w18_a_redelivery_31_hours_later_is_a_duplicate() {
    let (emulator, folder) = (emulator().await, tempfile::tempdir().unwrap());
    let inbox = inbox(&emulator, SqliteStore::open(folder.path().join("events.db")).await.unwrap());
    // A proxy in front of the receiver loses its answer seven times: the sender goes through its whole schedule.
    let (service, asked) = (WebhookService::new(&inbox), Arc::new(AtomicUsize::new(0)));
    let counter = Arc::clone(&asked);
    let lossy = move |request: Request<Body>| {
        let (mut service, counter) = (service.clone(), Arc::clone(&counter));
        async move {
            let answer = service.call(request).await.unwrap();
            assert_eq!(answer.status(), 200);
            let lost = counter.fetch_add(1, Ordering::Relaxed) < 7;
            if lost { StatusCode::BAD_GATEWAY } else { answer.status() }
        }
    };
    let url = serve(Router::new().route("/hooks", post(lossy))).await;
    emulator.set_webhook(&url, SECRET).unwrap();

    let task = create(&emulator, "a hill").await;
    let handled = Handled::default();
    for _ in 0..33 {
        emulator.advance(Duration::from_secs(3600)).await;
        inbox.work(&handled.handler(), 9).await.unwrap();
        inbox.purge(0).await.unwrap();
    }
    let delivery = &emulator.deliveries()[0];
    assert_eq!((delivery.attempts.len(), delivery.state), (8, DeliveryState::Delivered));
    let (first, last) = (delivery.attempts[0].at, delivery.attempts[7].at);
    assert!(last > first + Duration::from_secs(31 * 3600), "{first:?} {last:?}");
    assert_eq!(asked.load(Ordering::Relaxed), 8);
    assert_eq!(handled.all(), [(task, 1)]);
}

/// Where a receiver dies.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Crash {
    BeforeInsert,
    BeforeAnswer,
    BeforeHandler,
    InHandler,
    BeforeMark,
}

#[tokio::test]
async fn w28_a_receiver_that_dies_between_any_two_steps_loses_nothing() {
    use Crash::{BeforeAnswer, BeforeHandler, BeforeInsert, BeforeMark, InHandler};
    let (emulator, folder) = (emulator().await, tempfile::tempdir().unwrap());
    let file = folder.path().join("events.db");
    let handled = Handled::default();
    // The crash that comes next, and whether the sender was answered.
    let next: Arc<Mutex<Option<Crash>>> = Arc::default();
    let process = |store: SqliteStore| inbox(&emulator, store);
    let living: Arc<Mutex<Inbox>> = Arc::new(Mutex::new(process(SqliteStore::open(&file).await.unwrap())));
    let (planned, current) = (Arc::clone(&next), Arc::clone(&living));
    let dying = move |request: Request<Body>| {
        let (crash, inbox) = (*planned.lock().unwrap(), current.lock().unwrap().clone());
        let planned = Arc::clone(&planned);
        async move {
            let gone = || Response::builder().status(500).body(Body::empty()).unwrap();
            if crash == Some(BeforeInsert) {
                *planned.lock().unwrap() = None;
                return gone();
            }
            let answer = WebhookService::new(&inbox).call(request).await.unwrap();
            if crash == Some(BeforeAnswer) {
                *planned.lock().unwrap() = None;
                return gone();
            }
            answer.into_response()
        }
    };
    let url = serve(Router::new().route("/hooks", post(dying))).await;
    emulator.set_webhook(&url, SECRET).unwrap();

    let mut tasks = Vec::new();
    for crash in [BeforeInsert, BeforeAnswer, BeforeHandler, InHandler, BeforeMark] {
        *next.lock().unwrap() = Some(crash);
        tasks.push((create(&emulator, "a hill").await, crash));
        emulator.advance(Duration::from_secs(2)).await;
        let store = SqliteStore::open(&file).await.unwrap();
        let now = i64::try_from(emulator.clock().now().as_secs()).unwrap();
        match crash {
            BeforeInsert | BeforeAnswer | BeforeHandler => {}
            InHandler => assert_eq!(store.claim(1, now + Inbox::LEASE, now).await.unwrap().len(), 1),
            BeforeMark => {
                // It does its work, and dies before it can say so.
                let claimed = store.claim(1, now + Inbox::LEASE, now).await.unwrap();
                handled.note(&Received::from_body(claimed[0].body.clone()).unwrap());
            }
        }
        // Another process takes over, with nothing but the file.
        *living.lock().unwrap() = process(SqliteStore::open(&file).await.unwrap());
        emulator.advance(Duration::from_secs(200)).await;
        let inbox = living.lock().unwrap().clone();
        inbox.work(&handled.handler(), 9).await.unwrap();
    }
    assert_eq!(emulator.ledger().charges().len(), 5);
    let handled: BTreeMap<_, _> = handled.all().into_iter().collect();
    for (task, crash) in tasks {
        // At least once: only the one that died with its work done and not marked is done twice.
        let times = if crash == BeforeMark { 2 } else { 1 };
        assert_eq!(handled.get(&task), Some(&times), "{crash:?}");
    }
    assert!(emulator.deliveries().iter().all(|delivery| delivery.state == DeliveryState::Delivered));
}

#[tokio::test]
async fn w13_odd_deliveries_are_refused_and_the_retry_is_handled_once() {
    let emulator = emulator().await;
    let refused: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = Arc::clone(&refused);
    let inbox = inbox(&emulator, MemoryStore::new()).on_answer(move |answer, _| {
        log.lock().unwrap().push(match answer {
            Answer::Refused(error) => error.to_string(),
            other => format!("{other:?}"),
        });
    });
    emulator.set_webhook(&serve(router("/hooks", &inbox)).await, SECRET).unwrap();
    let faults = [
        DeliveryFault::Twice,
        DeliveryFault::BadSignature,
        DeliveryFault::OldTimestamp { seconds: 301 },
        DeliveryFault::OldTimestamp { seconds: 299 },
        DeliveryFault::RenewedTimestamp { seconds: 1000 },
        DeliveryFault::Late { seconds: 30 },
    ];
    let handled = Handled::default();
    for fault in faults {
        emulator.script_delivery(fault);
        create(&emulator, "a hill").await;
        emulator.advance(Duration::from_secs(60)).await;
        inbox.work(&handled.handler(), 9).await.unwrap();
    }
    let (no_match, old) = ("no signature matches", "the timestamp lies 301 s in the past");
    assert_eq!(
        *refused.lock().unwrap(),
        ["Stored", "Duplicate", no_match, "Stored", old, "Stored", "Stored", no_match, "Stored", "Stored"]
    );
    assert_eq!(handled.all().iter().map(|(_, times)| *times).collect::<Vec<_>>(), [1; 6]);
}

#[tokio::test]
async fn w20_a_rotation_loses_no_event() {
    let emulator = emulator().await;
    let clock = emulator.clock().clone();
    let now = move || i64::try_from(clock.now().as_secs()).unwrap();
    let (old, new) = (WebhookSecret::new(SECRET).unwrap(), WebhookSecret::new("whsec_new").unwrap());
    let holding = |secrets: Vec<WebhookSecret>| {
        Inbox::new(Verifier::with_secrets(secrets).unwrap(), MemoryStore::new()).clock(now.clone())
    };
    // Before the rotation with the old secret, within its day with either, after it with the new one.
    for (step, secrets, accepted) in [
        ("before", vec![old.clone()], true),
        ("before", vec![new.clone()], false),
        ("within", vec![old.clone()], true),
        ("within", vec![new.clone()], true),
        ("within", vec![new.clone(), old.clone()], true),
        ("after", vec![old], false),
        ("after", vec![new], true),
    ] {
        let inbox = holding(secrets);
        emulator.set_webhook(&serve(router("/hooks", &inbox)).await, SECRET).unwrap();
        if step != "before" {
            emulator.rotate_webhook_secret("whsec_new").unwrap();
        }
        if step == "after" {
            emulator.advance(Duration::from_secs(24 * 3600 + 1)).await;
        }
        emulator.send_test_event().unwrap();
        emulator.advance(Duration::from_secs(1)).await;
        let handled = Handled::default();
        inbox.work(&handled.handler(), 9).await.unwrap();
        assert_eq!(handled.all().len(), usize::from(accepted), "{step}");
    }
}

#[tokio::test]
async fn w15_two_receivers_on_one_file_handle_each_event_once() {
    let (emulator, folder) = (emulator().await, tempfile::tempdir().unwrap());
    let file = folder.path().join("events.db");
    let (one, other) = (
        inbox(&emulator, SqliteStore::open(&file).await.unwrap()),
        inbox(&emulator, SqliteStore::open(&file).await.unwrap()),
    );
    // A balancer: every second request to the other one, so that the two copies of an event part ways.
    let (services, turn) = ([WebhookService::new(&one), WebhookService::new(&other)], AtomicUsize::new(0));
    let turn = Arc::new(turn);
    let balanced = move |request: Request<Body>| {
        let mut service = services[turn.fetch_add(1, Ordering::Relaxed) % 2].clone();
        async move { service.call(request).await.unwrap() }
    };
    emulator.set_webhook(&serve(Router::new().route("/hooks", post(balanced))).await, SECRET).unwrap();
    let handled = Handled::default();
    for _ in 0..5 {
        emulator.script_delivery(DeliveryFault::Twice);
        create(&emulator, "a hill").await;
    }
    let stop = async {
        emulator.advance(Duration::from_secs(60)).await;
        while handled.all().len() < 5 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let (stopped, stopping) = tokio::sync::watch::channel(false);
    let until = |mut stopping: tokio::sync::watch::Receiver<bool>| async move {
        let _ = stopping.wait_for(|stop| *stop).await;
    };
    let quick = Duration::from_millis(10);
    let workers = [&one, &other].map(|inbox| Worker::new(inbox, handled.handler()).look_every(quick));
    let [left, right] = workers.map(|worker| worker.run_until(until(stopping.clone())));
    tokio::join!(left, right, async {
        stop.await;
        stopped.send_replace(true);
    });
    assert_eq!(handled.all().iter().map(|(_, times)| *times).collect::<Vec<_>>(), [1; 5]);
    assert_eq!(emulator.deliveries().len(), 10);
}

#[tokio::test]
async fn t20_webhook_and_poll_are_one_result_and_one_download() {
    let folder = tempfile::tempdir().unwrap();
    let quick = Lifecycle::new(Duration::ZERO, Duration::from_millis(300));
    let emulator = Emulator::builder().lifecycle(quick).start().await.unwrap();
    let inbox = Inbox::new(verifier(), MemoryStore::new());
    emulator.set_webhook(&serve(router("/hooks", &inbox)).await, SECRET).unwrap();
    let client = Client::new(Config::new(emulator.api_key()).base_url(emulator.base_url())).unwrap();
    // Polling goes on beside it, so slowly that only an event can end the wait in time.
    let webhooks = Webhooks::new(&client).fallback(Fixed::clamp(Duration::from_secs(300)));
    let working = tokio::spawn(Worker::new(&inbox, webhooks.clone()).run());
    // Each event comes twice.
    emulator.script_delivery(DeliveryFault::Twice);
    let submitted = client.images().submit(Gemini31FlashImage::new("a hill")).await.unwrap();
    let done = webhooks.wait(&submitted.handle).await.unwrap();
    client.download(&done, folder.path().join("a.png")).await.unwrap();
    working.abort();

    assert_eq!(done.handle.id, emulator.ledger().charges()[0].task_id);
    let requests = emulator.requests().all();
    let count = |method: &str| requests.iter().filter(|request| request.method == method).count();
    // One create; one fetch of the file, and no look.
    assert_eq!((count("POST"), count("GET")), (1, 1));
}

/// The variable that makes a child of this test a receiver: the file of its store.
const CHILD: &str = "TOAPIS_TEST_RECEIVER";

/// No test by itself: the receiver that [`w28_kill_9_between_insert_and_handler`] starts and kills.
#[tokio::test]
async fn receiver_process() {
    let Ok(file) = std::env::var(CHILD) else { return };
    let inbox = Inbox::new(verifier(), SqliteStore::open(&file).await.unwrap())
        .on_answer(|answer, _| println!("\nanswered {answer:?}"));
    let stuck = std::env::var_os("TOAPIS_TEST_HANDLER").is_some();
    println!("\nlistening {}", serve(router("/hooks", &inbox)).await);
    if stuck {
        let worker = Worker::new(&inbox, |_: Received| async {
            println!("\nhandling");
            std::future::pending::<Result<(), HandlerError>>().await
        });
        worker.run().await;
    }
    std::future::pending::<()>().await;
}

fn start(file: &Path, stuck: bool) -> (Child, impl FnMut(&str) -> String) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "receiver_process", "--nocapture"]).env(CHILD, file);
    if stuck {
        command.env("TOAPIS_TEST_HANDLER", "stuck");
    }
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let read = move |word: &str| {
        let found = lines.find(|line| line.as_ref().unwrap().starts_with(word)).unwrap();
        found.unwrap()[word.len()..].trim().to_owned()
    };
    (child, read)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w28_kill_9_between_insert_and_handler() {
    for stuck in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("events.db");
        let emulator = Emulator::builder().lifecycle(Lifecycle::instant()).start().await.unwrap();
        let (mut child, mut read) = start(&file, stuck);
        let url = tokio::task::block_in_place(|| read("listening"));
        emulator.set_webhook(&url, SECRET).unwrap();
        let task = create(&emulator, "a hill").await;
        tokio::task::block_in_place(|| {
            assert_eq!(read("answered"), "Stored");
            if stuck {
                read("handling");
            }
        });
        child.kill().unwrap();
        child.wait().unwrap();

        let store = SqliteStore::open(&file).await.unwrap();
        let id = emulator.deliveries()[0].event_id.clone();
        let state = store.state(&id).await.unwrap().unwrap();
        let due = match state {
            EventState::New { due_at } if !stuck => due_at,
            EventState::Processing { lease_until } if stuck => lease_until,
            other => panic!("{other:?}"),
        };
        let handled = Handled::default();
        // Were it a minute too early, nothing would happen; when it is due, it does.
        let early = Inbox::new(verifier(), store.clone()).clock(move || due - 1);
        assert_eq!(early.work(&handled.handler(), 9).await.unwrap(), 0);
        let next = Inbox::new(verifier(), store).clock(move || due);
        assert_eq!(next.work(&handled.handler(), 9).await.unwrap(), 1);
        assert_eq!(handled.all(), [(task, 1)]);
    }
}

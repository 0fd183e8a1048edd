//! `toapis webhook listen`: a receiver on this machine, until Ctrl-C or enough events.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http::Method;
use toapis_client::types::WebhookEvent;
use toapis_emulator::{Emulator, Lifecycle};
use toapis_webhook::{
    Answer, HandlerError, Inbox, Received, Trouble, Verifier, WebhookSecret, WebhookService, Worker,
};
use tokio::net::TcpListener;
use tokio::sync::Notify;

use super::args::Listen;
use super::folder::{Folder, file_name};
use super::send::{exchange, post};
use super::stored::Stored;
use super::{DEMO_SECRET, json, line, now};
use crate::args::Common;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::interrupt;
use crate::report::{Report, err, out};

pub(super) async fn run(common: &Common, args: Listen, report: Report) -> Result<Exit, Failure> {
    let given = args.secret.secrets(common)?;
    let running = if given.is_none() { RunningEmulator::of(common) } else { None };
    let secrets = match given {
        Some(secrets) => secrets,
        None if running.is_some() => vec![demo_secret()?],
        None => return Err(Failure::NoSecret),
    };
    let cannot_listen = |error| Failure::Io(format!("port {} cannot be listened on", args.port), error);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port)).await.map_err(cannot_listen)?;
    let url = format!("http://{}/", listener.local_addr().map_err(cannot_listen)?);

    let inbox = inbox(&args, &secrets, report).await?;
    let handled = Arc::new(Handled::default());
    let worker = worker(&args, &inbox, &secrets, &handled, report);
    let app = axum::Router::new().fallback_service(WebhookService::new(&inbox));

    report.note(&format!("Listening for webhooks at {url}"));
    let embedded = if common.emulator { Some(embedded(&url, report).await?) } else { None };
    if let Some(running) = running {
        running.send_events_to(&url).await?;
        report.note(&format!("The emulator at {} sends its events here.", running.base_url));
    }
    report.note("Ctrl-C stops it.");

    let enough = async {
        match args.count {
            Some(count) => handled.reach(count).await,
            None => std::future::pending().await,
        }
    };
    let stop = async {
        tokio::select! {
            () = interrupt() => {}
            () = enough => {}
        }
    };
    tokio::select! {
        _ = axum::serve(listener, app).into_future() => {}
        () = worker.run_until(stop) => {}
    }
    if let Some(emulator) = embedded {
        emulator.clear_faults();
    }
    report.note(&format!("\nStopped. Events handled: {}.", handled.count.load(Ordering::Relaxed)));
    Ok(Exit::Done)
}

/// Takes deliveries, and says what it did with each.
async fn inbox(args: &Listen, secrets: &[WebhookSecret], report: Report) -> Result<Inbox, Failure> {
    let verifier = Verifier::with_secrets(secrets.iter().cloned());
    let verifier = verifier.map_err(|error| Failure::Usage(error.to_string()))?;
    let no_folder = |error| Failure::Io("the folder for events cannot be made".to_owned(), error);
    let store =
        Folder::new(args.save.clone(), secrets.to_vec(), args.forward.is_some()).map_err(no_folder)?;
    let unreadable = |error| Failure::Io("the folder for events cannot be read".to_owned(), error);
    let (waiting, troubles) = store.take_up().await.map_err(unreadable)?;
    for trouble in &troubles {
        Report::warning(trouble);
    }
    if waiting > 0 {
        report.note(&format!("Events that wait to be forwarded: {waiting}."));
    }
    Ok(Inbox::new(verifier, store)
        .on_answer(move |answer, event| match (answer, event) {
            (Answer::Stored, Some(event)) => print(event, report),
            (Answer::Duplicate, Some(event)) => report.note(&format!("{} came again", line(event))),
            (Answer::Refused(error), _) => {
                Report::warning(&format!("answered {}: {error}", answer.status()));
            }
            _ => Report::warning(&format!("answered {}: {answer:?}", answer.status())),
        })
        .on_store_error(|error| {
            let cause =
                std::error::Error::source(error).map_or_else(String::new, |cause| format!(": {cause}"));
            Report::warning(&format!("{error}{cause}; the sender will come again"));
        }))
}

fn print(event: &WebhookEvent, report: Report) {
    if report.is_json() { out(json(event)) } else { out(line(event)) }
}

/// Says where an event is, and sends it on.
fn worker(
    args: &Listen,
    inbox: &Inbox,
    secrets: &[WebhookSecret],
    handled: &Arc<Handled>,
    report: Report,
) -> Worker {
    let (forward, save) = (args.forward.clone(), args.save.clone());
    let (secret, handled) = (secrets.first().cloned(), Arc::clone(handled));
    let each = move |received: Received| {
        let (forward, save, secret, handled) =
            (forward.clone(), save.clone(), secret.clone(), Arc::clone(&handled));
        async move {
            let id = &received.event.id;
            if let Some(folder) = save {
                report.note(&format!("{id} is in {}", folder.join(file_name(id)).display()));
            }
            if let (Some(url), Some(secret)) = (&forward, &secret) {
                // Signed anew: by the time that a retry gets there, the first signature may be too old.
                let status = post(url, &Stored::signed(secret, id, now(), &received.body)).await?;
                if !(200..300).contains(&status) {
                    return Err(HandlerError::from(format!("{url} answered {status}")));
                }
                report.note(&format!("{id} forwarded: {status}"));
            }
            handled.one_more();
            Ok(())
        }
    };
    // One after the other, so that they arrive as they came.
    Worker::new(inbox, each).concurrency(1).on_trouble(|trouble| {
        Report::warning(&match trouble {
            Trouble::Handler { id, error, .. } => {
                format!("{id} was not forwarded, and will be tried again: {error}")
            }
            other => format!("{other:?}"),
        });
    })
}

/// How many events were handled, and who waits for how many.
#[derive(Default)]
struct Handled {
    count: AtomicUsize,
    more: Notify,
}

impl Handled {
    fn one_more(&self) {
        self.count.fetch_add(1, Ordering::Relaxed);
        self.more.notify_one();
    }

    async fn reach(&self, count: usize) {
        while self.count.load(Ordering::Relaxed) < count {
            self.more.notified().await;
        }
    }
}

/// A gateway of its own that sends its events to this listener, beginning with a test event.
async fn embedded(url: &str, report: Report) -> Result<Emulator, Failure> {
    // Quick by its life cycle and not by its clock: what a clock signs that runs ahead is refused after a while.
    let quick = Lifecycle::new(Duration::from_secs(1), Duration::from_secs(2));
    let started = Emulator::builder().lifecycle(quick).start().await;
    let emulator = started.map_err(|error| Failure::Io("the emulator cannot start".to_owned(), error))?;
    let set_up = emulator.set_webhook(url, DEMO_SECRET).and_then(|()| emulator.send_test_event());
    set_up.map_err(|error| Failure::Usage(error.to_string()))?;
    err(format_args!("export TOAPIS_BASE_URL={} TOAPIS_API_KEY={}", emulator.base_url(), emulator.api_key()));
    report.note("Paste that line into another terminal, and make something there.");
    Ok(emulator)
}

/// An emulator that runs already, as the environment names it.
struct RunningEmulator {
    base_url: String,
}

impl RunningEmulator {
    fn of(common: &Common) -> Option<Self> {
        let base_url = common.base_url.clone().or_else(|| std::env::var("TOAPIS_BASE_URL").ok())?;
        let is_here =
            ["http://127.0.0.1:", "http://localhost:"].iter().any(|here| base_url.starts_with(here));
        let key = std::env::var("TOAPIS_API_KEY").ok()?;
        let base_url = base_url.trim_end_matches('/').to_owned();
        (is_here && key.starts_with("sk-emulator-")).then_some(Self { base_url })
    }

    async fn send_events_to(&self, url: &str) -> Result<(), Failure> {
        let body = serde_json::json!({"url": url, "secret": DEMO_SECRET});
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        let request = Stored { headers, body: serde_json::to_vec(&body).unwrap_or_default() };
        let there = format!("{}/__emulator/webhook", self.base_url);
        let (status, answer) = exchange(Method::PUT, &there, &request).await?;
        if status == 200 {
            return Ok(());
        }
        let said = toapis_client::types::clean_text(&String::from_utf8_lossy(&answer));
        Err(Failure::Usage(format!("the emulator did not take the webhook: {status} {said}")))
    }
}

fn demo_secret() -> Result<WebhookSecret, Failure> {
    WebhookSecret::new(DEMO_SECRET).map_err(|error| Failure::Usage(error.to_string()))
}

//! What the log holds: enough to find a paid task whose process died, and never the key.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::{Client, blocking};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use crate::support::{CREATE, TASK, block_on, config, error, lost, reply, request, task};

/// The lines of the log, with those of the transport among them.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn add(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(event.metadata().level().to_string());
        event.record(&mut line);
        self.add(line.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

/// The log of one create with each client, which must be the same.
fn log_of(answer: &Reply) -> Vec<String> {
    let transport = |log: &Log| {
        let (transport, log, answer) = (MemoryTransport::new(), log.clone(), answer.clone());
        transport.expect(Expect::post(CREATE)).answer_with(move |_| {
            log.add("sent".to_owned());
            answer.clone()
        });
        transport
    };
    let log = Log::default();
    let client = Client::with(config(), transport(&log), VirtualTime::new()).unwrap();
    tracing::subscriber::with_default(log.clone(), || drop(block_on(client.images().submit(request()))));
    let other = Log::default();
    let client = blocking::Client::with(config(), transport(&other), VirtualTime::new()).unwrap();
    tracing::subscriber::with_default(other.clone(), || drop(client.images().submit(request())));
    assert_eq!(log.lines(), other.lines());
    assert!(!log.lines().concat().contains("canary"), "{:?}", log.lines());
    log.lines()
}

fn is_at(level: Level, line: &str) -> bool {
    line.starts_with(&format!("{level} "))
}

#[test]
fn h47_the_log_names_a_create_before_it_is_sent_and_the_task_after() {
    let lines = log_of(&reply(200, &task("queued")));
    let sent = lines.iter().position(|line| line == "sent").unwrap();
    assert!(lines[..sent].iter().any(|line| is_at(Level::INFO, line) && line.contains("job-1")), "{lines:?}");
    let is_receipt =
        |line: &String| is_at(Level::INFO, line) && line.contains("job-1") && line.contains(TASK);
    assert!(lines[sent..].iter().any(is_receipt), "{lines:?}");
}

#[test]
fn h08_the_log_names_a_create_that_is_lost() {
    for answer in [lost(), Reply::new(502).body(crate::support::KEY), reply(500, &error(crate::support::KEY))]
    {
        let lines = log_of(&answer);
        assert!(lines.iter().any(|line| is_at(Level::WARN, line) && line.contains("job-1")), "{lines:?}");
    }
}

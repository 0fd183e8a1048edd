//! What spans say of a call: what it is about, which attempt it is, what came of it, and neither prompt nor key.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::memory::{Expect, MemoryTransport};
use toapis_client::{Client, Config, blocking};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::{
    CREATE, KEY, TASK, block_on, completed, look, lost, persistent, refused, reply, request, task,
};

/// All spans in the order in which they were made, each with its name and fields.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<BTreeMap<String, String>>>>);

impl Subscriber for Spans {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_span()
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut span = Fields(BTreeMap::from([("span".to_owned(), attributes.metadata().name().to_owned())]));
        attributes.record(&mut span);
        let mut spans = self.0.lock().unwrap();
        spans.push(span.0);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut fields = Fields(BTreeMap::new());
        values.record(&mut fields);
        let index = usize::try_from(id.into_u64()).unwrap() - 1;
        self.0.lock().unwrap()[index].extend(fields.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Fields(BTreeMap<String, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

fn script() -> MemoryTransport {
    let transport = MemoryTransport::new();
    transport.expect(Expect::post(CREATE)).reply(refused());
    transport.expect(Expect::post(CREATE)).reply(reply(200, &task("queued")));
    transport.expect(look()).reply(lost());
    transport.expect(look()).reply(reply(200, &completed()));
    transport
}

#[test]
fn s01_each_attempt_has_a_span_with_what_it_is_about_and_what_came_of_it() {
    let settings = || -> Config { persistent() };
    let (spans, others) = (Spans::default(), Spans::default());
    let client = Client::with(settings(), script(), VirtualTime::new()).unwrap();
    tracing::subscriber::with_default(spans.clone(), || {
        block_on(client.images().run(request())).unwrap();
    });
    let client = blocking::Client::with(settings(), script(), VirtualTime::new()).unwrap();
    tracing::subscriber::with_default(others.clone(), || client.images().run(request())).unwrap();

    let spans = spans.0.lock().unwrap().clone();
    let attempts: Vec<_> = spans.iter().filter(|span| span["span"] == "attempt").collect();
    let words: Vec<[&str; 4]> = attempts
        .iter()
        .map(|span| ["call", "subject", "number", "outcome"].map(|name| span[name].as_str()))
        .collect();
    assert_eq!(
        words,
        [
            ["create", "job-1", "1", "not sent"],
            ["create", "job-1", "2", "succeeded"],
            ["look", TASK, "1", "lost"],
            ["look", TASK, "1", "succeeded"],
        ]
    );
    let other_attempts: Vec<_> = others.0.lock().unwrap().clone();
    let other_attempts: Vec<_> = other_attempts.iter().filter(|span| span["span"] == "attempt").collect();
    assert_eq!(attempts, other_attempts, "async, then blocking");
    let text = format!("{spans:?}");
    assert!(!text.contains(KEY) && !text.contains("lighthouse") && !text.contains("Bearer"), "{text}");
}

//! The guard against asking for the same thing twice: both clients alike, and nothing is sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Waker};
use std::time::Duration;

use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::types::BusinessId;
use toapis_client::types::image::ImageRequest;
use toapis_client::{Client, Config, Earlier, Error, Money, Submitted, blocking};

use crate::support::{
    Act, CREATE, KEY, TASK, block_on, both, config, error, lost, refused, reply, request, task,
};

const WINDOW: Duration = Duration::from_secs(60);

/// Every create has a name of its own, as in real life.
fn guarded() -> Config {
    let count = Arc::new(AtomicU32::new(0));
    config().refuse_duplicates(WINDOW).business_ids(move || {
        let number = count.fetch_add(1, Ordering::Relaxed) % 2 + 1;
        BusinessId::new(format!("job-{number}")).unwrap()
    })
}

/// The same request twice, the second time perhaps as an exception.
struct Twice(ImageRequest, bool);

impl Act for Twice {
    type Output = [Result<Submitted, Error>; 2];

    async fn on_async(&self, client: Client) -> Self::Output {
        let first = client.images().submit(request()).await;
        let second = client.images().prepare(self.0.clone()).unwrap();
        let second = if self.1 { second.allow_duplicate() } else { second };
        [first, second.submit().await]
    }

    fn on_blocking(&self, client: blocking::Client) -> Self::Output {
        let first = client.images().submit(request());
        let second = client.images().prepare(self.0.clone()).unwrap();
        let second = if self.1 { second.allow_duplicate() } else { second };
        [first, second.submit()]
    }
}

/// Creates that are answered so, in order; there are as many POSTs.
fn creates(answers: Vec<Reply>) -> impl Fn(&MemoryTransport) {
    move |transport| {
        for answer in &answers {
            transport.expect(Expect::post(CREATE)).reply(answer.clone());
        }
    }
}

fn accepted() -> Reply {
    reply(200, &task("queued"))
}

fn refusal(second: Result<Submitted, Error>) -> (Earlier, String) {
    let error = second.unwrap_err();
    assert_eq!((error.money(), error.is_retryable()), (Money::NotMoved, false));
    let text = format!("{error} {error:?}");
    assert!(!text.contains(KEY) && !text.contains("lighthouse"), "{text}");
    let (ticket, handle) = (error.ticket().cloned(), error.task().cloned());
    let text = error.to_string();
    let Error::Duplicate { earlier, .. } = error else { panic!("{text}") };
    match &*earlier {
        Earlier::Accepted(task) => assert_eq!((ticket, handle.as_ref()), (None, Some(task))),
        Earlier::InFlight(sent) | Earlier::Unknown(sent) => {
            assert_eq!((ticket.as_ref(), handle), (Some(sent), None));
        }
        other => panic!("{other:?}"),
    }
    (*earlier, text)
}

#[test]
fn i07_what_was_accepted_a_moment_ago_is_refused_and_leads_to_its_task() {
    let ([first, second], _) = both(&guarded(), creates(vec![accepted()]), &Twice(request(), false));
    let (earlier, text) = refusal(second);
    assert_eq!(earlier, Earlier::Accepted(first.unwrap().handle));
    assert!(text.contains(&format!("was accepted 0 s ago, and makes the task {TASK}")), "{text}");
}

#[test]
fn i07_a_name_of_its_own_does_not_make_another_request() {
    let named = request().client_business_id("order-7");
    let config = config().refuse_duplicates(WINDOW);
    let ([_, second], _) = both(&config, creates(vec![accepted()]), &Twice(named, false));
    refusal(second);
}

#[test]
fn i07_another_request_or_a_word_is_sent() {
    for (second, allowed) in [(request().size("1:1"), false), (request(), true)] {
        let script = creates(vec![accepted(), accepted()]);
        let ([first, second], _) = both(&guarded(), script, &Twice(second, allowed));
        assert!(first.is_ok() && second.is_ok(), "{second:?}");
    }
}

#[test]
fn i07_without_the_setting_everything_is_sent() {
    let ([_, second], trace) =
        both(&config(), creates(vec![accepted(), accepted()]), &Twice(request(), false));
    assert!(second.is_ok() && trace.posts() == 2);
}

#[test]
fn i07_what_cost_nothing_is_no_duplicate_and_what_was_lost_is_one() {
    for cheap in [refused(), reply(400, &error("bad_request")), reply(429, &error("rate_limit_exceeded"))] {
        let ([first, second], _) =
            both(&guarded(), creates(vec![cheap, accepted()]), &Twice(request(), false));
        assert!(first.is_err() && second.is_ok(), "{second:?}");
    }
    let ([_, second], _) = both(&guarded(), creates(vec![lost()]), &Twice(request(), false));
    let (earlier, text) = refusal(second);
    assert!(
        matches!(&earlier, Earlier::Unknown(ticket) if ticket.business_id.as_str() == "job-1"),
        "{earlier:?}"
    );
    assert!(
        text.contains("may have been charged") && text.contains("the business id job-1 finds its task"),
        "{text}"
    );
}

/// A lost create is found, and asked for again.
struct LostAndFound;

impl Act for LostAndFound {
    type Output = [Result<Submitted, Error>; 2];

    async fn on_async(&self, client: Client) -> Self::Output {
        let lost = client.images().submit(request()).await.unwrap_err();
        [client.recover(lost.ticket().unwrap()).await, client.images().submit(request()).await]
    }

    fn on_blocking(&self, client: blocking::Client) -> Self::Output {
        let lost = client.images().submit(request()).unwrap_err();
        [client.recover(lost.ticket().unwrap()), client.images().submit(request())]
    }
}

#[test]
fn i07_what_was_lost_and_found_leads_to_its_task() {
    let script = |transport: &MemoryTransport| {
        transport.expect(Expect::post(CREATE)).reply(lost());
        transport.expect(Expect::get(format!("{CREATE}/job-1"))).reply(accepted());
    };
    let ([found, second], _) = both(&guarded(), script, &LostAndFound);
    assert_eq!(refusal(second).0, Earlier::Accepted(found.unwrap().handle));
}

#[test]
fn i07_the_window_ends() {
    let (transport, time) = (MemoryTransport::new(), VirtualTime::new());
    transport.expect(Expect::post(CREATE).times(2)).reply(accepted());
    let client = blocking::Client::with(guarded(), transport.clone(), time.clone()).unwrap();
    let other = client.clone();
    client.images().submit(request()).unwrap();
    time.advance(WINDOW.checked_sub(Duration::from_secs(1)).unwrap());
    refusal(other.images().submit(request()));
    time.advance(Duration::from_secs(1));
    other.images().submit(request()).unwrap();
    transport.assert_done();
}

#[test]
fn i07_h47_what_is_in_flight_is_refused_and_what_was_dropped_then_counts_as_lost() {
    let transport = MemoryTransport::new();
    transport.expect(Expect::post(CREATE)).reply(Reply::never());
    let client = Client::with(guarded(), transport.clone(), VirtualTime::new()).unwrap();
    block_on(async {
        let images = client.images();
        let mut first = Box::pin(images.submit(request()));
        assert!(first.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        let (earlier, text) = refusal(client.images().submit(request()).await);
        assert!(matches!(earlier, Earlier::InFlight(_)) && text.contains("is being sent as job-1"), "{text}");
        drop(first);
        let (earlier, _) = refusal(client.images().submit(request()).await);
        assert!(matches!(earlier, Earlier::Unknown(_)), "{earlier:?}");
    });
    transport.assert_done();
}

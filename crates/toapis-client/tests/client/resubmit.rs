//! Sending a lost create again, by order.

use serde_json::Value;
use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::types::Ticket;
use toapis_client::{Client, Error, Money, Submitted, blocking};

use crate::support::{Act, CREATE, Trace, both, config, lost, reply, request, task, ticket};

/// The lost create is sent again.
struct Resubmit(Ticket);

impl Act for Resubmit {
    type Output = (Ticket, Result<Submitted, Error>);

    async fn on_async(&self, client: Client) -> Self::Output {
        let again = client.images().prepare(request()).unwrap().resubmit_of(&self.0);
        (again.ticket(), again.submit().await)
    }

    fn on_blocking(&self, client: blocking::Client) -> Self::Output {
        let again = client.images().prepare(request()).unwrap().resubmit_of(&self.0);
        (again.ticket(), again.submit())
    }
}

/// Submits again for this ticket; one POST goes out.
#[track_caller]
fn resubmit(lost: &Ticket, answer: &Reply) -> (Ticket, Result<Submitted, Error>, Value) {
    let script = |transport: &MemoryTransport| transport.expect(Expect::post(CREATE)).reply(answer.clone());
    let ((kept, outcome), Trace { requests, .. }) = both(&config(), script, &Resubmit(lost.clone()));
    assert_eq!(requests.len(), 1, "one POST and nothing else");
    let body = serde_json::from_slice(requests[0].body().as_bytes()).unwrap();
    (kept, outcome, body)
}

#[test]
fn i06_a_resubmit_has_a_new_id_and_the_same_body_and_is_linked_to_the_lost_one() {
    let (kept, outcome, mut body) = resubmit(&ticket(), &reply(200, &task("queued")));
    assert_eq!(outcome.unwrap().handle.business_id.unwrap().as_str(), "job-1-r2-026ab639");
    assert_eq!(
        (kept.business_id.as_str(), kept.resubmit_of.as_ref()),
        ("job-1-r2-026ab639", Some(&ticket().business_id))
    );
    let stored = serde_json::to_string(&kept).unwrap();
    assert_eq!(serde_json::from_str::<Ticket>(&stored).unwrap(), kept);

    assert_eq!(body["client_business_id"], "job-1-r2-026ab639");
    let mut first = request().to_json();
    for body in [&mut body, &mut first] {
        body.as_object_mut().unwrap().remove("client_business_id");
    }
    assert_eq!(body, first);
}

#[test]
fn i06_a_resubmit_that_is_lost_as_well_says_so_of_both_and_leads_to_the_next() {
    let error = resubmit(&ticket(), &lost()).1.unwrap_err();
    assert_eq!(error.money(), Money::MayHaveMoved);
    let text = error.to_string();
    assert!(
        text.contains("job-1-r2-026ab639 finds it")
            && text.contains("; job-1, which it was sent again for, may"),
        "{text}"
    );
    let second = error.ticket().unwrap();
    assert_eq!(second.resubmit_of, Some(ticket().business_id));

    let third = resubmit(second, &reply(200, &task("queued"))).0;
    assert_eq!(
        (third.business_id.as_str(), third.resubmit_of.as_ref()),
        ("job-1-r3-026ab639", Some(&second.business_id))
    );
}

/// Two orders are two tasks, each of which can be found: under one id only one of them would be.
#[test]
fn i06_two_resubmits_of_one_ticket_have_an_id_each() {
    let transport = MemoryTransport::new();
    transport.expect(Expect::post(CREATE).times(2)).reply(lost());
    // As it comes: with random ids.
    let config = toapis_client::Config::new("sk-test").check_requests(false);
    let client = blocking::Client::with(config, transport.clone(), VirtualTime::new()).unwrap();
    let again = || client.images().prepare(request()).unwrap().resubmit_of(&ticket());
    let tickets: Vec<_> =
        [again(), again()].map(|again| again.submit().unwrap_err().ticket().unwrap().clone()).into();
    let sent: Vec<Value> = transport
        .requests()
        .iter()
        .map(|request| serde_json::from_slice::<Value>(request.body().as_bytes()).unwrap())
        .map(|body| body["client_business_id"].clone())
        .collect();
    assert_ne!(tickets[0].business_id, tickets[1].business_id);
    for (ticket, sent) in tickets.iter().zip(sent) {
        assert_eq!(sent, ticket.business_id.as_str(), "what was sent is what is kept");
        assert!(ticket.business_id.as_str().starts_with("job-1-r2-"), "{sent}");
        assert_eq!(ticket.resubmit_of, Some(self::ticket().business_id));
    }
}

/// The id may have been given in either place.
#[test]
fn i06_no_old_id_stays_behind_in_the_body() {
    let script = |transport: &MemoryTransport| {
        transport.expect(Expect::post(CREATE)).reply(reply(200, &task("queued")));
    };
    let (_, trace) = both(&config(), script, &OwnIds);
    let body: Value = serde_json::from_slice(trace.requests[0].body().as_bytes()).unwrap();
    assert_eq!(
        (&body["client_business_id"], &body["metadata"]["client_business_id"]),
        (&"job-1-r2-026ab639".into(), &"job-1-r2-026ab639".into())
    );
}

struct OwnIds;

impl OwnIds {
    fn request() -> toapis_client::types::image::ImageRequest {
        request().set("metadata", serde_json::json!({"client_business_id": "job-1"}))
    }
}

impl Act for OwnIds {
    type Output = Result<Submitted, Error>;

    async fn on_async(&self, client: Client) -> Self::Output {
        client.images().prepare(Self::request()).unwrap().resubmit_of(&ticket()).submit().await
    }

    fn on_blocking(&self, client: blocking::Client) -> Self::Output {
        client.images().prepare(Self::request()).unwrap().resubmit_of(&ticket()).submit()
    }
}

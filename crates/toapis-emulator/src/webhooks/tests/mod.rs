//! Deliveries in virtual time, and over the wire to receivers that check them.

mod schedule;
mod wire;

use std::time::Duration;

use toapis_webhook::{SignatureHeaders, Verified, Verifier, VerifyError, WebhookSecret};

use super::*;

const NOW: Duration = Duration::from_secs(1_783_953_302);
const USER: &str = "7";
const SECRET: &str = "whsec_test_0123456789abcdef01234567";

/// One user with an endpoint at this URL.
fn webhooks(url: &str) -> Webhooks {
    let mut webhooks = Webhooks::default();
    let endpoint = Endpoint::new(url.parse().unwrap(), Secret::new(SECRET).unwrap());
    webhooks.set_endpoint(USER, Some(endpoint));
    webhooks
}

/// Queues an event of a task of this name.
fn queue(webhooks: &mut Webhooks, task_id: &str, now: Duration) -> u64 {
    let result = serde_json::json!({"type": "image", "data": [{"url": "http://127.0.0.1:1/a.png"}]});
    let task = EndedTask {
        task_id,
        client_business_id: None,
        kind: toapis_types::TaskKind::Image,
        model: "m",
        end: TaskEnd::Completed(&result),
        submitted_at: 1,
        finished_at: 2,
    };
    let event = Event::of_task(&task, &mut fastrand::Rng::with_seed(now.as_secs()), now);
    let url = webhooks.check_callback(USER, None).unwrap().unwrap();
    webhooks.queue(USER, &url, &event, now)
}

fn answered(status: u16) -> Outcome {
    Outcome::Answered { status, body: String::new() }
}

fn delivery(webhooks: &Webhooks, id: u64) -> &Delivery {
    webhooks.list().find(|delivery| delivery.id == id).unwrap()
}

/// What a receiver with the secret finds in an attempt.
fn verify(attempt: &Attempt, now: Duration) -> Result<Verified, VerifyError> {
    let timestamp = attempt.timestamp.to_string();
    let headers = SignatureHeaders::new(&attempt.event_id, &timestamp, &attempt.signature);
    let verifier = Verifier::new(WebhookSecret::new(SECRET).unwrap());
    verifier.verify(&headers, attempt.body.as_bytes(), i64::try_from(now.as_secs()).unwrap())
}

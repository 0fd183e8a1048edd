//! Whatever comes as headers and body: no panic, nothing accepted that was not signed, and what was signed is read or
//! named. The tests in `crates/toapis-webhook/tests/properties.rs` do the same with proptest, on every run.
#![no_main]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use toapis_webhook::{Decision, SignatureHeaders, Verifier, WebhookSecret, receive, sign};

fuzz_target!(|input: (Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>, i64)| {
    let (id, timestamp, signature, body, now) = input;
    let secret = WebhookSecret::new("fuzz").expect("not blank");
    let verifier = Verifier::new(secret.clone()).tolerance(Duration::MAX);

    // Unsigned: refused, whatever it is.
    let headers = [
        (&b"X-ToAPIs-Webhook-Id"[..], &id),
        (b"x-toapis-webhook-timestamp", &timestamp),
        (b"X-TOAPIS-WEBHOOK-SIGNATURE", &signature),
    ];
    assert!(matches!(receive(&verifier, headers, &body, now), Decision::Refuse(error) if !error.is_authentic()));

    // Signed: the bytes are proven, and the event is read or refused as what it is.
    let signed_at = now.checked_abs().unwrap_or(1).max(1);
    let (time, signature) = (signed_at.to_string(), sign(&secret, "evt_1", signed_at, &body));
    let headers = SignatureHeaders::new("evt_1", &time, &signature);
    let authentic = verifier.authenticate(&headers, &body, now).expect("it was signed");
    if let Ok(verified) = authentic.read() {
        let _ = (verified.event.verdict(), verified.event.handle());
    }
});

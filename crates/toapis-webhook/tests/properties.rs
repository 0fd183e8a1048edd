//! What holds for every delivery, not only for the listed ones.

#![allow(clippy::unwrap_used, reason = "a fixture that does not hold fails the test")]

use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use toapis_types::Verdict;
use toapis_webhook::{
    Decision, ID_HEADER, SIGNATURE_HEADER, SignatureHeaders, TIMESTAMP_HEADER, Verifier, WebhookSecret,
    receive, sign,
};

fn secret() -> impl Strategy<Value = WebhookSecret> {
    "[!-~]{1,100}".prop_map(|text| WebhookSecret::new(text).unwrap())
}

fn id() -> impl Strategy<Value = String> {
    // Visible ASCII without the dot.
    "[!-\\-/-~]{1,128}"
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..300)
}

/// Without the age check, so that only the signature stands in the way.
fn ageless(secret: WebhookSecret) -> Verifier {
    Verifier::new(secret).tolerance(Duration::MAX)
}

proptest! {
    // The same cases on every run; `fuzz/` looks further.
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn w01_what_is_signed_verifies(secret in secret(), id in id(), time in 1..i64::MAX, body in body()) {
        let (timestamp, signature) = (time.to_string(), sign(&secret, &id, time, &body));
        let headers = SignatureHeaders::new(&id, &timestamp, &signature);
        let verifier = Verifier::new(secret);
        let authentic = verifier.authenticate(&headers, &body, time).unwrap();
        prop_assert_eq!((authentic.id(), authentic.signed_at(), authentic.body()), (&id[..], time, &body[..]));
    }

    #[test]
    fn w02_any_flipped_bit_is_refused(
        secret in secret(), id in id(), time in 1..i64::MAX, body in body(), at in any::<prop::sample::Index>(),
    ) {
        let timestamp = time.to_string().into_bytes();
        let signature = sign(&secret, &id, time, &body).into_bytes();
        let mut parts = [id.into_bytes(), timestamp, signature, body];
        let bit = at.index(parts.iter().map(Vec::len).sum::<usize>() * 8);
        *parts.iter_mut().flatten().nth(bit / 8).unwrap() ^= 1 << (bit % 8);
        let [id, timestamp, signature, body] = &parts;
        let headers = SignatureHeaders::new(id, timestamp, signature);
        prop_assert!(ageless(secret).authenticate(&headers, body, 0).is_err());
    }

    #[test]
    fn w11_the_signed_bytes_are_cut_in_one_way_only(
        secret in secret(), id in "[a-z1-9]{1,4}", time in 1..1000_i64, body in "[1-9.]{0,12}",
    ) {
        let signature = sign(&secret, &id, time, body.as_bytes());
        let signed = format!("{id}.{time}.{body}");
        let dots: Vec<_> = signed.match_indices('.').map(|(place, _)| place).collect();
        let verifier = ageless(secret);
        let mut accepted = 0;
        for (position, first) in dots.iter().enumerate() {
            for second in &dots[position + 1..] {
                let (id, timestamp, body) = (&signed[..*first], &signed[first + 1..*second], &signed[second + 1..]);
                let headers = SignatureHeaders::new(id, timestamp, &signature);
                accepted += usize::from(verifier.authenticate(&headers, body.as_bytes(), 0).is_ok());
            }
        }
        prop_assert_eq!(accepted, 1);
    }

    #[test]
    fn w03_garbage_is_refused_and_never_panics(
        id in body(), timestamp in body(), signature in body(), body in body(), now in any::<i64>(),
        tolerance in any::<Duration>(), name in body(),
    ) {
        let named = [(ID_HEADER.as_bytes(), &id), (TIMESTAMP_HEADER.as_bytes(), &timestamp), (&name, &body)];
        prop_assert!(SignatureHeaders::from_headers(named).is_err());
        let named = named.into_iter().chain([(SIGNATURE_HEADER.as_bytes(), &signature)]);
        let verifier = Verifier::new(WebhookSecret::new("secret").unwrap()).tolerance(tolerance);
        if let Ok(headers) = SignatureHeaders::from_headers(named) {
            prop_assert!(verifier.verify(&headers, &body, now).is_err());
        }
    }

    #[test]
    fn w03_near_garbage_is_refused_and_never_panics(
        id in "[ -~]{0,140}", timestamp in "[-+ ]?[0-9.]{0,25}", signature in "( ?v[12]=[0-9a-fA-F]{0,70},?){0,20}",
        body in body(), now in any::<i64>(),
    ) {
        let headers = SignatureHeaders::new(&id, &timestamp, &signature);
        let verifier = ageless(WebhookSecret::new("secret").unwrap());
        prop_assert!(verifier.verify(&headers, &body, now).is_err());
    }

    #[test]
    fn w25_a_signed_body_of_any_kind_never_panics(secret in secret(), body in body()) {
        let signature = sign(&secret, "evt_1", 1, &body);
        let headers = SignatureHeaders::new("evt_1", "1", &signature);
        let error = Verifier::new(secret).verify(&headers, &body, 1).err();
        prop_assert!(error.is_none_or(|error| error.is_authentic()));
    }

    #[test]
    fn w25_every_object_with_an_id_and_a_type_is_an_event(
        kind in "generation\\.(completed|failed|paused)|endpoint\\.test|[a-z.]{1,20}", data in json(), version in json(),
    ) {
        let body = serde_json::json!({"id": "evt_1", "type": kind, "api_version": version, "data": data}).to_string();
        let secret = WebhookSecret::new("secret").unwrap();
        let signature = sign(&secret, "evt_1", 1, body.as_bytes());
        let headers = [(ID_HEADER, "evt_1"), (TIMESTAMP_HEADER, "1"), (SIGNATURE_HEADER, signature.as_str())];
        let Decision::Store(delivery, event) = receive(&Verifier::new(secret), headers, body.as_bytes(), 1) else {
            panic!("refused: {body}");
        };
        prop_assert_eq!((delivery.id(), event.id.as_str(), event.kind.as_str()), ("evt_1", "evt_1", kind.as_str()));
        // Only the two documented types settle anything, and only where they say so themselves.
        if let Verdict::Ended(task) = event.verdict() {
            prop_assert!(task.is_terminal() && ["generation.completed", "generation.failed"].contains(&&*kind));
        }
        prop_assert!(event.handle().is_none() || event.task.is_some());
    }
}

/// JSON that is often nearly the data of an event.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let word = prop_oneof![
        "SUCCESS|FAILURE|completed|failed|100%|v1|image|video|tsk_img_1|https://files\\.toapis\\.com/a\\.png",
        "\\PC{0,8}"
    ];
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        word.prop_map(Into::into),
    ];
    let key =
        "task_id|task_type|status|progress|result|error|data|url|id|client_business_id|model|[a-z]{1,4}";
    leaf.prop_recursive(4, 40, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            prop::collection::btree_map(key, inner, 0..8)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

//! The webhook cases of the fault list, through the public interface. A test's name carries the id of its case.

#![allow(clippy::unwrap_used, reason = "a fixture that does not hold fails the test")]

use std::time::Duration;

use toapis_types::{EventKind, ReadEventError};
use toapis_webhook::{
    Authentic, BODY_LIMIT, InvalidSecret, MAX_SIGNATURES, SIGNATURE_HEADER, SignatureHeaders, Verified,
    Verifier, VerifyError, WebhookSecret, sign, sign_rotated,
};

const SECRET: &str = "whsec_test_0123456789abcdef01234567";
const ID: &str = "evt_01abcdef";
const NOW: i64 = 1_783_953_302;
const BODY: &[u8] = br#"{"id":"evt_01abcdef","type":"generation.completed"}"#;
const SIGNATURE: &str = "v1=258988b0b76ee13b218de0df8f07c0b2069d3b6527b34fc0bbbf7f3052a374bc";

fn secret(text: &str) -> WebhookSecret {
    WebhookSecret::new(text).unwrap()
}

fn verifier() -> Verifier {
    Verifier::new(secret(SECRET))
}

/// Verifies one delivery with the secret above, at its own time, with everything else as given.
fn verify(id: &str, timestamp: &str, signature: &str, body: &[u8]) -> Result<Verified, VerifyError> {
    verifier().verify(&SignatureHeaders::new(id, timestamp, signature), body, NOW)
}

/// Signs a body as the service does and verifies it.
fn deliver(id: &str, body: &[u8]) -> Result<Verified, VerifyError> {
    verify(id, &NOW.to_string(), &sign(&secret(SECRET), id, NOW, body), body)
}

#[test]
fn w01_the_vectors_are_right() {
    let vectors: [(&[u8], &str); 3] = [
        (BODY, SIGNATURE),
        (b"", "v1=517f36821df6ce5be1355624e51dfcafe33a5aabd66b67f39ed07dc34555065b"),
        (b"\xff\xfe\x00", "v1=4a7d0b4f094fab509b12ac9954a02a781e5b037628fb4b271e1468e5563a9c00"),
    ];
    for (body, signature) in vectors {
        assert_eq!(sign(&secret(SECRET), ID, NOW, body), signature);
        let headers = SignatureHeaders::new(ID, "1783953302", signature);
        let authentic = verifier().authenticate(&headers, body, NOW).unwrap();
        assert_eq!((authentic.id(), authentic.signed_at(), authentic.body()), (ID, NOW, body));
    }
    let verified = verify(ID, "1783953302", SIGNATURE, BODY).unwrap();
    assert_eq!((verified.event.id.as_str(), &verified.event.kind), (ID, &EventKind::Completed));
    assert_eq!((verified.signed_at, verified.secret_index), (NOW, 0));
}

#[test]
fn w01_w20_the_vector_of_a_rotation_is_right() {
    let current = secret("test-secret-0123456789abcdef0123");
    let previous = secret("test-secret-previous-0123456789a");
    let (id, now) = ("evt_00test01", 1_750_000_400);
    let body = concat!(
        r#"{"id":"evt_00test01","type":"generation.completed","api_version":"v1","created_at":1750000400,"#,
        r#""data":{"task_id":"tsk_00test01","client_business_id":"job-2207","task_type":"image","#,
        r#""model":"model-name","status":"SUCCESS","progress":"100%","result":{"type":"image","#,
        r#""data":[{"url":"https://files.example.com/result.png"}]},"error":null,"#,
        r#""submitted_at":1750000000,"finished_at":1750000399}}"#,
    )
    .as_bytes();
    let one = "v1=6a8c4ba74e58bcbc0123f65ad36c1e2773b916cd277252dacd043998cfc4b955";
    let two = "v1=6a8c4ba74e58bcbc0123f65ad36c1e2773b916cd277252dacd043998cfc4b955,\
               v1=3f7c6d9783f7c0b6ccf8f75ecbcfd9d69ec48e0d1d449bd929c2cc17e064c71a";
    assert_eq!(sign(&current, id, now, body), one);
    assert_eq!(sign_rotated(&current, &previous, id, now, body), two);
    for (secret, signature) in [(&current, one), (&current, two), (&previous, two)] {
        let headers = SignatureHeaders::new(id, "1750000400", signature);
        let verified = Verifier::new(secret.clone()).verify(&headers, body, now).unwrap();
        assert_eq!(verified.event.task.unwrap().urls().count(), 1);
    }
}

#[test]
fn w02_a_changed_body_is_refused() {
    let reserialised: [&[u8]; 7] = [
        br#"{"id": "evt_01abcdef", "type": "generation.completed"}"#,
        br#"{"type":"generation.completed","id":"evt_01abcdef"}"#,
        br#"{"id":"evt_01abcdef","type":"generation\u002ecompleted"}"#,
        b"{\"id\":\"evt_01abcdef\",\"type\":\"generation.completed\"}\n",
        b"\xef\xbb\xbf{\"id\":\"evt_01abcdef\",\"type\":\"generation.completed\"}",
        br#"{"id":"evt_01abcdef","type":"generation.completed"}{}"#,
        b"",
    ];
    for body in reserialised {
        assert_eq!(verify(ID, "1783953302", SIGNATURE, body), Err(VerifyError::NoMatch));
    }
    for bit in 0..BODY.len() * 8 {
        let mut body = BODY.to_vec();
        body[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(verify(ID, "1783953302", SIGNATURE, &body), Err(VerifyError::NoMatch));
    }
}

#[test]
fn w03_an_empty_header_is_malformed() {
    for (id, timestamp, signature, expected) in [
        ("", "1783953302", SIGNATURE, VerifyError::MalformedId),
        (ID, "", SIGNATURE, VerifyError::MalformedTimestamp),
        (ID, "1783953302", "", VerifyError::MalformedSignature),
    ] {
        let error = verify(id, timestamp, signature, BODY).unwrap_err();
        assert_eq!((error.status(), error), (400, expected));
    }
}

#[test]
fn w05_what_is_not_a_v1_signature_is_refused() {
    let digits = &SIGNATURE[3..];
    let malformed = [
        String::new(),
        ",".to_owned(),
        "v1".to_owned(),
        "v1=".to_owned(),
        "v1=,v1=".to_owned(),
        digits.to_owned(),
        format!("v1={}", &digits[1..]),
        format!("v1={digits}0"),
        format!("v1={digits}{digits}"),
        format!("v1={}g", &digits[1..]),
        format!("v1=0x{}", &digits[2..]),
        format!("v1={}", digits.to_ascii_uppercase()),
        format!("V1={digits}"),
        format!("v0={digits}"),
        format!("v2={digits}"),
        format!("v1 = {digits}"),
        format!("v1= {digits}"),
        format!("v1:{digits}"),
        format!("v1={digits};"),
        format!("\"v1={digits}\""),
        format!("sha256={digits}"),
        // The same 32 bytes, in base64.
        "v1=JYmIsLdu4TshjeDfjwfAsgadO2Uns0/Au79/MFKjdLw=".to_owned(),
    ];
    for signature in malformed {
        let result = verify(ID, "1783953302", &signature, BODY);
        assert_eq!(result, Err(VerifyError::MalformedSignature), "{signature:?}");
    }
    let zeros = format!("v1={}", "0".repeat(64));
    assert_eq!(verify(ID, "1783953302", &zeros, BODY), Err(VerifyError::NoMatch));
}

#[test]
fn w06_one_right_signature_is_enough_and_their_number_is_capped() {
    let wrong = format!("v1={}", "ab".repeat(32));
    let accepted = [
        format!("{wrong},{SIGNATURE}"),
        format!("{SIGNATURE},{wrong}"),
        format!("  {wrong} ,\t{SIGNATURE}  "),
        format!("{SIGNATURE},"),
        format!("v1=xyz,,v2=of-the-future,{SIGNATURE}"),
        format!("{}{SIGNATURE}", format!("{wrong},").repeat(MAX_SIGNATURES - 1)),
    ];
    for signature in accepted {
        assert!(verify(ID, "1783953302", &signature, BODY).is_ok(), "{signature:?}");
    }
    for refused in [
        format!("{SIGNATURE}{}", format!(",{wrong}").repeat(MAX_SIGNATURES)),
        format!("{SIGNATURE}{}", ",".repeat(10_000)),
        format!("{}{SIGNATURE}", format!("{wrong},").repeat(10_000)),
    ] {
        let error = verify(ID, "1783953302", &refused, BODY).unwrap_err();
        assert_eq!(error.status(), 400);
        assert!(
            matches!(error, VerifyError::TooManySignatures | VerifyError::HeaderTooLong(SIGNATURE_HEADER)),
            "{error:?}"
        );
    }
    let seventeen = format!("{}{SIGNATURE}", "v2=x,".repeat(MAX_SIGNATURES));
    let error = verify(ID, "1783953302", &seventeen, BODY).unwrap_err();
    assert_eq!((error.status(), error), (400, VerifyError::TooManySignatures));
    // One entry without end, in which no comma is found.
    let endless = format!("{SIGNATURE}, v2={}", "0".repeat(5_000));
    assert_eq!(verify(ID, "1783953302", &endless, BODY), Err(VerifyError::HeaderTooLong(SIGNATURE_HEADER)));
}

/// Computed with another implementation (Python's `hmac`): keys at and around the block length, keys that look as if they
/// should be decoded, other scripts, the longest id, the last timestamp, bytes that are no text.
#[test]
fn w01_vectors_made_elsewhere() {
    let block = "0123456789abcdef".repeat(4);
    let longer = format!("{block}0");
    let (long, hex, id) = ("long-".repeat(50), "deadbeef".repeat(8), "a".repeat(128));
    let vectors: [(&str, &str, i64, &[u8], &str); 7] = [
        ("k", "e", 1, b"", "eb84bb2e4562b32174c585ec78ed05fa30af6847ce0e730a2ffa87758a1e34cd"),
        (&block, "evt_64", 1_750_000_400, b"{}", "46932245279b4e5acde1608a166c12d9e18debb30bafacaedc6f3950cd6bf165"),
        (&longer, "evt_65", 1_750_000_400, b"{}", "cfc0f53f1d0e0454afc0afe9486f8f28c8a3ebd609945e04d4f0d9f822fb22cd"),
        (&long, "evt_long", i64::MAX, b"{\"id\":\"evt_long\",\"type\":\"endpoint.test\"}\n", "1f02b3008a90207b3ed3d44e65fbc607f7fece4fc6bbda458d69f14998983d0c"),
        ("Schlüssel 鍵", "evt_utf8", 1_750_000_400, b"{\"id\":\"evt_utf8\",\"type\":\"endpoint.test\",\"data\":{\"result\":{\"message\":\"\xc3\xbc\xc3\xb1\xd1\x97 \xf0\x9f\x96\xbc\"}}}", "1b1ce356c1bd96dca8702464da228f81ecd51df05a50a51d39e8fffd185b2d96"),
        ("whsec_bm90LWJhc2U2NA==", "evt_b64", 1_750_000_400, b"{\"id\":\"evt_b64\",\"type\":\"endpoint.test\"}", "9caadc530d1274b95263064fc7a2528d5d296b6d53fca11ea70629eaaf88b265"),
        (&hex, &id, 1_750_000_400, b"\x00\x01\x02\xff\r\n", "2e253a8577e56fd195b57b57b8bcaaff16792d4a15fb6d882f584e4f97f0c9ae"),
    ];
    for (key, id, time, body, digest) in vectors {
        assert_eq!(sign(&secret(key), id, time, body), format!("v1={digest}"), "{id}");
        let (timestamp, signature) = (time.to_string(), format!("v1={digest}"));
        let headers = SignatureHeaders::new(id, &timestamp, &signature);
        let verifier = Verifier::new(secret(key));
        assert!(verifier.authenticate(&headers, body, time).is_ok(), "{id}");
        // The key as it stands, not what it would decode to.
        let decoded = Verifier::new(secret("\u{de}\u{ad}\u{be}\u{ef}"));
        assert_eq!(decoded.authenticate(&headers, body, time), Err(VerifyError::NoMatch));
    }
}

#[test]
fn w08_the_tolerance_holds_in_both_directions() {
    let headers = SignatureHeaders::new(ID, "1783953302", SIGNATURE);
    let at = |now| verifier().verify(&headers, BODY, now);
    assert!(at(NOW + 300).is_ok() && at(NOW - 300).is_ok());
    assert_eq!(at(NOW + 301), Err(VerifyError::TooOld { seconds: 301 }));
    assert_eq!(at(NOW - 301), Err(VerifyError::InFuture { seconds: 301 }));
    assert_eq!(at(NOW + 301).unwrap_err().status(), 401);

    let exact = verifier().tolerance(Duration::ZERO);
    assert!(exact.verify(&headers, BODY, NOW).is_ok());
    assert_eq!(exact.verify(&headers, BODY, NOW + 1), Err(VerifyError::TooOld { seconds: 1 }));
    // Part of a second beyond the limit does not let a whole one through.
    let uneven = verifier().tolerance(Duration::from_millis(1_999));
    assert!(uneven.verify(&headers, BODY, NOW + 1).is_ok());
    assert!(uneven.verify(&headers, BODY, NOW + 2).is_err());
}

#[test]
fn w08_no_clock_overflows() {
    let headers = SignatureHeaders::new(ID, "1783953302", SIGNATURE);
    for now in [i64::MIN, -1, 0, i64::MAX] {
        let error = verifier().verify(&headers, BODY, now).unwrap_err();
        assert!(matches!(error, VerifyError::TooOld { .. } | VerifyError::InFuture { .. }), "{error:?}");
        assert!(verifier().tolerance(Duration::MAX).verify(&headers, BODY, now).is_ok());
    }
}

#[test]
fn w09_odd_timestamps_are_refused_even_when_they_are_signed() {
    let malformed = [
        "-9223372036854775808",
        "-1",
        "0",
        "+1783953302",
        " 1783953302",
        "01783953302",
        "1783953302.0",
        "",
        "9223372036854775808",
    ];
    for timestamp in malformed {
        assert_eq!(
            verify(ID, timestamp, SIGNATURE, BODY),
            Err(VerifyError::MalformedTimestamp),
            "{timestamp:?}"
        );
    }
    for (timestamp, text) in [(i64::MAX, "9223372036854775807"), (NOW * 1000, "1783953302000")] {
        let signature = sign(&secret(SECRET), ID, timestamp, BODY);
        let seconds = timestamp.abs_diff(NOW);
        assert_eq!(verify(ID, text, &signature, BODY), Err(VerifyError::InFuture { seconds }));
    }
    for timestamp in [i64::MIN, -1, 0] {
        let signature = sign(&secret(SECRET), ID, timestamp, BODY);
        let headers = timestamp.to_string();
        let headers = SignatureHeaders::new(ID, &headers, &signature);
        assert_eq!(verifier().verify(&headers, BODY, timestamp), Err(VerifyError::MalformedTimestamp));
    }
}

#[test]
fn w11_a_shifted_delimiter_is_refused() {
    // Both put the same bytes under the signature, so that only the reading can tell them apart.
    let signature = sign(&secret(SECRET), "a.1", 2, b"x");
    assert_eq!(signature, sign(&secret(SECRET), "a", 1, b"2.x"));
    let verify = |id: &str, timestamp: &str, body| {
        let headers = SignatureHeaders::new(id, timestamp, &signature);
        verifier().verify(&headers, body, 2).unwrap_err()
    };
    assert_eq!(verify("a.1", "2", b"x"), VerifyError::MalformedId);
    assert_eq!(verify("a.1.2", "", b"x"), VerifyError::MalformedId);
    assert_eq!(verify("a", "1.2", b"x"), VerifyError::MalformedTimestamp);
    assert_eq!(verify("", "1", b"2.x"), VerifyError::MalformedId);
    // The one cut without a dot in the id. The service signs no such id; if it did, what is left over of it and its
    // timestamp would stand before the event, and a number followed by an event is no event.
    assert!(matches!(verify("a", "1", b"2.x"), VerifyError::Unreadable(_)));

    let event = br#"{"id":"a","type":"endpoint.test"}"#;
    let shifted = [b"2.", &event[..]].concat();
    let signature = sign(&secret(SECRET), "a.1", 2, event);
    let headers = SignatureHeaders::new("a", "1", &signature);
    assert!(matches!(verifier().verify(&headers, &shifted, 2), Err(VerifyError::Unreadable(_))));
}

#[test]
fn w13_a_captured_event_with_a_new_timestamp_is_refused() {
    let later = NOW + 100_000;
    let text = later.to_string();
    let old = SignatureHeaders::new(ID, "1783953302", SIGNATURE);
    assert_eq!(verifier().verify(&old, BODY, later), Err(VerifyError::TooOld { seconds: 100_000 }));
    let renewed = SignatureHeaders::new(ID, text.as_str(), SIGNATURE);
    assert_eq!(verifier().verify(&renewed, BODY, later), Err(VerifyError::NoMatch));
    // So is another id, which would pass for an event never seen before.
    assert_eq!(verify("evt_other", "1783953302", SIGNATURE, BODY), Err(VerifyError::NoMatch));
}

#[test]
fn w19_an_empty_list_of_secrets_is_refused() {
    assert_eq!(Verifier::with_secrets([]).unwrap_err(), InvalidSecret::NoSecrets);
}

#[test]
fn w20_any_secret_may_match_any_signature() {
    let (new, old, foreign) = (secret("new"), secret("old"), secret("foreign"));
    let by = |signature: &str, secrets: &[&WebhookSecret]| {
        let verifier = Verifier::with_secrets(secrets.iter().copied().cloned()).unwrap();
        let headers = SignatureHeaders::new(ID, "1783953302", signature);
        verifier.verify(&headers, BODY, NOW).map(|verified| verified.secret_index)
    };
    let (one_new, one_old) = (sign(&new, ID, NOW, BODY), sign(&old, ID, NOW, BODY));
    let both = sign_rotated(&new, &old, ID, NOW, BODY);
    for (signature, secrets, expected) in [
        (&one_new, vec![&new], Ok(0)),
        (&one_new, vec![&old], Err(VerifyError::NoMatch)),
        (&one_new, vec![&new, &old], Ok(0)),
        (&one_new, vec![&old, &new], Ok(1)),
        (&one_old, vec![&new], Err(VerifyError::NoMatch)),
        (&one_old, vec![&old], Ok(0)),
        (&one_old, vec![&new, &old], Ok(1)),
        (&both, vec![&new], Ok(0)),
        (&both, vec![&old], Ok(0)),
        (&both, vec![&new, &old], Ok(0)),
        (&both, vec![&foreign, &old], Ok(1)),
        (&both, vec![&foreign], Err(VerifyError::NoMatch)),
    ] {
        assert_eq!(by(signature, &secrets), expected, "{signature} {}", secrets.len());
    }
}

#[test]
fn w23_a_body_over_the_limit_is_refused_and_one_at_the_limit_is_not() {
    let mut body = BODY.to_vec();
    body.resize(BODY_LIMIT, b' ');
    assert!(deliver(ID, &body).is_ok());
    body.push(b' ');
    let error = deliver(ID, &body).unwrap_err();
    assert_eq!((error.status(), error), (413, VerifyError::BodyTooLarge));
}

#[test]
fn w24_the_bytes_that_were_sent_count() {
    // A gzip of an empty body: what the signature covers is this, not what it unpacks to.
    let packed = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00";
    let signature = sign(&secret(SECRET), ID, NOW, packed);
    let headers = SignatureHeaders::new(ID, "1783953302", &signature);
    assert!(verifier().authenticate(&headers, packed, NOW).is_ok());
    assert_eq!(verifier().authenticate(&headers, b"", NOW), Err(VerifyError::NoMatch));

    // Of a chunked body, the chunks count and their framing does not.
    let (left, right) = BODY.split_at(20);
    assert!(verify(ID, "1783953302", SIGNATURE, &[left, right].concat()).is_ok());
    let framed = [b"14\r\n", left, b"\r\n1f\r\n", right, b"\r\n0\r\n\r\n"].concat();
    assert_eq!(verify(ID, "1783953302", SIGNATURE, &framed), Err(VerifyError::NoMatch));
}

#[test]
fn w25_what_is_signed_and_not_known_is_an_event_all_the_same() {
    let event = |body: &[u8]| deliver("evt_1", body).unwrap().event;
    let unknown =
        event(br#"{"id":"evt_1","type":"generation.paused","api_version":"v9","data":{"task_id":"tsk_x"}}"#);
    assert_eq!(unknown.kind, EventKind::Other("generation.paused".to_owned()));
    assert_eq!(unknown.api_version.as_deref(), Some("v9"));
    let test = event(
        br#"{"id":"evt_1","type":"endpoint.test","data":{"task_id":"endpoint_test","task_type":"image",
            "status":"SUCCESS","result":{"message":"ToAPIs webhook endpoint test"}}}"#,
    );
    assert_eq!((test.kind, test.task), (EventKind::Test, None));
}

#[test]
fn a_signed_body_that_is_no_event_is_told_from_a_forgery() {
    for (body, expected) in [
        (&br#"{"id":"evt_1"}"#[..], VerifyError::Unreadable(ReadEventError::Missing("type"))),
        (br#"{"type":"endpoint.test"}"#, VerifyError::Unreadable(ReadEventError::Missing("id"))),
        (br#"{"id":"evt_2","type":"endpoint.test"}"#, VerifyError::IdMismatch),
    ] {
        let error = deliver("evt_1", body).unwrap_err();
        assert!(error.is_authentic());
        assert_eq!((error.status(), error), (400, expected));
        // The same body without a right signature does not get as far as being read.
        let forged = verify("evt_1", "1783953302", SIGNATURE, body).unwrap_err();
        assert_eq!((forged.is_authentic(), forged), (false, VerifyError::NoMatch));
    }
    assert!(matches!(deliver("evt_1", b"\xff\xfe\x00"), Err(VerifyError::Unreadable(_))));
}

#[test]
fn w29_no_error_shows_a_signature_or_a_secret() {
    let given = "c0ffee".repeat(10) + "c0ff";
    let (many, long) = (format!("v1={given},").repeat(20), vec![b' '; BODY_LIMIT + 1]);
    let given = format!("v1={given}");
    let errors = [
        verify(ID, "1783953302", &given, BODY),
        verify(ID, "1783953302", &given[1..], BODY),
        verify(ID, "1783953302", &many, BODY),
        verify(ID, "1783953302", &given, &long),
        verify(ID, "1783000000", &given, BODY),
        verify(ID, "1784000000", &given, BODY),
        verify(ID, "soon", &given, BODY),
        verify("evt 1", "1783953302", &given, BODY),
    ];
    for error in errors {
        let error = error.unwrap_err();
        let text = format!("{error} {error:?} {error:#?} {:?}", verifier());
        for hidden in ["c0ff", &SIGNATURE[3..11], "whsec", "01234567", "evt"] {
            assert!(!text.contains(hidden), "{text}");
        }
    }
}

#[test]
fn every_public_type_can_be_shared_and_printed() {
    fn check<T: Clone + std::fmt::Debug + Send + Sync + Unpin>() {}
    check::<Authentic<'_>>();
    check::<InvalidSecret>();
    check::<SignatureHeaders<'_>>();
    check::<Verified>();
    check::<Verifier>();
    check::<VerifyError>();
    check::<WebhookSecret>();
}

//! Keys, spellings and addresses: what is answered before a call is looked at.

use serde_json::json;
use toapis_emulator::Spelling;

use crate::support::{AVATARS, Call, Gateway, IMAGES, VIDEOS, picture};

fn calls() -> Vec<(&'static str, String)> {
    let mut calls = vec![
        ("POST", IMAGES.to_owned()),
        ("POST", "/v1/images/edits".to_owned()),
        ("POST", VIDEOS.to_owned()),
        ("POST", "/v1/video/generations".to_owned()),
        ("GET", format!("{IMAGES}/x")),
        ("GET", format!("{VIDEOS}/x")),
        ("GET", "/v1/video/generations/x".to_owned()),
        ("POST", "/v1/videos/x/remix".to_owned()),
        ("POST", "/v1/videos/x/extend".to_owned()),
        ("GET", "/v1/characters_tasks/x".to_owned()),
        ("POST", "/v1/uploads/images".to_owned()),
        ("POST", "/v1/uploads/videos".to_owned()),
        ("POST", "/v1/tokens".to_owned()),
    ];
    calls.extend(
        ["/v1/balance", "/balance", "/v1/user/balance", "/user/balance"].map(|path| ("GET", path.to_owned())),
    );
    let avatars = [
        ("POST", "private-avatar/groups"),
        ("POST", "private-avatar/assets"),
        ("GET", "private-avatar/assets/x"),
        ("POST", "real-avatar/verify-tasks"),
        ("GET", "real-avatar/verify-tasks/x"),
        ("GET", "real-avatar/verify-results"),
        ("POST", "real-avatar/assets"),
        ("GET", "real-avatar/assets/x"),
    ];
    calls.extend(avatars.map(|(method, call)| (method, format!("{AVATARS}/{call}"))));
    calls
}

#[test]
fn s16_every_call_wants_a_key_of_the_emulator_and_repeats_none() {
    let gateway = Gateway::new();
    let keys = [
        None,
        Some(""),
        Some("Bearer"),
        Some("Bearer "),
        Some("sk-emulator-demo"),
        Some("Basic c2stZW11bGF0b3ItZGVtbw=="),
        Some("Bearer sk-canary-0123456789"),
        Some("Bearer sk-emulator-canary"),
        Some("Bearer sk-emulator-demo canary"),
        Some("Bearer SK-EMULATOR-DEMO"),
    ];
    for (method, path) in calls() {
        for key in keys {
            let call = Call::new(method, &path).json(&picture());
            let call = key.map_or(call.clone(), |key| call.header("Authorization", key));
            let answer = gateway.send(&call);
            assert_eq!(
                answer.error(),
                json!([401, 401, "authentication_error", null]),
                "{method} {path} {key:?}"
            );
            assert!(!answer.text().contains("canary"), "{path} {key:?}: {}", answer.text());
            assert!(answer.headers.iter().all(|(_, value)| !value.contains("canary")));
        }
    }
    assert_eq!(gateway.emulator.ledger().charges(), []);
}

#[test]
fn the_word_bearer_may_be_in_any_case() {
    let gateway = Gateway::new();
    for word in ["Bearer", "bearer", "BEARER"] {
        let value = format!("{word} {}", gateway.emulator.api_key());
        gateway.send(&Call::new("GET", "/v1/balance").header("Authorization", &value)).ok();
    }
}

#[test]
fn x_api_key_is_not_for_these_calls() {
    let gateway = Gateway::new();
    for (method, path) in calls() {
        let call = Call::new(method, &path).header("x-api-key", gateway.emulator.api_key()).json(&picture());
        assert_eq!(gateway.send(&call).status, 401, "{method} {path}");
    }
}

#[test]
fn a_large_body_with_a_wrong_key_still_gets_its_answer() {
    let gateway = Gateway::new();
    for _ in 0..3 {
        let call = Call::new("POST", "/v1/uploads/images").key("sk-emulator-none").bytes(vec![0; 9_000_000]);
        assert_eq!(gateway.send(&call).error()[0], 401);
    }
}

#[test]
fn codes_are_spelled_as_the_setting_and_the_header_say() {
    let words = Gateway::with(|builder| builder.spelling(Spelling::Words));
    let numbers = Gateway::new();
    let code = |gateway: &Gateway, spelling: Option<&str>| {
        let call = Call::new("GET", "/v1/balance");
        let call = spelling.map_or(call.clone(), |word| call.header("X-Emulator-Spelling", word));
        gateway.send(&call).error()[1].clone()
    };
    assert_eq!(code(&words, None), "unauthorized");
    assert_eq!(code(&words, Some("numbers")), 401);
    assert_eq!(code(&numbers, None), 401);
    assert_eq!(code(&numbers, Some("words")), "unauthorized");
    let odd = Call::new("GET", "/v1/balance").header("X-Emulator-Spelling", "letters");
    assert_eq!(words.send(&odd).error()[0], 400, "a word that is not known is said, not guessed");
}

#[test]
fn addresses_that_are_not_there_are_invalid_urls() {
    let gateway = Gateway::new();
    let mut wrong = vec![
        ("POST", "/v1/v1/images/generations".to_owned()),
        ("POST", "/images/generations".to_owned()),
        ("POST", format!("{IMAGES}/")),
        ("GET", format!("{IMAGES}/")),
        ("GET", "/v1/balance/".to_owned()),
        ("GET", "/v1//balance".to_owned()),
        ("GET", "/v1/tasks/x".to_owned()),
        ("GET", "/V1/balance".to_owned()),
        ("GET", "/v1/../v1/balance".to_owned()),
        ("GET", format!("{IMAGES}/a/b")),
    ];
    for (method, path) in calls() {
        let others = ["GET", "POST", "PUT", "PATCH", "DELETE"];
        let others = others.into_iter().filter(|other| *other != method);
        // A create's path has no id, a status call's path has one: together they leave no other method.
        wrong.extend(others.map(|other| (other, path.clone())));
    }
    for (method, path) in wrong {
        let answer = gateway.send(&gateway.call(method, &path));
        assert_eq!(answer.error(), json!([404, "", "invalid_request_error", ""]), "{method} {path}");
        assert_eq!(answer.json()["error"]["message"], format!("Invalid URL ({method} {path})"));
    }
}

#[test]
fn every_answer_of_the_api_is_json() {
    let gateway = Gateway::new();
    for (method, path) in calls() {
        let answer = gateway.send(&gateway.call(method, &path));
        assert_eq!(answer.header("content-type"), Some("application/json"), "{method} {path}");
        answer.json();
    }
}

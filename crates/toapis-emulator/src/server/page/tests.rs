//! The page's files as they are, and as they are served.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use super::*;
use crate::Emulator;

/// The head and the body of an answer to a GET without a key.
fn fetch(address: SocketAddr, path: &str, host: &str) -> (String, String) {
    send(address, &format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n"))
}

fn send(address: SocketAddr, request: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.filter(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
}

#[test]
fn every_file_is_served_without_a_key_and_with_a_strict_policy() {
    let emulator = Emulator::builder().start_blocking().unwrap();
    for (path, media_type, text) in FILES {
        let (head, body) = fetch(emulator.address(), path, "127.0.0.1");
        assert!(head.starts_with("HTTP/1.1 200 "), "{path}: {head}");
        assert_eq!(body, text, "{path}");
        assert_eq!(header(&head, "content-type"), Some(media_type), "{path}");
        assert_eq!(header(&head, "cache-control"), Some("no-store"), "{path}");
        assert_eq!(header(&head, "x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(header(&head, "referrer-policy"), Some("no-referrer"), "{path}");
        let policy = header(&head, "content-security-policy").unwrap();
        let rules: Vec<&str> = policy.split("; ").collect();
        let files_url = emulator.files_url();
        for rule in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            &format!("img-src 'self' {files_url}"),
            &format!("media-src {files_url}"),
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(rules.contains(&rule), "{path}: {rule} is not in {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
    }
}

#[test]
fn it_leaves_the_admin_api_and_the_service_alone() {
    let emulator = Emulator::builder().start_blocking().unwrap();
    let (head, body) = fetch(emulator.address(), "/__emulator/page/nothing.js", "127.0.0.1");
    assert!(head.starts_with("HTTP/1.1 404 ") && body.contains("problem"), "{head}\n{body}");
    let (head, body) = fetch(emulator.address(), "/__emulator/state", "127.0.0.1");
    assert!(head.starts_with("HTTP/1.1 200 ") && body.contains("\"clock\""), "{head}\n{body}");
    let (head, _) = fetch(emulator.address(), "/v1/balance", "127.0.0.1");
    assert!(head.starts_with("HTTP/1.1 401 "), "{head}");
    // The page itself holds no secret; what it calls is closed to names that point here from elsewhere.
    let (_, page) = fetch(emulator.address(), "/", "elsewhere.example");
    assert!(!page.contains(emulator.api_key()));
    let (head, _) = fetch(emulator.address(), "/__emulator/state", "elsewhere.example");
    assert!(head.starts_with("HTTP/1.1 403 "), "{head}");
}

#[test]
fn text_never_becomes_markup_or_code() {
    let sinks = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "setHTML",
        "document.write",
        "parseFromString",
        "createContextualFragment",
        "srcdoc",
        "eval(",
        "Function(",
        "javascript:",
        "import(",
    ];
    for (path, _, text) in FILES {
        for sink in sinks {
            assert!(!text.contains(sink), "{path} has {sink}");
        }
    }
    let html = FILES[0].2;
    for inline in ["<style", " style=", " onclick", " onload", " onerror", "<iframe", "<base"] {
        assert!(!html.contains(inline), "{inline}");
    }
    assert_eq!(html.matches("<script").count(), 1, "the one script is a file");
    assert!(html.contains("<script src=\"/__emulator/page/page.js\" type=\"module\"></script>"));
}

#[test]
fn nothing_is_read_from_elsewhere() {
    for (path, media_type, text) in FILES {
        // A namespace is a name, not an address.
        let text = text.replace(" xmlns=\"http://www.w3.org/2000/svg\"", "");
        for sign in ["http:", "https:", "src=\"//", "href=\"//", "url(", "@import"] {
            assert!(!text.contains(sign), "{path} ({media_type}) has {sign}");
        }
    }
}

#[test]
fn every_file_that_is_asked_for_is_there() {
    let all: Vec<&str> = FILES.iter().map(|(path, _, _)| *path).collect();
    let mut asked = 0;
    for (path, _, text) in FILES {
        let quoted: Vec<&str> = text.split('"').collect();
        for name in
            quoted.iter().filter(|name| name.starts_with("/__emulator/page/") || name.starts_with("./"))
        {
            let target = name.replacen("./", "/__emulator/page/", usize::from(name.starts_with("./")));
            assert!(all.contains(&target.as_str()), "{path} asks for {name}");
            asked += 1;
        }
    }
    assert!(asked >= FILES.len() - 1, "only {asked} files are asked for");
}

#[test]
fn every_part_that_a_script_looks_for_is_in_the_page() {
    let html = FILES[0].2;
    let scripts = FILES.iter().filter(|(_, media_type, _)| *media_type == SCRIPT);
    let mut found = 0;
    for (path, _, text) in scripts {
        for rest in text.split("$(\"").skip(1) {
            let id = rest.split('"').next().unwrap();
            assert!(html.contains(&format!("id=\"{id}\"")), "{path}: the page has no #{id}");
            found += 1;
        }
        for rest in text.split("template: \"").skip(1) {
            let id = rest.split('"').next().unwrap();
            assert!(html.contains(&format!("<template id=\"{id}\">")), "{path}: there is no template {id}");
        }
        for rest in text.split("parts.").skip(1) {
            let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap();
            // Empty where a sentence of a comment ends.
            assert!(
                name.is_empty() || html.contains(&format!("data-at=\"{name}\"")),
                "{path}: no template has a part {name}"
            );
        }
    }
    assert!(found > 30, "{found}");
}

#[test]
fn the_state_has_what_the_page_reads() {
    let emulator = Emulator::builder().lifecycle(crate::Lifecycle::instant()).start_blocking().unwrap();
    let body = r#"{"model": "gemini-3.1-flash-image-preview", "prompt": "a lighthouse"}"#;
    let request = format!(
        "POST /v1/images/generations HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        emulator.api_key(),
        body.len()
    );
    let (head, answer) = send(emulator.address(), &request);
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}\n{answer}");
    let (_, state) = fetch(emulator.address(), "/__emulator/state", "127.0.0.1");
    let state: serde_json::Value = serde_json::from_str(&state).unwrap();
    for pointer in [
        "/base_url",
        "/files_url",
        "/api_key",
        "/loose",
        "/clock/now_ms",
        "/clock/speed",
        "/users/0/id",
        "/users/0/name",
        "/users/0/group",
        "/users/0/keys",
        "/users/0/balance/remain_credits",
        "/users/0/balance/used_credits",
        "/users/0/balance/used_balance",
        "/users/0/balance/unlimited_quota",
        "/tasks/total",
        "/tasks/newest/0/prompt",
        "/tasks/newest/0/making",
        "/tasks/newest/0/user",
        "/tasks/newest/0/credits",
        "/tasks/newest/0/reads",
        "/tasks/newest/0/lifecycle",
        "/tasks/newest/0/answer/id",
        "/tasks/newest/0/answer/model",
        "/tasks/newest/0/answer/status",
        "/tasks/newest/0/answer/progress",
        "/tasks/newest/0/answer/completed_at",
        "/tasks/newest/0/answer/expires_at",
        "/tasks/newest/0/answer/result/type",
        "/tasks/newest/0/answer/result/data/0/url",
        "/ledger/charges",
        "/ledger/credits",
        "/ledger/refunded_credits",
        "/ledger/newest/0/task_id",
        "/ledger/newest/0/user",
        "/ledger/newest/0/model",
        "/ledger/newest/0/credits",
        "/ledger/newest/0/at",
        "/ledger/newest/0/refunded_at",
    ] {
        assert!(state.pointer(pointer).is_some(), "{pointer} is not in {state}");
    }
}

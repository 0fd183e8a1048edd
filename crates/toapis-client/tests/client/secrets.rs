//! The key is in one header of requests to the API, and nowhere else.

use std::error::Error as _;

use serde_json::json;
use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::Request;
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::types::{TaskHandle, TaskId, TaskKind};
use toapis_client::{Client, Config, Error, Target, UploadFile, blocking};

use crate::download::PNG;
use crate::support::{
    CREATE, KEY, block_on, completed, config, handle, look, lost, reply, request, submit, task,
};

/// Asserts where the key is in a request, and that no form of printing shows it.
fn check(request: &Request, is_for_the_api: bool) {
    let shown = format!("{request:?} {:?}", request.uri());
    assert!(!shown.contains("canary"), "{shown}");
    assert!(!String::from_utf8_lossy(request.body().as_bytes()).contains("canary"));
    let holders: Vec<_> = request
        .headers()
        .iter()
        .filter(|(_, value)| String::from_utf8_lossy(value.as_bytes()).contains("canary"))
        .map(|(name, value)| (name.as_str(), value.is_sensitive()))
        .collect();
    assert_eq!(holders, if is_for_the_api { vec![("authorization", true)] } else { vec![] });
    for name in ["cookie", "referer", "origin"] {
        assert!(!request.headers().contains_key(name), "{name}");
    }
}

#[test]
fn s01_s05_s11_the_key_travels_in_one_header_to_one_place() {
    let dir = tempfile::tempdir().unwrap();
    let transport = MemoryTransport::new();
    let upload = json!({"data": {"url": "https://files.toapis.com/uploads/a.png"}});
    transport.expect(Expect::post("/v1/uploads/images")).reply(reply(200, &upload));
    transport.expect(Expect::post(CREATE)).reply(reply(200, &task("queued")));
    transport.expect(look()).reply(reply(200, &completed()));
    let elsewhere = Reply::new(302).header("location", "https://toapis.com/__files/a.png");
    transport.expect(Expect::get("/images/a.png")).reply(elsewhere);
    transport.expect(Expect::get("/__files/a.png")).answer(200, PNG);

    let client = Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
    let done = block_on(async {
        client.upload(&UploadFile::from_bytes("a.png", PNG).unwrap()).await.unwrap();
        let done = client.images().run(request()).await.unwrap();
        client.download(&done, Target::dir(dir.path())).await.unwrap();
        done
    });
    transport.assert_done();
    for (request, is_for_the_api) in transport.requests().iter().zip([true, true, true, false, false]) {
        check(request, is_for_the_api);
    }
    // The last one goes to the host of the API, but for a file: still without the key.
    assert_eq!(transport.requests()[4].uri().host(), Some("toapis.com"));
    for shown in [format!("{client:?}"), format!("{:?}", client.images()), format!("{done:?}")] {
        assert!(!shown.contains("canary"), "{shown}");
    }
    assert!(!serde_json::to_string(&done.handle).unwrap().contains("canary"));
}

#[test]
fn s01_no_debug_of_anything_that_holds_the_key_shows_it() {
    let client = blocking::Client::with(config(), MemoryTransport::new(), VirtualTime::new()).unwrap();
    let prepared = client.images().prepare(request()).unwrap();
    let shown =
        format!("{:?} {:#?} {client:?} {prepared:?} {:?}", config(), config(), client.wait(&handle()));
    assert!(!shown.contains("canary"), "{shown}");
    let pasted = Config::new("sk-x").base_url(format!("https://user:{KEY}@toapis.com"));
    let error = blocking::Client::with(pasted, MemoryTransport::new(), VirtualTime::new()).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
}

#[test]
fn s01_a_key_that_the_service_repeats_is_taken_out() {
    let answer = |status| {
        reply(status, &json!({"error": {"message": format!("bad token {KEY}, {KEY}"), "code": KEY}}))
    };
    let excerpt = Reply::new(502).body(format!("<html>{KEY}</html>"));
    for error in [answer(401), answer(500), excerpt, lost()].map(|answer| submit(answer).unwrap_err()) {
        shows_no_key(&error);
    }
    assert!(submit(answer(401)).unwrap_err().to_string().contains("bad token [redacted], [redacted]"));
    let mut echoed = task("failed");
    echoed["error"] = json!({"message": KEY});
    echoed["metadata"] = json!({"authorization": format!("Bearer {KEY}")});
    let submitted = submit(reply(200, &echoed)).unwrap();
    assert!(!format!("{submitted:?}").contains("canary"), "{submitted:?}");
}

#[test]
fn s01_a_key_is_taken_out_however_it_is_written() {
    let escaped = KEY.replace('-', "\\u002d");
    let twice = KEY.replace('-', "\\u005cu002d");
    let answer = |body: String| Reply::new(401).body(body);
    for reply in [
        answer(format!(r#"{{"error":{{"message":"{escaped}","type":"{escaped}","param":"{escaped}"}}}}"#)),
        answer(format!(r#"{{"unexpected":"{escaped}"}}"#)),
        answer(format!(r#"{{"error":{{"message":"{}{KEY}"}}}}"#, "x".repeat(590))),
        answer(format!("{}{KEY}", "x".repeat(150))),
        answer(format!("{}{KEY}", " ".repeat(625))),
        answer(KEY.to_ascii_uppercase()),
        answer(
            json!({"code": KEY, "message": json!({"error": {"code": KEY, "message": escaped}}).to_string()})
                .to_string(),
        ),
        // JSON in a message, in which the backslash of an escape is an escape itself.
        answer(json!({"message": format!(r#"{{"error":{{"message":"{}"}}}}"#, twice)}).to_string()),
        Reply::new(500).header("x-request-id", &format!("req-{KEY}")),
        Reply::new(307).header("location", &format!("https://{KEY}.example/")),
    ] {
        let error = submit(reply).unwrap_err();
        let shown = format!("{error} {error:?}").to_ascii_lowercase();
        assert!(!shown.contains("canary") && !shown.contains("u002d"), "{shown}");
        // Not the first half of it either.
        assert!(!shown.contains("sk-can"), "{shown}");
    }
}

/// A key of a few letters may stand in an id by chance, and changes nothing. A longer one was repeated by the service: such an
/// id would carry it into URLs and logs, and the business id finds the task as well.
#[test]
fn s01_s05_an_id_that_repeats_the_key_is_not_used() {
    for (key, id, used) in [
        ("sk-1", "tsk_img_sk-1abc", Some("tsk_img_sk-1abc")),
        ("sk-longer-1", "tsk_img_sk-longer-1abc", None),
    ] {
        let settings = || Config::new(key).check_requests(false);
        let client = |answer: Reply| {
            let transport = MemoryTransport::new().otherwise(move |_| answer.clone());
            blocking::Client::with(settings(), transport, VirtualTime::new()).unwrap()
        };
        let mut body = task("queued");
        body["id"] = json!(id);
        let submitted = client(reply(200, &body)).images().submit(request()).unwrap();
        let business_id = submitted.handle.business_id.as_ref().unwrap().to_string();
        let expected = used.unwrap_or(&business_id);
        assert_eq!((submitted.handle.id.as_str(), submitted.task.id.as_str()), (expected, expected));
        assert_eq!(submitted.task.raw["id"].as_str().unwrap().contains(key), used.is_some());
        let seen = client(reply(200, &body)).status(&crate::support::handle()).unwrap();
        assert_eq!(seen.id.as_str(), used.unwrap_or(crate::support::TASK));
        let damaged = Reply::new(200).body(format!(r#"{{"id":"{id}","sta"#));
        let error = client(damaged).images().submit(request()).unwrap_err();
        assert_eq!(error.ticket().unwrap().task_id.as_ref().map(TaskId::as_str), used);
    }
}

#[test]
fn s05_the_key_is_not_taken_for_an_id() {
    let transport = MemoryTransport::new();
    let client = blocking::Client::with(Config::new(KEY), transport.clone(), VirtualTime::new()).unwrap();
    let handle = TaskHandle::new(TaskKind::Image, TaskId::new(KEY).unwrap());
    let waited = client.wait(&handle).run().unwrap_err();
    assert!(!format!("{waited} {waited:?}").contains("canary"), "{waited}");
    let mut errors = vec![client.status(&handle).unwrap_err(), client.task(handle.clone()).unwrap_err()];
    errors.push(client.images().submit(request().client_business_id(KEY)).unwrap_err());
    for error in errors {
        assert!(error.to_string().contains("API key") && !error.to_string().contains("canary"), "{error}");
    }
    assert!(transport.requests().is_empty(), "nothing was sent");
}

fn shows_no_key(error: &Error) {
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(error) = source {
        shown = format!("{shown} {error} {error:?}");
        source = error.source();
    }
    assert!(!shown.contains("canary"), "{shown}");
}

#[test]
fn s10_clients_do_not_mix_their_keys() {
    let transport = MemoryTransport::new().otherwise(|_| reply(200, &task("queued")));
    for key in ["sk-one", "sk-two", "sk-one"] {
        let client = blocking::Client::with(
            Config::new(key).check_requests(false),
            transport.clone(),
            VirtualTime::new(),
        );
        client.unwrap().clone().images().submit(request()).unwrap();
    }
    let keys: Vec<_> =
        transport.requests().iter().map(|request| request.headers()["authorization"].clone()).collect();
    assert_eq!(keys, ["Bearer sk-one", "Bearer sk-two", "Bearer sk-one"]);
}

#[test]
fn s09_urls_in_an_answer_are_never_called_with_the_key() {
    let mut body = task("queued");
    body["polling_url"] = json!("https://evil.example/poll");
    body["next"] = json!("https://evil.example/next");
    let transport = MemoryTransport::new();
    transport.expect(Expect::post(CREATE)).reply(reply(200, &body));
    transport.expect(look().host("toapis.com")).reply(reply(200, &completed()));
    let client = blocking::Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
    client.images().run(request()).unwrap();
    transport.assert_done();
}

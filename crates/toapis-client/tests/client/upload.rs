//! Uploads: the bytes that go out, and what the answers come to.

use std::time::Duration;

use serde_json::json;
use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::Request;
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::types::{Category, Upload};
use toapis_client::{Client, Error, Money, UploadFile, blocking};

use crate::support::{PNG, block_on, config, cut, error, lost, persistent, reply, shapes};

const PATH: &str = "/v1/uploads/images";
const URL: &str = "https://files.toapis.com/uploads/1/a.png";

/// Uploads with both clients, on a script of one answer for each attempt. Their requests differ in the boundary, which is
/// random, and in nothing else.
fn upload_in(file: &UploadFile, answers: &[Reply]) -> (Result<Upload, Error>, Vec<Request>, Vec<Duration>) {
    let script = || {
        let transport = MemoryTransport::new();
        for answer in answers {
            transport.expect(Expect::post(PATH)).reply(answer.clone());
        }
        transport
    };
    let (transport, time) = (script(), VirtualTime::new());
    let client = Client::with(persistent(), transport.clone(), time.clone()).unwrap();
    let outcome = block_on(client.upload(file));
    transport.assert_done();
    let (other_transport, other_time) = (script(), VirtualTime::new());
    let client = blocking::Client::with(persistent(), other_transport.clone(), other_time.clone()).unwrap();
    assert_eq!(format!("{outcome:?}"), format!("{:?}", client.upload(file)));
    other_transport.assert_done();
    assert_eq!(time.sleeps(), other_time.sleeps());
    let requests = transport.requests();
    for (request, other) in requests.iter().zip(other_transport.requests()) {
        let [one, two] = [boundary(request), boundary(&other)];
        assert_ne!(one, two);
        assert_eq!(body(request), body(&other).replace(&two, &one));
    }
    (outcome, requests, time.sleeps())
}

/// An upload with one attempt.
fn upload(file: &UploadFile, answer: &Reply) -> (Result<Upload, Error>, Request) {
    let (outcome, mut requests, _) = upload_in(file, std::slice::from_ref(answer));
    (outcome, requests.remove(0))
}

fn boundary(request: &Request) -> String {
    let content_type = request.headers()["content-type"].to_str().unwrap();
    content_type.strip_prefix("multipart/form-data; boundary=").unwrap().to_owned()
}

fn body(request: &Request) -> String {
    request.body().as_bytes().iter().map(|byte| char::from(*byte)).collect()
}

fn png(name: &str) -> UploadFile {
    UploadFile::from_bytes(name, PNG).unwrap()
}

#[test]
fn u06_the_form_is_exact_to_the_byte() {
    let (outcome, request) = upload(&png("café \"1\".jpg"), &reply(200, &json!({"data": {"url": URL}})));
    assert_eq!(outcome.unwrap().url, URL);
    assert_eq!(request.uri(), "https://toapis.com/v1/uploads/images");
    let boundary = boundary(&request);
    assert!(boundary.len() == 32 && boundary.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{boundary}");
    let expected = [
        format!("--{boundary}\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\ngeneration\r\n")
            .as_bytes(),
        format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"café %221%22.jpg\"\r\n"
        )
        .as_bytes(),
        b"Content-Type: image/png\r\n\r\n",
        PNG,
        format!("\r\n--{boundary}--\r\n").as_bytes(),
    ]
    .concat();
    assert_eq!(request.body().as_bytes(), &expected);
    assert_eq!(request.headers()["accept"], "application/json");
    assert!(request.headers()["authorization"].is_sensitive());
}

#[test]
fn u11_every_recorded_answer_is_a_url_or_an_error() {
    for shape in shapes(&["upload"]) {
        let answer = Reply::new(shape.http_status.unwrap()).body(shape.bytes());
        // Some of them are those of a server in trouble, which is asked again.
        let transport = MemoryTransport::new();
        transport.expect(Expect::post(PATH).any_times()).reply(answer);
        let client = Client::with(persistent(), transport.clone(), VirtualTime::new()).unwrap();
        let outcome = block_on(client.upload(&png("a.png")));
        let is_upload = ["upload-094", "upload-095", "upload-096", "upload-097", "upload-099"];
        assert_eq!(outcome.is_ok(), is_upload.contains(&shape.id.as_str()), "{} {outcome:?}", shape.id);
        if let Ok(upload) = outcome {
            assert!(upload.url.starts_with("https://files."), "{upload:?}");
        }
    }
}

#[test]
fn u11_success_needs_a_url_and_a_status_of_success() {
    for (answer, attempts) in [
        (reply(200, &json!({"success": false, "data": {"url": URL}})), 1),
        (reply(200, &json!({"success": false, "message": "Unsupported image type"})), 1),
        (reply(200, &json!({"success": true, "data": {"url": ""}})), 1),
        (reply(200, &json!({"success": true})), 1),
        (reply(200, &json!({"data": {"id": "upload_1"}})), 1),
        (reply(500, &json!({"data": {"url": URL}})), 3),
        (reply(400, &json!({"success": false, "message": "Image too large. Maximum size is 10MB"})), 1),
        (Reply::new(200), 1),
    ] {
        let error = upload_in(&png("a.png"), &vec![answer; attempts]).0.unwrap_err();
        assert!(matches!(error, Error::Refused(_)), "{error}");
        assert_eq!(error.money(), Money::NotMoved);
    }
}

/// The documents name no charge, so it may be repeated; three times is enough.
#[test]
fn u08_u10_an_upload_that_got_no_answer_is_repeated_within_bounds() {
    for answer in [
        lost(),
        cut(200, format!(r#"{{"data":{{"url":"{URL}"}}}}"#)),
        reply(429, &error("rate_limit_exceeded")),
    ] {
        let (outcome, requests, sleeps) = upload_in(&png("a.png"), &vec![answer.clone(); 3]);
        let error = outcome.unwrap_err();
        assert_eq!((error.money(), error.is_retryable(), error.ticket()), (Money::NotMoved, true, None));
        assert_eq!((requests.len(), sleeps.len()), (3, 2));
        let bodies: Vec<_> = requests.iter().map(|request| request.body().as_bytes()).collect();
        assert!(bodies.iter().all(|body| *body == bodies[0]), "the same bytes each time");

        let good = reply(200, &json!({"data": {"url": URL}}));
        let (outcome, requests, _) = upload_in(&png("a.png"), &[answer, good]);
        assert_eq!((outcome.unwrap().url.as_str(), requests.len()), (URL, 2));
    }
    let large = upload(&png("a.png"), &reply(413, &error("too_large"))).0.unwrap_err();
    assert_eq!((large.category(), large.is_retryable()), (Some(Category::InvalidRequest), false));
    let lost = upload_in(&png("a.png"), &vec![lost(); 3]).0.unwrap_err().to_string();
    assert!(lost.contains("costs nothing and may be made again"), "{lost}");
}

#[test]
fn u10_who_wants_no_attempt_after_the_first_gets_none_of_an_upload() {
    let transport = MemoryTransport::new();
    transport.expect(Expect::post(PATH)).reply(lost());
    let client = Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
    let error = block_on(client.upload(&png("a.png"))).unwrap_err();
    assert_eq!(error.attempts().len(), 1);
    transport.assert_done();
}

/// A page of a proxy, nothing at all, another language: the status says what it is, and what it says is only shown.
#[test]
fn p18_a_refusal_in_a_foreign_form_goes_by_its_status() {
    for body in ["<html><title>balance</title>rate limit</html>", "", "余额不足 unauthorized", "{\"x\":1}"]
    {
        for (status, category) in [
            (401, Category::Authentication),
            (402, Category::Balance),
            (403, Category::Permission),
            (404, Category::NotFound),
            (413, Category::InvalidRequest),
            (422, Category::ContentPolicy),
        ] {
            let error = upload(&png("a.png"), &Reply::new(status).body(body)).0.unwrap_err();
            assert_eq!(error.category(), Some(category), "{status} {body}");
            assert_eq!(error.status().unwrap().as_u16(), status);
        }
    }
}

#[test]
fn u04_a_file_from_disk_goes_by_its_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("photo.gif");
    std::fs::write(&path, PNG).unwrap();
    let (_, request) = upload(&UploadFile::from_path(&path).unwrap(), &reply(200, &json!({"url": URL})));
    assert!(body(&request).contains("filename=\"photo.gif\"\r\nContent-Type: image/png\r\n"));
}

#[test]
fn u06_a_file_with_boundaries_in_it_goes_whole() {
    let tricky =
        [PNG, b"\r\n--boundary--\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nx\r\n--"]
            .concat();
    let file = UploadFile::from_bytes("a.png", tricky.clone()).unwrap();
    let (_, request) = upload(&file, &reply(200, &json!({"url": URL})));
    let sent = request.body().as_bytes();
    assert!(sent.windows(tricky.len()).any(|window| window == tricky));
    let boundary = boundary(&request);
    let count = sent.windows(boundary.len()).filter(|window| *window == boundary.as_bytes()).count();
    assert_eq!(count, 3, "two parts and an end");
}

#[test]
fn u01_u02_data_and_readers_are_checked_like_files() {
    let data = |text: &str| UploadFile::from_data_url(text).map(|file| (file.name().to_owned(), file.size()));
    // "\x89PNG\r\n\x1a\n" and four zeros.
    for url in [
        "data:image/png;base64,iVBORw0KGgoAAAAA",
        "data:image/jpeg;base64,iVBORw0KGgoAAAAA",
        "DATA:;BASE64,iVBORw0K\nGgoAAAAA\n",
        "data:image/png;name=a.png;base64,iVBORw0KGgoAAAAA",
    ] {
        assert_eq!(data(url).unwrap(), ("reference.png".to_owned(), 12), "{url}");
    }
    for url in [
        "data:image/png,abc",
        "data:image/png;base64",
        "data:image/png;base64,%%%",
        "data:;base64,",
        "https://h/a.png",
        "",
    ] {
        assert!(data(url).is_err(), "{url}");
    }
    assert!(data("data:image/png;base64,aGVsbG8=").unwrap_err().to_string().contains("is neither"));

    let read = UploadFile::from_reader("r.png", PNG).unwrap();
    assert_eq!((read.size(), read.media_type()), (PNG.len() as u64, "image/png"));
    assert!(UploadFile::from_reader("r.png", &b""[..]).unwrap_err().to_string().contains("empty"));
}

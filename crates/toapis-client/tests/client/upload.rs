//! Uploads: the bytes that go out, and what the answers come to.

use serde_json::json;
use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::Request;
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::types::{Category, Upload};
use toapis_client::{Client, Error, Money, UploadFile, blocking};

use crate::support::{PNG, block_on, config, cut, error, lost, reply, shapes};

const PATH: &str = "/v1/uploads/images";
const URL: &str = "https://files.toapis.com/uploads/1/a.png";

/// Uploads with both clients. Their requests differ in the boundary, which is random, and in nothing else.
fn upload(file: &UploadFile, answer: &Reply) -> (Result<Upload, Error>, Request) {
    let transport = MemoryTransport::new();
    transport.expect(Expect::post(PATH).times(2)).reply(answer.clone());
    let client = Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
    let outcome = block_on(client.upload(file));
    let client = blocking::Client::with(config(), transport.clone(), VirtualTime::new()).unwrap();
    assert_eq!(format!("{outcome:?}"), format!("{:?}", client.upload(file)));
    transport.assert_done();
    let mut requests = transport.requests();
    let [one, other] = [boundary(&requests[0]), boundary(&requests[1])];
    assert_ne!(one, other);
    assert_eq!(body(&requests[0]), body(&requests[1]).replace(&other, &one));
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
        let (outcome, _) = upload(&png("a.png"), &Reply::new(shape.http_status.unwrap()).body(shape.bytes()));
        let is_upload = ["upload-094", "upload-095", "upload-096", "upload-097", "upload-099"];
        assert_eq!(outcome.is_ok(), is_upload.contains(&shape.id.as_str()), "{} {outcome:?}", shape.id);
        if let Ok(upload) = outcome {
            assert!(upload.url.starts_with("https://files."), "{upload:?}");
        }
    }
}

#[test]
fn u11_success_needs_a_url_and_a_status_of_success() {
    for answer in [
        reply(200, &json!({"success": false, "data": {"url": URL}})),
        reply(200, &json!({"success": true, "data": {"url": ""}})),
        reply(500, &json!({"data": {"url": URL}})),
        Reply::new(200),
    ] {
        let error = upload(&png("a.png"), &answer).0.unwrap_err();
        assert!(matches!(error, Error::Refused(_)), "{error}");
    }
}

#[test]
fn u08_u10_an_upload_that_got_no_answer_may_be_repeated() {
    for answer in [lost(), cut(200, format!(r#"{{"data":{{"url":"{URL}"}}}}"#))] {
        let error = upload(&png("a.png"), &answer).0.unwrap_err();
        assert_eq!((error.money(), error.is_retryable(), error.ticket()), (Money::NotMoved, true, None));
    }
    let busy = upload(&png("a.png"), &reply(429, &error("rate_limit_exceeded"))).0.unwrap_err();
    assert!(busy.is_retryable());
    let large = upload(&png("a.png"), &reply(413, &error("too_large"))).0.unwrap_err();
    assert_eq!((large.category(), large.is_retryable()), (Some(Category::InvalidRequest), false));
}

#[test]
fn u04_a_file_from_disk_goes_by_its_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("photo.gif");
    std::fs::write(&path, PNG).unwrap();
    let (_, request) = upload(&UploadFile::from_path(&path).unwrap(), &reply(200, &json!({"url": URL})));
    assert!(body(&request).contains("filename=\"photo.gif\"\r\nContent-Type: image/png\r\n"));
}

//! Deliveries byte by byte, as they come over a socket: every one that is odd is answered, and the good one beside it taken.
#![cfg(feature = "axum")]
#![allow(clippy::unwrap_used, reason = "a fixture that does not hold fails the test")]

mod support;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use support::{NOW, Signed, body, signed};
use toapis_webhook::{
    Answer, BODY_LIMIT, EventState, Inbox, MemoryStore, Received, Verifier, WebhookSecret, router, sign,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

async fn serve(inbox: &Inbox) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = Router::new().merge(router("/hooks", inbox));
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

/// A request with these lines as its headers, and this body with its length.
fn wire(lines: &[&[u8]], body: &[u8]) -> Vec<u8> {
    let mut wire = b"POST /hooks HTTP/1.1\r\nHost: h\r\n".to_vec();
    for line in lines {
        wire.extend(*line);
        wire.extend(b"\r\n");
    }
    wire.extend(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    wire.extend(body);
    wire
}

fn good(signed: &Signed) -> Vec<u8> {
    let lines = signed.headers.each_ref().map(|(name, value)| format!("{name}: {value}").into_bytes());
    wire(&lines.each_ref().map(Vec::as_slice), &signed.body)
}

/// The statuses of what comes back to so many requests, none of which is answered with a body.
async fn statuses<const REQUESTS: usize>(address: SocketAddr, wire: &[u8]) -> Vec<u16> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(wire).await.unwrap();
    let mut answer = String::new();
    while answer.matches("\r\n\r\n").count() < REQUESTS {
        let mut part = [0; 1024];
        let length = stream.read(&mut part).await.unwrap();
        assert_ne!(length, 0, "closed after {answer:?}");
        answer += str::from_utf8(&part[..length]).unwrap();
    }
    answer.lines().filter_map(|line| line.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()).collect()
}

#[tokio::test]
async fn w03_w05_w06_w09_odd_headers_over_a_socket() {
    let inbox = support::inbox(MemoryStore::new(), NOW);
    let address = serve(&inbox).await;
    let text = body("evt_1");
    let signature = sign(&support::secret(), "evt_1", NOW, text.as_bytes());
    let (now, long) = (NOW.to_string(), "a".repeat(129));
    let (id, time, mark) =
        ("X-ToAPIs-Webhook-Id: ", "X-ToAPIs-Webhook-Timestamp: ", "X-ToAPIs-Webhook-Signature: ");
    let zeros = "0".repeat(64);
    let many = format!("v1={zeros},").repeat(15) + &signature;
    let too_many = format!("v1={zeros},").repeat(16) + &signature;
    let endless = format!("v1={zeros},").repeat(400) + &signature;
    let bad_then_good = format!("v1={zeros} ,\t {signature} , v2=later");
    let sent = |id_value: &str, time_value: &str, mark_value: &str| {
        let lines = [
            format!("{id}{id_value}").into_bytes(),
            format!("{time}{time_value}").into_bytes(),
            format!("{mark}{mark_value}").into_bytes(),
        ];
        wire(&lines.each_ref().map(Vec::as_slice), text.as_bytes())
    };
    let cases: Vec<(u16, Vec<u8>)> = vec![
        (400, sent("", &now, &signature)),
        (400, sent(&long, &now, &signature)),
        (400, sent("évt_1", &now, &signature)),
        (400, sent("evt_1\u{200b}", &now, &signature)),
        (400, sent("evt 1", &now, &signature)),
        (400, sent("evt_1, evt_1", &now, &signature)),
        (401, sent("EVT_1", &now, &signature)),
        (400, sent("evt_1", &format!("-{now}"), &signature)),
        (400, sent("evt_1", &format!("+{now}"), &signature)),
        (400, sent("evt_1", &format!("0{now}"), &signature)),
        (400, sent("evt_1", &format!("{now}.0"), &signature)),
        (400, sent("evt_1", &format!("{now}, {now}"), &signature)),
        (400, sent("evt_1", "99999999999999999999", &signature)),
        (400, sent("evt_1", "1.7e9", &signature)),
        (401, sent("evt_1", "9223372036854775807", &signature)),
        (401, sent("evt_1", &format!("{now}000"), &signature)),
        (400, sent("evt_1", &now, &signature.to_uppercase())),
        (400, sent("evt_1", &now, &signature["v1=".len()..])),
        (400, sent("evt_1", &now, &signature.replace('=', " = "))),
        (400, sent("evt_1", &now, &format!("\"{signature}\""))),
        (400, sent("evt_1", &now, &format!("v2={zeros}"))),
        (400, sent("evt_1", &now, &format!("v1={zeros};{signature}"))),
        (400, sent("evt_1", &now, &too_many)),
        (400, sent("evt_1", &now, &endless)),
        (401, sent("evt_1", &now, &format!("v1={zeros}"))),
        // Whatever order and spelling the names have, and several of one name are one too many.
        (
            400,
            wire(
                &[
                    &format!("{id}evt_1").into_bytes(),
                    &format!("{time}{now}").into_bytes(),
                    &format!("{mark}v1={zeros}").into_bytes(),
                    &format!("{mark}{signature}").into_bytes(),
                ],
                text.as_bytes(),
            ),
        ),
        (
            400,
            wire(
                &[
                    &format!("{id}evt_1").into_bytes(),
                    &format!("{}evt_2", id.to_lowercase()).into_bytes(),
                    &format!("{time}{now}").into_bytes(),
                    &format!("{mark}{signature}").into_bytes(),
                ],
                text.as_bytes(),
            ),
        ),
    ];
    for (number, (status, wire)) in cases.iter().enumerate() {
        assert_eq!(statuses::<1>(address, wire).await, [*status], "case {number}");
    }
    assert_eq!(inbox.state("evt_1").await.unwrap(), None);
    // The odd ones that are good: blanks around values, names in any case, another content type, unknown company.
    for (spelled, expected) in [(many, Answer::Stored), (bad_then_good, Answer::Duplicate)] {
        let lines = [
            "content-TYPE: text/html; charset=utf-16".to_owned(),
            "x-toapis-WEBHOOK-signature:   ".to_owned() + &spelled + "   ",
            "X-TOAPIS-WEBHOOK-ID:\tevt_1\t".to_owned(),
            format!("x-toapis-webhook-timestamp:{now}"),
            "X-ToAPIs-Webhook-Attempt: 7".to_owned(),
        ]
        .map(String::into_bytes);
        let wire = wire(&lines.each_ref().map(Vec::as_slice), text.as_bytes());
        assert_eq!(statuses::<1>(address, &wire).await, [200], "{expected:?}");
    }
    assert_eq!(inbox.state("evt_1").await.unwrap(), Some(EventState::New { due_at: NOW }));
}

#[tokio::test]
async fn w25_odd_bodies_over_a_socket() {
    let answers: Arc<Mutex<Vec<Answer>>> = Arc::default();
    let log = Arc::clone(&answers);
    let inbox = support::inbox(MemoryStore::new(), NOW)
        .on_answer(move |answer, _| log.lock().unwrap().push(answer.clone()));
    let address = serve(&inbox).await;
    let deep = |depth: usize| {
        format!(r#"{{"id":"evt_deep","type":"x","data":{}{}}}"#, "[".repeat(depth), "]".repeat(depth))
    };
    let cases: [(u16, &str, Vec<u8>); 11] = [
        (400, "evt_empty", Vec::new()),
        (200, "evt_bom", b"\xef\xbb\xbf{\"id\":\"evt_bom\",\"type\":\"generation.failed\"}".to_vec()),
        // Of a key that is there twice, the last one counts; it has to be the id of the header.
        (200, "evt_two", br#"{"id":"evt_one","type":"x","id":"evt_two"}"#.to_vec()),
        (400, "evt_one", br#"{"id":"evt_one","type":"x","id":"evt_two"}"#.to_vec()),
        (
            200,
            "evt_number",
            br#"{"id":"evt_number","type":7,"api_version":1,"created_at":"soon","data":"no"}"#.to_vec(),
        ),
        (400, "evt_nested", br#"{"event":{"id":"evt_nested","type":"generation.completed"}}"#.to_vec()),
        (200, "evt_deep", deep(100).into_bytes()),
        (400, "evt_deeper", deep(100_000).replace("evt_deep", "evt_deeper").into_bytes()),
        (
            400,
            "evt_utf16",
            "{\"id\":\"evt_utf16\",\"type\":\"x\"}".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        (400, "evt_form", b"id=evt_form&type=generation.completed".to_vec()),
        // Another event of an id that is known: the first one stays.
        (200, "evt_bom", br#"{"id":"evt_bom","type":"generation.completed"}"#.to_vec()),
    ];
    for (status, id, body) in &cases {
        let request = good(&signed(id, NOW, body));
        assert_eq!(statuses::<1>(address, &request).await, [*status], "{id}");
        let answer = answers.lock().unwrap().pop().unwrap();
        // Whatever is refused here was signed, and so is worth an alarm.
        assert!(!matches!(answer, Answer::Refused(error) if !error.is_authentic()), "{id}");
    }
    let done: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = Arc::clone(&done);
    let handler = move |received: Received| {
        let log = Arc::clone(&log);
        async move {
            log.lock().unwrap().push(format!("{} {}", received.event.id, received.event.kind.as_str()));
            Ok::<_, std::io::Error>(())
        }
    };
    assert_eq!(inbox.work(&handler, 99).await.unwrap(), 4);
    assert_eq!(
        *done.lock().unwrap(),
        ["evt_bom generation.failed", "evt_two x", "evt_number 7", "evt_deep x"]
    );
}

#[tokio::test]
async fn w20_a_secret_is_its_own_text_and_nothing_that_it_encodes() {
    // What Svix and Standard Webhooks would decode: the key here is the text as it stands.
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let verifier = Verifier::with_secrets(["another", secret].map(|text| WebhookSecret::new(text).unwrap()));
    let inbox = Inbox::new(verifier.unwrap(), MemoryStore::new()).clock(|| NOW);
    let address = serve(&inbox).await;
    let text = body("evt_1");
    let request = |secret: &str| {
        let signature = sign(&WebhookSecret::new(secret).unwrap(), "evt_1", NOW, text.as_bytes());
        let mut request = signed("evt_1", NOW, &text);
        request.headers[2].1 = signature;
        good(&request)
    };
    for other in [
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw=",
        "whsec_mfkq9r8gkyqrtwjupd8ilpzio2lalasw",
        "another_",
    ] {
        assert_eq!(statuses::<1>(address, &request(other)).await, [401], "{other}");
    }
    assert_eq!(statuses::<1>(address, &request(secret)).await, [200]);
    assert_eq!(statuses::<1>(address, &request("another")).await, [200]);
}

#[tokio::test]
async fn w14_several_requests_on_one_connection_are_answered_one_by_one() {
    let inbox = support::inbox(MemoryStore::new(), NOW);
    let address = serve(&inbox).await;
    let [one, two] = ["evt_1", "evt_2"].map(|id| good(&signed(id, NOW, body(id))));
    let unsigned = wire(&[], b"{}");
    // All sent before the first answer is read.
    let all = [one.clone(), unsigned, two, one].concat();
    assert_eq!(statuses::<4>(address, &all).await, [200, 400, 200, 200]);
    assert_eq!(inbox.work(&support::count_only(), 9).await.unwrap(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w23_the_answer_to_a_body_that_is_too_long_is_not_lost() {
    let inbox = support::inbox(MemoryStore::new(), NOW);
    let address = serve(&inbox).await;
    let head = |more: &str| format!("POST /hooks HTTP/1.1\r\nHost: h\r\n{more}\r\n\r\n").into_bytes();
    let filler = vec![b' '; 12 * BODY_LIMIT];
    let announced = [head(&format!("Content-Length: {}", filler.len())), filler.clone()].concat();
    let framed = [format!("{:x}\r\n", filler.len()).into_bytes(), filler, b"\r\n0\r\n\r\n".to_vec()].concat();
    let chunked = [head("Transfer-Encoding: chunked"), framed].concat();
    for (name, request) in [("announced", announced), ("chunked", chunked)] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        // A sender that reads nothing before all of it is sent: were the connection reset, this would fail.
        stream.write_all(&request).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 413 "), "{name}: {answer}");
        assert!(answer.to_ascii_lowercase().contains("\r\nconnection: close\r\n"), "{name}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1").count(), 1, "{name}: {answer}");
    }

    // One that asks first is told at once, and has nothing to send.
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(&head("Content-Length: 50000000\r\nExpect: 100-continue")).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
}

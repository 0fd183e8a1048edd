//! What goes over the wire, and what is made of the answers.

use std::net::TcpListener as Blocking;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinHandle;

use super::*;

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

/// A request as it came.
struct Received {
    head: String,
    body: Vec<u8>,
}

impl Received {
    async fn read(stream: &mut TcpStream) -> Self {
        let mut bytes = Vec::new();
        loop {
            assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0, "the request broke off");
            let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
            let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
            let received = Self { head, body: bytes[end + 4..].to_vec() };
            if received.body.len() == received.header("content-length").unwrap().parse::<usize>().unwrap() {
                return received;
            }
        }
    }

    fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.head.lines().skip(1).map(|line| line.split_once(": ").unwrap())
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    fn verify(&self, now: Duration) -> Result<Verified, VerifyError> {
        let headers = SignatureHeaders::from_headers(self.headers())?;
        let verifier = Verifier::new(WebhookSecret::new(SECRET).unwrap());
        verifier.verify(&headers, &self.body, i64::try_from(now.as_secs()).unwrap())
    }
}

/// Takes one connection for each of the answers, and gives back what was asked.
async fn receiver(answers: Vec<String>) -> (String, JoinHandle<Vec<Received>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hooks?from=toapis", listener.local_addr().unwrap());
    let served = tokio::spawn(async move {
        let mut all = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            all.push(Received::read(&mut stream).await);
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
        all
    });
    (url, served)
}

/// A port that is taken, so that no other test gets it, and at which nothing listens.
fn bound_v4() -> TcpSocket {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    socket
}

/// Queues one event for a URL and sends it.
async fn send_to(url: &str, timeout: Duration) -> Outcome {
    let mut webhooks = webhooks(url);
    webhooks.set_settings(DeliverySettings::default().timeout(timeout).unwrap());
    queue(&mut webhooks, "tsk_1", NOW);
    send(&webhooks.take_due(NOW).unwrap()).await
}

async fn send_for(answer: impl Into<String>) -> Outcome {
    let (url, served) = receiver(vec![answer.into()]).await;
    let outcome = send_to(&url, Duration::from_secs(10)).await;
    served.await.unwrap();
    outcome
}

#[tokio::test]
async fn w01_a_receiver_finds_a_request_that_it_can_verify() {
    let (url, served) = receiver(vec![OK.to_owned()]).await;
    let outcome = send_to(&url, Duration::from_secs(10)).await;
    assert_eq!(outcome, Outcome::Answered { status: 200, body: "ok".to_owned() });
    let received = served.await.unwrap().remove(0);
    assert_eq!(received.head.lines().next(), Some("POST /hooks?from=toapis HTTP/1.1"));
    assert_eq!(received.header("user-agent"), Some("ToAPIs-Webhook/1.0"));
    assert_eq!(received.header("content-type"), Some("application/json"));
    assert_eq!(received.header("host"), url.strip_prefix("http://").unwrap().split('/').next());
    assert_eq!(received.header("x-toapis-webhook-timestamp"), Some("1783953302"));
    assert!(received.head.contains("\r\nX-Toapis-Webhook-Id: evt_"), "{}", received.head);
    let verified = received.verify(NOW).unwrap();
    assert_eq!(verified.event.task.unwrap().urls().count(), 1);
}

#[tokio::test]
async fn w18_a_receiver_that_comes_back_gets_the_same_event_with_a_new_signature() {
    let down = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n".to_owned();
    let mut answers = vec![down; 7];
    answers.push(OK.to_owned());
    let (url, served) = receiver(answers).await;
    let mut webhooks = webhooks(&url);
    let id = queue(&mut webhooks, "tsk_1", NOW);
    let mut times = Vec::new();
    while let Some(now) = webhooks.next_due() {
        let attempt = webhooks.take_due(now).unwrap();
        let outcome = send(&attempt).await;
        webhooks.finish(attempt.delivery, outcome, now);
        times.push(now);
    }
    assert_eq!(delivery(&webhooks, id).state, DeliveryState::Delivered);
    assert_eq!(times.last().copied(), Some(NOW + Duration::from_secs(112_360)));
    let received = served.await.unwrap();
    assert_eq!(received.len(), 8);
    for (one, now) in received.iter().zip(times) {
        assert_eq!(one.verify(now).unwrap().event, received[0].verify(NOW).unwrap().event);
        assert_eq!(one.body, received[0].body);
    }
}

#[tokio::test]
async fn a_redirect_is_a_failure_and_is_not_followed() {
    let elsewhere = Blocking::bind("127.0.0.1:0").unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    let location = elsewhere.local_addr().unwrap();
    for status in [301, 302, 303, 307, 308] {
        let answer =
            format!("HTTP/1.1 {status} Moved\r\nlocation: http://{location}/\r\ncontent-length: 0\r\n\r\n");
        let outcome = send_for(answer).await;
        assert_eq!(outcome, answered(status));
        assert!(!outcome.is_success());
    }
    assert_eq!(elsewhere.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
}

#[tokio::test]
async fn at_most_4096_bytes_of_an_answer_are_read() {
    let long = "x".repeat(100_000);
    let outcome = send_for(format!("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n{long}")).await;
    assert_eq!(outcome, Outcome::Answered { status: 200, body: "x".repeat(4096) });
    // One that never ends is cut as well, long before the timeout.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let endless = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        Received::read(&mut stream).await;
        stream.write_all(b"HTTP/1.1 500 Oh\r\ntransfer-encoding: chunked\r\n\r\n").await.unwrap();
        // Until the other side has hung up.
        while stream.write_all(b"4\r\nxxxx\r\n").await.is_ok() {}
    });
    let outcome = send_to(&url, Duration::from_secs(60)).await;
    assert_eq!(outcome, Outcome::Answered { status: 500, body: "x".repeat(4096) });
    endless.await.unwrap();
}

#[tokio::test]
async fn an_answer_that_breaks_off_behind_its_status_is_an_answer() {
    let outcome = send_for("HTTP/1.1 202 Accepted\r\ncontent-length: 10\r\n\r\nok").await;
    assert_eq!(outcome, Outcome::Answered { status: 202, body: "ok".to_owned() });
    let outcome = send_for("HTTP/1.0 200 OK\r\n\r\n\u{e9}").await;
    assert_eq!(outcome, Outcome::Answered { status: 200, body: "\u{e9}".to_owned() });
}

#[tokio::test]
async fn where_nothing_listens_the_attempt_is_refused() {
    let silent = bound_v4();
    let url = format!("http://{}/", silent.local_addr().unwrap());
    assert_eq!(send_to(&url, Duration::from_secs(10)).await, Outcome::Refused);
}

#[tokio::test]
async fn w28_the_whole_attempt_ends_with_its_timeout() {
    let started = std::time::Instant::now();
    for beginning in ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab"] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let silent = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            // On a slow machine the time may be over before the request was sent whole.
            let mut request = vec![0; 100_000];
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(beginning.as_bytes()).await;
            // Ends when the sender hangs up.
            let _ = stream.read_to_end(&mut request).await;
        });
        assert_eq!(send_to(&url, Duration::from_millis(50)).await, Outcome::TimedOut, "{beginning:?}");
        silent.await.unwrap();
    }
    assert!(started.elapsed() < Duration::from_secs(10), "the set timeout, not the documented one");
}

#[tokio::test]
async fn what_is_no_http_breaks_the_attempt() {
    for answer in ["", "SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 200"] {
        let outcome = send_for(answer).await;
        assert!(
            matches!(&outcome, Outcome::Broken { reason } if !reason.is_empty()),
            "{answer:?}: {outcome:?}"
        );
    }
}

#[tokio::test]
async fn localhost_is_127_0_0_1_and_else_the_other_loopback() {
    let (url, served) = receiver(vec![OK.to_owned()]).await;
    let url = url.replace("127.0.0.1", "localhost");
    assert!(send_to(&url, Duration::from_secs(10)).await.is_success());
    let host = served.await.unwrap().remove(0).header("host").unwrap().to_owned();
    assert!(host.starts_with("localhost:"), "{host}");

    // The same port, taken but silent at the one, and listening at the other. Some machines have no IPv6; then nothing
    // listens at either.
    let (_silent, port, listener) = loop {
        let silent = bound_v4();
        let port = silent.local_addr().unwrap().port();
        match TcpListener::bind(("::1", port)).await {
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
            listener => break (silent, port, listener),
        }
    };
    let has_v6 = listener.is_ok();
    let served = tokio::spawn(async move {
        if let Ok(listener) = listener {
            let (mut stream, _) = listener.accept().await.unwrap();
            Received::read(&mut stream).await;
            stream.write_all(OK.as_bytes()).await.unwrap();
        }
    });
    let outcome = send_to(&format!("http://localhost:{port}/"), Duration::from_secs(10)).await;
    assert_eq!(outcome.is_success(), has_v6, "{outcome:?}");
    if !has_v6 {
        assert_eq!(outcome, Outcome::Refused);
    }
    served.await.unwrap();
}

#[tokio::test]
async fn a_test_event_arrives_and_touches_no_task() {
    let (url, served) = receiver(vec![OK.to_owned()]).await;
    let mut webhooks = webhooks(&url);
    webhooks.queue_test(USER, &mut fastrand::Rng::with_seed(1), NOW).unwrap();
    assert!(send(&webhooks.take_due(NOW).unwrap()).await.is_success());
    let verified = served.await.unwrap()[0].verify(NOW).unwrap();
    assert_eq!((verified.event.kind, verified.event.task), (toapis_types::EventKind::Test, None));
}

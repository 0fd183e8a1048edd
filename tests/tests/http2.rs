//! The client over HTTP/2 and TLS: a run from create to file, refused and broken streams, and many calls on one connection.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use h2::server::SendResponse;
use h2::{Reason, RecvStream};
use http::{HeaderMap, Request, Response};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use toapis_client::poll::budget::Limits;
use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::{HyperTransport, ReqwestTransport, Transport};
use toapis_client::types::image::ImageRequest;
use toapis_client::{AttemptOutcome, Client, Config, Error, Money, RetryPolicy};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Barrier, mpsc};
use tokio_rustls::TlsAcceptor;

const KEY: &str = "sk-canary-0123456789abcdef";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\
    \0\0\0\nIDATx\x9cc\x60\0\0\0\x02\0\x01\x48\xaf\xa4\x71\0\0\0\0IEND\xae\x42\x60\x82";

/// What a server does with one request, once it has read all of it.
enum Act {
    Answer(Response<()>, Bytes),
    /// The head and the beginning of a body, then a reset of the stream.
    Break(Response<()>, Bytes),
    Reset(Reason),
    /// Ends the connection without an answer. The request counts as processed.
    GoAway,
}

type Plan = Arc<dyn Fn(&Seen) -> Act + Send + Sync>;

/// One request as it came.
#[derive(Clone, Debug)]
struct Seen {
    /// Method and path.
    line: String,
    headers: HeaderMap,
    /// How many requests with this method and path came before.
    before: usize,
}

/// A server that speaks HTTP/2 over TLS and nothing else.
struct Server {
    origin: String,
    authority: Vec<u8>,
    log: Arc<Log>,
}

#[derive(Default)]
struct Log {
    connections: AtomicUsize,
    requests: Mutex<Vec<Seen>>,
}

impl Log {
    fn note(&self, head: &http::request::Parts) -> Seen {
        let line = format!("{} {}", head.method, head.uri.path());
        let mut requests = self.requests.lock().unwrap();
        let before = requests.iter().filter(|seen| seen.line == line).count();
        let seen = Seen { line, headers: head.headers.clone(), before };
        requests.push(seen.clone());
        seen
    }
}

impl Server {
    /// `plan` is given the origin, and then each request. With a `gate`, nothing is answered before so many requests came.
    async fn start(plan: impl FnOnce(&str) -> Plan, gate: Option<usize>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("https://{}", listener.local_addr().unwrap());
        let (authority, acceptor) = identity();
        let (plan, log) = (plan(&origin), Arc::<Log>::default());
        let gate = gate.map(|count| Arc::new(Barrier::new(count)));
        tokio::spawn({
            let log = Arc::clone(&log);
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    let (acceptor, plan, log, gate) =
                        (acceptor.clone(), Arc::clone(&plan), Arc::clone(&log), gate.clone());
                    tokio::spawn(async move { serve(stream, &acceptor, &plan, &log, gate).await });
                }
            }
        });
        Self { origin, authority, log }
    }

    fn requests(&self) -> Vec<Seen> {
        self.log.requests.lock().unwrap().clone()
    }

    fn lines(&self) -> Vec<String> {
        self.requests().into_iter().map(|seen| seen.line).collect()
    }

    fn connections(&self) -> usize {
        self.log.connections.load(Ordering::SeqCst)
    }

    fn config(&self) -> Config {
        Config::new(KEY)
            .base_url(&self.origin)
            .check_requests(false)
            .retry(RetryPolicy::never())
            .limits(Limits::unlimited(), Limits::unlimited())
    }

    /// Both async backends, each with the server's own authority.
    fn transports(&self) -> [(&'static str, Box<dyn Transport>); 2] {
        let hyper = HyperTransport::builder().add_root_certificate(self.authority.clone()).build().unwrap();
        let reqwest =
            ReqwestTransport::builder().add_root_certificate(self.authority.clone()).build().unwrap();
        [("hyper", Box::new(hyper)), ("reqwest", Box::new(reqwest))]
    }
}

/// An authority, and a server with a certificate of it for the address of this machine.
fn identity() -> (Vec<u8>, TlsAcceptor) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &authority).unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let mut config =
        rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    (authority.der().to_vec(), TlsAcceptor::from(Arc::new(config)))
}

async fn serve(
    stream: TcpStream,
    acceptor: &TlsAcceptor,
    plan: &Plan,
    log: &Arc<Log>,
    gate: Option<Arc<Barrier>>,
) {
    let Ok(stream) = acceptor.accept(stream).await else { return };
    let Ok(mut connection) = h2::server::handshake(stream).await else { return };
    log.connections.fetch_add(1, Ordering::SeqCst);
    let (ends, mut end) = mpsc::channel(1);
    loop {
        tokio::select! {
            accepted = connection.accept() => {
                let Some(Ok((request, respond))) = accepted else { return };
                tokio::spawn(answer(request, respond, Arc::clone(plan), Arc::clone(log), ends.clone(), gate.clone()));
            }
            Some(()) = end.recv() => connection.abrupt_shutdown(Reason::NO_ERROR),
        }
    }
}

async fn answer(
    request: Request<RecvStream>,
    mut respond: SendResponse<Bytes>,
    plan: Plan,
    log: Arc<Log>,
    ends: mpsc::Sender<()>,
    gate: Option<Arc<Barrier>>,
) {
    let (head, mut body) = request.into_parts();
    while let Some(piece) = body.data().await {
        let Ok(piece) = piece else { return };
        let _ = body.flow_control().release_capacity(piece.len());
    }
    let seen = log.note(&head);
    if let Some(gate) = gate.filter(|_| head.method == "POST") {
        gate.wait().await;
    }
    match plan(&seen) {
        Act::Answer(head, body) => {
            let mut stream = respond.send_response(head, false).unwrap();
            let _ = stream.send_data(body, true);
        }
        Act::Break(head, body) => {
            let mut stream = respond.send_response(head, false).unwrap();
            let _ = stream.send_data(body, false);
            // The bytes leave before the reset does.
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            stream.send_reset(Reason::INTERNAL_ERROR);
        }
        Act::Reset(reason) => respond.send_reset(reason),
        Act::GoAway => {
            let _ = ends.send(()).await;
            // The stream stays open until the connection ends.
            std::future::pending::<()>().await;
        }
    }
}

fn json(body: String) -> Act {
    let head = Response::builder().header("content-type", "application/json").body(()).unwrap();
    Act::Answer(head, body.into())
}

fn accepted(id: &str) -> Act {
    json(format!(r#"{{"id":"{id}","object":"generation.task","status":"queued"}}"#))
}

fn request(prompt: &str) -> ImageRequest {
    ImageRequest::new("gpt-image-2", prompt)
}

const POST: &str = "POST /v1/images/generations";

/// A create, a look and a file that breaks off once: what a run and its download need.
fn whole_run(origin: &str) -> Plan {
    let url = format!("{origin}/files/a.png");
    Arc::new(move |seen| {
        let file = || Response::builder().header("etag", "\"v1\"");
        match (seen.line.as_str(), seen.before) {
            (POST, _) => accepted("tsk_img_1"),
            ("GET /v1/images/generations/tsk_img_1", _) => {
                json(format!(r#"{{"id":"tsk_img_1","status":"completed","url":"{url}"}}"#))
            }
            ("GET /files/a.png", 0) => {
                let head = file().header("content-length", PNG.len()).body(()).unwrap();
                Act::Break(head, Bytes::from_static(&PNG[..20]))
            }
            ("GET /files/a.png", _) => {
                assert_eq!(seen.headers["range"], "bytes=20-");
                let range = format!("bytes 20-{}/{}", PNG.len() - 1, PNG.len());
                let head = file().status(206).header("content-range", range).body(()).unwrap();
                Act::Answer(head, Bytes::from_static(&PNG[20..]))
            }
            other => panic!("{other:?}"),
        }
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn h53_d05_d07_a_run_and_its_download_over_http2() {
    for number in [0, 1] {
        let server = Server::start(whole_run, None).await;
        let (backend, transport) = server.transports().into_iter().nth(number).unwrap();
        let client = Client::with(server.config(), transport, VirtualTime::new()).unwrap();
        let done = client.images().run(request("A lighthouse")).await.unwrap();
        let dir = tempfile::tempdir().unwrap();
        let saved = client.download(&done, dir.path().join("a.png")).await.unwrap();
        assert_eq!(std::fs::read(&saved[0].path).unwrap(), PNG, "{backend}");
        assert_eq!(
            server.lines(),
            [POST, "GET /v1/images/generations/tsk_img_1", "GET /files/a.png", "GET /files/a.png"],
            "{backend}"
        );
        assert!(server.connections() <= 2, "{backend}: one for the calls, and perhaps one for files");
        for seen in server.requests() {
            let has_key = seen.headers.get("authorization").is_some();
            assert_eq!(has_key, !seen.line.contains("/files/"), "{backend}: {seen:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn h14_i16_a_refused_stream_is_not_sent_and_only_our_own_loop_repeats_it() {
    for (number, policy, posts) in [
        (0, RetryPolicy::never(), 1),
        (0, RetryPolicy::new(), 2),
        (1, RetryPolicy::never(), 1),
        (1, RetryPolicy::new(), 2),
    ] {
        let plan = |_: &str| -> Plan {
            Arc::new(|seen| match seen.before {
                0 => Act::Reset(Reason::REFUSED_STREAM),
                _ => accepted("tsk_img_1"),
            })
        };
        let server = Server::start(plan, None).await;
        let (backend, transport) = server.transports().into_iter().nth(number).unwrap();
        let attempts = Arc::new(Mutex::new(Vec::new()));
        let notes = Arc::clone(&attempts);
        let config = server.config().retry(policy).on_attempt(move |attempt| {
            notes.lock().unwrap().push(attempt.outcome);
        });
        let client = Client::with(config, transport, VirtualTime::new()).unwrap();
        let outcome = client.images().submit(request("A lighthouse")).await;
        assert_eq!(server.lines(), vec![POST; posts], "{backend}");
        if posts == 1 {
            let error = outcome.unwrap_err();
            assert!(matches!(error, Error::NotSent(_)), "{backend}: {error:?}");
            assert_eq!((error.money(), error.is_retryable()), (Money::NotMoved, true));
        } else {
            assert_eq!(outcome.unwrap().handle.id.as_str(), "tsk_img_1");
            assert_eq!(
                *attempts.lock().unwrap(),
                [AttemptOutcome::NotSent, AttemptOutcome::Succeeded],
                "{backend}: counted"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn h16_h17_what_was_read_and_then_reset_or_cut_off_is_unknown_and_found_again() {
    for (number, goes_away) in [(0, true), (0, false), (1, true), (1, false)] {
        let plan = |_: &str| -> Plan {
            Arc::new(move |seen| match seen.line.as_str() {
                POST if goes_away => Act::GoAway,
                POST => Act::Reset(Reason::CANCEL),
                "GET /v1/images/generations/order-7" => accepted("tsk_img_1"),
                other => panic!("{other:?}"),
            })
        };
        let server = Server::start(plan, None).await;
        let (backend, transport) = server.transports().into_iter().nth(number).unwrap();
        // With retries, so that nothing but the outcome keeps it from being sent again.
        let config = server.config().retry(RetryPolicy::new());
        let client = Client::with(config, transport, VirtualTime::new()).unwrap();
        let error =
            client.images().submit(request("A lighthouse").client_business_id("order-7")).await.unwrap_err();
        assert!(matches!(error, Error::Unknown { .. }), "{backend}, {goes_away}: {error:?}");
        assert_eq!(server.lines(), [POST], "{backend}, {goes_away}");
        let found = client.recover(error.ticket().unwrap()).await.unwrap();
        assert_eq!(found.handle.id.as_str(), "tsk_img_1");
        assert_eq!(server.lines().iter().filter(|line| *line == POST).count(), 1, "{backend}, {goes_away}");
        assert_eq!(server.connections(), if goes_away { 2 } else { 1 }, "{backend}, {goes_away}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn h53_sixty_four_creates_at_once_share_one_connection() {
    const COUNT: usize = 64;
    for number in [0, 1] {
        let plan = |_: &str| -> Plan {
            Arc::new(|seen| match seen.line.as_str() {
                POST => accepted(&format!("tsk_img_{}", seen.before)),
                _ => accepted("tsk_img_first"),
            })
        };
        // All of them are under way before the first one is answered.
        let server = Server::start(plan, Some(COUNT)).await;
        let (backend, transport) = server.transports().into_iter().nth(number).unwrap();
        let client = Client::with(server.config(), transport, VirtualTime::new()).unwrap();
        let handle = toapis_client::types::TaskHandle::new(
            toapis_client::types::TaskKind::Image,
            toapis_client::types::TaskId::new("tsk_img_first").unwrap(),
        );
        client.status(&handle).await.unwrap();
        let creates: Vec<_> = (0..COUNT)
            .map(|number| {
                let client = client.clone();
                tokio::spawn(async move { client.images().submit(request(&format!("{number}"))).await })
            })
            .collect();
        let mut ids = BTreeSet::new();
        for create in creates {
            ids.insert(create.await.unwrap().unwrap().handle.id.to_string());
        }
        assert_eq!((ids.len(), server.connections()), (COUNT, 1), "{backend}");
    }
}

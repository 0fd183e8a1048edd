//! Many uploads: in order, only so many at once, and the same bytes once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use serde_json::json;
use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::transport::{Request, Response, Transport, TransportError};
use toapis_client::{Client, Error, UploadFile, blocking};

use crate::support::{PNG, block_on, error, lost, persistent, reply};

const PATH: &str = "/v1/uploads/images";

fn png(number: usize) -> UploadFile {
    let bytes = [PNG, number.to_string().as_bytes()].concat();
    UploadFile::from_bytes(format!("{number}.png"), bytes).unwrap()
}

/// Answers with the name of the file, so that an answer shows which file it belongs to.
fn named(request: &Request) -> Reply {
    let body = String::from_utf8_lossy(request.body().as_bytes()).into_owned();
    let name = body.split("filename=\"").nth(1).unwrap().split('"').next().unwrap();
    reply(200, &json!({"success": true, "data": {"url": format!("https://files.toapis.com/{name}")}}))
}

fn named_transport() -> MemoryTransport {
    let transport = MemoryTransport::new();
    transport.expect(Expect::post(PATH).any_times()).answer_with(named);
    transport
}

/// Holds each upload for some turns of the executor, and notes how many there are.
#[derive(Clone, Debug)]
struct Slow {
    inner: MemoryTransport,
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

impl Slow {
    fn new(inner: MemoryTransport) -> Self {
        Self { inner, now: Arc::default(), most: Arc::default() }
    }
}

#[async_trait]
impl Transport for Slow {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        // The later ones are faster, so that they come back in another order.
        for _ in 0..20_usize.saturating_sub(self.inner.requests().len()) + 2 {
            tokio::task::yield_now().await;
        }
        let response = self.inner.send(request).await;
        self.now.fetch_sub(1, Ordering::SeqCst);
        response
    }
}

#[test]
fn u16_a_hundred_uploads_run_a_few_at_a_time_and_keep_their_order() {
    let files: Vec<UploadFile> = (0..100).map(png).collect();
    let urls: Vec<String> = (0..100).map(|number| format!("https://files.toapis.com/{number}.png")).collect();
    for (at_once, config) in
        [(4, persistent()), (7, persistent().uploads_at_once(7)), (1, persistent().uploads_at_once(0))]
    {
        let transport = Slow::new(named_transport());
        let client = Client::with(config, transport.clone(), VirtualTime::new()).unwrap();
        let uploads = block_on(client.upload_all(&files)).unwrap();
        assert_eq!(
            uploads.iter().map(|upload| &upload.url).collect::<Vec<_>>(),
            urls.iter().collect::<Vec<_>>()
        );
        assert_eq!(transport.most.load(Ordering::SeqCst), at_once);
    }
    let client = blocking::Client::with(persistent(), named_transport(), VirtualTime::new()).unwrap();
    let uploads = client.upload_all(&files).unwrap();
    assert_eq!(uploads.iter().map(|upload| &upload.url).collect::<Vec<_>>(), urls.iter().collect::<Vec<_>>());
}

/// The bound holds over all clones and calls, so that the memory is bounded whoever uploads.
#[test]
fn u16_a_hundred_calls_of_clones_share_one_bound() {
    let transport = Slow::new(named_transport());
    let client = Client::with(persistent(), transport.clone(), VirtualTime::new()).unwrap();
    let files: Vec<UploadFile> = (0..100).map(png).collect();
    block_on(async {
        let clones: Vec<Client> = files.iter().map(|_| client.clone()).collect();
        let calls = clones.iter().zip(&files).map(|(client, file)| client.upload(file));
        let outcomes = futures_util::future::join_all(calls).await;
        assert!(outcomes.iter().all(Result::is_ok));
    });
    assert_eq!(transport.most.load(Ordering::SeqCst), 4);
    assert_eq!(transport.inner.requests().len(), 100);
}

#[test]
fn u16_threads_share_the_bound_of_the_blocking_client() {
    let transport = named_transport();
    let client = blocking::Client::with(persistent(), transport.clone(), VirtualTime::new()).unwrap();
    std::thread::scope(|scope| {
        for number in 0..100 {
            let client = client.clone();
            scope.spawn(move || client.upload(&png(number % 10)).unwrap());
        }
    });
    assert_eq!(transport.requests().len(), 10, "ten different files");
}

#[test]
fn u10_the_same_bytes_go_up_once_also_at_the_same_time() {
    let transport = Slow::new(named_transport());
    let client = Client::with(persistent(), transport.clone(), VirtualTime::new()).unwrap();
    let same = UploadFile::from_bytes("other-name.png", [PNG, b"1"].concat()).unwrap();
    let uploads = block_on(client.upload_all(&[png(1), png(2), png(1), same.clone()])).unwrap();
    assert_eq!([&uploads[0], &uploads[0]], [&uploads[2], &uploads[3]]);
    assert_eq!(block_on(client.clone().upload(&same)).unwrap(), uploads[0]);
    assert_eq!(transport.inner.requests().len(), 2);
}

#[test]
fn u10_an_old_url_is_not_given_out_again() {
    let (transport, time) = (named_transport(), VirtualTime::new());
    let client = blocking::Client::with(persistent(), transport.clone(), time.clone()).unwrap();
    let mut sent = Vec::new();
    for pause in [Duration::ZERO, Duration::from_secs(3599), Duration::from_secs(1)] {
        time.advance(pause);
        client.upload(&png(1)).unwrap();
        sent.push(transport.requests().len());
    }
    assert_eq!(sent, [1, 1, 2]);
    let never = persistent().reuse_uploads(Duration::ZERO);
    let client = blocking::Client::with(never, transport.clone(), time).unwrap();
    client.upload(&png(1)).unwrap();
    client.upload(&png(1)).unwrap();
    assert_eq!(transport.requests().len(), 4);
}

/// What failed is not remembered, and who waited for it tries for itself.
#[test]
fn u10_a_failed_upload_is_not_remembered() {
    let transport = MemoryTransport::new();
    transport.expect(Expect::post(PATH)).reply(reply(413, &error("too_large")));
    transport.expect(Expect::post(PATH).any_times()).answer_with(named);
    let client = Client::with(persistent(), transport.clone(), VirtualTime::new()).unwrap();
    block_on(async {
        let file = png(1);
        let (one, other) = futures_util::future::join(client.upload(&file), client.upload(&file)).await;
        assert!(one.is_err() && other.is_ok());
        assert!(client.upload(&file).await.is_ok());
    });
    assert_eq!(transport.requests().len(), 2);
}

/// A dropped upload gives its place back, and another one of the same bytes takes over.
#[test]
fn u15_a_dropped_upload_blocks_nobody() {
    let transport = MemoryTransport::new();
    transport.expect(Expect::post(PATH)).reply(Reply::never());
    transport.expect(Expect::post(PATH).any_times()).answer_with(named);
    let config = persistent().uploads_at_once(1);
    let client = Client::with(config, transport.clone(), VirtualTime::new()).unwrap();
    block_on(async {
        let file = png(1);
        tokio::select! {
            biased;
            outcome = client.upload(&file) => panic!("{outcome:?}"),
            () = a_while() => {}
        }
        assert_eq!(client.upload(&file).await.unwrap().url, "https://files.toapis.com/1.png");
    });
}

async fn a_while() {
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
}

/// The first file in order that fails is named, what came before it is kept, and no further upload is begun.
#[test]
fn u13_a_failed_upload_names_the_file_and_what_was_uploaded() {
    let script = || {
        let transport = MemoryTransport::new();
        transport.expect(Expect::post(PATH)).answer_with(named);
        transport.expect(Expect::post(PATH).times(3)).reply(lost());
        transport
    };
    let files = [png(1), png(2), png(3)];
    let transport = script();
    let one = persistent().uploads_at_once(1);
    let client = Client::with(one, transport.clone(), VirtualTime::new()).unwrap();
    let error = block_on(client.upload_all(&files)).unwrap_err();
    transport.assert_done();
    let transport = script();
    let client = blocking::Client::with(persistent(), transport.clone(), VirtualTime::new()).unwrap();
    assert_eq!(error.to_string(), client.upload_all(&files).unwrap_err().to_string());
    transport.assert_done();
    let Error::Upload { file, uploads, .. } = &error else { panic!("{error}") };
    assert_eq!((file.as_str(), uploads.len()), ("2.png", 1));
    assert_eq!(error.uploads()[0].url, "https://files.toapis.com/1.png");
    assert!(error.is_retryable());
}

//! What is particular to one backend, or to async ones.
#![cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::thread::JoinHandle;
use std::time::Duration;

use toapis_transport::http::StatusCode;
use toapis_transport::{Request, RequestBody, TransportError, http};

/// A value that must appear in no error and in no `Debug`.
#[cfg(feature = "reqwest")]
const CANARY: &str = "canary-7d41";

fn request(method: &str, uri: &str) -> Request {
    let builder = http::Request::builder().method(method).uri(uri);
    builder.body(RequestBody::from(if method == "POST" { "{}" } else { "" })).unwrap()
}

/// Takes connections until the test ends, and answers each request with this text, or with silence.
struct Server {
    port: u16,
    requests: std::sync::mpsc::Receiver<String>,
    /// Gets a message for each connection that the client has closed.
    #[cfg_attr(
        not(any(feature = "hyper", feature = "reqwest")),
        expect(dead_code, reason = "for async backends")
    )]
    closed: std::sync::mpsc::Receiver<()>,
    _thread: JoinHandle<()>,
}

impl Server {
    fn start(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (send_request, requests) = std::sync::mpsc::channel();
        let (send_closed, closed) = std::sync::mpsc::channel();
        let serve = move |mut stream: TcpStream| {
            let mut text = String::new();
            let mut buffer = [0; 4096];
            while let Ok(length @ 1..) = stream.read(&mut buffer) {
                text += &String::from_utf8_lossy(&buffer[..length]);
                let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
                    !head.to_ascii_lowercase().contains("content-length: 2") || body.len() == 2
                });
                if whole {
                    let _ = send_request.send(std::mem::take(&mut text));
                    stream.write_all(answer.as_bytes()).unwrap();
                }
            }
            let _ = send_closed.send(());
        };
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                let serve = serve.clone();
                std::thread::spawn(move || serve(stream.unwrap()));
            }
        });
        Self { port, requests, closed, _thread: thread }
    }

    fn uri(&self) -> String {
        format!("http://127.0.0.1:{}/v1/things", self.port)
    }

    /// The requests up to now, a moment after the last.
    fn seen(&self) -> Vec<String> {
        std::iter::from_fn(|| self.requests.recv_timeout(Duration::from_millis(50)).ok()).collect()
    }
}

const FINE: &str = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";

/// One exchange on a runtime of its own, to the end of the body.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
fn exchange(
    transport: &dyn toapis_transport::Transport,
    request: Request,
) -> Result<StatusCode, TransportError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut response = transport.send(request).await?;
        response.body_mut().read_to_end(1 << 20).await?;
        Ok(response.status())
    })
}

#[cfg(feature = "ureq")]
fn exchange_blocking(request: Request) -> Result<StatusCode, TransportError> {
    use toapis_transport::{BlockingTransport, UreqTransport};
    let mut response = UreqTransport::new()?.send(request)?;
    response.body_mut().read_to_end(1 << 20)?;
    Ok(response.status())
}

/// The environment of a process is shared by its tests, so the client runs in a process of its own: this test
/// program again, with nothing but the second half of this test.
fn h45(name: &str, send: impl Fn(Request) -> Result<StatusCode, TransportError>) {
    if let Ok(uri) = std::env::var("TOAPIS_TEST_H45_URI") {
        assert_eq!(send(request("POST", &uri)).unwrap(), 200);
        return;
    }
    let (server, proxy) = (Server::start(FINE), Server::start(FINE));
    let url = format!("http://127.0.0.1:{}", proxy.port);
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", name]).env("TOAPIS_TEST_H45_URI", server.uri());
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        child.env(variable, &url);
    }
    for variable in ["NO_PROXY", "no_proxy", "REQUEST_METHOD"] {
        child.env_remove(variable);
    }
    let output = child.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(server.seen().len(), 1);
    assert_eq!(proxy.seen().len(), 0);
}

#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod asynchronous {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};
    use std::time::Duration;

    use toapis_transport::{Delivery, ErrorKind, Transport};

    use crate::{Server, request};

    fn transports() -> Vec<Box<dyn Transport>> {
        vec![
            #[cfg(feature = "hyper")]
            Box::new(toapis_transport::HyperTransport::new().unwrap()),
            #[cfg(feature = "reqwest")]
            Box::new(toapis_transport::ReqwestTransport::new().unwrap()),
        ]
    }

    #[test]
    fn without_a_runtime_nothing_is_sent() {
        for transport in transports() {
            let mut sending = pin!(transport.send(request("POST", "http://127.0.0.1:1/v1/things")));
            let Poll::Ready(result) = sending.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
                panic!("{transport:?} waits without a runtime");
            };
            let error = result.unwrap_err();
            assert_eq!((error.kind(), error.delivery()), (ErrorKind::Other, Delivery::NotSent));
            assert!(error.to_string().contains("tokio"), "{error}");
        }
    }

    #[test]
    fn h47_a_dropped_post_closes_its_connection() {
        for transport in transports() {
            let server = Server::start("");
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let sending = transport.send(request("POST", &server.uri()));
                tokio::time::timeout(Duration::from_millis(100), sending).await.unwrap_err();
                let closed = tokio::task::spawn_blocking(move || {
                    (server.closed.recv_timeout(Duration::from_secs(5)), server.seen())
                });
                let (closed, seen) = closed.await.unwrap();
                assert_eq!((closed, seen.len()), (Ok(()), 1), "{transport:?}");
            });
        }
    }
}

#[cfg(feature = "hyper")]
mod hyper {
    use toapis_transport::HyperTransport;

    #[test]
    fn h45_proxy_variables_are_ignored() {
        let transport = HyperTransport::new().unwrap();
        crate::h45("hyper::h45_proxy_variables_are_ignored", |request| crate::exchange(&transport, request));
    }
}

#[cfg(feature = "reqwest")]
mod reqwest {
    use toapis_transport::{AddressPolicy, Delivery, ErrorKind, ReqwestTransport, ReqwestTransportBuilder};

    use crate::{CANARY, FINE, Server, exchange, h45, request};

    fn through(proxy: &Server) -> ReqwestTransportBuilder {
        let url = format!("http://user:{CANARY}@127.0.0.1:{}", proxy.port);
        let builder = ReqwestTransport::builder().proxy(url);
        assert!(!format!("{builder:?}").contains(CANARY));
        builder
    }

    #[test]
    fn h07_proxy_refuses_to_connect() {
        for answer in [
            "HTTP/1.1 407 No\r\nContent-Length: 2\r\n\r\nno",
            "HTTP/1.1 502 No\r\nContent-Length: 2\r\n\r\nno",
        ] {
            let proxy = Server::start(answer);
            let transport = through(&proxy).build().unwrap();
            let error = exchange(&transport, request("POST", "https://api.invalid/v1/things")).unwrap_err();
            assert_eq!((error.kind(), error.delivery()), (ErrorKind::Proxy, Delivery::NotSent));
            assert!(!format!("{error} {error:?}").contains(CANARY));
            let seen = proxy.seen();
            assert!(seen[0].starts_with("CONNECT api.invalid:443 "), "{seen:?}");
            assert_eq!(seen.len(), 1);
        }
    }

    #[test]
    fn h45_loopback_never_goes_to_the_proxy() {
        let (proxy, server) = (Server::start(FINE), Server::start(FINE));
        let transport = through(&proxy).build().unwrap();
        assert_eq!(exchange(&transport, request("GET", &server.uri())).unwrap(), 200);
        assert_eq!((server.seen().len(), proxy.seen().len()), (1, 0));
    }

    #[test]
    fn h45_proxy_variables_are_ignored() {
        let transport = ReqwestTransport::new().unwrap();
        h45("reqwest::h45_proxy_variables_are_ignored", |request| exchange(&transport, request));
    }

    #[test]
    fn an_unreadable_proxy_url_is_refused_without_showing_it() {
        let error = ReqwestTransport::builder().proxy(format!("http://:{CANARY}@/")).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Proxy);
        assert!(!format!("{error} {error:?}").contains(CANARY));
    }

    /// A proxy connects in place of this program, so only its word would stand for the address.
    #[test]
    fn d02_a_proxy_gets_no_request_with_a_policy_unless_trusted() {
        let proxy = Server::start(FINE);
        let ruled = || {
            let mut request = request("GET", "http://files.invalid/picture.png");
            request.extensions_mut().insert(AddressPolicy::public_only());
            request
        };
        let error = exchange(&through(&proxy).build().unwrap(), ruled()).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Address, Delivery::NotSent));
        assert_eq!(error.host(), Some("files.invalid"));
        assert_eq!(proxy.seen().len(), 0);
        let trusting = through(&proxy).trust_proxy_with_addresses().build().unwrap();
        assert_eq!(exchange(&trusting, ruled()).unwrap(), 200);
        assert_eq!(proxy.seen().len(), 1);
    }
}

#[cfg(feature = "ureq")]
mod ureq {
    use toapis_transport::{BlockingTransport, UreqTransport};

    use crate::{FINE, Server, exchange_blocking, h45, request};

    #[test]
    fn h45_proxy_variables_are_ignored() {
        h45("ureq::h45_proxy_variables_are_ignored", exchange_blocking);
    }

    #[test]
    fn h51_works_inside_an_async_runtime() {
        let server = Server::start(FINE);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let transport = UreqTransport::new().unwrap();
            let mut response = transport.send(request("POST", &server.uri())).unwrap();
            assert_eq!(response.body_mut().read_to_end(10).unwrap(), "fine");
        });
    }
}

mod certificates {
    use toapis_transport::ErrorKind;

    #[test]
    fn unusable_root_certificates_are_reported_by_build() {
        let errors = [
            #[cfg(feature = "hyper")]
            toapis_transport::HyperTransport::builder()
                .add_root_certificate(*b"nonsense")
                .build()
                .unwrap_err(),
            #[cfg(feature = "reqwest")]
            toapis_transport::ReqwestTransport::builder()
                .add_root_certificates_pem("nonsense")
                .build()
                .unwrap_err(),
            #[cfg(feature = "ureq")]
            toapis_transport::UreqTransport::builder()
                .add_root_certificate(*b"nonsense")
                .build()
                .unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.kind(), ErrorKind::Tls, "{error:?}");
        }
    }
}

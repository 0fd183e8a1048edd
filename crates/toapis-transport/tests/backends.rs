//! What is particular to one backend, or to async ones.
#![cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
// The suite and its tools are written to move to a crate of their own, where they are public; here that looks odd.
#![allow(clippy::unwrap_used, dead_code, missing_debug_implementations, missing_docs, unreachable_pub)]

mod support;

#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod asynchronous {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};
    use std::time::Duration;

    use toapis_transport::{Delivery, ErrorKind, Transport};

    use crate::support::client::{Client, post};
    use crate::support::server::{Server, Step, answer};

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
            let mut sending = pin!(transport.send(post(1, "/v1/things")));
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
            let server = Server::plain([vec![Step::Read, Step::Hold], vec![Step::Read, answer(200, "", "")]]);
            let client = Client::asynchronous(transport);
            let Client::Async(runtime, transport) = &client else { unreachable!() };
            runtime.block_on(async {
                let sending = transport.send(post(server.port(), "/first"));
                tokio::time::timeout(Duration::from_millis(100), sending).await.unwrap_err();
            });
            // The server's side ends because the client's side did.
            server.wait_closed(1);
            assert_eq!(client.send(post(server.port(), "/second")).unwrap().status(), 200);
            drop(client);
            assert_eq!(server.finish().posts(), 2);
        }
    }
}

#[cfg(feature = "reqwest")]
mod reqwest {
    use toapis_transport::{Delivery, ErrorKind, ReqwestTransport};

    use crate::support::client::{CANARY, Client, assert_failed, get, request};
    use crate::support::server::{Server, Step, answer};

    fn through(proxy: &Server) -> Client {
        let builder =
            ReqwestTransport::builder().proxy(format!("http://user:{CANARY}@127.0.0.1:{}", proxy.port()));
        assert!(!format!("{builder:?}").contains(CANARY));
        Client::asynchronous(builder.build().unwrap())
    }

    #[test]
    fn h07_proxy_refuses_to_connect() {
        for status in [407, 502] {
            let proxy = Server::plain([vec![Step::Read, answer(status, "", "no")]]);
            let client = through(&proxy);
            let result = client.send(request("POST", "https://api.invalid/v1/things", "{}"));
            assert_failed(result, ErrorKind::Proxy, Delivery::NotSent);
            drop(client);
            let seen = proxy.finish();
            assert!(seen.requests[0].starts_with("CONNECT api.invalid:443 "), "{seen:?}");
            assert_eq!(seen.requests.len(), 1);
        }
    }

    #[test]
    fn h45_loopback_never_goes_to_the_proxy() {
        let proxy = Server::plain([]);
        let server = Server::plain([vec![Step::Read, answer(200, "", "")]]);
        let client = through(&proxy);
        assert_eq!(client.send(get(server.port(), "/v1/things")).unwrap().status(), 200);
        drop(client);
        assert_eq!(server.finish().requests.len(), 1);
        assert_eq!(proxy.finish().requests.len(), 0);
    }

    #[test]
    fn an_unreadable_proxy_url_is_refused_without_showing_it() {
        let error = ReqwestTransport::builder().proxy(format!("http://:{CANARY}@/")).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Proxy);
        assert!(!format!("{error} {error:?}").contains(CANARY));
    }
}

#[cfg(feature = "ureq")]
mod ureq {
    use toapis_transport::{BlockingTransport, UreqTransport};

    use crate::support::client::post;
    use crate::support::server::{Server, Step, answer};

    #[test]
    fn h51_works_inside_an_async_runtime() {
        let server = Server::plain([vec![Step::Read, answer(200, "", "fine")]]);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let transport = UreqTransport::new().unwrap();
            let mut response = transport.send(post(server.port(), "/v1/things")).unwrap();
            assert_eq!(response.body_mut().read_to_end(10).unwrap(), "fine");
        });
        server.finish();
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

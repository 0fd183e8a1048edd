//! Failures before there is a connection: all of them prove that nothing was sent.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use toapis_transport::{Delivery, ErrorKind};

use crate::support::client::{
    Backend, NoNames, Pinned, Settings, SlowNames, assert_failed, get, limited, post, request,
};
use crate::support::server::{Server, Step, answer, send};
use crate::support::tls::Identity;

pub fn h01_unknown_name(backend: Backend) {
    let client = backend.client_with(Settings { resolver: Arc::new(NoNames), ..Settings::default() });
    let result = client.send(request("POST", "http://nowhere.invalid/v1/things", "{}"));
    let error = assert_failed(result, ErrorKind::Dns, Delivery::NotSent);
    assert_eq!(error.host(), Some("nowhere.invalid"));
    assert!(error.to_string().starts_with("nowhere.invalid: "), "{error}");
}

pub fn h02_connect_refused(backend: Backend) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let client = backend.client();
    assert_failed(client.send(post(port, "/v1/things")), ErrorKind::Connect, Delivery::NotSent);
    assert_failed(client.send(get(port, "/v1/things")), ErrorKind::Connect, Delivery::NotSent);
}

pub fn h03_connect_timeout_covers_name_resolution(backend: Backend) {
    let client = backend.client_with(Settings {
        resolver: Arc::new(SlowNames),
        connect_timeout: Duration::from_millis(100),
        ..Settings::default()
    });
    let result = client.send(request("GET", "http://slow.invalid/v1/things", ""));
    assert_failed(result, ErrorKind::ConnectTimeout, Delivery::NotSent);
}

pub fn h03_connect_timeout_covers_the_tls_handshake(backend: Backend) {
    let server = Server::plain([vec![Step::Hold]]);
    let client =
        backend.client_with(Settings { connect_timeout: Duration::from_millis(150), ..Settings::default() });
    let uri = format!("https://localhost:{}/v1/things", server.port());
    assert_failed(client.send(request("GET", &uri, "")), ErrorKind::ConnectTimeout, Delivery::NotSent);
    drop(client);
    server.finish();
}

pub fn h04_head_timeout_while_connecting_is_proof(backend: Backend) {
    let client = backend.client_with(Settings { resolver: Arc::new(SlowNames), ..Settings::default() });
    let request = limited(request("POST", "http://slow.invalid/v1/things", "{}"), 100, 1000);
    assert_failed(client.send(request), ErrorKind::ConnectTimeout, Delivery::NotSent);
}

pub fn h05_added_authority_is_trusted(backend: Backend) {
    let identity = Identity::new("localhost");
    let script = vec![vec![Step::Read, answer(200, "", "fine")]; 2].concat();
    let server = Server::tls(&identity, vec![script; 2]);
    let client =
        backend.client_with(Settings { roots: vec![identity.authority_der()], ..Settings::default() });
    let uri = format!("https://localhost:{}/v1/things", server.port());
    assert_eq!(client.send(request("POST", &uri, "{}")).unwrap().body(), "fine");
    assert_eq!(client.send(request("POST", &uri, "{}")).unwrap().body(), "fine");
    drop(client);
    assert_eq!(server.finish().posts(), 2);
}

pub fn h05_unknown_authority(backend: Backend) {
    let identity = Identity::new("localhost");
    let server = Server::tls(&identity, [vec![Step::Read, answer(200, "", "")]]);
    let client = backend.client();
    let uri = format!("https://localhost:{}/v1/things", server.port());
    assert_failed(client.send(request("POST", &uri, "{}")), ErrorKind::Tls, Delivery::NotSent);
    drop(client);
    assert_eq!(server.finish().posts(), 0);
}

pub fn h05_wrong_host(backend: Backend) {
    let identity = Identity::new("other.example");
    let server = Server::tls(&identity, [vec![Step::Read, answer(200, "", "")]]);
    let client =
        backend.client_with(Settings { roots: vec![identity.authority_der()], ..Settings::default() });
    let uri = format!("https://localhost:{}/v1/things", server.port());
    assert_failed(client.send(request("POST", &uri, "{}")), ErrorKind::Tls, Delivery::NotSent);
    drop(client);
    assert_eq!(server.finish().posts(), 0);
}

pub fn h06_plain_http_on_the_tls_port(backend: Backend) {
    let server =
        Server::plain([vec![Step::ReadSome(1), send("HTTP/1.1 400 Bad Request\r\n\r\n"), Step::Hold]]);
    let client = backend.client();
    let uri = format!("https://localhost:{}/v1/things", server.port());
    assert_failed(client.send(request("POST", &uri, "{}")), ErrorKind::Tls, Delivery::NotSent);
    drop(client);
    server.finish();
}

pub fn h06_closed_during_the_handshake(backend: Backend) {
    for end in [vec![Step::ReadSome(1)], vec![Step::ReadSome(1), Step::Reset]] {
        let server = Server::plain([end]);
        let client = backend.client();
        let uri = format!("https://localhost:{}/v1/things", server.port());
        assert_failed(client.send(request("POST", &uri, "{}")), ErrorKind::Tls, Delivery::NotSent);
        drop(client);
        server.finish();
    }
}

pub fn a_name_is_resolved_by_the_given_resolver(backend: Backend) {
    let server = Server::plain([vec![Step::Read, answer(200, "", "")]]);
    let resolver = Arc::new(Pinned(Ipv4Addr::LOCALHOST.into()));
    let client = backend.client_with(Settings { resolver, ..Settings::default() });
    let uri = format!("http://api.invalid:{}/v1/things", server.port());
    assert_eq!(client.send(request("POST", &uri, "{}")).unwrap().status(), 200);
    drop(client);
    let host = format!("host: api.invalid:{}\r\n", uri.split([':', '/']).nth(4).unwrap());
    let seen = server.finish();
    assert!(seen.requests[0].to_ascii_lowercase().contains(&host), "{seen:?}");
}

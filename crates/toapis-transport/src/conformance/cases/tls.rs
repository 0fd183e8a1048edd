//! Failures of the TLS handshake. They happen before the protocol is chosen, so they need no wire of their own.

use crate::conformance::identity::Identity;
use crate::conformance::server::{Server, Step, answer, raw};
use crate::conformance::subject::request;
use crate::conformance::{Bench, Checked, Setup, Wire, equal, holds};
use crate::{Delivery, ErrorKind};

pub(in super::super) fn h05_added_authority_is_trusted(bench: &Bench) -> Checked {
    let script = vec![vec![Step::Read, answer(200, "fine")]; 2].concat();
    // A pool may take a second connection when the first one is not back in time.
    let server = bench.server([script.clone(), script])?;
    let client = bench.client();
    for _ in 0..2 {
        let post = request("POST", &server.uri("/v1/things"), "{}");
        equal("the body", &client.status(post, 200)?.body()?[..], b"fine")?;
    }
    drop(client);
    equal("the number of POSTs", &server.finish()?.posts(), &2)
}

pub(in super::super) fn h05_unknown_authority(bench: &Bench) -> Checked {
    refused(bench, &Identity::new("127.0.0.1")?, false)
}

pub(in super::super) fn h05_wrong_host(bench: &Bench) -> Checked {
    refused(bench, &Identity::new("other.example")?, true)
}

pub(in super::super) fn h05_expired(bench: &Bench) -> Checked {
    refused(bench, &Identity::expired("127.0.0.1")?, true)
}

pub(in super::super) fn h05_self_signed(bench: &Bench) -> Checked {
    refused(bench, &Identity::self_signed("127.0.0.1")?, false)
}

fn refused(bench: &Bench, identity: &Identity, trusted: bool) -> Checked {
    let server = bench.server_as(identity, vec![vec![Step::Read, answer(200, "")]; 2])?;
    let roots = if trusted { vec![identity.authority_der()] } else { Vec::new() };
    let client = bench.client_with(Setup { roots, ..Setup::default() });
    for method in ["POST", "GET"] {
        let request = request(method, &server.uri("/v1/things"), "{}");
        let error = client.fails(request, ErrorKind::Tls, Delivery::NotSent)?;
        let text = error.to_string();
        holds(text.contains("TLS"), || "a message that speaks of TLS".into(), || text.clone())?;
    }
    drop(client);
    equal("the requests that arrived", &server.finish()?.requests, &Vec::new())
}

pub(in super::super) fn h06_plain_http_on_the_tls_port(bench: &Bench) -> Checked {
    no_tls(bench, vec![Step::ReadSome(1), raw("HTTP/1.1 400 Bad Request\r\n\r\n"), Step::Hold])
}

pub(in super::super) fn h06_closed_during_the_handshake(bench: &Bench) -> Checked {
    no_tls(bench, vec![Step::ReadSome(1)])?;
    no_tls(bench, vec![Step::ReadSome(1), Step::Reset])
}

fn no_tls(bench: &Bench, script: Vec<Step>) -> Checked {
    let server = Server::start(Wire::Http1, None, [script])?;
    let client = bench.client();
    let post = request("POST", &format!("https://127.0.0.1:{}/v1/things", server.port()), "{}");
    client.fails(post, ErrorKind::Tls, Delivery::NotSent)?;
    drop(client);
    server.finish()?;
    Ok(())
}

//! Failures before there is a connection: all of them prove that nothing was sent.

use std::net::{Ipv4Addr, TcpListener};
use std::time::Duration;

use crate::conformance::server::{Step, answer};
use crate::conformance::subject::{Names, limited, request};
use crate::conformance::{Bench, Checked, Setup, equal, holds};
use crate::{Delivery, ErrorKind};

pub(in super::super) fn h01_unknown_name(bench: &Bench) -> Checked {
    let client = bench.client_with(Setup { resolver: Names::none(Duration::ZERO), ..Setup::default() });
    let post = request("POST", "http://nowhere.invalid/v1/things", "{}");
    let error = client.fails(post, ErrorKind::Dns, Delivery::NotSent)?;
    equal("the host of the error", &error.host(), &Some("nowhere.invalid"))?;
    let text = error.to_string();
    holds(text.starts_with("nowhere.invalid: "), || "a message that names the host".into(), || text.clone())
}

pub(in super::super) fn h02_connect_refused(bench: &Bench) -> Checked {
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let client = bench.client();
    for method in ["POST", "GET"] {
        let request = request(method, &format!("http://{address}/v1/things"), "");
        client.fails(request, ErrorKind::Connect, Delivery::NotSent)?;
    }
    Ok(())
}

pub(in super::super) fn h03_connect_timeout_covers_name_resolution(bench: &Bench) -> Checked {
    let client = bench.client_with(Setup {
        resolver: Names::none(LONG),
        connect_timeout: Duration::from_millis(100),
        ..Setup::default()
    });
    let get = request("GET", "http://slow.invalid/v1/things", "");
    client.fails(get, ErrorKind::ConnectTimeout, Delivery::NotSent).map(drop)
}

pub(in super::super) fn h03_connect_timeout_covers_the_tls_handshake(bench: &Bench) -> Checked {
    let server = bench.server([vec![Step::Hold]])?;
    let client = bench.client_with(Setup { connect_timeout: Duration::from_millis(150), ..Setup::default() });
    let get = request("GET", &format!("https://127.0.0.1:{}/v1/things", server.port()), "");
    client.fails(get, ErrorKind::ConnectTimeout, Delivery::NotSent)?;
    drop(client);
    server.finish()?;
    Ok(())
}

pub(in super::super) fn h04_head_timeout_while_connecting_is_proof(bench: &Bench) -> Checked {
    let client = bench.client_with(Setup { resolver: Names::none(LONG), ..Setup::default() });
    let post = limited(request("POST", "http://slow.invalid/v1/things", "{}"), 100, 1000);
    client.fails(post, ErrorKind::ConnectTimeout, Delivery::NotSent).map(drop)
}

pub(in super::super) fn a_name_is_resolved_by_the_given_resolver(bench: &Bench) -> Checked {
    let server = bench.server([vec![Step::Read, answer(200, "")]])?;
    let client =
        bench.client_with(Setup { resolver: Names::pinned(Ipv4Addr::LOCALHOST), ..Setup::default() });
    let uri = format!("http://api.invalid:{}/v1/things", server.port());
    client.status(request("POST", &uri, "{}"), 200)?;
    drop(client);
    let host = format!("host: api.invalid:{}\r\n", server.port());
    let seen = server.finish()?;
    let named = seen.requests.iter().any(|request| request.to_ascii_lowercase().contains(&host));
    holds(named, || format!("a request with {host:?}"), || format!("{seen:?}"))
}

/// Longer than every limit in these cases.
const LONG: Duration = Duration::from_millis(500);

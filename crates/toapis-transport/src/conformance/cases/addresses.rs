//! The address that a request really goes to.

use std::net::{IpAddr, Ipv4Addr};

use crate::conformance::server::{Step, answer};
use crate::conformance::subject::{Changing, get, post, request, ruled};
use crate::conformance::{Bench, Checked, Setup, equal};
use crate::{AddressPolicy, Delivery, ErrorKind};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const ELSEWHERE: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 9, 9, 9));

/// Nothing is sent to any of these addresses, which is the point.
pub(in super::super) fn d02_names_of_special_addresses_are_refused(bench: &Bench) -> Checked {
    let policy = AddressPolicy::public_only();
    for address in [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "::1",
        "fe80::1",
        "fd00:ec2::254",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
    ] {
        let resolver = Changing::between([address.parse().into_iter().collect()]);
        let client = bench.client_with(Setup { resolver, ..Setup::default() });
        let request = ruled(request("GET", "http://files.invalid/picture.png", ""), &policy);
        client.fails(request, ErrorKind::Address, Delivery::NotSent)?;
    }
    Ok(())
}

pub(in super::super) fn d02_special_addresses_in_the_uri_are_refused(bench: &Bench) -> Checked {
    let server = bench.server([vec![Step::Read, answer(200, "")]])?;
    let client = bench.client();
    for host in ["127.0.0.1", "[::1]", "[::ffff:7f00:1]", "[::ffff:127.0.0.1]"] {
        for method in ["GET", "POST"] {
            let request = request(method, &format!("http://{host}:{}/", server.port()), "");
            let request = ruled(request, &AddressPolicy::public_only());
            // A library may refuse a spelling of an address for reasons of its own.
            let Err(error) = client.send(request)? else {
                return equal("an answer from", host, "nowhere");
            };
            let refused = matches!(error.kind(), ErrorKind::Address | ErrorKind::InvalidRequest);
            equal(host, &(refused, error.delivery()), &(true, Delivery::NotSent))?;
        }
    }
    drop(client);
    equal("the connections", &server.finish()?.connections, &0)
}

/// Only the addresses that are allowed are tried.
pub(in super::super) fn d02_an_allowed_address_among_others_is_used(bench: &Bench) -> Checked {
    let server = bench.server([vec![Step::Read, answer(200, "")]])?;
    let resolver = Changing::between([vec![ELSEWHERE, HERE]]);
    let client = bench.client_with(Setup { resolver, ..Setup::default() });
    let uri = format!("http://files.invalid:{}/picture.png", server.port());
    let policy = AddressPolicy::new(|address| address == HERE);
    client.status(ruled(request("GET", &uri, ""), &policy), 200)?;
    drop(client);
    equal("the number of requests", &server.finish()?.requests.len(), &1)
}

/// A name that changes its mind is judged each time that a connection is made.
pub(in super::super) fn d02_a_name_that_changes_is_judged_again(bench: &Bench) -> Checked {
    let close = Step::Answer(200, vec![("Connection", "close".to_owned())], Vec::new());
    let server = bench.server([vec![Step::Read, close]])?;
    let resolver = Changing::between([vec![HERE], vec![ELSEWHERE]]);
    let client = bench.client_with(Setup { resolver, ..Setup::default() });
    let uri = format!("http://files.invalid:{}/picture.png", server.port());
    let policy = AddressPolicy::new(|address| address == HERE);
    client.status(ruled(request("GET", &uri, ""), &policy), 200)?;
    let second = ruled(request("GET", &uri, ""), &policy);
    client.fails(second, ErrorKind::Address, Delivery::NotSent)?;
    drop(client);
    equal("the number of requests", &server.finish()?.requests.len(), &1)
}

/// A connection that is kept was made under the rules of its own request.
pub(in super::super) fn d02_a_connection_of_another_policy_is_not_used(bench: &Bench) -> Checked {
    let server = bench.server(vec![vec![vec![Step::Read, answer(200, "fine")]; 4].concat(); 2])?;
    let client = bench.client();
    client.status(get(&server, "/open"), 200)?.body()?;
    std::thread::sleep(std::time::Duration::from_millis(20));
    for refused in [get(&server, "/refused"), post(&server, "/refused")] {
        let refused = ruled(refused, &AddressPolicy::new(|_| false));
        client.fails(refused, ErrorKind::Address, Delivery::NotSent)?;
    }
    client.status(ruled(get(&server, "/ruled"), &AddressPolicy::new(|_| true)), 200)?.body()?;
    drop(client);
    let seen = server.finish()?;
    equal("how many requests were refused and arrived", &seen.count("/refused"), &0)?;
    equal("the number of connections", &seen.connections, &2)
}

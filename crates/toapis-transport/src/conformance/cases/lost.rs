//! Failures between the first byte of a request and the end of the response head.

use std::time::{Duration, Instant};

use crate::conformance::server::{Step, answer, raw};
use crate::conformance::subject::{Names, get, limited, post, request, shown};
use crate::conformance::{Bench, Checked, Setup, equal, holds};
use crate::{Delivery, ErrorKind};

pub(in super::super) fn h08_server_reads_post_then_closes(bench: &Bench) -> Checked {
    one_post_is_lost(bench, vec![Step::Read])
}

pub(in super::super) fn h09_server_reads_post_then_resets(bench: &Bench) -> Checked {
    one_post_is_lost(bench, vec![Step::Read, Step::Reset])
}

fn one_post_is_lost(bench: &Bench, script: Vec<Step>) -> Checked {
    let server = bench.server([script])?;
    let client = bench.client();
    client.fails(post(&server, "/v1/things"), ErrorKind::Closed, Delivery::Unknown)?;
    drop(client);
    equal("the number of POSTs", &server.finish()?.posts(), &1)
}

/// Whether the client notices in time that the server closed its idle connection is a race. It may win (a new
/// connection, or proof that nothing was sent) or lose (unknown), but no request may be on the wire twice, and what
/// is said to be unsent must be.
pub(in super::super) fn h11_idle_connection_closed_by_the_server(bench: &Bench) -> Checked {
    for pause in [0, 30] {
        let server = bench.server([vec![Step::Read, answer(200, "")], vec![Step::Read, answer(200, "")]])?;
        let client = bench.client();
        client.status(post(&server, "/first"), 200)?;
        server.wait_closed(1)?;
        std::thread::sleep(Duration::from_millis(pause));
        let second = client.send(post(&server, "/second"))?;
        drop(client);
        let seen = server.finish()?;
        equal("how often the first request arrived", &seen.count("/first"), &1)?;
        let count = seen.count("/second");
        let (allowed, outcome) = match second {
            Ok(_) => (count == 1, "an answer".to_owned()),
            Err(error) => match error.delivery() {
                Delivery::NotSent => (count == 0, shown(&error)),
                Delivery::Unknown => (count <= 1, shown(&error)),
                Delivery::Answered => (false, shown(&error)),
            },
        };
        let seen = || format!("{outcome}; it arrived {count} times");
        holds(allowed, || "an outcome that fits what arrived".into(), seen)?;
    }
    Ok(())
}

pub(in super::super) fn h12_pooled_connection_closed_while_posting(bench: &Bench) -> Checked {
    let server = bench.server([vec![Step::Read, answer(200, ""), Step::Read]])?;
    let client = bench.client();
    client.status(post(&server, "/first"), 200)?;
    client.fails(post(&server, "/second"), ErrorKind::Closed, Delivery::Unknown)?;
    drop(client);
    equal("the number of POSTs", &server.finish()?.posts(), &2)
}

pub(in super::super) fn h19_server_never_answers(bench: &Bench) -> Checked {
    let server = bench.server([vec![Step::Read, Step::Hold], vec![Step::Read, Step::Hold]])?;
    let client = bench.client();
    let request = limited(post(&server, "/v1/things"), 150, 10_000);
    client.fails(request, ErrorKind::HeadTimeout, Delivery::Unknown)?;
    let request = limited(get(&server, "/v1/things"), 150, 10_000);
    client.fails(request, ErrorKind::HeadTimeout, Delivery::Unknown)?;
    drop(client);
    equal("the number of POSTs", &server.finish()?.posts(), &1)
}

/// One limit for resolving, connecting, sending and waiting together, not one for each.
pub(in super::super) fn h19_head_limit_counts_from_the_start(bench: &Bench) -> Checked {
    let server = bench.server([vec![Step::Read, Step::Hold]])?;
    let resolver = Names::slow(Duration::from_millis(300));
    let client = bench.client_with(Setup { resolver, ..Setup::default() });
    let uri = format!("http://slow.invalid:{}/v1/things", server.port());
    let started = Instant::now();
    let request = limited(request("POST", &uri, "{}"), 400, 10_000);
    client.fails(request, ErrorKind::HeadTimeout, Delivery::Unknown)?;
    let took = started.elapsed();
    holds(took < Duration::from_millis(690), || "an end after 400 ms".into(), || format!("{took:?}"))?;
    drop(client);
    equal("the number of POSTs", &server.finish()?.posts(), &1)
}

pub(in super::super) fn h20_dripping_head_is_bounded(bench: &Bench) -> Checked {
    let drip = Step::Drip(b"a".to_vec(), Duration::from_millis(20));
    let server = bench.server([vec![Step::Read, raw("HTTP/1.1 200 OK\r\nx-filler: "), drip]])?;
    let client = bench.client();
    let started = Instant::now();
    let request = limited(post(&server, "/v1/things"), 200, 10_000);
    client.fails(request, ErrorKind::HeadTimeout, Delivery::Unknown)?;
    let took = started.elapsed();
    holds(took < Duration::from_secs(2), || "an end after 200 ms".into(), || format!("{took:?}"))?;
    drop(client);
    equal("the number of POSTs", &server.finish()?.posts(), &1)
}

/// The idle limit is for bodies; a server may think longer than that before its head.
pub(in super::super) fn idle_limit_does_not_end_the_wait_for_the_head(bench: &Bench) -> Checked {
    let pause = Step::Pause(Duration::from_millis(250));
    let server = bench.server([vec![Step::Read, pause, answer(200, "fine")]])?;
    let client = bench.client();
    let request = limited(post(&server, "/v1/things"), 5000, 100);
    equal("the body", &client.status(request, 200)?.body()?[..], b"fine")?;
    drop(client);
    server.finish()?;
    Ok(())
}

pub(in super::super) fn h27_h30_broken_heads(bench: &Bench) -> Checked {
    for head in [
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 5abc\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nx-nul: a\0b\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n{}",
        "HTTP/1.1 99 Too low\r\n\r\n{}",
        "HTTP/1.1 1000 Too high\r\n\r\n{}",
        "<html>HTTP/0.9 says hello</html>\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: rfb\r\nConnection: upgrade\r\n\r\n",
        "HTTP/1.1 200",
        "\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
    ] {
        let server = bench.server([vec![Step::Read, raw(head)]])?;
        let client = bench.client();
        let result = client.send(post(&server, "/v1/things"))?;
        drop(client);
        if let Err(error) = result {
            let unknown = error.delivery() == Delivery::Unknown;
            holds(unknown, || format!("an answer, or an unknown delivery, to {head:?}"), || shown(&error))?;
        }
        equal("the number of POSTs", &server.finish()?.posts(), &1)?;
    }
    Ok(())
}

pub(in super::super) fn h30_endless_head(bench: &Bench) -> Checked {
    let filler = format!("x-filler: {}\r\n", "a".repeat(1000)).repeat(3000);
    let server = bench.server([vec![Step::Read, raw("HTTP/1.1 200 OK\r\n"), raw(filler), Step::Hold]])?;
    let client = bench.client();
    client.fails(post(&server, "/v1/things"), ErrorKind::Protocol, Delivery::Unknown)?;
    drop(client);
    equal("the number of POSTs", &server.finish()?.posts(), &1)
}

pub(in super::super) fn u08_refusal_before_the_body_is_read(bench: &Bench) -> Checked {
    let server = bench.server([vec![Step::ReadSome(1), answer(413, "too big"), Step::Reset]])?;
    let client = bench.client();
    let upload = request("POST", &server.uri("/v1/uploads"), vec![b'x'; 8 << 20]);
    match client.send(upload)? {
        Ok(answer) => equal("the status", &answer.head.status.as_u16(), &413)?,
        Err(error) => {
            let unknown = error.delivery() == Delivery::Unknown;
            holds(unknown, || "the refusal, or an unknown delivery".into(), || shown(&error))?;
        }
    }
    drop(client);
    server.finish()?;
    Ok(())
}

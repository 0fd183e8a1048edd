//! Response bodies that break, hang, or are too long.

use std::time::Duration;

use crate::conformance::server::{Field, Step, answer, body, raw};
use crate::conformance::subject::{get, limited, post};
use crate::conformance::{Bench, Checked, Wire, equal};
use crate::{ErrorKind, TransportError};

const SALVAGE: &str = "{\"id\":\"tsk_1\"";

fn length(length: &str) -> Vec<Field> {
    vec![("content-length", length.to_owned())]
}

fn broken(bench: &Bench, steps: Vec<Step>, kind: ErrorKind) -> Checked<TransportError> {
    let server = bench.server([[vec![Step::Read], steps].concat()])?;
    let client = bench.client();
    let error = client.answered(limited(post(&server, "/v1/things"), 5000, 150))?.broken(kind)?;
    drop(client);
    equal("the number of POSTs", &server.finish()?.posts(), &1)?;
    Ok(error)
}

fn keeps(error: &TransportError, expected: &[u8]) -> Checked {
    equal(
        "what is kept of the body",
        error.partial().map(|partial| &partial[..]).unwrap_or_default(),
        expected,
    )
}

pub(in super::super) fn h23_body_shorter_than_announced(bench: &Bench) -> Checked {
    let error = broken(bench, vec![Step::Head(200, length("100")), body(SALVAGE)], ErrorKind::Truncated)?;
    keeps(&error, SALVAGE.as_bytes())
}

pub(in super::super) fn h23_body_reset_in_the_middle(bench: &Bench) -> Checked {
    // RST discards what the client has not read yet.
    let pause = Step::Pause(Duration::from_millis(50));
    let steps = vec![Step::Head(200, length("100")), body(SALVAGE), pause, Step::Reset];
    keeps(&broken(bench, steps, ErrorKind::Truncated)?, SALVAGE.as_bytes())
}

pub(in super::super) fn h24_close_delimited_body_is_complete(bench: &Bench) -> Checked {
    let server = bench.server([vec![Step::Read, Step::Head(200, Vec::new()), body("{\"id\":")]])?;
    let client = bench.client();
    equal("the body", &client.status(post(&server, "/v1/things"), 200)?.body()?[..], b"{\"id\":")?;
    drop(client);
    server.finish()?;
    Ok(())
}

/// A reset is not an end.
pub(in super::super) fn h24_close_delimited_body_reset(bench: &Bench) -> Checked {
    let pause = Step::Pause(Duration::from_millis(50));
    let steps = vec![Step::Head(200, Vec::new()), body(SALVAGE), pause, Step::Reset];
    keeps(&broken(bench, steps, ErrorKind::Truncated)?, SALVAGE.as_bytes())
}

/// TLS says where a connection ends, so an end without it is a cut, also where the length is not announced.
pub(in super::super) fn h24_close_delimited_body_cut_on_tls(bench: &Bench) -> Checked {
    let steps = vec![Step::Head(200, Vec::new()), body(SALVAGE), Step::Cut];
    keeps(&broken(bench, steps, ErrorKind::Truncated)?, SALVAGE.as_bytes())
}

pub(in super::super) fn h26_broken_chunks(bench: &Bench) -> Checked {
    for (chunks, kind) in [
        ("2\r\n{}\r\n", ErrorKind::Truncated),
        ("2\r\n{", ErrorKind::Truncated),
        ("2\r\n{}\r\nzz\r\n", ErrorKind::Protocol),
        ("2\r\n{}\r\nfffffffffffffffffffff\r\n", ErrorKind::Protocol),
    ] {
        let head = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}");
        broken(bench, vec![raw(head)], kind)?;
    }
    Ok(())
}

pub(in super::super) fn h33_limit_is_kept(bench: &Bench) -> Checked {
    let long = "x".repeat(100_000);
    for (limit, fits) in [(0, false), (99_999, false), (100_000, true)] {
        let server = bench.server([vec![Step::Read, answer(200, &long)]])?;
        let client = bench.client();
        let answer = client
            .send_limited(get(&server, "/v1/things"), limit)?
            .map_err(|error| crate::conformance::Mismatch::new("an answer", error.to_string()))?;
        if fits {
            equal("the length of the body", &answer.body()?.len(), &limit)?;
        } else {
            let error = answer.broken(ErrorKind::TooLarge)?;
            equal("the length of what is kept", &error.partial().map_or(0, bytes::Bytes::len), &limit)?;
        }
        drop(client);
        server.finish()?;
    }
    Ok(())
}

pub(in super::super) fn h33_announced_length_is_not_allocated(bench: &Bench) -> Checked {
    let steps = vec![Step::Head(200, length("1000000000000000")), body("{}")];
    keeps(&broken(bench, steps, ErrorKind::Truncated)?, b"{}")
}

pub(in super::super) fn h34_compressed_bodies_stay_as_they_are(bench: &Bench) -> Checked {
    let compressed = vec![("content-encoding", "gzip".to_owned())];
    let server = bench.server([vec![Step::Read, Step::Answer(200, compressed, b"not gzip".to_vec())]])?;
    let client = bench.client();
    let answer = client.status(get(&server, "/v1/things"), 200)?;
    equal("the Content-Encoding", answer.header("content-encoding"), "gzip")?;
    equal("the body", &answer.body()?[..], b"not gzip")?;
    drop(client);
    server.finish()?;
    Ok(())
}

pub(in super::super) fn idle_limit_ends_a_silent_body(bench: &Bench) -> Checked {
    let steps = vec![Step::Head(200, length("100")), body(SALVAGE), Step::Hold];
    keeps(&broken(bench, steps, ErrorKind::IdleTimeout)?, SALVAGE.as_bytes())
}

/// A slow body may take longer than both limits, as long as it keeps coming.
pub(in super::super) fn u09_limits_spare_a_slow_but_steady_body(bench: &Bench) -> Checked {
    let pause = || Step::Pause(Duration::from_millis(60));
    let pieces = ["aa", "bb", "cc", "dd"].into_iter().flat_map(|piece| [body(piece), pause()]);
    let mut steps: Vec<_> = [Step::Read, Step::Head(200, length("8"))].into_iter().chain(pieces).collect();
    if bench.wire == Wire::Http2Tls {
        // An empty DATA frame that ends the stream of the first request.
        steps.push(raw([0, 0, 0, 0, 1, 0, 0, 0, 1]));
    }
    steps.push(Step::Hold);
    let server = bench.server([steps])?;
    let client = bench.client();
    let request = limited(get(&server, "/v1/things"), 150, 150);
    equal("the body", &client.status(request, 200)?.body()?[..], b"aabbccdd")?;
    drop(client);
    server.finish()?;
    Ok(())
}

pub(in super::super) fn h48_abandoned_body_leaves_a_clean_next_exchange(bench: &Bench) -> Checked {
    let long = "x".repeat(1 << 20);
    let server = bench.server([
        vec![Step::Read, answer(200, &long), Step::Hold],
        vec![Step::Read, answer(200, "second")],
    ])?;
    let client = bench.client();
    client.abandon(get(&server, "/first"))?;
    equal("the body", &client.status(get(&server, "/second"), 200)?.body()?[..], b"second")?;
    drop(client);
    equal("the number of requests", &server.finish()?.requests.len(), &2)
}

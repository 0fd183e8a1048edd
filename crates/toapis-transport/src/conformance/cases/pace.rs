//! Bodies that move slowly, in both directions.

use std::time::{Duration, Instant};

use crate::conformance::server::{Step, answer, body, raw};
use crate::conformance::subject::{get, limited, paced, post, request};
use crate::conformance::{Bench, Checked, Wire, equal, holds};
use crate::{Delivery, ErrorKind};

/// Each byte is a sign of life, and together they are not enough.
pub(in super::super) fn h21_d23_dripping_body_is_ended(bench: &Bench) -> Checked {
    let drip = Step::Drip(b" ".to_vec(), Duration::from_millis(10));
    let head = Step::Head(200, vec![("content-length", "100000".to_owned())]);
    let server = bench.server([vec![Step::Read, head, body("{\"id\":"), drip]])?;
    let client = bench.client();
    let started = Instant::now();
    let error = client.answered(paced(post(&server, "/v1/things"), 1000, 200))?.broken(ErrorKind::TooSlow)?;
    let kept = error.partial().is_some_and(|partial| partial.starts_with(b"{\"id\":"));
    holds(kept, || "what arrived to be kept".into(), || format!("{:?}", error.partial()))?;
    let took = started.elapsed();
    holds(took < Duration::from_secs(3), || "an end after 200 ms".into(), || format!("{took:?}"))?;
    drop(client);
    server.finish()?;
    Ok(())
}

pub(in super::super) fn h21_a_body_that_keeps_the_pace_is_read(bench: &Bench) -> Checked {
    let pieces = [body("x".repeat(2000)), Step::Pause(Duration::from_millis(25))];
    let mut steps = vec![Step::Read, Step::Head(200, vec![("content-length", "40000".to_owned())])];
    steps.extend(std::iter::repeat_n(pieces, 20).flatten());
    if bench.wire == Wire::Http2Tls {
        // An empty DATA frame that ends the stream of the first request.
        steps.push(raw([0, 0, 0, 0, 1, 0, 0, 0, 1]));
    }
    steps.push(Step::Hold);
    let server = bench.server([steps])?;
    let client = bench.client();
    let request = paced(get(&server, "/v1/things"), 1000, 200);
    equal("the length of the body", &client.status(request, 200)?.body()?.len(), &40_000)?;
    drop(client);
    server.finish()?;
    Ok(())
}

/// It takes longer than the head limit to send, and may.
pub(in super::super) fn u09_slow_but_steady_upload_is_not_killed(bench: &Bench) -> Checked {
    // About 3 s for the whole; what waits in the system's buffers at the end takes well under the head limit.
    let sip = Step::Sip(256 * 1024, Duration::from_millis(15));
    let server = bench.server([vec![sip, answer(200, "fine")]])?;
    let client = bench.client();
    let started = Instant::now();
    let upload = request("POST", &server.uri("/v1/uploads"), vec![b'x'; 48 << 20]);
    equal("the body", &client.status(limited(upload, 1500, 1500), 200)?.body()?[..], b"fine")?;
    let took = started.elapsed();
    holds(
        took > Duration::from_millis(1500),
        || "more time than the head limit".into(),
        || format!("{took:?}"),
    )?;
    drop(client);
    equal("the number of POSTs", &server.finish()?.posts(), &1)
}

/// The end of the request was not given away, so the server has half of one.
pub(in super::super) fn u09_stalled_upload_is_ended(bench: &Bench) -> Checked {
    let server = bench.server([vec![Step::ReadSome(1), Step::Pause(Duration::from_millis(1500))]])?;
    let client = bench.client();
    let started = Instant::now();
    let upload = request("POST", &server.uri("/v1/uploads"), vec![b'x'; 32 << 20]);
    client.fails(limited(upload, 10_000, 200), ErrorKind::IdleTimeout, Delivery::NotSent)?;
    let took = started.elapsed();
    holds(took < Duration::from_millis(1400), || "an end after 200 ms".into(), || format!("{took:?}"))?;
    drop(client);
    equal("the number of POSTs", &server.finish()?.posts(), &0)
}

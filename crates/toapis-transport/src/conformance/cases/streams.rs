//! What only HTTP/2 can do to a request.

use std::time::Duration;

use crate::conformance::server::{LastStream, Step, answer, body};
use crate::conformance::subject::{get, limited, post, request};
use crate::conformance::{Bench, Checked, equal};
use crate::{Delivery, ErrorKind};

/// The protocol says that nothing was done; the one who decides whether to try again is the caller.
pub(in super::super) fn h14_i16_refused_stream_is_not_sent_and_not_repeated(bench: &Bench) -> Checked {
    not_processed(bench, &[Step::Read, Step::ResetStream(REFUSED_STREAM), Step::Hold])
}

pub(in super::super) fn h15_goaway_before_our_stream_is_not_sent(bench: &Bench) -> Checked {
    not_processed(bench, &[Step::Read, Step::GoAway(LastStream::Excluded), Step::Hold])?;
    not_processed(bench, &[Step::Read, Step::GoAway(LastStream::Excluded)])
}

fn not_processed(bench: &Bench, script: &[Step]) -> Checked {
    for large in [false, true] {
        let server = bench.server([script.to_vec(), vec![Step::Read, answer(200, "again")]])?;
        let client = bench.client();
        let content = vec![b'x'; if large { 100_000 } else { 20 }];
        let post = request("POST", &server.uri("/v1/things"), content);
        client.fails(post, ErrorKind::Refused, Delivery::NotSent)?;
        drop(client);
        equal("the number of POSTs", &server.finish()?.posts(), &1)?;
    }
    Ok(())
}

pub(in super::super) fn h16_goaway_after_our_stream_is_unknown(bench: &Bench) -> Checked {
    let server = bench.server([vec![Step::Read, Step::GoAway(LastStream::Included)]])?;
    let client = bench.client();
    client.fails(post(&server, "/v1/things"), ErrorKind::Closed, Delivery::Unknown)?;
    drop(client);
    equal("the number of POSTs", &server.finish()?.posts(), &1)
}

/// The connection ends, but not before what it had begun.
pub(in super::super) fn h16_goaway_after_our_stream_lets_it_finish(bench: &Bench) -> Checked {
    let server = bench.server([
        vec![Step::Read, Step::GoAway(LastStream::Included), answer(200, "fine"), Step::Hold],
        vec![Step::Read, answer(200, "second")],
    ])?;
    let client = bench.client();
    equal("the body", &client.status(post(&server, "/first"), 200)?.body()?[..], b"fine")?;
    // The old connection may end under the second request before that is written: it was not sent then.
    let second = match client.send(post(&server, "/second"))? {
        Ok(answer) => answer,
        Err(error) => {
            equal("the delivery", &error.delivery(), &Delivery::NotSent)?;
            client.status(post(&server, "/second"), 200)?
        }
    };
    equal("the next body", &second.body()?[..], b"second")?;
    drop(client);
    equal("the number of POSTs", &server.finish()?.posts(), &2)
}

pub(in super::super) fn h17_reset_after_the_request_is_unknown(bench: &Bench) -> Checked {
    for reason in [CANCEL, INTERNAL_ERROR] {
        let server = bench.server([vec![Step::Read, Step::ResetStream(reason), Step::Hold]])?;
        let client = bench.client();
        client.fails(post(&server, "/v1/things"), ErrorKind::Closed, Delivery::Unknown)?;
        drop(client);
        equal("the number of POSTs", &server.finish()?.posts(), &1)?;
    }
    Ok(())
}

/// A stream that is reset has not ended, whatever the reason says.
pub(in super::super) fn h23_stream_reset_in_the_middle_of_the_body(bench: &Bench) -> Checked {
    for reason in [NO_ERROR, CANCEL, INTERNAL_ERROR] {
        for fields in [Vec::new(), vec![("content-length", "100".to_owned())]] {
            let head = Step::Head(200, fields);
            let steps = vec![Step::Read, head, body("{\"id\":"), Step::ResetStream(reason), Step::Hold];
            let server = bench.server([steps])?;
            let client = bench.client();
            let error = client.answered(post(&server, "/v1/things"))?.broken(ErrorKind::Truncated)?;
            equal("what is kept of the body", &error.partial().map_or(0, bytes::Bytes::len), &6)?;
            drop(client);
            server.finish()?;
        }
    }
    Ok(())
}

/// One stream of a connection fails, the others do not notice.
pub(in super::super) fn h48_abandoned_stream_leaves_a_clean_next_exchange(bench: &Bench) -> Checked {
    let head = Step::Head(200, Vec::new());
    let steps = vec![Step::Read, head, body("first"), Step::Read, answer(200, "second"), Step::Hold];
    let server = bench.server([steps])?;
    let client = bench.client();
    client.abandon(get(&server, "/first"))?;
    equal("the body", &client.status(get(&server, "/second"), 200)?.body()?[..], b"second")?;
    drop(client);
    let seen = server.finish()?;
    equal("the number of requests", &seen.requests.len(), &2)?;
    equal("the number of connections", &seen.connections, &1)
}

/// The end of the request was not given away, so the server has half of one.
pub(in super::super) fn h18_window_stays_closed(bench: &Bench) -> Checked {
    for window in [0, 65_535] {
        let server = bench.server([vec![Step::Window(window), Step::Hold]])?;
        let client = bench.client();
        let upload = request("POST", &server.uri("/v1/uploads"), vec![b'x'; 200_000]);
        client.fails(limited(upload, 10_000, 200), ErrorKind::IdleTimeout, Delivery::NotSent)?;
        drop(client);
        equal("the number of POSTs", &server.finish()?.posts(), &0)?;
    }
    Ok(())
}

/// All of a request can be on its way although the server did not read it: then nobody knows.
pub(in super::super) fn h18_window_large_enough_is_unknown(bench: &Bench) -> Checked {
    let server = bench.server([vec![Step::Window(65_535), Step::Pause(Duration::from_millis(400))]])?;
    let client = bench.client();
    let upload = request("POST", &server.uri("/v1/uploads"), vec![b'x'; 40_000]);
    client.fails(limited(upload, 200, 10_000), ErrorKind::HeadTimeout, Delivery::Unknown)?;
    drop(client);
    server.finish()?;
    Ok(())
}

const NO_ERROR: u32 = 0;
const INTERNAL_ERROR: u32 = 2;
const REFUSED_STREAM: u32 = 7;
const CANCEL: u32 = 8;

//! What a transport does to looks and to bodies, as the client takes it.

use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::memory::{MemoryTransport, Reply};
use toapis_client::transport::{ErrorKind, TransportError};
use toapis_client::{Client, Error, Money, UnknownCause};

use crate::support::{
    block_on, completed, config, cut, handle, look, lost, refused, reply, run, submit, task,
};

#[test]
fn h13_a_look_that_meets_a_broken_connection_is_asked_again() {
    let reset = |kind| Reply::failure(TransportError::unknown(kind, "the connection was reset"));
    let broken =
        [lost(), refused(), reset(ErrorKind::HeadTimeout), reset(ErrorKind::Protocol), cut(200, "{\"id\":")];
    for first in &broken {
        for second in &broken {
            let looks = [first.clone(), second.clone(), reply(200, &completed())];
            let (outcome, trace) = run(&reply(200, &task("queued")), &looks);
            assert!(outcome.is_ok(), "{outcome:?}");
            assert_eq!((trace.posts(), trace.requests.len()), (1, 4));
        }
    }
}

#[test]
fn h35_an_encoding_that_nobody_asked_for_is_unknown_and_its_bytes_are_kept() {
    let gzip = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xabV*.I,)-V\xb2R*";
    for (encoding, body) in [
        ("gzip", &gzip[..]),
        ("gzip", b"not gzip at all"),
        ("x-folded", b"\x00\x01"),
        ("br, br, br, br, br, gzip", b"\xff"),
    ] {
        let answer = Reply::new(200).header("content-encoding", encoding).body(body.to_vec());
        match submit(answer.clone()) {
            Err(error @ Error::Unknown { .. }) => {
                assert_eq!(error.money(), Money::MayHaveMoved);
                let Error::Unknown { cause, .. } = error else { unreachable!() };
                assert!(matches!(*cause, UnknownCause::Answer(_)), "{encoding}: {cause:?}");
            }
            other => panic!("{encoding}: {other:?}"),
        }
        let transport = MemoryTransport::new();
        transport.expect(look()).reply(answer);
        let client = Client::with(config(), transport, VirtualTime::new()).unwrap();
        let status = block_on(client.status(&handle()));
        assert!(status.is_err(), "{encoding}: {status:?}");
    }
}

#[test]
fn h35_an_encoding_that_is_only_claimed_does_not_hide_a_task() {
    let answer = Reply::new(200).header("content-encoding", "gzip").body(task("queued").to_string());
    assert!(submit(answer).is_ok());
}

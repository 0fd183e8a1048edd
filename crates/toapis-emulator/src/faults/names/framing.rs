//! The length of the body is told wrongly.

use super::{Action, NamedFault, fixed};
use crate::faults::{Delivery, Framing};

fn framing(framing: Framing) -> Action {
    Action::default().deliver(Delivery::Framing(framing))
}

pub(super) fn rows() -> Vec<NamedFault> {
    vec![
        fixed("length-too-long", &["H23"], "Content-Length is 10 more than the body has.", || {
            framing(Framing::LengthTooLong)
        }),
        fixed("length-too-short", &["H27"], "Content-Length is half of the body.", || {
            framing(Framing::LengthTooShort)
        }),
        fixed("length-twice", &["H27"], "Two Content-Length headers that differ.", || {
            framing(Framing::LengthTwice)
        }),
        fixed("length-negative", &["H27"], "Content-Length is -1.", || framing(Framing::LengthNegative)),
        fixed(
            "length-suffix",
            &["H27"],
            "Content-Length is the right number with letters behind it.",
            || framing(Framing::LengthSuffix),
        ),
        fixed("length-overflow", &["H27"], "Content-Length is beyond 64 bits.", || {
            framing(Framing::LengthOverflow)
        }),
        fixed(
            "length-and-chunked",
            &["H27"],
            "Content-Length together with Transfer-Encoding: chunked.",
            || framing(Framing::LengthAndChunked),
        ),
        fixed(
            "chunked-no-end",
            &["H26"],
            "A chunked body without its last chunk; then the connection is closed.",
            || framing(Framing::ChunkedNoEnd),
        ),
        fixed("chunked-bad-size", &["H26"], "A chunked body with a size that is no number.", || {
            framing(Framing::ChunkedBadSize)
        }),
        fixed("chunked-overflow", &["H26"], "A chunked body with a size beyond 64 bits.", || {
            framing(Framing::ChunkedOverflow)
        }),
    ]
}

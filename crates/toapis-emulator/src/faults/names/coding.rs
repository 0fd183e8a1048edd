//! Content encodings that lie or explode, and bodies that do not end.

use super::{Action, NamedFault, fixed, narrow, number};
use crate::faults::{Delivery, Edit};

fn pretend(encoding: &str) -> Action {
    Action::default().edit(Edit::FalseEncoding(encoding.to_owned()))
}

pub(super) fn rows() -> Vec<NamedFault> {
    let size = ("the size of the body in the end, in bytes", Some(1 << 30));
    vec![
        number(
            "gzip-bomb",
            &["H34", "D12"],
            "About a thousandth of this size, which inflates to it.",
            size,
            |bytes| Action::default().deliver(Delivery::GzipBomb { bytes }),
        ),
        number(
            "giant-body",
            &["H33", "D12", "T15"],
            "The answer, padded with blanks to this size.",
            ("bytes", Some(100_000_000)),
            |bytes| Action::default().deliver(Delivery::GiantBody { bytes }),
        ),
        fixed("not-gzip", &["H35"], "Content-Encoding says gzip, and the body is not.", || pretend("gzip")),
        fixed("not-brotli", &["H34", "H35"], "Content-Encoding says br, and the body is not.", || {
            pretend("br")
        }),
        fixed("not-zstd", &["H34", "H35"], "Content-Encoding says zstd, and the body is not.", || {
            pretend("zstd")
        }),
        fixed("unknown-encoding", &["H35"], "Content-Encoding says x-folded, which nobody knows.", || {
            pretend("x-folded")
        }),
        number(
            "gzip-layers",
            &["H35"],
            "The body is compressed this many times.",
            ("how many times", Some(6)),
            |layers| Action::default().edit(Edit::Gzip(narrow(layers, u8::MAX))),
        ),
    ]
}

//! The head of the answer is not what HTTP allows, very large, or not there.

use super::{Action, NamedFault, fixed, narrow, number};
use crate::faults::{Delivery, Edit, HeadFault};

fn head(fault: HeadFault) -> Action {
    Action::default().deliver(Delivery::Head(fault))
}

fn line(line: &str) -> Action {
    head(HeadFault::Line(line.to_owned()))
}

fn word(word: &str) -> Action {
    head(HeadFault::StatusWord(word.to_owned()))
}

fn interim(statuses: &[u16]) -> Action {
    Action::default().deliver(Delivery::Interim(statuses.to_vec()))
}

fn raw(text: &str) -> Action {
    Action::default().deliver(Delivery::RawText(text.to_owned()))
}

pub(super) fn rows() -> Vec<NamedFault> {
    let mut rows = vec![
        fixed("status-99", &["H30"], "The status is 99.", || word("99")),
        fixed("status-1000", &["H30"], "The status is 1000.", || word("1000")),
        fixed("status-999", &["H31"], "The status is 999; the body is the real one.", || {
            Action::default().edit(Edit::Status(999))
        }),
        fixed("folded-header", &["H30"], "A header that goes on in the next line.", || {
            line("x-folded: one\r\n two")
        }),
        fixed("nul-in-header", &["H30"], "A header with a NUL.", || line("x-nul: a\0b")),
        fixed("header-without-colon", &["H30"], "A line in the head without a colon.", || {
            line("no colon in here")
        }),
        fixed("http-0-9", &["H30"], "Text alone, without status line and headers, as in HTTP/0.9.", || {
            raw("the gateway is being updated\n")
        }),
        fixed("garbage", &["H30"], "Bytes that are no HTTP, in place of an answer.", || {
            Action::default().deliver(Delivery::RawBase64("FQMBAAICUAD//gAAgKr/Cg0K".to_owned()))
        }),
        fixed(
            "empty-reply",
            &["H08"],
            "No bytes at all, then an orderly close; the request is processed.",
            || raw(""),
        ),
    ];
    rows.extend([
        number("giant-header", &[], "One more header, of this many bytes.", ("bytes", Some(1 << 20)), |n| {
            head(HeadFault::Giant(narrow(n, u32::MAX)))
        }),
        number("many-headers", &[], "This many more headers.", ("how many", Some(10_000)), |n| {
            head(HeadFault::Many(narrow(n, u32::MAX)))
        }),
        fixed("interim-100", &[], "An interim answer 100 before the real one.", || interim(&[100])),
        fixed("interim-102", &[], "An interim answer 102 before the real one.", || interim(&[102])),
        fixed("interim-103", &[], "An interim answer 103 before the real one.", || interim(&[103])),
        number(
            "interim-many",
            &[],
            "This many interim answers before the real one.",
            ("how many", Some(1000)),
            |n| interim(&vec![102; narrow(n.min(100_001), usize::MAX)]),
        ),
        fixed(
            "unasked-101",
            &["H30"],
            "The head of 101 Switching Protocols in place of an answer; the request is processed.",
            || Action::default().deliver(Delivery::UnaskedUpgrade),
        ),
    ]);
    rows
}

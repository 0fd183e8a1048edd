//! The connection ends too early.

use super::{Action, NamedFault, fixed, number};
use crate::faults::{CloseAt, CloseHow, Delivery, Edit};
use CloseAt::{AfterAnswer, BeforeAnswer, BeforeBody, MidBody, MidHead, MidUnannouncedBody, NextRequest};
use CloseHow::{Fin, Rst};

fn close(at: CloseAt, how: CloseHow) -> Action {
    cut(at, how, None)
}

fn cut(at: CloseAt, how: CloseHow, bytes: Option<u64>) -> Action {
    Action::default().deliver(Delivery::Close { at, how, bytes })
}

/// 413, sent before the body is read.
fn too_large(how: CloseHow) -> Action {
    let text = "413 Request Entity Too Large".to_owned();
    Action::default()
        .edit(Edit::Status(413))
        .edit(Edit::Text { text, media_type: None })
        .deliver(Delivery::Early { how })
}

pub(super) fn rows() -> Vec<NamedFault> {
    [before_the_answer(), in_the_answer(), after_the_answer()].into_iter().flatten().collect()
}

fn before_the_answer() -> Vec<NamedFault> {
    vec![
        fixed(
            "lose-answer",
            &["H08", "H13", "I01"],
            "The request is processed, then the connection is closed without an answer.",
            || close(BeforeAnswer, Fin).processed(),
        ),
        fixed(
            "lose-answer-reset",
            &["H09", "H13", "I01"],
            "The request is processed, then the connection is reset without an answer.",
            || close(BeforeAnswer, Rst).processed(),
        ),
        fixed(
            "close-after-read",
            &["H08", "H13"],
            "The request is read whole, then the connection is closed without an answer.",
            || close(BeforeAnswer, Fin).unprocessed(),
        ),
        fixed(
            "reset-after-read",
            &["H09", "H13"],
            "The request is read whole, then the connection is reset without an answer.",
            || close(BeforeAnswer, Rst).unprocessed(),
        ),
        fixed(
            "close-before-body",
            &["U08"],
            "The connection is closed after the head of the request, its body unread.",
            || close(BeforeBody, Fin),
        ),
        fixed(
            "reset-before-body",
            &["U08"],
            "The connection is reset after the head of the request, its body unread.",
            || close(BeforeBody, Rst),
        ),
        fixed(
            "early-413",
            &["U08"],
            "413 is answered before the body of the request is read, then the connection is closed.",
            || too_large(Fin),
        ),
        fixed(
            "early-413-reset",
            &["U08"],
            "413 is answered before the body of the request is read, then the connection is reset.",
            || too_large(Rst),
        ),
    ]
}

fn in_the_answer() -> Vec<NamedFault> {
    let bytes = ("how many bytes of the body are sent", Some(20));
    vec![
        fixed(
            "close-mid-head",
            &["H08", "H13"],
            "The connection is closed in the middle of the head of the answer.",
            || close(MidHead, Fin),
        ),
        fixed(
            "reset-mid-head",
            &["H09", "H13"],
            "The connection is reset in the middle of the head of the answer.",
            || close(MidHead, Rst),
        ),
        fixed(
            "close-mid-body",
            &["H23", "P09", "D05", "P20"],
            "The connection is closed after half of the body, whose full length was announced.",
            || close(MidBody, Fin),
        ),
        fixed(
            "reset-mid-body",
            &["H23", "P09", "D05"],
            "The connection is reset after half of the body, whose full length was announced.",
            || close(MidBody, Rst),
        ),
        number(
            "cut-body",
            &["H23", "P09", "D05", "P20"],
            "The connection is closed after this many bytes of the body.",
            bytes,
            |n| cut(MidBody, Fin, Some(n)),
        ),
        number(
            "cut-body-reset",
            &["H23", "P09", "D05"],
            "The connection is reset after this many bytes of the body.",
            bytes,
            |n| cut(MidBody, Rst, Some(n)),
        ),
        fixed(
            "close-delimited-cut",
            &["H24", "P09"],
            "Half of a body whose length is not announced, then an orderly close.",
            || close(MidUnannouncedBody, Fin),
        ),
    ]
}

fn after_the_answer() -> Vec<NamedFault> {
    vec![
        fixed(
            "close-after-answer",
            &["H11"],
            "The whole answer, which promises to keep the connection; then it is closed.",
            || close(AfterAnswer, Fin),
        ),
        fixed(
            "reset-after-answer",
            &["H11"],
            "The whole answer, which promises to keep the connection; then it is reset.",
            || close(AfterAnswer, Rst),
        ),
        fixed(
            "close-on-next-request",
            &["H12"],
            "The whole answer; the connection is closed in the moment the next request arrives on it.",
            || close(NextRequest, Fin),
        ),
        fixed(
            "reset-on-next-request",
            &["H12"],
            "The whole answer; the connection is reset in the moment the next request arrives on it.",
            || close(NextRequest, Rst),
        ),
    ]
}

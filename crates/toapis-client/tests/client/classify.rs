//! Every recorded answer under every status, as the answer to a create: what it is taken for.

use std::fmt::Write as _;

use toapis_client::transport::memory::Reply;
use toapis_client::{Error, Money};

use crate::support::{shapes, submit};

const STATUSES: [u16; 18] =
    [200, 202, 307, 400, 401, 402, 403, 404, 408, 409, 413, 422, 425, 429, 500, 502, 503, 524];

#[test]
fn i14_every_recorded_answer_under_every_status() {
    let mut table = String::new();
    for shape in shapes(&["create", "status", "error"]) {
        write!(table, "{}", shape.id).unwrap();
        for status in STATUSES {
            write!(table, " {status}:{}", class(Reply::new(status).body(shape.bytes()))).unwrap();
        }
        table.push('\n');
    }
    insta::assert_snapshot!("classes", table);
}

/// The recorded status is the one that matters most: no refusal is unknown, no doubt is a refusal.
#[test]
fn i14_every_recorded_error_under_its_own_status() {
    for shape in shapes(&["error"]) {
        let Some(status) = shape.http_status else { continue };
        let doubtful =
            ["error-069", "error-071", "error-072", "error-092", "error-093"].contains(&shape.id.as_str());
        let expected = if doubtful { 'U' } else { 'R' };
        assert_eq!(class(Reply::new(status).body(shape.bytes())), expected, "{}", shape.id);
    }
}

/// Accepted, Rejected or Unknown, after a look at what must hold for each.
fn class(answer: Reply) -> char {
    match submit(answer) {
        Ok(submitted) => {
            assert_eq!(submitted.handle.id, submitted.task.id);
            assert_eq!(submitted.handle.business_id.unwrap().as_str(), "job-1");
            assert_eq!(submitted.handle.origin.as_deref(), Some("https://toapis.com"));
            'A'
        }
        Err(error @ Error::Rejected(_)) => {
            assert_eq!((error.money(), error.ticket(), error.task()), (Money::NotMoved, None, None));
            'R'
        }
        Err(error @ Error::Unknown { .. }) => {
            assert_eq!((error.money(), error.is_retryable()), (Money::MayHaveMoved, false));
            assert_eq!(error.ticket().unwrap().business_id.as_str(), "job-1");
            'U'
        }
        Err(error) => panic!("{error}"),
    }
}

//! Whatever comes back, a create is sent once, nothing panics, and an id that survived is surfaced.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use toapis_client::transport::memory::{MemoryTransport, Reply};
use toapis_client::transport::{ErrorKind, TransportError};
use toapis_client::types::{Task, json};
use toapis_client::{Error, UnknownCause};

use crate::support::{Run, Shape, Submit, TASK, both, completed, config, cut, request, shapes, submit, task};

/// One damage done to a body.
#[derive(Clone, Debug)]
enum Damage {
    Replace(Index, u8),
    Insert(Index, u8),
    Delete(Index),
    CutAt(Index),
    Append(Vec<u8>),
}

impl Damage {
    fn apply(&self, body: &mut Vec<u8>) {
        let length = body.len();
        if length == 0 {
            return;
        }
        match self {
            Self::Replace(at, byte) => body[at.index(length)] = *byte,
            Self::Insert(at, byte) => body.insert(at.index(length), *byte),
            Self::Delete(at) => drop(body.remove(at.index(length))),
            Self::CutAt(at) => body.truncate(at.index(length)),
            Self::Append(tail) => body.extend_from_slice(tail),
        }
    }
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Damage::Replace(at, byte)),
        (any::<Index>(), select(&b"{}[]\",:\\ "[..])).prop_map(|(at, byte)| Damage::Insert(at, byte)),
        any::<Index>().prop_map(Damage::Delete),
        any::<Index>().prop_map(Damage::CutAt),
        prop::collection::vec(any::<u8>(), 0..20).prop_map(Damage::Append),
    ]
}

/// Told without the code under test: an id of the fixtures, with its key and its quotes.
fn holds_a_whole_id(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body);
    ["\"id\":", "\"task_id\":"].iter().any(|key| {
        [TASK, "tsk_vid_01AAAAAAAAAAAAAAAAAAAAAAA2"].iter().any(|id| text.contains(&format!("{key}\"{id}\"")))
    })
}

fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let fixtures: Vec<Vec<u8>> = shapes(&["create", "status", "error"]).iter().map(Shape::bytes).collect();
    (select(fixtures), prop::collection::vec(damage(), 0..4)).prop_map(|(mut body, damages)| {
        for damage in &damages {
            damage.apply(&mut body);
        }
        body
    })
}

fn statuses() -> impl Strategy<Value = u16> {
    prop_oneof![4 => Just(200), 1 => select(&[202, 204, 307, 400, 401, 404, 409, 429, 500, 503, 524, 999][..])]
}

/// Any answer, and any way not to get one.
fn replies() -> impl Strategy<Value = Reply> {
    let kinds = || {
        select(vec![
            ErrorKind::Connect,
            ErrorKind::Closed,
            ErrorKind::HeadTimeout,
            ErrorKind::Protocol,
            ErrorKind::Other,
        ])
    };
    prop_oneof![
        6 => (statuses(), bodies()).prop_map(|(status, body)| Reply::new(status).body(body)),
        2 => (statuses(), bodies()).prop_map(|(status, body)| cut(status, body)),
        1 => kinds().prop_map(|kind| Reply::failure(TransportError::unknown(kind, "it broke"))),
        1 => kinds().prop_map(|kind| Reply::failure(TransportError::not_sent(kind, "it broke"))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn p27_an_id_that_survives_is_surfaced(status in statuses(), body in bodies(), is_cut in any::<bool>()) {
        let survivor = json::salvage_task_id(&body);
        let is_whole = holds_a_whole_id(&body);
        prop_assert!(survivor.is_some() || !is_whole);
        let read = json::first_value(&body).ok().and_then(|first| Task::from_value(first.value).ok());
        let answer = if is_cut { cut(status, body) } else { Reply::new(status).body(body) };
        match submit(answer) {
            Ok(submitted) => {
                // What was read as a task wins over what a scan for ids would have found first.
                prop_assert!(!is_whole || submitted.handle.id.as_str() != "job-1");
                let ids = [read.map(|task| task.id), survivor];
                prop_assert!(ids.iter().all(Option::is_none) || ids.contains(&Some(submitted.handle.id)));
            }
            Err(Error::Unknown { ticket, cause, .. }) => {
                let is_foreign = matches!(*cause, UnknownCause::OtherTask { .. });
                prop_assert!(is_foreign || ticket.task_id.is_some() || !is_whole);
                prop_assert!(is_foreign || ticket.task_id == survivor, "{:?} but {:?}", ticket, survivor);
            }
            // A refusal can be read as a whole and is one by its status, or by its code.
            Err(Error::Rejected(refusal)) => prop_assert!(!is_cut && (refusal.error.is_some() || status >= 400)),
            Err(error) => prop_assert!(false, "{}", error),
        }
    }

    #[test]
    fn i20_whatever_is_answered_one_post_is_sent(answer in replies()) {
        let script = |transport: &MemoryTransport| {
            let answer = answer.clone();
            drop(transport.clone().otherwise(move |_| answer.clone()));
        };
        let (_, trace) = both(&config(), script, &Submit(request()));
        prop_assert_eq!((trace.requests.len(), trace.posts()), (1, 1));
    }

    #[test]
    fn i20_a_run_never_posts_again(create in replies(), looks in prop::collection::vec(replies(), 0..6)) {
        let script = |transport: &MemoryTransport| {
            let mut answers = looks.clone();
            answers.push(Reply::new(200).body(completed().to_string()));
            answers.reverse();
            let mut create = Some(create.clone());
            let last = Reply::new(200).body(task("failed").to_string());
            drop(transport.clone().otherwise(move |_| {
                create.take().or_else(|| answers.pop()).unwrap_or_else(|| last.clone())
            }));
        };
        let (outcome, trace) = both(&config(), script, &Run(request()));
        prop_assert_eq!(trace.posts(), 1);
        if let Err(error) = outcome {
            // Once money may have moved, there is a way back to it.
            let has_a_way = error.task().is_some() || error.ticket().is_some();
            prop_assert_eq!(has_a_way, error.money() != toapis_client::Money::NotMoved, "{}", error);
        }
    }
}

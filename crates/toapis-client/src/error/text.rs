//! The parts that the texts of errors are put together from.

use std::fmt;
use std::time::Duration;

use toapis_transport::{ErrorKind, TransportError};
use toapis_types::catalog::Finding;
use toapis_types::{Category, Task, Ticket, Upload, clean_text};

use super::{Error, NoAnswer};
use crate::attempt::looked;
use crate::duplicates::Earlier;

pub(super) fn list(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

pub(super) fn reason(task: &Task) -> String {
    task.error.as_ref().map_or_else(|| "no reason given".to_owned(), without_period)
}

/// The URLs of what was uploaded for a create that was refused, as a sentence. A query may hold a signature.
pub(super) fn reusable(uploads: &[Upload]) -> String {
    if uploads.is_empty() {
        return String::new();
    }
    let url = |upload: &Upload| clean_text(upload.url.split(['?', '#']).next().unwrap_or_default());
    let urls: Vec<String> = uploads.iter().map(url).collect();
    format!(" What was uploaded for it can be used again: {}.", urls.join(", "))
}

/// What came of looking for the task of a lost create, as a sentence.
pub(super) fn search(outcome: Option<&Error>) -> String {
    match outcome {
        None => String::new(),
        Some(Error::NotRecovered { looks, last, .. }) => {
            let looked = looked(looks);
            format!("It was looked for and not found{looked}, which proves nothing: {}. ", last_look(last))
        }
        Some(Error::OtherTask { handle, what, .. }) => {
            format!("Under its business id the service shows another task, {} ({what}). ", handle.id)
        }
        Some(other) => format!("It was looked for and not found: {}. ", without_period(other)),
    }
}

/// How the task of a lost create can be found from here.
pub(super) fn way_to(ticket: &Ticket, looked_up: Option<&Error>) -> String {
    let business_id = &ticket.business_id;
    let way = match (&ticket.task_id, looked_up) {
        (_, Some(Error::OtherTask { .. })) => "look in the console".to_owned(),
        (Some(id), _) => {
            format!("the task id {id} or the business id {business_id} finds it, should it exist")
        }
        (None, _) => format!("the business id {business_id} finds it, should it exist"),
    };
    match &ticket.resubmit_of {
        Some(first) => format!("{way}; {first}, which it was sent again for, may have been charged as well"),
        None => way,
    }
}

/// What a look brought. Advice is only given on what ends a search: the others were repeated already.
pub(super) fn last_look(error: &Error) -> String {
    match error {
        Error::Refused(refusal) => match refusal.category {
            Category::Authentication | Category::Permission => without_period(error),
            _ => refusal.answer(),
        },
        Error::Transport(error) => error.to_string(),
        other => without_period(other),
    }
}

/// A text that others follow, which bring their own period.
pub(super) fn without_period(text: &impl fmt::Display) -> String {
    let mut text = text.to_string();
    text.truncate(text.trim_end_matches('.').len());
    text
}

pub(super) fn lost_advice(error: &TransportError) -> &'static str {
    match error.kind() {
        ErrorKind::TooLarge => "This call costs nothing; Config::max_answer allows longer answers.",
        _ => "This call costs nothing and may be made again.",
    }
}

pub(super) fn not_sent_advice(lost: &NoAnswer) -> String {
    let advice = match lost.kind() {
        ErrorKind::InvalidRequest | ErrorKind::Unplanned | ErrorKind::Address => "",
        _ => ", so it may be sent again",
    };
    match &*reusable(&lost.uploads) {
        "" => advice.to_owned(),
        uploads => format!("{advice}.{uploads}"),
    }
}

/// What became of the same request a short time ago.
pub(super) fn sent_earlier(earlier: &Earlier, ago: Duration) -> String {
    let ago = ago.as_secs();
    match earlier {
        Earlier::InFlight(ticket) => {
            format!("is being sent as {}, whose outcome is still to come", ticket.business_id)
        }
        Earlier::Accepted(handle) => {
            format!(
                "was accepted {ago} s ago, and makes the task {}: wait for that one",
                clean_text(handle.id.as_str())
            )
        }
        Earlier::Unknown(ticket) => format!(
            "was sent {ago} s ago and may have been charged: its answer is not known, and the business id {} finds its task, \
             should it exist",
            ticket.business_id
        ),
    }
}

/// A create that was refused has no status to look at, and no id to check.
pub(super) fn rejected_advice(category: Category) -> &'static str {
    match category {
        Category::NotFound => "Check the base URL and the name of the model.",
        Category::Server | Category::Edge | Category::Other => "Try again later.",
        category => category.advice(),
    }
}

/// A call that costs nothing holds no danger, whatever became of it.
pub(super) fn refused_advice(category: Category) -> &'static str {
    match category {
        Category::Server | Category::Edge | Category::Other => {
            "This call costs nothing and may be made again."
        }
        category => category.advice(),
    }
}

pub(super) fn failure_advice(task: &Task) -> String {
    let advice = match task.error.as_ref().map(Category::of_failure) {
        Some(
            category @ (Category::ContentPolicy
            | Category::InvalidRequest
            | Category::ModelUnavailable
            | Category::Balance),
        ) => category.advice(),
        _ => "Trying again makes a new task that is charged anew.",
    };
    format!("The service refunds failed tasks. {advice}")
}

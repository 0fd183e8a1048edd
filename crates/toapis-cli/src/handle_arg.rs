//! A task on the command line: an id, or what an earlier command printed.

use std::io::BufRead;

use serde_json::Value;
use toapis_client::types::{TaskHandle, TaskId, TaskKind, Ticket};

use crate::args::{TaskArg, Wait};
use crate::failure::Failure;

impl TaskArg {
    /// The handle that is meant.
    pub(crate) fn handle(&self) -> Result<TaskHandle, Failure> {
        handle(&self.task, self.kind)
    }
}

impl Wait {
    /// The handles that are meant, each task once.
    pub(crate) fn handles(&self) -> Result<Vec<TaskHandle>, Failure> {
        let mut handles: Vec<TaskHandle> = Vec::new();
        for text in &self.tasks {
            let named = if text.trim() == "-" {
                read(std::io::stdin().lock(), self.kind)?
            } else {
                vec![handle(text, self.kind)?]
            };
            for handle in named {
                if !handles.iter().any(|known| known.id == handle.id) {
                    handles.push(handle);
                }
            }
        }
        Ok(handles)
    }
}

/// One task a line. Nothing is waited for before all of them are read and understood.
fn read(lines: impl BufRead, kind: Option<TaskKind>) -> Result<Vec<TaskHandle>, Failure> {
    let mut handles = Vec::new();
    for (number, line) in lines.lines().enumerate() {
        let line = line.map_err(|error| Failure::Io("stdin cannot be read".to_owned(), error))?;
        if line.trim().is_empty() {
            continue;
        }
        let place = |failure: Failure| Failure::Usage(format!("line {} of stdin: {failure}", number + 1));
        handles.push(handle(&line, kind).map_err(place)?);
    }
    Ok(handles)
}

fn handle(text: &str, kind: Option<TaskKind>) -> Result<TaskHandle, Failure> {
    let text = text.trim();
    if text.starts_with('{') {
        return from_json(text);
    }
    let id = TaskId::new(text).ok_or_else(|| Failure::Usage(format!("{text:?} is not a task id")))?;
    // Business ids and ids of an unknown form say nothing; pictures are what this tool makes.
    let kind = kind.or_else(|| TaskKind::guess(text)).unwrap_or(TaskKind::Image);
    Ok(TaskHandle::new(kind, id))
}

/// A handle, a ticket, or a whole line of `--json` with one of them in it.
fn from_json(text: &str) -> Result<TaskHandle, Failure> {
    let unreadable =
        |error: serde_json::Error| Failure::Usage(format!("this is neither a handle nor a ticket: {error}"));
    let mut value: Value = serde_json::from_str(text).map_err(unreadable)?;
    if let Some(handle) = value.get_mut("handle").map(Value::take) {
        return serde_json::from_value(handle).map_err(unreadable);
    }
    let inner = value.get_mut("ticket").map(Value::take).unwrap_or(value);
    if inner.get("business_id").is_some() && inner.get("id").is_none() {
        return serde_json::from_value(inner).map(|ticket: Ticket| ticket.handle()).map_err(unreadable);
    }
    serde_json::from_value(inner).map_err(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(task: &str, kind: Option<TaskKind>) -> Result<TaskHandle, Failure> {
        TaskArg { task: task.to_owned(), kind }.handle()
    }

    #[test]
    fn ids_handles_and_tickets_are_told_apart() {
        assert_eq!(parse("tsk_vid_1", None).unwrap().kind, TaskKind::Video);
        assert_eq!(parse("job-2207", None).unwrap().kind, TaskKind::Image);
        assert_eq!(parse("job-2207", Some(TaskKind::Video)).unwrap().kind, TaskKind::Video);
        let line =
            r#"{"status":"queued","handle":{"v":1,"kind":"video","id":"x","origin":"https://toapis.com"}}"#;
        assert_eq!(parse(line, None).unwrap().origin.as_deref(), Some("https://toapis.com"));
        let ticket = r#"{"v":1,"kind":"video","business_id":"job-1","model":"m","origin":"https://toapis.com","sent_at":5}"#;
        for text in [ticket.to_owned(), format!(r#"{{"error":{{"exit":4}},"ticket":{ticket}}}"#)] {
            let handle = parse(&text, None).unwrap();
            assert_eq!((handle.id.as_str(), handle.kind), ("job-1", TaskKind::Video));
        }
        for bad in ["", "..", "{", r#"{"v":9,"kind":"image","id":"x"}"#] {
            assert!(parse(bad, None).is_err(), "{bad:?}");
        }
    }
}

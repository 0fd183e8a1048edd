//! A task on the command line: an id, or what an earlier command printed.

use serde_json::Value;
use toapis_client::types::{TaskHandle, TaskId, TaskKind, Ticket};

use crate::args::TaskArg;
use crate::failure::Failure;

impl TaskArg {
    /// The handle that is meant.
    pub(crate) fn handle(&self) -> Result<TaskHandle, Failure> {
        let text = self.task.trim();
        if text.starts_with('{') {
            return from_json(text);
        }
        let id = TaskId::new(text).ok_or_else(|| Failure::Usage(format!("{text:?} is not a task id")))?;
        // Business ids and ids of an unknown form say nothing; pictures are what this tool makes.
        let kind = self.kind.or_else(|| TaskKind::guess(text)).unwrap_or(TaskKind::Image);
        Ok(TaskHandle::new(kind, id))
    }
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

//! What is printed: results on stdout, words for people on stderr.

use serde_json::{Value, json};
use toapis_client::types::{Billing, Task, TaskHandle, Ticket};
use toapis_client::{Completed, Saved};

use crate::exit::Exit;
use crate::failure::Failure;

/// Prints in the way that was asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Report {
    json: bool,
    pub(crate) quiet: bool,
}

impl Report {
    pub(crate) fn new(json: bool, quiet: bool) -> Self {
        Self { json, quiet }
    }

    /// A task that exists, and is not waited for.
    pub(crate) fn submitted(&self, handle: &TaskHandle, task: &Task) {
        if self.json {
            self.line(&task_line(handle, task));
        } else {
            println!("{}", handle.id);
            self.note(&format!("Created. Get its result with:\n  toapis wait {} -o FILE", handle.id));
        }
    }

    /// A task as one look showed it.
    pub(crate) fn status(&self, handle: &TaskHandle, task: &Task) {
        if self.json {
            return self.line(&task_line(handle, task));
        }
        let percent = task.progress.map_or_else(String::new, |percent| format!(" {percent}%"));
        println!("{}{percent}", printable(task.status.as_str()));
        if let Some(error) = &task.error {
            self.note(&format!("error: {error}"));
        }
        for url in task.urls() {
            println!("{}", printable(url));
        }
    }

    /// A result that is on disk.
    pub(crate) fn saved(&self, done: &Completed, saved: &[Saved]) {
        if self.json {
            let mut line = task_line(&done.handle, &done.task);
            line["files"] = saved.iter().map(file).collect();
            return self.line(&line);
        }
        for saved in saved {
            println!("{}", saved.path.display());
        }
        for saved in saved {
            if let Some(extension) = saved.better_extension() {
                let media_type = saved.media_type.unwrap_or_default();
                self.note(&format!(
                    "{} is {media_type} by its bytes; .{extension} would fit better",
                    saved.path.display()
                ));
            }
        }
        self.note(&summary(&done.task, saved));
    }

    /// A result that nobody asked to save.
    pub(crate) fn urls(&self, done: &Completed) {
        if self.json {
            return self.line(&task_line(&done.handle, &done.task));
        }
        for url in done.urls() {
            println!("{}", printable(url));
        }
        self.note(&format!("{}. The URLs stop working 24 hours after completion.", summary(&done.task, &[])));
    }

    /// Something a person may want to know.
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
            eprintln!("{text}");
        }
    }

    /// Something a person should know.
    pub(crate) fn warning(&self, text: &str) {
        eprintln!("warning: {text}");
    }

    /// The end of a command that did not do what it was asked to.
    pub(crate) fn failure(&self, failure: &Failure) -> Exit {
        let exit = failure.exit();
        eprintln!("error: {failure}");
        if self.json {
            let mut line = json!({"error": {"exit": exit as u8, "message": failure.to_string()}});
            if let Some(handle) = failure.task() {
                line["handle"] = to_json(handle);
            }
            if let Some(ticket) = failure.ticket() {
                line["ticket"] = ticket_json(ticket);
            }
            self.line(&line);
        }
        exit
    }

    fn line(&self, line: &Value) {
        debug_assert!(self.json, "JSON lines are printed when they are asked for");
        println!("{line}");
    }
}

fn task_line(handle: &TaskHandle, task: &Task) -> Value {
    json!({
        "status": task.phase().as_str(),
        "task_id": handle.id.as_str(),
        "model": task.model.as_ref().or(handle.model.as_ref()),
        "progress": task.progress,
        "urls": task.urls().collect::<Vec<_>>(),
        "error": task.error.as_ref().map(ToString::to_string),
        "billing": task.billing,
        "expires_at": task.expires_at,
        "handle": to_json(handle),
    })
}

fn file(saved: &Saved) -> Value {
    json!({"path": saved.path, "bytes": saved.bytes, "media_type": saved.media_type})
}

fn to_json(handle: &TaskHandle) -> Value {
    serde_json::to_value(handle).unwrap_or_default()
}

fn ticket_json(ticket: &Ticket) -> Value {
    serde_json::to_value(ticket).unwrap_or_default()
}

/// What came out, in one line: count and size, price, time, id.
fn summary(task: &Task, saved: &[Saved]) -> String {
    let mut parts = Vec::new();
    let bytes: u64 = saved.iter().map(|saved| saved.bytes).sum();
    if bytes > 0 {
        parts.push(size(bytes));
    }
    parts.extend(task.billing.as_ref().and_then(price));
    parts.extend(task.seconds_taken().map(|seconds| format!("made in {seconds} s")));
    parts.push(task.id.to_string());
    parts.join(" · ")
}

fn price(billing: &Billing) -> Option<String> {
    let credits = billing.credits.as_ref()?;
    let dollars = billing.cost_usd.as_ref().map_or_else(String::new, |usd| format!(" (${usd})"));
    Some(format!("{} credits{dollars}", printable(credits)))
}

fn size(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
    let bytes = bytes as f64;
    if bytes < 1e6 { format!("{:.0} kB", (bytes / 1e3).max(1.0)) } else { format!("{:.1} MB", bytes / 1e6) }
}

fn printable(text: &str) -> String {
    toapis_client::types::clean_text(text)
}

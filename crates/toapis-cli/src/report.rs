//! What is printed: results on stdout, words for people on stderr.
//!
//! Neither may stop the command: a closed pipe is no reason to lose sight of a task that was paid for.

use std::fmt::Display;
use std::io::Write as _;

use serde_json::{Value, json};
use toapis_client::types::catalog::Finding;
use toapis_client::types::{Billing, Task, TaskHandle, clean_text};
use toapis_client::{Completed, Error, Saved};

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

    /// The receipt: printed as soon as there is a task, before anything else can go wrong, also when quiet.
    pub(crate) fn receipt(handle: &TaskHandle) {
        err(format_args!("task {}", clean_text(handle.id.as_str())));
    }

    /// A task that exists, and is not waited for.
    pub(crate) fn submitted(self, handle: &TaskHandle, task: &Task) {
        self.note(&format!(
            "Created. Get its result with:\n  toapis wait {} -o FILE",
            clean_text(handle.id.as_str())
        ));
        if self.json {
            out(task_line(handle, task));
        } else {
            out(clean_text(handle.id.as_str()));
        }
    }

    /// A request that is not sent: its body, and what its page says about it.
    pub(crate) fn dry_run(self, body: &Value, findings: &[Finding]) -> Exit {
        if self.json {
            out(json!({"body": body, "findings": findings}));
        } else {
            out(serde_json::to_string_pretty(body).unwrap_or_default());
        }
        for finding in findings {
            err(format_args!("{}: {finding}", finding.severity));
        }
        self.note("Nothing was sent.");
        if findings.iter().any(Finding::is_error) { Exit::Usage } else { Exit::Done }
    }

    /// Whether JSON was asked for.
    pub(crate) fn is_json(self) -> bool {
        self.json
    }

    /// A task as one look showed it.
    pub(crate) fn status(self, handle: &TaskHandle, task: &Task) {
        if self.json {
            return out(task_line(handle, task));
        }
        let percent = task.progress.map_or_else(String::new, |percent| format!(" {percent}%"));
        out(format_args!("{}{percent}", clean_text(task.status.as_str())));
        if let Some(error) = &task.error {
            self.note(&format!("error: {error}"));
        }
        for url in task.urls() {
            out(clean_text(url));
        }
    }

    /// A result that is on disk.
    pub(crate) fn saved(self, done: &Completed, saved: &[Saved]) -> Exit {
        if self.json {
            let mut line = task_line(&done.handle, &done.task);
            line["files"] = saved.iter().map(file).collect();
            out(line);
        } else {
            for saved in saved {
                out(saved.path.display());
            }
        }
        for saved in saved {
            let path = saved.path.display();
            if saved.was_there {
                self.note(&format!("{path} was there already"));
            }
            match (saved.media_type, saved.better_extension()) {
                (Some(media_type), Some(extension)) => {
                    self.note(&format!("{path} is {media_type} by its bytes; .{extension} would fit better"));
                }
                _ if !saved.is_media() => {
                    Self::warning(&format!("{path} is neither a picture nor a film that this tool knows"));
                }
                _ => {}
            }
        }
        self.note(&summary(&done.task, saved));
        Exit::Done
    }

    /// A result that nobody asked to save.
    pub(crate) fn urls(self, done: &Completed) {
        if self.json {
            return out(task_line(&done.handle, &done.task));
        }
        for url in done.urls() {
            out(clean_text(url));
        }
        self.note(&format!("{}. The URLs stop working 24 hours after completion.", summary(&done.task, &[])));
    }

    /// The same for one of several.
    pub(crate) fn urls_of_many(self, done: &Completed) -> Exit {
        if self.json {
            out(task_line(&done.handle, &done.task));
        } else {
            done.urls().for_each(|url| out(clean_text(url)));
        }
        self.note(&summary(&done.task, &[]));
        Exit::Done
    }

    /// Something a person may want to know.
    pub(crate) fn note(self, text: &str) {
        if !self.quiet {
            err(text);
        }
    }

    /// Something a person should know.
    pub(crate) fn warning(text: &str) {
        err(format_args!("warning: {text}"));
    }

    /// The end of a command that did not do what it was asked to.
    pub(crate) fn failure(self, failure: &Failure) -> Exit {
        let exit = failure.exit();
        err(format_args!("error: {failure}"));
        if let Some(cause) = last_cause(failure) {
            err(format_args!("cause: {cause}"));
        }
        if exit == Exit::NotReached {
            err("Check the address (--base-url, TOAPIS_BASE_URL) and the network. This tool uses no proxy.");
        }
        if self.json {
            out(failure_line(failure, exit));
        }
        exit
    }
}

/// Prints a line on stdout. Who closed it does not want to know.
pub(crate) fn out(line: impl Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Prints a line on stderr.
pub(crate) fn err(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// What the system said at the bottom of it all, if the message does not say so already.
fn last_cause(failure: &Failure) -> Option<String> {
    let Failure::Client(
        error @ (Error::NotSent(_) | Error::Transport(_) | Error::Unknown { .. } | Error::Upload { .. }),
    ) = failure
    else {
        return None;
    };
    let chain = std::iter::successors(std::error::Error::source(error), |error| error.source());
    let last = clean_text(&chain.last()?.to_string());
    (!failure.to_string().contains(&last)).then_some(last)
}

fn task_line(handle: &TaskHandle, task: &Task) -> Value {
    json!({
        "status": task.phase().as_str(),
        "task_id": task.id.as_str(),
        "model": task.model.as_ref().or(handle.model.as_ref()),
        "progress": task.progress,
        "urls": task.urls().collect::<Vec<_>>(),
        "error": task.error.as_ref().map(ToString::to_string),
        "billing": task.billing,
        "expires_at": task.expires_at,
        "handle": stored(handle),
    })
}

fn failure_line(failure: &Failure, exit: Exit) -> Value {
    let mut line = json!({"error": {"exit": exit as u8, "message": failure.to_string()}});
    if let Some(handle) = failure.task() {
        line["handle"] = stored(handle);
    }
    if let Some(ticket) = failure.ticket() {
        line["ticket"] = stored(ticket);
    }
    if let Failure::StoppedWaitingForMany { handles, .. } = failure {
        line["handles"] = handles.iter().map(stored).collect();
    }
    if let Failure::Client(Error::Download(error)) = failure {
        line["files"] = error.saved.iter().map(file).collect();
    }
    line
}

fn file(saved: &Saved) -> Value {
    json!({
        "path": saved.path.display().to_string(),
        "bytes": saved.bytes,
        "media_type": saved.media_type,
        "was_there": saved.was_there,
    })
}

fn stored(record: &impl serde::Serialize) -> Value {
    serde_json::to_value(record).unwrap_or_default()
}

/// What came out, in one line: size, price, time, id.
fn summary(task: &Task, saved: &[Saved]) -> String {
    let mut parts = Vec::new();
    let bytes: u64 = saved.iter().filter(|saved| !saved.was_there).map(|saved| saved.bytes).sum();
    if bytes > 0 {
        parts.push(size(bytes));
    }
    parts.extend(task.billing.as_ref().and_then(price));
    parts.extend(task.seconds_taken().map(|seconds| format!("made in {seconds} s")));
    parts.push(clean_text(task.id.as_str()));
    parts.join(" · ")
}

fn price(billing: &Billing) -> Option<String> {
    let credits = billing.credits.as_ref()?;
    let dollars =
        billing.cost_usd.as_ref().map_or_else(String::new, |usd| format!(" (${})", clean_text(usd)));
    Some(format!("{} credits{dollars}", clean_text(credits)))
}

fn size(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
    let float = bytes as f64;
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.0} kB", float / 1e3),
        _ => format!("{:.1} MB", float / 1e6),
    }
}

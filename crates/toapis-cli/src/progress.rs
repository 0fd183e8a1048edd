//! What someone sees who waits: a bar on a terminal, a few lines elsewhere, nothing when quiet.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use toapis_client::poll::WaitEvent;
use toapis_client::types::{Phase, Task, clean_text};

use crate::report::err;

/// The progress of one task, on stderr.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    /// Whether changes are written as lines instead.
    lines: bool,
    last: String,
}

impl Progress {
    /// Shows nothing when `quiet`, a bar when stderr is a terminal, else lines.
    pub(crate) fn new(quiet: bool) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let bar = (!quiet && terminal).then(|| {
            let bar = ProgressBar::new(100);
            bar.set_style(style());
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Self { bar, lines: !quiet && !terminal, last: String::new() }
    }

    /// Says what is being done before there is a task.
    pub(crate) fn say(&mut self, what: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(what.to_owned());
        } else if self.lines && self.last != what {
            err(what);
        }
        what.clone_into(&mut self.last);
    }

    /// Prints something that stays, above the bar.
    pub(crate) fn above(&self, print: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    /// Shows what a wait tells.
    pub(crate) fn event(&mut self, event: &WaitEvent) {
        match event {
            WaitEvent::Queued(status) | WaitEvent::Progress(status) | WaitEvent::Stalled(status) => {
                self.task(&status.task);
            }
            WaitEvent::Lost(missed) => {
                self.say(&format!("no news, looking again in {:.0} s", missed.rest.as_secs_f64().ceil()));
            }
            // The end is reported by the command.
            _ => {}
        }
    }

    /// Takes the bar away, so that what is printed next stands alone.
    pub(crate) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn task(&mut self, task: &Task) {
        if let (Some(bar), Some(percent)) = (&self.bar, task.progress) {
            bar.set_position(u64::from(percent));
        }
        let word = match task.phase() {
            Phase::Queued if task.status.is_known() => "queued".to_owned(),
            Phase::InProgress => "in progress".to_owned(),
            _ => clean_text(task.status.as_str()),
        };
        self.say(&word);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{spinner:.cyan} [{elapsed_precise}] {bar:32.cyan/dim} {percent:>3}%  {msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("━╸─")
}

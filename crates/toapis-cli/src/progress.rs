//! What someone sees who waits: a bar on a terminal, a line for each change elsewhere, nothing when quiet.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use toapis_client::poll::{LookErrorKind, Missed, Status, WaitEvent};
use toapis_client::types::{Phase, Task, clean_text};

use crate::report::err;

/// The progress of one task, on stderr.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    /// Whether changes are written as lines instead.
    lines: bool,
    /// What the last line was about: one that only differs in its numbers is not written.
    last: String,
    /// Whether the bar has something to show.
    has_percent: bool,
}

impl Progress {
    /// Shows nothing when `quiet`, a bar when stderr is a terminal, else lines.
    pub(crate) fn new(quiet: bool) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let bar = (!quiet && terminal).then(|| {
            let bar = ProgressBar::new(100);
            bar.set_style(style(WITHOUT_PERCENT));
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Self { bar, lines: !quiet && !terminal, last: String::new(), has_percent: false }
    }

    /// Says what is being done.
    pub(crate) fn say(&mut self, what: &str) {
        self.show(what, what);
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
            WaitEvent::Queued(status) | WaitEvent::Progress(status) => self.status(status, false),
            WaitEvent::Stalled(status) => self.status(status, true),
            WaitEvent::Lost(missed) => self.missed(missed),
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

    fn status(&mut self, status: &Status, is_stalled: bool) {
        self.set_percent(status.progress());
        let (word, percent) = (word(&status.task), status.progress());
        if is_stalled {
            let silence = minutes(status.unchanged);
            let about = format!("{word}, no change for {silence}; it may still finish");
            return self.show(&format!("stalled {word} {percent:?}"), &about);
        }
        if self.bar.is_some() {
            let left = status.remaining.map_or_else(String::new, |left| format!(", {} left", roughly(left)));
            return self.show(&word, &format!("{word}{left}"));
        }
        // A line for every percent is a line for every look: one for each tenth will do.
        let tenth = percent.map(|percent| percent / 10);
        let done = percent.filter(|percent| *percent > 0);
        let done = done.map_or_else(String::new, |percent| format!(", {percent} %"));
        self.show(&format!("{word} {tenth:?}"), &format!("{word}{done}"));
    }

    fn missed(&mut self, missed: &Missed) {
        let kind = missed.error.kind();
        let what = match kind {
            LookErrorKind::RateLimited => "the service asks for patience",
            LookErrorKind::Gone => "the service does not know the task yet",
            LookErrorKind::TimedOut => "no answer in time",
            _ => "no answer",
        };
        let rest = missed.rest.as_secs_f64().ceil();
        let row = if missed.lost_in_a_row > 1 {
            format!(" ({} times in a row)", missed.lost_in_a_row)
        } else {
            String::new()
        };
        self.show(&format!("missed {kind}"), &format!("{what}{row}, looking again in {rest:.0} s"));
    }

    /// Shows a text, on a line of its own only where it is about something new.
    fn show(&mut self, about: &str, text: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(text.to_owned());
        } else if self.lines && self.last != about {
            err(text);
        }
        about.clone_into(&mut self.last);
    }

    /// A bar that stands at nothing says less than none.
    fn set_percent(&mut self, percent: Option<u8>) {
        let Some(bar) = &self.bar else { return };
        let percent = percent.filter(|percent| *percent > 0);
        if percent.is_some() != self.has_percent {
            self.has_percent = percent.is_some();
            bar.set_style(style(if self.has_percent { WITH_PERCENT } else { WITHOUT_PERCENT }));
        }
        bar.set_position(u64::from(percent.unwrap_or_default()));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

/// How a task stands, in a word or two; a word that is not known as it was sent.
pub(crate) fn word(task: &Task) -> String {
    match task.phase() {
        Phase::Queued if task.status.is_known() => "queued".to_owned(),
        Phase::InProgress => "in progress".to_owned(),
        _ => match clean_text(task.status.as_str()) {
            word if word.trim().is_empty() => "waiting".to_owned(),
            word => word,
        },
    }
}

/// A guess, said as one: in steps of 10 s below a minute and a half, in minutes above.
fn roughly(left: Duration) -> String {
    match left.as_secs() {
        seconds @ 0..90 => format!("about {} s", seconds / 10 * 10 + 10),
        seconds => format!("about {} min", (seconds + 30) / 60),
    }
}

fn minutes(silence: Duration) -> String {
    match silence.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds => format!("{} min", seconds / 60),
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("━╸─")
}

const WITH_PERCENT: &str = "{spinner:.cyan} [{elapsed}] {bar:24.cyan/dim} {percent:>3} %  {msg}";
const WITHOUT_PERCENT: &str = "{spinner:.cyan} [{elapsed}] {msg}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_are_round() {
        let s = Duration::from_secs;
        assert_eq!(
            [1, 9, 10, 55, 89].map(|left| roughly(s(left))),
            ["about 10 s", "about 10 s", "about 20 s", "about 60 s", "about 90 s"]
        );
        assert_eq!(
            [90, 149, 150, 3600].map(|left| roughly(s(left))),
            ["about 2 min", "about 2 min", "about 3 min", "about 60 min"]
        );
        assert_eq!([9, 60, 359].map(|silence| minutes(s(silence))), ["9 s", "1 min", "5 min"]);
    }
}

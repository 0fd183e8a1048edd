//! What someone sees who waits for several tasks: one bar for all, a line for each while they are few; elsewhere than on a
//! terminal a line now and then.

use std::collections::HashSet;
use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use toapis_client::types::{Phase, Task, TaskHandle, TaskId, clean_text};

use crate::progress::word;
use crate::report::err;

/// The progress of several tasks, on stderr.
pub(crate) struct Crowd {
    bars: Option<Bars>,
    /// Whether changes are written as lines instead.
    lines: bool,
    total: usize,
    done: usize,
    failed: usize,
    last_line: (String, Option<Instant>),
    /// Those that were seen once: when the fleet does not know them any more, they ended.
    seen: HashSet<TaskId>,
}

struct Bars {
    all: MultiProgress,
    sum: ProgressBar,
    /// Those that have a line of their own.
    each: Vec<ProgressBar>,
}

/// How the tasks stand that are not over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Standing {
    queued: usize,
    running: usize,
    /// Not seen yet, or in a state of an unknown name.
    waiting: usize,
    /// Over, and its result is on its way.
    saving: usize,
}

impl Crowd {
    /// Shows nothing when `quiet`, bars when stderr is a terminal, else lines.
    pub(crate) fn new(quiet: bool, total: usize) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let bars = (!quiet && terminal).then(|| Bars::new(total));
        Self {
            bars,
            lines: !quiet && !terminal,
            total,
            done: 0,
            failed: 0,
            last_line: (String::new(), None),
            seen: HashSet::new(),
        }
    }

    /// One task is over.
    pub(crate) fn count(&mut self, is_done: bool) {
        if is_done { self.done += 1 } else { self.failed += 1 }
    }

    /// Prints something that stays, above the bars.
    pub(crate) fn above(&self, print: impl FnOnce()) {
        match &self.bars {
            Some(bars) => bars.all.suspend(print),
            None => print(),
        }
    }

    /// Shows how the others stand.
    pub(crate) fn refresh<'a>(
        &mut self,
        open: impl Iterator<Item = &'a TaskHandle>,
        snapshot: impl Fn(&TaskId) -> Option<Task>,
    ) {
        if self.bars.is_none() && !self.lines {
            return;
        }
        let (mut standing, mut lines) = (Standing::default(), Vec::new());
        for handle in open {
            let task = snapshot(&handle.id);
            let is_over = task.is_none() && self.seen.contains(&handle.id);
            if is_over {
                standing.saving += 1;
                continue;
            }
            if task.is_some() {
                self.seen.insert(handle.id.clone());
            }
            standing.add(task.as_ref());
            if lines.len() < LINES {
                lines.push(line(handle, task.as_ref()));
            }
        }
        let text = self.text(standing);
        if let Some(bars) = &mut self.bars {
            bars.show((self.done + self.failed) as u64, text, &lines);
        } else if self.is_worth_a_line(&text) {
            err(&text);
            self.last_line = (text, Some(Instant::now()));
        }
    }

    /// Takes the bars away, so that what is printed next stands alone.
    pub(crate) fn clear(&self) {
        if let Some(bars) = &self.bars {
            bars.clear();
        }
    }

    /// What became of all of them.
    pub(crate) fn sum(&self) -> String {
        let failed = if self.failed > 0 { format!(", {} not", self.failed) } else { String::new() };
        format!("{} of {} tasks done{failed}.", self.done, self.total)
    }

    fn text(&self, standing: Standing) -> String {
        let Standing { queued, running, waiting, saving } = standing;
        let parts = [
            (self.failed, "not done"),
            (saving, "being saved"),
            (running, "in progress"),
            (queued, "queued"),
            (waiting, "not seen yet"),
        ];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        parts.fold(format!("{} of {} done", self.done, self.total), |text, (count, word)| {
            format!("{text}, {count} {word}")
        })
    }

    /// One for each change would be one for each look.
    fn is_worth_a_line(&self, text: &str) -> bool {
        let (last, at) = &self.last_line;
        text != last && at.is_none_or(|at| at.elapsed() >= BETWEEN_LINES)
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.clear();
    }
}

impl Standing {
    fn add(&mut self, task: Option<&Task>) {
        match task.map(Task::phase) {
            Some(Phase::Completed | Phase::Failed) => self.saving += 1,
            Some(Phase::InProgress) => self.running += 1,
            Some(Phase::Queued) => self.queued += 1,
            _ => self.waiting += 1,
        }
    }
}

impl Bars {
    fn new(total: usize) -> Self {
        let all = MultiProgress::new();
        let sum = all.add(ProgressBar::new(total as u64));
        sum.set_style(style(SUM).progress_chars("━╸─"));
        sum.enable_steady_tick(Duration::from_millis(120));
        Self { all, sum, each: Vec::new() }
    }

    fn show(&mut self, over: u64, text: String, lines: &[String]) {
        self.sum.set_position(over);
        self.sum.set_message(text);
        while self.each.len() < lines.len() {
            let bar = self.all.add(ProgressBar::new(0));
            bar.set_style(style("  {msg:.dim}"));
            self.each.push(bar);
        }
        for bar in self.each.drain(lines.len()..) {
            bar.finish_and_clear();
            self.all.remove(&bar);
        }
        for (bar, line) in self.each.iter().zip(lines) {
            bar.set_message(line.clone());
        }
    }

    fn clear(&self) {
        self.each.iter().for_each(ProgressBar::finish_and_clear);
        self.sum.finish_and_clear();
    }
}

/// One task, in a line.
fn line(handle: &TaskHandle, task: Option<&Task>) -> String {
    let id = clean_text(handle.id.as_str());
    let word = task.map_or_else(|| "not seen yet".to_owned(), word);
    let percent = task.and_then(|task| task.progress).filter(|percent| *percent > 0);
    let percent = percent.map_or_else(String::new, |percent| format!(" {percent} %"));
    format!("{id}  {word}{percent}")
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// So many tasks have a line of their own at a time.
const LINES: usize = 8;
/// Without a terminal, a line no more often than this.
const BETWEEN_LINES: Duration = Duration::from_secs(15);
const SUM: &str = "{spinner:.cyan} [{elapsed}] {bar:24.cyan/dim}  {msg}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_names_what_there_is_and_no_more() {
        let mut crowd = Crowd {
            bars: None,
            lines: true,
            total: 9,
            done: 0,
            failed: 0,
            last_line: (String::new(), None),
            seen: HashSet::new(),
        };
        assert_eq!(crowd.text(Standing { waiting: 9, ..Standing::default() }), "0 of 9 done, 9 not seen yet");
        crowd.count(true);
        crowd.count(false);
        let standing = Standing { queued: 3, running: 4, waiting: 0, saving: 0 };
        assert_eq!(crowd.text(standing), "1 of 9 done, 1 not done, 4 in progress, 3 queued");
        assert!(crowd.is_worth_a_line("1 of 9 done"));
        crowd.last_line = ("0 of 9 done".to_owned(), Some(Instant::now()));
        assert!(!crowd.is_worth_a_line("1 of 9 done"), "not so soon");
    }
}

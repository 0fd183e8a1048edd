//! What the answers of looks mean.

use std::sync::Arc;
use std::time::Duration;

use toapis_types::{Task, TaskHandle};

use super::Registry;
use crate::durations::Observation;
use crate::fleet::entry::Judged;
use crate::fleet::looks::{Answer, Keys, LookId, assign};
use crate::fleet::news::{News, Supply};
use crate::fleet::order::{End, Order};
use crate::fleet::slots::TaskKey;
use crate::look_error::{LookError, LookErrorKind};
use crate::options::WaitOptions;

impl Registry {
    /// Takes the answer of a look. How long the service wants to be left alone, where it said so.
    pub(in crate::fleet) fn answer(&mut self, now: Duration, id: LookId, answer: Answer) -> Option<Duration> {
        let Some(keys) = self.looks.end(id) else {
            // It comes too late to count as a look, but an end is an end.
            if let Answer::One(result) = answer
                && let Ok(task) = &*result
                && task.is_terminal()
            {
                self.tell(now, task);
            }
            return None;
        };
        match (answer, keys) {
            (Answer::One(result), Keys::One(key)) => self.judge(now, key, *result),
            (Answer::Many(Some(results)), Keys::Many(keys)) => self.many(now, &keys, results),
            (Answer::Many(None), keys) => {
                // It cannot be asked about many. From now on one by one, and the first of these at once, which nobody has been
                // asked about; the others come after a floor.
                self.batch = false;
                if let [first, others @ ..] = keys.as_slice() {
                    self.owed.push_back(*first);
                    for key in others {
                        self.step(now, News::Dropped(*key));
                    }
                }
                self.stirred = true;
                None
            }
            (Answer::Panicked, keys) => {
                self.judge_all(now, keys.as_slice(), || Some(Err(LookError::lost(PANICKED))))
            }
            (_, keys) => {
                for key in keys.as_slice() {
                    self.step(now, News::Dropped(*key));
                }
                None
            }
        }
    }

    fn many(
        &mut self,
        now: Duration,
        keys: &[TaskKey],
        results: Vec<Result<Task, LookError>>,
    ) -> Option<Duration> {
        // The answers are counted by the tasks that were asked about, also where nobody waits for them any more.
        let handle = |key: &TaskKey| self.entry(*key).map(|entry| Arc::clone(&entry.handle));
        let handles: Vec<Option<Arc<TaskHandle>>> = keys.iter().map(handle).collect();
        let mut results = assign(&handles, results).into_iter();
        self.judge_all(now, keys, || results.next())
    }

    /// Judges the answers of one call. For the schedule, it is one look of which only the first task speaks for the service.
    pub(super) fn judge_all(
        &mut self,
        now: Duration,
        keys: &[TaskKey],
        mut next: impl FnMut() -> Option<Result<Task, LookError>>,
    ) -> Option<Duration> {
        let mut pause = None;
        for key in keys {
            match next() {
                Some(result) => pause = self.judge(now, *key, result).max(pause),
                None => self.step(now, News::Dropped(*key)),
            }
        }
        pause
    }

    /// Takes the answer about one task.
    fn judge(&mut self, now: Duration, key: TaskKey, result: Result<Task, LookError>) -> Option<Duration> {
        let pause = result.as_ref().err().and_then(pause);
        let Some(entry) = self.entry_mut(key) else {
            // Nobody waits for it, but it may say something about the service.
            self.step(now, News::of(key, &result));
            return pause.max(pause.map(|_| self.schedule.paused()));
        };
        match entry.judge(result) {
            Judged::LookAgain => {
                self.owed.push_back(key);
                self.stirred = true;
            }
            Judged::Seen(task) if task.is_terminal() => self.end(now, key, *task, News::Ended),
            Judged::Seen(_) => self.step(now, News::Running(key)),
            Judged::Missed(error) => {
                if error.kind() == LookErrorKind::Refused {
                    self.refusal = Some(Arc::clone(&error));
                }
                self.step(now, news_of(key, &error));
            }
        }
        pause.max(pause.map(|_| self.schedule.paused()))
    }

    /// A snapshot from elsewhere.
    pub(super) fn told(&mut self, now: Duration, key: TaskKey, task: Task) {
        if task.is_terminal() {
            self.end(now, key, task, News::Told);
        } else if let Some(entry) = self.entry_mut(key) {
            entry.seen(&task);
        }
    }

    fn end(&mut self, now: Duration, key: TaskKey, task: Task, news: fn(TaskKey, Option<Duration>) -> News) {
        let took = Observation::took(&task);
        self.close(now, key, Ok(task));
        self.step(now, news(key, took));
    }

    /// Tells the schedule what happened. It is not asked for looks here.
    pub(super) fn step(&mut self, now: Duration, news: News) {
        let mut news = news;
        while let Order::End(key, end) = self.schedule.step(now, NO_LOOKS, news) {
            self.ended(now, key, end);
            news = News::None;
        }
        self.stirred = true;
    }

    /// The schedule let go of a task.
    pub(super) fn ended(&mut self, now: Duration, key: TaskKey, end: End) {
        if let End::GaveUp(reason) = end {
            self.close(now, key, Err(reason));
        }
    }
}

fn news_of(key: TaskKey, error: &LookError) -> News {
    match error.kind() {
        LookErrorKind::Lost | LookErrorKind::TimedOut => News::Lost(key, error.retry_after()),
        LookErrorKind::RateLimited => News::Limited(key, error.retry_after()),
        LookErrorKind::Gone => News::Gone(key),
        LookErrorKind::Refused => News::Refused(key),
    }
}

/// For how long at least everyone has to stay away, not just those who look at this task.
fn pause(error: &LookError) -> Option<Duration> {
    let demanded = error.retry_after().map(|demanded| demanded.min(WaitOptions::MAX_RETRY_AFTER));
    match error.kind() {
        LookErrorKind::RateLimited => Some(demanded.unwrap_or_default()),
        LookErrorKind::Lost | LookErrorKind::TimedOut => demanded,
        LookErrorKind::Gone | LookErrorKind::Refused => None,
    }
}

/// Whoever is told of panics has been told already; here it is a lost look like any other.
const PANICKED: &str = "the source of looks panicked";

const NO_LOOKS: Supply = Supply { ready: 0, next: Duration::ZERO };

//! What was saved of a task's results, and what was not.

use super::error::{DownloadError, FetchError};
use super::target::{Saved, Target};
use crate::outcome::Completed;

/// Collects the outcomes of a task's results, in order.
#[derive(Debug)]
pub(crate) struct Report<'a> {
    done: &'a Completed,
    target: &'a Target,
    saved: Vec<Saved>,
    failed: Vec<(usize, FetchError)>,
}

impl<'a> Report<'a> {
    /// For a task of which this was saved by now.
    pub(crate) fn new(done: &'a Completed, target: &'a Target, saved: Vec<Saved>) -> Self {
        Self { done, target, saved, failed: Vec::new() }
    }

    pub(crate) fn add(&mut self, place: usize, outcome: Result<Saved, FetchError>) {
        match outcome {
            Ok(saved) => self.saved.push(saved),
            Err(error) => self.failed.push((place, error)),
        }
    }

    /// All that was saved, or an error that also says what was saved.
    pub(crate) fn finish(mut self) -> Result<Vec<Saved>, Box<DownloadError>> {
        self.saved.sort_by_key(|saved| saved.place);
        let Self { done, target, saved, failed } = self;
        if failed.is_empty() {
            return Ok(saved);
        }
        Err(Box::new(DownloadError {
            handle: done.handle.clone(),
            saved,
            failed,
            expires_at: expires_at(done),
            done: done.clone(),
            target: target.clone(),
        }))
    }
}

/// When the results of a task stop being there, in Unix seconds: as it says, or else 24 hours after it completed.
pub(crate) fn expires_at(done: &Completed) -> Option<i64> {
    let task = &done.task;
    task.expires_at.or_else(|| Some(task.completed_at?.saturating_add(LIFE)))
}

/// How long the service keeps results, in seconds.
pub(crate) const LIFE: i64 = 24 * 60 * 60;

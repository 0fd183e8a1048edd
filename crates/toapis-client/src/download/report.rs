//! What was saved of a task's results, and what was not.

use toapis_types::TaskHandle;

use super::error::{DownloadError, FetchError};
use super::target::Saved;
use crate::error::Error;

/// Collects the outcomes of a task's results, in order.
#[derive(Debug)]
pub(crate) struct Report<'a> {
    handle: &'a TaskHandle,
    saved: Vec<Saved>,
    failed: Vec<(usize, FetchError)>,
}

impl<'a> Report<'a> {
    pub(crate) fn new(handle: &'a TaskHandle) -> Self {
        Self { handle, saved: Vec::new(), failed: Vec::new() }
    }

    pub(crate) fn add(&mut self, outcome: Result<Saved, FetchError>) {
        match outcome {
            Ok(saved) => self.saved.push(saved),
            Err(error) => self.failed.push((self.saved.len() + self.failed.len() + 1, error)),
        }
    }

    /// All that was saved, or an error that also says what was saved.
    pub(crate) fn finish(self) -> Result<Vec<Saved>, Error> {
        if self.failed.is_empty() {
            return Ok(self.saved);
        }
        let Self { handle, saved, failed } = self;
        Err(Box::new(DownloadError { handle: handle.clone(), saved, failed }).into())
    }
}

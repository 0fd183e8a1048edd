//! Tasks seen and moved from outside: the admin API and the Rust API.

use serde_json::{Value, json};

use super::World;
use super::describe::describe;
use super::task::{Failure, Task};

/// A step of a task by hand.
#[derive(Clone, Debug)]
pub(crate) enum Move {
    Wait { progress: u8 },
    Run { progress: u8 },
    Complete,
    Fail { code: String, message: String },
}

impl Move {
    pub(crate) fn fail(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Fail { code: code.into(), message: message.into() }
    }
}

/// Why a task cannot be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MoveError {
    /// No task has this id.
    #[error("there is no such task")]
    NoSuchTask,
    /// What has ended stays as it is.
    #[error("the task has ended, and stays as it is")]
    HasEnded,
}

impl World {
    /// Moves a task, by its id or business id. From then on only a hand moves it.
    pub(crate) fn move_task(&self, id: &str, step: Move) -> Result<(), MoveError> {
        self.catch_up();
        let now = self.clock.now();
        let mut guard = self.state();
        let state = &mut *guard;
        let task = state.tasks.of_anyone(id).ok_or(MoveError::NoSuchTask)?;
        if task.ended.is_some() {
            return Err(MoveError::HasEnded);
        }
        let id = task.id.clone();
        let failure = match step {
            Move::Wait { progress } => {
                state.tasks.put(&id, false, progress);
                return Ok(());
            }
            Move::Run { progress } => {
                state.tasks.put(&id, true, progress);
                return Ok(());
            }
            Move::Complete => None,
            Move::Fail { code, message } => Some(Failure { code, message }),
        };
        state.tasks.end_by_hand(&id, failure, now);
        self.report_end(state, &id);
        Ok(())
    }

    /// How many tasks there are, and some of them, the newest first.
    pub(crate) fn newest_tasks(&self, offset: usize, limit: usize) -> (usize, Vec<Value>) {
        let state = self.state();
        let shown = state.tasks.newest().skip(offset).take(limit).map(|task| self.report(task, false));
        (state.tasks.len(), shown.collect())
    }

    /// One task with its request, by its id or business id.
    pub(crate) fn task_report(&self, id: &str) -> Option<Value> {
        let state = self.state();
        state.tasks.of_anyone(id).map(|task| self.report(task, true))
    }

    /// What the admin API shows of a task: its answer, and what only the emulator knows.
    fn report(&self, task: &Task, in_full: bool) -> Value {
        let mut shown = json!({
            "answer": describe(task, self.clock.now(), &self.files_url),
            "making": task.making,
            "prompt": task.asked().prompt(),
            "user": task.user,
            "credits": task.credits,
            "reads": task.reads,
            "lifecycle": task.life.to_string(),
        });
        if in_full {
            shown["request"] = task.body.clone();
            shown["source"] = json!(task.source);
        }
        shown
    }
}

//! Ends that came before anyone asked for them.

use std::collections::VecDeque;

use toapis_types::{Task, TaskHandle};

use super::looks::is_about;

/// A webhook may be faster than the answer of the create call: what it told is held until the task is taken on.
#[derive(Debug, Default)]
pub(super) struct Early {
    /// The oldest first.
    tasks: VecDeque<Task>,
}

impl Early {
    pub(super) fn hold(&mut self, task: &Task) {
        self.tasks.retain(|held| held.id != task.id);
        if self.tasks.len() == MOST {
            self.tasks.pop_front();
        }
        self.tasks.push_back(task.clone());
    }

    pub(super) fn take(&mut self, handle: &TaskHandle) -> Option<Task> {
        let place = self.tasks.iter().position(|task| is_about(task, handle))?;
        self.tasks.remove(place)
    }
}

/// So many are held; with more, the oldest is forgotten, and its task is looked at as if nothing had come.
const MOST: usize = 1_000;

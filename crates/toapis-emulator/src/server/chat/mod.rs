//! The calls that make text: `POST /v1/chat/completions`, `/v1/messages` and `/v1/responses`.
//!
//! From the wire inwards: [`mod@routes`] takes the calls; [`completions`], [`messages`] and [`responses`] each read one kind
//! of body with [`fields`] and [`turns`] and write one kind of answer, whole or as [`sse`]; [`reply`] makes the words for
//! all three. The answers are code, not a model: they say so, and are the same for the same seed, model and messages.

mod catalog;
mod completions;
mod envelope;
mod fields;
mod messages;
mod problem;
mod reply;
mod responses;
mod routes;
mod sse;
#[cfg(test)]
mod tests;
mod tokens;
mod tools;
mod turns;

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::state::Random;

pub(crate) use catalog::{Endpoint, text_models};
pub(crate) use envelope::messages_dialect;
pub(crate) use problem::Problem;
pub(crate) use routes::{ChatState, routes};

/// How many answers of the Responses call can be continued: the latest ones.
const REMEMBERED: usize = 1024;

/// What a call may know besides its body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call<'a> {
    /// The time since 1970, by the emulator's clock.
    pub(crate) now: Duration,
    /// Whether it takes what is not documented but usual: roles, blocks, tools and models of other calls.
    pub(crate) loose: bool,
    /// What lasts from call to call.
    pub(crate) desk: &'a Desk,
}

/// What the calls that make text share and remember.
#[derive(Debug)]
pub(crate) struct Desk {
    memory: Mutex<Memory>,
}

/// What a desk remembers, for a snapshot.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Memory {
    seed: u64,
    random: Random,
    conversations: VecDeque<(String, Conversation)>,
}

/// What is kept of a conversation that may be continued with `previous_response_id`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Conversation {
    /// Its tokens, questions and answers.
    tokens: usize,
    /// How many of its messages were the user's.
    asked: usize,
}

impl Desk {
    /// A desk whose words and ids follow from a seed.
    pub(crate) fn new(seed: u64) -> Self {
        // Not the numbers that tasks and keys are made of.
        let random = Random::new(Some(seed ^ 0x6368_6174));
        Self { memory: Mutex::new(Memory { seed, random, conversations: VecDeque::new() }) }
    }

    /// What it remembers.
    pub(crate) fn state(&self) -> Memory {
        self.memory().clone()
    }

    /// Goes back to what it remembered.
    pub(crate) fn restore(&self, memory: Memory) {
        *self.memory() = memory;
    }

    /// What its words follow from.
    fn seed(&self) -> u64 {
        self.memory().seed
    }

    /// A fresh id with this prefix.
    fn id(&self, prefix: &str) -> String {
        format!("{prefix}{}", self.memory().random.secret(24))
    }

    fn remember(&self, response_id: &str, conversation: Conversation) {
        let conversations = &mut self.memory().conversations;
        if conversations.len() == REMEMBERED {
            conversations.pop_front();
        }
        conversations.push_back((response_id.to_owned(), conversation));
    }

    fn conversation(&self, response_id: &str) -> Option<Conversation> {
        let memory = self.memory();
        memory.conversations.iter().find(|(id, _)| id == response_id).map(|(_, conversation)| *conversation)
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        // A panic elsewhere leaves nothing half done here.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod desk_tests {
    use super::*;

    #[test]
    fn ids_differ_and_follow_from_the_seed() {
        let (one, same) = (Desk::new(3), Desk::new(3));
        let id = one.id("x-");
        assert_eq!(id, same.id("x-"));
        assert_ne!(id, one.id("x-"));
        assert_eq!(id.len(), 26);
    }

    #[test]
    fn the_latest_conversations_are_remembered() {
        let desk = Desk::new(1);
        for index in 0..=REMEMBERED {
            desk.remember(&format!("resp_{index}"), Conversation { tokens: index, asked: 1 });
        }
        assert_eq!(desk.conversation("resp_0"), None);
        assert_eq!(desk.conversation("resp_1").map(|found| found.tokens), Some(1));
        assert_eq!(desk.conversation("resp_1024").map(|found| found.tokens), Some(1024));
    }
}

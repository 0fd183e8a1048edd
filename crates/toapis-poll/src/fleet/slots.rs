//! Where the tasks of a schedule are kept: one small record each, linked into queues.

use super::micros::Micros;
use crate::durations::Class;

/// Finds a task of one schedule. It stays good for this task only: when the place is used again, it is no longer valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TaskKey {
    pub(super) place: u32,
    pub(super) turn: u32,
}

impl TaskKey {
    /// A number from zero on, smaller than the most tasks there ever were at once: an index for your own table.
    pub fn index(self) -> usize {
        self.place as usize
    }
}

/// What a schedule knows of one task.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "none of them follows from the others")]
pub(super) struct Slot {
    pub(super) turn: u32,
    /// Neighbours in the queue, or the next free place.
    pub(super) before: u32,
    pub(super) after: u32,
    pub(super) looks: u32,
    pub(super) born: Micros,
    /// When it was last known to be running.
    pub(super) seen: Micros,
    /// When it was last asked about, or could first have been.
    pub(super) asked: Micros,
    pub(super) class: Class,
    pub(super) lost: u8,
    pub(super) gone: u8,
    pub(super) state: State,
    pub(super) age_known: bool,
    /// Whether its ages are counted from its submission, so that something can be learned from it.
    pub(super) tells: bool,
    /// Whether it is looked at by a query that asks about another task in the first place.
    pub(super) rides: bool,
    /// Whether its look began with a key that was replaced since.
    pub(super) old_key: bool,
    /// The queue that it is in, when it is in one.
    pub(super) queue: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Free,
    /// In a queue.
    Queued,
    /// Out of the queues until a moment of its own, after a look that told nothing.
    Resting,
    /// A look is under way.
    Looking,
    /// A look is under way, and nobody cares for its answer any more.
    Leaving,
}

/// A growing table with a list of free places.
#[derive(Debug)]
pub(super) struct Slots {
    slots: Vec<Slot>,
    free: u32,
}

impl Slots {
    pub(super) fn new() -> Self {
        Self { slots: Vec::new(), free: NOWHERE }
    }

    pub(super) fn insert(&mut self, mut slot: Slot) -> TaskKey {
        if self.free == NOWHERE {
            let place = u32::try_from(self.slots.len()).unwrap_or(NOWHERE);
            slot.turn = 0;
            self.slots.push(slot);
            return TaskKey { place, turn: 0 };
        }
        let place = self.free;
        let old = &mut self.slots[place as usize];
        self.free = old.after;
        slot.turn = old.turn;
        *old = slot;
        TaskKey { place, turn: slot.turn }
    }

    pub(super) fn remove(&mut self, place: u32) {
        let slot = &mut self.slots[place as usize];
        slot.turn = slot.turn.wrapping_add(1);
        slot.state = State::Free;
        slot.after = self.free;
        self.free = place;
    }

    /// The slot, while the key is good.
    pub(super) fn get(&self, key: TaskKey) -> Option<&Slot> {
        let slot = self.slots.get(key.place as usize)?;
        (slot.turn == key.turn && slot.state != State::Free).then_some(slot)
    }

    /// Whether the task is still waited for.
    pub(super) fn is_live(&self, key: TaskKey) -> bool {
        self.get(key).is_some_and(|slot| slot.state != State::Leaving)
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Slot> {
        self.slots.iter_mut()
    }

    pub(super) fn at(&self, place: u32) -> &Slot {
        &self.slots[place as usize]
    }

    pub(super) fn at_mut(&mut self, place: u32) -> &mut Slot {
        &mut self.slots[place as usize]
    }

    pub(super) fn key(&self, place: u32) -> TaskKey {
        TaskKey { place, turn: self.slots[place as usize].turn }
    }
}

/// No place.
pub(super) const NOWHERE: u32 = u32::MAX;

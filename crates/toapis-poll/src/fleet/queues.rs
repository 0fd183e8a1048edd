//! Tasks in the order of their urgency, without sorting them.
//!
//! Two tasks of one model that were last seen at about the same age differ only in how long ago that was: the one that
//! was seen earlier is the likelier to have finished. So each model has a queue for every fifth of an age, in the order
//! of the looks, and only the heads of the queues need to be compared. How many queues there are does not depend on how
//! many tasks there are.

use toapis_types::TaskKind;

use super::micros::{Micros, micros, secs};
use super::slots::{NOWHERE, Slots, State};
use crate::durations::{Class, Durations};

/// What one look over the heads shows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Survey {
    /// The task with the most at stake among those that are due, and how much that is, in seconds.
    pub(super) best: Option<(u32, f64)>,
    /// The task that was not seen for the longest time among those that are due, and since when.
    pub(super) oldest: Option<(u32, Micros)>,
    /// When the next one is due of those that are not.
    pub(super) next: Option<Micros>,
    /// One that is not due, and that may go ahead of the others, who learn from it.
    pub(super) scout: Option<u32>,
}

/// When to look: what a look costs, and the bounds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms {
    /// In seconds of waiting.
    pub(super) price: f64,
    pub(super) floor: Micros,
    pub(super) stale: Micros,
}

#[derive(Debug)]
pub(super) struct Queues {
    lines: Vec<Queue>,
    /// Those that are not empty, in no order.
    busy: Vec<u16>,
    groups: Vec<Group>,
}

/// All tasks of one class that are in a queue.
#[derive(Clone, Copy, Debug)]
struct Group {
    count: u32,
    /// No scout before.
    scout_from: Micros,
}

#[derive(Clone, Copy, Debug)]
struct Queue {
    head: u32,
    tail: u32,
    /// Where it stands among the busy ones.
    rank: u16,
    /// When the head is due, and what that was worked out for.
    due: Micros,
    due_for: (u32, u32, u32, u32, u64),
}

impl Queues {
    pub(super) fn new() -> Self {
        Self { lines: Vec::new(), busy: Vec::new(), groups: Vec::new() }
    }

    /// At the end of its queue: it was just added, or just seen.
    pub(super) fn push(&mut self, slots: &mut Slots, place: u32, now: Micros) {
        let number = self.number(slots, place, now);
        let tail = self.lines[usize::from(number)].tail;
        self.link(slots, place, number, tail, NOWHERE);
    }

    /// Near the front of its queue: it was seen longer ago than most there, and a look at it told nothing.
    pub(super) fn push_front(&mut self, slots: &mut Slots, place: u32, now: Micros) {
        let number = self.number(slots, place, now);
        let seen = slots.at(place).seen;
        let (mut before, mut after) = (NOWHERE, self.lines[usize::from(number)].head);
        for _ in 0..NEAR {
            if after == NOWHERE || slots.at(after).seen >= seen {
                break;
            }
            (before, after) = (after, slots.at(after).after);
        }
        self.link(slots, place, number, before, after);
    }

    pub(super) fn remove(&mut self, slots: &mut Slots, place: u32) {
        let slot = *slots.at(place);
        self.groups[number_of(slot.class)].count -= 1;
        let queue = &mut self.lines[usize::from(slot.queue)];
        match slot.before {
            NOWHERE => queue.head = slot.after,
            before => slots.at_mut(before).after = slot.after,
        }
        match slot.after {
            NOWHERE => queue.tail = slot.before,
            after => slots.at_mut(after).before = slot.before,
        }
        if queue.head == NOWHERE {
            let rank = usize::from(queue.rank);
            self.busy.swap_remove(rank);
            if let Some(moved) = self.busy.get(rank) {
                self.lines[usize::from(*moved)].rank = u16::try_from(rank).unwrap_or(u16::MAX);
            }
        }
    }

    /// Compares the heads.
    pub(super) fn survey(
        &mut self,
        slots: &Slots,
        durations: &Durations,
        terms: Terms,
        now: Micros,
    ) -> Survey {
        let mut survey = Survey { best: None, oldest: None, next: None, scout: None };
        for number in &self.busy {
            let queue = &mut self.lines[usize::from(*number)];
            let place = queue.head;
            let slot = slots.at(place);
            let (curve, version) = durations.curve_of(slot.class);
            let seen = secs(slot.seen - slot.born);
            // The looks are part of it: a task may come back to the head of the same queue after it was seen again.
            let wanted = (place, slot.turn, slot.looks, version, terms.price.to_bits());
            if queue.due_for != wanted {
                queue.due_for = wanted;
                queue.due = if slot.age_known {
                    let due = slot.born.saturating_add(micros(curve.due_after(seen, terms.price)));
                    due.min(slot.seen.saturating_add(terms.stale)).max(slot.asked.saturating_add(terms.floor))
                } else {
                    slot.asked
                };
            }
            if queue.due > now {
                survey.later(queue.due);
                // Asked last, and only where it matters, for it costs the most.
                let is_thin = |at: Micros| durations.is_thin(slot.class, secs(at - slot.born));
                let group = self.groups[number_of(slot.class)];
                let at = group.scout_from.max(slot.asked.saturating_add(terms.floor)).max(now);
                let matters =
                    survey.best.is_none() && (at <= now || survey.next.is_none_or(|next| at < next));
                let may_go = group.count >= FEWEST_WITH_SCOUTS && slot.tells && at < queue.due;
                if matters && may_go && is_thin(at) {
                    if at > now {
                        survey.later(at);
                    } else {
                        survey.scout = Some(place);
                    }
                }
                continue;
            }
            let stake =
                if slot.age_known { curve.stake_between(seen, secs(now - slot.born)) } else { f64::INFINITY };
            if survey.best.is_none_or(|(_, most)| stake > most) {
                survey.best = Some((place, stake));
            }
            if survey.oldest.is_none_or(|(_, since)| slot.seen < since) {
                survey.oldest = Some((place, slot.seen));
            }
        }
        survey
    }

    /// The task goes ahead of the others of its class. The next one waits for a share of its age: a smaller one where there
    /// are many, for whom it pays to know.
    pub(super) fn send_scout(&mut self, slots: &Slots, place: u32, now: Micros) {
        let slot = slots.at(place);
        let group = &mut self.groups[number_of(slot.class)];
        let share = SCOUT_EVERY * (MANY / f64::from(group.count.max(1))).max(1.0);
        group.scout_from = now.saturating_add(micros(secs(now - slot.born) * share));
    }

    /// The task with the most at stake of all those whose floor has passed, due or not.
    pub(super) fn likeliest(
        &self,
        slots: &Slots,
        durations: &Durations,
        terms: Terms,
        now: Micros,
    ) -> Option<u32> {
        let mut best: Option<(u32, f64)> = None;
        for number in &self.busy {
            let place = self.lines[usize::from(*number)].head;
            let slot = slots.at(place);
            if slot.asked.saturating_add(terms.floor) > now {
                continue;
            }
            let curve = durations.curve_of(slot.class).0;
            let stake = curve.stake_between(secs(slot.seen - slot.born), secs(now - slot.born));
            if best.is_none_or(|(_, most)| stake > most) {
                best = Some((place, stake));
            }
        }
        best.map(|(place, _)| place)
    }

    fn link(&mut self, slots: &mut Slots, place: u32, number: u16, before: u32, after: u32) {
        let queue = &mut self.lines[usize::from(number)];
        if queue.head == NOWHERE {
            queue.rank = u16::try_from(self.busy.len()).unwrap_or(u16::MAX);
            self.busy.push(number);
        }
        match before {
            NOWHERE => queue.head = place,
            before => slots.at_mut(before).after = place,
        }
        match after {
            NOWHERE => queue.tail = place,
            after => slots.at_mut(after).before = place,
        }
        let slot = slots.at_mut(place);
        self.groups[number_of(slot.class)].count += 1;
        (slot.before, slot.after, slot.queue, slot.state) = (before, after, number, State::Queued);
    }

    /// The number of the queue that the task belongs to. One that was never seen, and was not new when it was added, is
    /// told apart, for it is likelier to have finished than one that is new. Those whose age nobody knows, which are due at
    /// any time, have a queue of their own.
    fn number(&mut self, slots: &Slots, place: u32, now: Micros) -> u16 {
        let slot = slots.at(place);
        let (bank, age) = if !slot.age_known {
            (1, None)
        } else if slot.seen == slot.born {
            let age = now - slot.born;
            if age < NEW { (0, Some(0)) } else { (1, Some(age)) }
        } else {
            (0, Some(slot.seen - slot.born))
        };
        let class = number_of(slot.class);
        let number = (class * 2 + bank) * PER_BANK + age.map_or(PER_BANK - 1, step);
        if number >= self.lines.len() {
            self.lines.resize((class + 1) * 2 * PER_BANK, Queue::EMPTY);
            self.groups.resize(class + 1, Group { count: 0, scout_from: 0 });
        }
        u16::try_from(number).unwrap_or(u16::MAX)
    }
}

impl Survey {
    fn later(&mut self, at: Micros) {
        self.next = Some(self.next.map_or(at, |next| next.min(at)));
    }
}

impl Queue {
    const EMPTY: Self =
        Self { head: NOWHERE, tail: NOWHERE, rank: 0, due: 0, due_for: (NOWHERE, 0, 0, 0, 0) };
}

fn number_of(class: Class) -> usize {
    match class {
        Class(TaskKind::Image, None) => 0,
        Class(TaskKind::Video, None) => 1,
        Class(_, Some(own)) => usize::from(own) + 2,
    }
}

/// Four steps an octave, from one second to 18 hours. The last one of the bank is left out.
fn step(age: Micros) -> usize {
    let seconds = secs(age).clamp(0.0, 65_000.0);
    let bits = (seconds + 1.0).to_bits();
    // The exponent and the first two bits of the fraction.
    let steps = (bits >> 50).saturating_sub(1023 << 2);
    usize::try_from(steps).unwrap_or(usize::MAX).min(PER_BANK - 2)
}

/// The next scout goes this share of the age later, where at least `MANY` of its class are waiting, and later in proportion
/// where there are fewer. Some hundred scouts explore everything from seconds to minutes, once for each model.
const SCOUT_EVERY: f64 = 0.03;
const MANY: f64 = 400.0;

/// Fewer learn as they go.
const FEWEST_WITH_SCOUTS: u32 = 20;

const PER_BANK: usize = 64;

/// Younger than this when it is added, a task is new.
const NEW: Micros = 1_000_000;

/// How far from the front a place is searched for.
const NEAR: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_grow_with_the_age_and_stay_in_the_bank() {
        let mut last = 0;
        for age in [0, 1, 500_000, 5_000_000, 6_000_000, 60_000_000, 3_600_000_000, i64::MAX] {
            assert!(step(age) >= last && step(age) < PER_BANK, "{age}");
            last = step(age);
        }
        assert_eq!((step(-5), step(0)), (0, 0));
        assert!(step(20_000_000) < step(25_000_000));
    }
}

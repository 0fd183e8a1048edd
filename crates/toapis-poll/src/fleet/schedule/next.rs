//! What to do next.

use std::cmp::Reverse;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use super::super::micros::{Micros, length, whole};
use super::super::news::Supply;
use super::super::order::{End, Order};
use super::super::queues::Survey;
use super::super::slots::{State, TaskKey};
use super::Schedule;
use crate::wait::Reason;

impl Schedule {
    /// What to do now.
    pub(super) fn next(&mut self, now: Micros, supply: Supply) -> Order {
        self.expire(now);
        if let Some((key, end)) = self.ended.pop_front() {
            return Order::End(key, end);
        }
        let deadline = self.deadlines.front().map(|(at, _)| (*at).max(self.grace));
        let until = |at: Option<Micros>| match (at, deadline) {
            (Some(at), Some(deadline)) => Order::Sleep(length(at.min(deadline).saturating_sub(now))),
            (Some(at), None) | (None, Some(at)) => Order::Sleep(length(at.saturating_sub(now))),
            (None, None) => Order::Idle,
        };
        if self.service.is_refused() {
            return if deadline.is_some() { until(None) } else { Order::Refused };
        }
        if self.in_flight >= self.service.window() {
            return until(None);
        }
        let paused = self.service.paused();
        if now < paused {
            return if self.waiting > self.looking { until(Some(paused)) } else { until(None) };
        }
        let woken = self.wake_resting(now);
        let durations = Arc::clone(&self.durations);
        let durations = durations.lock().unwrap_or_else(PoisonError::into_inner);
        let Survey { best, oldest, next, scout } =
            self.queues.survey(&self.slots, &durations, self.terms(), now);
        if supply.ready == 0 && (best.is_some() || scout.is_some()) {
            return until(Some(now.saturating_add(whole(supply.next.max(SHORTEST_SLEEP)))));
        }
        let Some((place, stake)) = best else {
            // A scout takes nothing from anybody: it goes when nobody is due.
            if let Some(place) = scout {
                self.queues.send_scout(&self.slots, place, now);
                return Order::Look(self.begin_look(place, now, false));
            }
            return until(match (next, woken) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            });
        };
        let too_long = whole(self.options.stale_after);
        let place = match oldest {
            Some((old, since)) if self.turn == 0 && now.saturating_sub(since) >= too_long => old,
            _ => place,
        };
        self.turn = (self.turn + 1) % 4;
        if stake.is_finite() {
            self.price = stake;
        }
        Order::Look(self.begin_look(place, now, false))
    }

    pub(super) fn begin_look(&mut self, place: u32, now: Micros, rides: bool) -> TaskKey {
        // One that rests is in no queue, and is passed over when its rest is over.
        if self.slots.at(place).state == State::Queued {
            self.queues.remove(&mut self.slots, place);
        }
        let slot = self.slots.at_mut(place);
        slot.state = State::Looking;
        (slot.asked, slot.rides, slot.old_key) = (now, rides, false);
        slot.looks = slot.looks.saturating_add(1);
        self.looking += 1;
        self.in_flight += u32::from(!rides);
        // Until it is known that others ride along.
        self.together = if rides { self.together } else { 1 };
        self.slots.key(place)
    }

    /// Puts those whose rest is over back into the queues. Says when the next one's is.
    fn wake_resting(&mut self, now: Micros) -> Option<Micros> {
        while let Some(Reverse((at, key))) = self.resting.peek().copied() {
            let resting = self.slots.get(key).is_some_and(|slot| slot.state == State::Resting);
            if resting && at > now {
                return Some(at);
            }
            self.resting.pop();
            if resting {
                self.queues.push_front(&mut self.slots, key.place, now);
            }
        }
        None
    }

    fn expire(&mut self, now: Micros) {
        while let Some((at, key)) = self.deadlines.front().copied() {
            let valid = self.slots.is_live(key);
            if valid && at.max(self.grace) > now {
                return;
            }
            self.deadlines.pop_front();
            if valid {
                self.remove(key);
                self.ended.push_back((key, End::GaveUp(Reason::Deadline)));
            }
        }
    }
}

/// Keeps a driver from spinning when a budget says "none, and the next one now".
const SHORTEST_SLEEP: Duration = Duration::from_millis(1);

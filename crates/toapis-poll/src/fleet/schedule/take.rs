//! What is made of the news.

use std::cmp::Reverse;
use std::time::Duration;

use super::super::micros::{Micros, length, whole};
use super::super::news::News;
use super::super::order::End;
use super::super::service::LONGEST_PAUSE;
use super::super::slots::{Slot, State, TaskKey};
use super::{SLACK, Schedule};
use crate::durations::Observation;
use crate::options::WaitOptions;
use crate::wait::Reason;

impl Schedule {
    /// Takes one piece of news.
    pub(super) fn take(&mut self, now: Micros, news: News) {
        let Some(key) = news.key() else { return };
        let Some(slot) = self.slots.get(key) else { return };
        let Slot { state, rides, old_key, asked, .. } = *slot;
        let is_looked_at = matches!(state, State::Looking | State::Leaving);
        let is_answer = is_looked_at && !matches!(news, News::Told(..));
        if is_answer && !rides {
            self.in_flight -= 1;
        }
        // What one query brought is said once, however many tasks it asked about.
        if is_answer && !rides && !(old_key && matches!(news, News::Refused(_))) {
            self.service.judge(now, &news, asked, &mut self.random);
        }
        if state == State::Leaving {
            if is_answer {
                self.slots.remove(key.place);
            }
            return;
        }
        if is_answer {
            // In no queue, and its look is over.
            self.looking -= 1;
            self.slots.at_mut(key.place).state = State::Resting;
        }
        match news {
            News::Ended(_, took) | News::Told(_, took) => {
                self.ended(key, now, took);
                self.finish(key, End::Done);
            }
            News::Running(_) if is_answer => {
                self.ran(key, now);
                let slot = self.slots.at_mut(key.place);
                if !slot.age_known {
                    // From now on it is at least as old as it has been watched.
                    (slot.age_known, slot.born) = (true, slot.seen);
                }
                (slot.seen, slot.asked, slot.lost, slot.gone) = (now, now, 0, 0);
                self.queues.push(&mut self.slots, key.place, now);
            }
            News::Gone(_) if is_answer => {
                let slot = self.slots.at_mut(key.place);
                slot.gone = slot.gone.saturating_add(1);
                slot.lost = 0;
                if u32::from(slot.gone) > self.options.tolerate_gone {
                    return self.finish(key, End::GaveUp(Reason::Gone));
                }
                self.rest(key, now, self.options.floor);
            }
            News::Lost(_, retry_after) if is_answer => self.lost(key, now, retry_after),
            News::Limited(..) | News::Refused(_) | News::Dropped(_) if is_answer => {
                self.rest(key, now, self.options.floor);
            }
            _ => {}
        }
    }

    fn lost(&mut self, key: TaskKey, now: Micros, retry_after: Option<Duration>) {
        // In an outage the task is not to blame, and it is the fleet that rests longer and longer.
        let outage = self.service.is_outage();
        let slot = self.slots.at_mut(key.place);
        if !outage {
            slot.lost = slot.lost.saturating_add(1);
            if u32::from(slot.lost) > self.options.tolerate_lost {
                return self.finish(key, End::GaveUp(Reason::LostTooOften));
            }
        }
        let times = u32::from(slot.lost);
        let ceiling = LONGEST_PAUSE.max(self.options.floor);
        let factor = 2_u32.checked_pow(times).unwrap_or(u32::MAX);
        let most = self.options.floor.saturating_mul(factor).min(ceiling);
        let rest = self.random.between(self.options.floor, most);
        let demanded = retry_after.unwrap_or_default().min(WaitOptions::MAX_RETRY_AFTER);
        self.rest(key, now, rest.max(demanded));
    }

    fn rest(&mut self, key: TaskKey, now: Micros, rest: Duration) {
        let slot = self.slots.at_mut(key.place);
        (slot.asked, slot.state) = (now, State::Resting);
        if self.resting.len() > 2 * self.waiting + SLACK {
            let slots = &self.slots;
            self.resting.retain(|Reverse((_, key))| slots.is_live(*key));
        }
        self.resting.push(Reverse((now.saturating_add(whole(rest)), key)));
    }

    /// Tells the durations what a look at a running task showed.
    fn ran(&mut self, key: TaskKey, now: Micros) {
        let Some(slot) = self.slots.get(key).copied() else { return };
        self.tell(slot, Observation::Running(length(slot.seen - slot.born), length(now - slot.born)));
    }

    /// Tells the durations that the task ended, after the time it took where that is known.
    fn ended(&mut self, key: TaskKey, now: Micros, took: Option<Duration>) {
        let Some(slot) = self.slots.get(key).copied() else { return };
        let (seen, age) = (length(slot.seen - slot.born), length(now - slot.born));
        self.tell(slot, Observation::ended(took, seen, age));
    }

    fn tell(&self, slot: Slot, observation: Observation) {
        if slot.tells {
            self.lock().observe_class(slot.class, observation);
        }
    }

    fn finish(&mut self, key: TaskKey, end: End) {
        if self.remove(key) {
            self.ended.push_back((key, end));
        }
    }
}

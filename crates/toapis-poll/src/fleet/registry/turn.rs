//! What a driver is to do now.

use std::sync::Arc;
use std::time::Duration;

use super::Registry;
use crate::fleet::looks::{About, Keys, Look, LookId};
use crate::fleet::news::{News, Supply};
use crate::fleet::order::Order;
use crate::fleet::slots::TaskKey;
use crate::look_error::LookError;
use crate::wait::Reason;

/// What a driver does next.
#[derive(Debug)]
pub(in crate::fleet) enum Turn {
    /// Look, with the query that the supply said is there, and take another turn.
    Look(Look),
    /// Stop waiting for the answer of this look, and take another turn.
    BreakOff(LookId),
    /// Nothing, for this long or until something happens.
    Rest(Option<Duration>),
}

impl Registry {
    /// What to do now. With supply, a look is taken to have been paid for.
    pub(in crate::fleet) fn turn(&mut self, now: Duration, supply: Supply) -> Turn {
        self.stirred = false;
        if let Some((id, keys)) = self.looks.overdue(now, self.options.look_timeout) {
            let limit = self.options.look_timeout;
            self.judge_all(now, keys.as_slice(), || Some(Err(LookError::timed_out(limit))));
            return Turn::BreakOff(id);
        }
        if self.schedule.is_refused() && !self.options.hold_when_refused {
            self.refuse_all(now);
        }
        self.forgive_oversleeping(now);
        while let Some((id, _)) = self.watches.overdue(now) {
            self.give_up(now, id, Reason::Deadline);
        }
        if let Some(look) = self.owed_look(now, supply) {
            return Turn::Look(look);
        }
        loop {
            let rest = match self.schedule.step(now, supply, News::None) {
                Order::Look(key) => match self.begin(now, key) {
                    Some(look) => return Turn::Look(look),
                    None => continue,
                },
                Order::End(key, end) => {
                    self.ended(now, key, end);
                    continue;
                }
                Order::Sleep(rest) => Some(rest),
                Order::Idle | Order::Refused => None,
            };
            let deadline = self.watches.first_deadline().map(|at| at.saturating_sub(now));
            let owed = (!self.owed.is_empty() && supply.ready == 0).then_some(supply.next.max(SHORTEST_REST));
            let owed = owed.or_else(|| {
                Some(self.schedule.paused()).filter(|pause| !self.owed.is_empty() && !pause.is_zero())
            });
            self.stirred = false;
            let rest = [rest, deadline, owed].into_iter().flatten().min();
            self.promised = rest.map(|rest| now.saturating_add(rest));
            return Turn::Rest(rest);
        }
    }

    /// When the first look under way has taken as long as it may.
    pub(in crate::fleet) fn first_end_of_a_look(&self) -> Option<Duration> {
        self.looks.first_end(self.options.look_timeout)
    }

    /// Gives up all looks when no task is left to look at. Whether there were any.
    pub(in crate::fleet) fn drop_looks_when_idle(&mut self, now: Duration) -> bool {
        if self.live > 0 || self.looks.len() == 0 {
            return false;
        }
        let dropped: Vec<Keys> = self.looks.clear().collect();
        for key in dropped.iter().flat_map(Keys::as_slice) {
            self.step(now, News::Dropped(*key));
        }
        true
    }

    /// What the schedule asked for; `None` when the task is not there any more.
    fn begin(&mut self, now: Duration, key: TaskKey) -> Option<Look> {
        if self.entry(key).is_none() {
            self.step(now, News::Dropped(key));
            return None;
        }
        let mut keys = vec![key];
        if self.batch {
            self.schedule.more(now, MOST_IN_A_BATCH, &mut keys);
        }
        for key in &keys {
            if let Some(entry) = self.entry_mut(*key) {
                entry.looks = entry.looks.saturating_add(1);
            }
        }
        if keys.len() == 1 {
            return self.look_at(now, key);
        }
        let handles = keys.iter().filter_map(|key| self.entry(*key)).map(|entry| (*entry.handle).clone());
        let about = About::Many(handles.collect());
        let id = self.looks.begin(now, Keys::Many(keys));
        Some(Look { id, about, limit: self.options.look_timeout })
    }

    fn look_at(&mut self, now: Duration, key: TaskKey) -> Option<Look> {
        let about = About::One(Arc::clone(&self.entry(key)?.handle));
        let id = self.looks.begin(now, Keys::One(key));
        Some(Look { id, about, limit: self.options.look_timeout })
    }

    fn owed_look(&mut self, now: Duration, supply: Supply) -> Option<Look> {
        if !self.schedule.paused().is_zero() {
            return None;
        }
        let most = usize::try_from(self.options.most_in_flight).unwrap_or(usize::MAX);
        while supply.ready > 0 && self.looks.len() < most {
            let key = self.owed.pop_front()?;
            match self.look_at(now, key) {
                Some(look) => return Some(look),
                None => self.step(now, News::Dropped(key)),
            }
        }
        None
    }

    /// The key is not accepted, and all shall know why.
    fn refuse_all(&mut self, now: Duration) {
        if let Some(refusal) = self.refusal.take() {
            self.tasks.iter_mut().flatten().for_each(|entry| entry.refused_with(&refusal));
        }
        self.give_up_all(now, Reason::Refused);
        self.schedule.resume();
    }

    /// As a single wait does: a machine that was suspended over a deadline has not waited, and looks again for a minute.
    fn forgive_oversleeping(&mut self, now: Duration) {
        if self.promised.take().is_some_and(|promised| now.saturating_sub(promised) > OVERSLEPT) {
            self.watches.put_off(now, now.saturating_add(GRACE));
        }
    }
}

/// As many ids as the documentation mentions for one call.
const MOST_IN_A_BATCH: usize = 100;

/// Nothing but a suspended machine, or a reader who left, is so late.
const OVERSLEPT: Duration = Duration::from_secs(60);

/// How long a machine that was suspended over a deadline goes on.
const GRACE: Duration = Duration::from_secs(60);

/// Keeps a driver from spinning when a budget says "none, and the next one now".
const SHORTEST_REST: Duration = Duration::from_millis(1);

//! Creates of a long list, a bounded number at a time, blocking.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use toapis_poll::budget::Class;
use toapis_poll::fleet::BlockingWatch;
use toapis_types::{TaskHandle, Ticket};

use super::client::Client;
use super::create::PreparedCreate;
use super::fleet::Fleet;
use crate::error::Error;
use crate::fleet::{
    Counts, Flow, Hooks, InFlight, IntoCreate, Lost, Next, Pull, Receipt, Rest, Sealed as _, Stopped,
    forward_hooks, lock,
};
use crate::outcome::{Completed, Submitted};
use crate::recover::{Recovery, RecoveryStep};

/// Creates of a long list and their results, from [`Client::submit_all`](super::Client::submit_all): an iterator over results
/// with the index of their request. See [the async one](crate::fleet::SubmitAll).
///
/// The thread that iterates does everything: it sends a create when one may go out, and looks at tasks in between. So one
/// call is under way at a time, and while nobody iterates nothing happens.
#[must_use = "nothing is sent until it is iterated over"]
pub struct SubmitAll<'a, I> {
    client: Client,
    fleet: Fleet,
    requests: I,
    is_drained: bool,
    flow: Arc<Mutex<Flow>>,
    hooks: Hooks<'a>,
    earlier: VecDeque<InFlight>,
    watches: Vec<(usize, BlockingWatch)>,
    searches: BTreeMap<usize, Search>,
    finished: VecDeque<(usize, Result<Completed, Error>)>,
}

/// A lost create that is looked for.
struct Search {
    lost: Lost,
    recovery: Recovery,
    /// When to look next.
    due: Duration,
}

impl<'a, I> SubmitAll<'a, I>
where
    I: Iterator,
    I::Item: IntoCreate,
{
    pub(crate) fn new(fleet: &Fleet, requests: I) -> Self {
        let client = &fleet.inner.client;
        Self {
            client: client.clone(),
            fleet: fleet.clone(),
            requests,
            is_drained: false,
            flow: Arc::new(Mutex::new(Flow::new(client.inner.shared.most_in_flight))),
            hooks: Hooks::default(),
            earlier: VecDeque::new(),
            watches: Vec::new(),
            searches: BTreeMap::new(),
            finished: VecDeque::new(),
        }
    }

    forward_hooks!();

    /// Does what can be done at once, and gives a request that is over with it; else how long to watch the tasks before
    /// asking again, if it depends on time.
    fn advance(&mut self) -> Result<Option<Outcome>, Option<Duration>> {
        while let Some(earlier) = self.earlier.pop_front() {
            self.take_up_one(earlier);
        }
        if let Some(finished) = self.finished.pop_front() {
            return Ok(Some(finished));
        }
        let now = self.client.inner.time.monotonic();
        let create = self.may_create(now);
        if create == Some(Duration::ZERO) {
            return Ok(self.create_next());
        }
        let first = self.searches.iter().min_by_key(|(_, search)| search.due);
        let search = first.map(|(index, search)| (*index, search.due.saturating_sub(now)));
        match search {
            Some((index, Duration::ZERO)) => Ok(self.search(index)),
            _ => Err(create.into_iter().chain(search.map(|(_, wait)| wait)).min()),
        }
    }

    /// How long until another create may be sent; `None` while that does not depend on time.
    fn may_create(&self, now: Duration) -> Option<Duration> {
        let flow = lock(&self.flow);
        if self.is_drained && flow.held() == 0 {
            return None;
        }
        let moment = match flow.pull() {
            Pull::Now => Duration::ZERO,
            Pull::At(moment) => moment.saturating_sub(now),
            Pull::Full | Pull::Stopped => return None,
        };
        let budget = self.client.inner.shared.sending.creates();
        let is_free = budget.ready(now, Class::Bulk) > 0;
        let turn = if is_free { Duration::ZERO } else { budget.next(now, Class::Bulk).max(SHORTEST_WAIT) };
        Some(moment.max(turn))
    }

    /// Sends the next create. Gives a request that is over with it.
    fn create_next(&mut self) -> Option<Outcome> {
        let kept = lock(&self.flow).take_unsent();
        let (index, draft) = if let Some(kept) = kept {
            kept
        } else {
            let Some(request) = self.requests.next() else {
                self.is_drained = true;
                return None;
            };
            let index = lock(&self.flow).place();
            let inner = &self.client.inner;
            match request.into_unchecked().prepare(&inner.shared, inner.now()) {
                Ok(draft) => (index, draft),
                Err(error) => return Some((index, Err(error))),
            }
        };
        lock(&self.flow).prepared(index, draft.clone());
        let create = PreparedCreate::new(&self.client, draft);
        let (flow, hooks) = (Arc::clone(&self.flow), self.hooks.clone());
        let watch = |ticket: &Ticket| {
            hooks.sending(index, ticket);
            lock(&flow).sending(index, ticket);
        };
        let outcome = create.submit_watched(Some(&watch));
        let now = self.client.inner.time.monotonic();
        let next = lock(&self.flow).created(index, outcome, now);
        self.go_on(index, next)
    }

    /// Looks once for a lost create.
    fn search(&mut self, index: usize) -> Option<Outcome> {
        let search = self.searches.get_mut(&index)?;
        let look = self.client.look_once(&search.recovery.handle(), Duration::MAX);
        match search.recovery.step(look) {
            RecoveryStep::Sleep(pause) => {
                search.due = self.client.inner.time.monotonic().saturating_add(pause);
                None
            }
            RecoveryStep::Done(outcome) => {
                let Search { lost, .. } = self.searches.remove(&index)?;
                let next = lock(&self.flow).recovered(index, lost, *outcome);
                self.go_on(index, next)
            }
        }
    }

    fn go_on(&mut self, index: usize, next: Next) -> Option<Outcome> {
        match next {
            Next::Wait(submitted) => {
                let Submitted { handle, task } = *submitted;
                let news = InFlight::accepted(index, handle.clone());
                if task.is_terminal() {
                    self.finished.push_back((index, Completed::judge(handle, task)));
                } else {
                    self.watch(index, handle);
                }
                // The last thing to be done, for it may panic.
                self.hooks.submitted(&news);
                None
            }
            Next::Recover(lost) => {
                self.look_for(index, *lost);
                None
            }
            Next::Give(error) => Some((index, Err(*error))),
            Next::Kept => None,
        }
    }

    fn watch(&mut self, index: usize, handle: TaskHandle) {
        match self.fleet.watch(handle).into_tasks() {
            Ok(watch) => self.watches.push((index, watch)),
            Err(error) => self.finished.push_back((index, Err(error))),
        }
    }

    fn look_for(&mut self, index: usize, lost: Lost) {
        let recovery = Recovery::new(&lost.ticket);
        let due = self.client.inner.time.monotonic();
        self.searches.insert(index, Search { lost, recovery, due });
    }

    fn take_up_one(&mut self, earlier: InFlight) {
        let InFlight { index, receipt } = earlier;
        match receipt {
            Receipt::Ticket(ticket) => self.look_for(index, Lost { ticket: Box::new(ticket), cause: None }),
            Receipt::Handle(handle) => self.watch(index, handle),
        }
    }
}

impl<I> Iterator for SubmitAll<'_, I>
where
    I: Iterator,
    I::Item: IntoCreate,
{
    type Item = (usize, Result<Completed, Error>);

    /// The next result, in the order in which they come in, with the index of its request. `None` when all have come out;
    /// so it is when creates were [stopped](Self::stopped) and what was sent before has come out.
    fn next(&mut self) -> Option<Self::Item> {
        let (index, outcome) = loop {
            let wake = match self.advance() {
                Ok(Some(outcome)) => break outcome,
                Ok(None) => continue,
                Err(None) if self.watches.is_empty() => return None,
                Err(wake) => wake.unwrap_or(Duration::MAX),
            };
            let ended = self.fleet.inner.tasks.settle_first(&mut self.watches, wake);
            if let Some((index, ended)) = ended {
                let judge = |(handle, task)| Completed::judge(handle, task);
                break (index, ended.map_err(Error::from).and_then(judge));
            }
        };
        lock(&self.flow).given(index);
        Some((index, outcome))
    }
}

impl<I> fmt::Debug for SubmitAll<'_, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SubmitAll")
            .field("client", &self.client)
            .field("counts", &lock(&self.flow).counts())
            .finish_non_exhaustive()
    }
}

type Outcome = (usize, Result<Completed, Error>);

/// A budget that says "none, and the next one now" is not asked for ever.
const SHORTEST_WAIT: Duration = Duration::from_millis(1);

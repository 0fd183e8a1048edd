//! Creates of a long list, a bounded number at a time, async.

use std::collections::VecDeque;
use std::fmt;
use std::future::{IntoFuture as _, poll_fn, ready};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use futures_util::stream::FuturesUnordered;
use toapis_poll::time::SleepFuture;
use toapis_types::Ticket;

use super::flow::{Counts, Flow, Lost, Next, Pull, lock};
use super::hooks::{Hooks, forward_hooks};
use super::in_flight::{InFlight, Receipt};
use super::into_create::{IntoCreate, Sealed as _};
use super::rest::{Rest, Stopped};
use super::watch::Fleet;
use crate::client::Client;
use crate::create::PreparedCreate;
use crate::error::Error;
use crate::outcome::{Completed, Submitted};
use crate::prepared::Draft;

/// Creates of a long list and their results, from [`Client::submit_all`] and [`Fleet::submit_all`]: a [`Stream`], of which [`next`](Self::next) gives one
/// result with the index of its request. See [the module](super) for what it does.
#[must_use = "nothing is sent until it is polled"]
pub struct SubmitAll<'a, I> {
    client: Client,
    fleet: Fleet,
    requests: I,
    is_drained: bool,
    flow: Arc<Mutex<Flow>>,
    hooks: Hooks<'a>,
    work: FuturesUnordered<Work<'a>>,
    earlier: VecDeque<InFlight>,
    /// Until creates may go on after trouble.
    pause: Option<SleepFuture<'a>>,
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
            work: FuturesUnordered::new(),
            earlier: VecDeque::new(),
            pause: None,
        }
    }

    forward_hooks!();

    /// The next result, in the order in which they come in, with the index of its request. `None` when all have come out;
    /// so it is when creates were [stopped](Self::stopped) and what was sent before has come out.
    ///
    /// Dropping the returned future loses nothing.
    pub async fn next(&mut self) -> Option<(usize, Result<Completed, Error>)> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<(usize, Result<Completed, Error>)>> {
        while let Some(earlier) = self.earlier.pop_front() {
            self.take_up_one(earlier);
        }
        loop {
            if let Some((index, refused)) = self.pull(context) {
                return self.give(index, Err(refused));
            }
            let before = lock(&self.flow).counts();
            let (index, done) = match Pin::new(&mut self.work).poll_next(context) {
                Poll::Ready(Some(ended)) => ended,
                // What was just sent makes room for the next one to get ready.
                Poll::Pending if lock(&self.flow).counts() != before => continue,
                Poll::Ready(None) if self.pause.is_none() => return Poll::Ready(None),
                Poll::Ready(None) | Poll::Pending => return Poll::Pending,
            };
            let now = self.client.inner.time.monotonic();
            let next = match done {
                Done::Created(outcome) => lock(&self.flow).created(index, *outcome, now),
                Done::Recovered(lost, outcome) => lock(&self.flow).recovered(index, *lost, *outcome),
                Done::Ended(outcome) => return self.give(index, *outcome),
            };
            match next {
                Next::Wait(submitted) => {
                    let news = InFlight::accepted(index, submitted.handle.clone());
                    self.wait(index, *submitted);
                    // The last thing to be done, for it may panic.
                    self.hooks.submitted(&news);
                }
                Next::Recover(lost) => self.recover(index, *lost),
                Next::Give(error) => return self.give(index, Err(*error)),
                Next::Kept => {}
            }
        }
    }

    /// Takes as many requests as there is room for. Gives one that cannot be sent, with the reason.
    fn pull(&mut self, context: &mut Context<'_>) -> Option<(usize, Error)> {
        loop {
            let pull = lock(&self.flow).pull();
            let is_over = self.is_drained && lock(&self.flow).held() == 0;
            if is_over || matches!(pull, Pull::Full | Pull::Stopped) {
                self.pause = None;
                return None;
            }
            if let Pull::At(moment) = pull
                && self.is_too_early(moment, context)
            {
                return None;
            }
            let kept = lock(&self.flow).take_unsent();
            if let Some((index, draft)) = kept {
                self.create(index, draft);
                continue;
            }
            if self.is_drained {
                return None;
            }
            let Some(request) = self.requests.next() else {
                self.is_drained = true;
                return None;
            };
            let index = lock(&self.flow).place();
            let inner = &self.client.inner;
            match request.into_unchecked().prepare(&inner.shared, inner.now()) {
                Ok(draft) => self.create(index, draft),
                Err(error) => return Some((index, error)),
            }
        }
    }

    /// Sleeps until then. Who only sleeps on leaves the clock alone: under virtual time, reading it says that there is more
    /// to do.
    fn is_too_early(&mut self, moment: Duration, context: &mut Context<'_>) -> bool {
        loop {
            if let Some(pause) = &mut self.pause {
                if pause.as_mut().poll(context).is_pending() {
                    return true;
                }
                self.pause = None;
            }
            let left = moment.saturating_sub(self.client.inner.time.monotonic());
            if left.is_zero() {
                return false;
            }
            let time = Arc::clone(&self.client.inner.time);
            self.pause = Some(Box::pin(async move { time.sleep(left).await }));
        }
    }

    fn create(&mut self, index: usize, draft: Draft) {
        lock(&self.flow).prepared(index, draft.clone());
        let create = PreparedCreate::new(&self.client, draft);
        let (flow, hooks) = (Arc::clone(&self.flow), self.hooks.clone());
        self.work.push(Box::pin(async move {
            let watch = |ticket: &Ticket| {
                hooks.sending(index, ticket);
                lock(&flow).sending(index, ticket);
            };
            let outcome = create.submit_watched(Some(&watch)).await;
            (index, Done::Created(Box::new(outcome)))
        }));
    }

    fn recover(&self, index: usize, lost: Lost) {
        let client = self.client.clone();
        self.work.push(Box::pin(async move {
            let outcome = client.recover(&lost.ticket).await;
            (index, Done::Recovered(Box::new(lost), Box::new(outcome)))
        }));
    }

    fn wait(&self, index: usize, submitted: Submitted) {
        let Submitted { handle, task } = submitted;
        if task.is_terminal() {
            let ended = Done::Ended(Box::new(Completed::judge(handle, task)));
            return self.work.push(Box::pin(ready((index, ended))));
        }
        let wait = self.fleet.watch(handle).into_future();
        self.work.push(Box::pin(async move { (index, Done::Ended(Box::new(wait.await))) }));
    }

    fn take_up_one(&mut self, earlier: InFlight) {
        let InFlight { index, receipt } = earlier;
        match receipt {
            Receipt::Ticket(ticket) => self.recover(index, Lost { ticket: Box::new(ticket), cause: None }),
            Receipt::Handle(handle) => {
                let wait = self.fleet.watch(handle).into_future();
                self.work.push(Box::pin(async move { (index, Done::Ended(Box::new(wait.await))) }));
            }
        }
    }

    fn give(
        &self,
        index: usize,
        outcome: Result<Completed, Error>,
    ) -> Poll<Option<(usize, Result<Completed, Error>)>> {
        lock(&self.flow).given(index);
        Poll::Ready(Some((index, outcome)))
    }
}

impl<I> Stream for SubmitAll<'_, I>
where
    I: Iterator,
    I::Item: IntoCreate,
{
    type Item = (usize, Result<Completed, Error>);

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

/// The iterator is never pinned.
impl<I> Unpin for SubmitAll<'_, I> {}

impl<I> fmt::Debug for SubmitAll<'_, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SubmitAll")
            .field("client", &self.client)
            .field("counts", &lock(&self.flow).counts())
            .finish_non_exhaustive()
    }
}

type Work<'a> = Pin<Box<dyn Future<Output = (usize, Done)> + Send + 'a>>;

enum Done {
    Created(Box<Result<Submitted, Error>>),
    Recovered(Box<Lost>, Box<Result<Submitted, Error>>),
    Ended(Box<Result<Completed, Error>>),
}

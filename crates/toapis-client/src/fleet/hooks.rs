//! Who is told what is sent and accepted, and the setters that the async and the blocking list share.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use toapis_types::Ticket;

use super::in_flight::InFlight;

/// The callbacks of one list.
#[derive(Clone, Default)]
pub(crate) struct Hooks<'a> {
    on_sending: Option<Arc<Mutex<Hook<'a>>>>,
    on_submitted: Option<Arc<Mutex<Hook<'a>>>>,
}

type Hook<'a> = dyn FnMut(&InFlight) + Send + 'a;

impl<'a> Hooks<'a> {
    pub(crate) fn on_sending(&mut self, hook: impl FnMut(&InFlight) + Send + 'a) {
        self.on_sending = Some(Arc::new(Mutex::new(hook)));
    }

    pub(crate) fn on_submitted(&mut self, hook: impl FnMut(&InFlight) + Send + 'a) {
        self.on_submitted = Some(Arc::new(Mutex::new(hook)));
    }

    pub(crate) fn sending(&self, index: usize, ticket: &Ticket) {
        if self.on_sending.is_some() {
            call(self.on_sending.as_deref(), &InFlight::sent(index, ticket.clone()));
        }
    }

    pub(crate) fn submitted(&self, news: &InFlight) {
        call(self.on_submitted.as_deref(), news);
    }
}

/// A callback that panicked once is called again: what it is told of is another task.
fn call(hook: Option<&Mutex<Hook<'_>>>, news: &InFlight) {
    if let Some(hook) = hook {
        (hook.lock().unwrap_or_else(PoisonError::into_inner))(news);
    }
}

impl fmt::Debug for Hooks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hooks").finish_non_exhaustive()
    }
}

/// The setters and the state of a list, for both clients.
macro_rules! forward_hooks {
    () => {
        /// How many creates may be sent and unfinished at the same time; at least 1. Default: as many as the client's
        /// [limits](crate::Config::group) let through in a minute, 300 for the default group.
        ///
        /// It is what a process that dies may leave behind, and what keeps the iterator from running ahead.
        pub fn most_in_flight(self, creates: usize) -> Self {
            lock(&self.flow).set_most(creates);
            self
        }

        /// Is called before a create leaves, also when it is sent once more, with what finds its task should the answer be
        /// lost: a [ticket](InFlight::ticket). What is stored here survives the process. A panic in it comes out of
        /// here, and keeps that create from being sent.
        pub fn on_sending(mut self, hook: impl FnMut(&InFlight) + Send + 'a) -> Self {
            self.hooks.on_sending(hook);
            self
        }

        /// Is called once a create was accepted, or was found again, with its [handle](InFlight::handle). A panic in it
        /// comes out of here; the task goes on and is waited for.
        pub fn on_submitted(mut self, hook: impl FnMut(&InFlight) + Send + 'a) -> Self {
            self.hooks.on_submitted(hook);
            self
        }

        /// Takes up what another run has left [in flight](Self::in_flight): tasks are waited for, lost creates looked for, and
        /// nothing is sent for them. They come out under the index that they had, and requests are counted from behind
        /// the last of them: give the iterator without what was taken from it then.
        pub fn take_up(mut self, earlier: impl IntoIterator<Item = InFlight>) -> Self {
            for earlier in earlier {
                lock(&self.flow).take_up(earlier.clone());
                self.earlier.push_back(earlier);
            }
            self
        }

        /// The index of the first request. Default: 0, or behind what was [taken up](Self::take_up).
        pub fn first_index(self, index: usize) -> Self {
            lock(&self.flow).start_at(index);
            self
        }

        /// What was sent and has not come out yet, in the order of the requests: plain data that another run
        /// [takes up](Self::take_up). Whatever is dropped, killed or lost now, this finds it.
        pub fn in_flight(&self) -> Vec<InFlight> {
            lock(&self.flow).in_flight()
        }

        /// How far it is.
        pub fn counts(&self) -> Counts {
            lock(&self.flow).counts()
        }

        /// Why no more is taken from the iterator, when the service refused the key (401) or the balance (402).
        pub fn stopped(&self) -> Option<Stopped> {
            let flow = lock(&self.flow);
            let hint = if self.is_drained { (0, Some(0)) } else { self.requests.size_hint() };
            flow.stopped().map(|status| Stopped::new(status, flow.held(), hint))
        }

        /// Goes on after it was [stopped](Self::stopped), with what was held back first. Lets the creates of the client pass
        /// again, as [`resume_creates`](crate::Client::resume_creates) does.
        pub fn resume(&mut self) {
            self.client.resume_creates();
            lock(&self.flow).resume();
        }

        /// Takes it apart: what is in flight, what was not sent, and the iterator with all that was not taken from it.
        pub fn into_rest(self) -> Rest<I, PreparedCreate> {
            let flow = std::mem::replace(&mut *lock(&self.flow), Flow::new(1));
            let in_flight = flow.in_flight();
            let name = |(index, draft)| (index, PreparedCreate::new(&self.client, draft));
            let unsent = flow.into_unsent().into_iter().map(name).collect();
            Rest { in_flight, unsent, requests: self.requests }
        }
    };
}

pub(crate) use forward_hooks;

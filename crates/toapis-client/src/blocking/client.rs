//! The blocking client.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use toapis_poll::durations::Durations;
use toapis_poll::fleet::FleetOptions;
use toapis_poll::time::BlockingTime;
use toapis_poll::{BlockingTaskSource, LookError};
use toapis_transport::BlockingTransport;
use toapis_types::{Task, TaskHandle, Ticket};

use super::fleet::Fleet;
#[cfg(feature = "image")]
use super::images::Images;
#[cfg(any(feature = "image", feature = "video"))]
use super::submit_all::SubmitAll;
use super::task::RemoteTask;
#[cfg(feature = "video")]
use super::videos::Videos;
use super::wait::Wait;
use crate::config::{Config, Shared};
use crate::core::StatusCall;
use crate::error::{ConfigError, Error};
#[cfg(any(feature = "image", feature = "video"))]
use crate::fleet::IntoCreate;
use crate::outcome::Submitted;
use crate::recover::{Recovery, RecoveryStep};
use crate::sending::LimitsState;

/// The blocking client. Cloning it is cheap, and clones share everything. See [the module](super) for an example.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

/// What all clones of a client share.
pub(crate) struct Inner {
    pub(crate) shared: Shared,
    pub(crate) transport: Box<dyn BlockingTransport>,
    pub(crate) time: Arc<dyn BlockingTime>,
}

impl Client {
    /// A client with the key in `TOAPIS_API_KEY`, for the API at `TOAPIS_BASE_URL` (default `https://toapis.com`).
    ///
    /// # Errors
    ///
    /// When there is no key, one of the two cannot be used, or the feature `ureq` is off.
    pub fn from_env() -> Result<Self, Error> {
        Self::new(Config::from_env()?)
    }

    /// A client on ureq, which needs the feature of that name.
    ///
    /// # Errors
    ///
    /// When the settings cannot be used, or the feature `ureq` is off.
    pub fn new(config: Config) -> Result<Self, Error> {
        #[cfg(feature = "ureq")]
        {
            let transport = toapis_transport::UreqTransport::new()
                .map_err(|error| ConfigError::Transport(Box::new(error)))?;
            Self::with(config, transport, toapis_poll::time::ThreadTime::new())
        }
        #[cfg(not(feature = "ureq"))]
        {
            config.build()?;
            Err(ConfigError::NoTransport.into())
        }
    }

    /// A client on your own transport and time: for tests, proxies, other backends.
    ///
    /// # Errors
    ///
    /// When the settings cannot be used.
    pub fn with(
        config: Config,
        transport: impl BlockingTransport,
        time: impl BlockingTime + 'static,
    ) -> Result<Self, Error> {
        let inner = Inner { shared: config.build()?, transport: Box::new(transport), time: Arc::new(time) };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The API this client speaks to, as `scheme://host[:port]`. Its key goes nowhere else.
    pub fn origin(&self) -> String {
        self.inner.shared.api.base.origin()
    }

    /// Making pictures.
    #[cfg(feature = "image")]
    pub fn images(&self) -> Images<'_> {
        Images::new(self)
    }

    /// Making films.
    #[cfg(feature = "video")]
    pub fn videos(&self) -> Videos<'_> {
        Videos::new(self)
    }

    /// A task of this client, to look at, wait for and download. See [the async method](crate::Client::task).
    ///
    /// # Errors
    ///
    /// As there.
    pub fn task(&self, handle: impl Into<TaskHandle>) -> Result<RemoteTask, Error> {
        let handle = handle.into();
        StatusCall::new(&self.inner.shared.api, &handle)?;
        Ok(RemoteTask::new(self, handle))
    }

    /// Looks at a task once. See [the async method](crate::Client::status).
    ///
    /// # Errors
    ///
    /// As there.
    pub fn status(&self, handle: &TaskHandle) -> Result<Task, Error> {
        let call = StatusCall::new(&self.inner.shared.api, handle)?;
        let outcome = self.inner.exchange(&call);
        match call.into_other_kind(&outcome) {
            Some(other) => self.inner.exchange(&other).or(outcome),
            None => outcome,
        }
    }

    /// Looks at a task once, as the kind that the handle names, and takes no longer than about this.
    pub(super) fn look_once(&self, handle: &TaskHandle, limit: Duration) -> Result<Task, Error> {
        self.inner.exchange_once(&StatusCall::new(&self.inner.shared.api, handle)?.within(limit))
    }

    /// How the limits stand: what is left of them, whether the service wants to be left alone, and what it said last.
    pub fn limits(&self) -> LimitsState {
        self.inner.shared.sending.state(self.inner.time.monotonic())
    }

    /// Lets creates pass again after a 401 or 402 stopped them, see [`Error::Halted`].
    pub fn resume_creates(&self) {
        self.inner.shared.sending.resume_creates();
    }

    /// Waits for a task, from this process or another one: [`Wait::run`] blocks until it ends.
    pub fn wait<'a>(&self, handle: &TaskHandle) -> Wait<'a> {
        Wait::new(self, self.inner.shared.api.key.guard(handle.clone()))
    }

    /// A fleet, for many tasks at once. See [the async method](crate::Client::fleet).
    pub fn fleet(&self) -> Fleet {
        self.fleet_with(|options| options)
    }

    /// A fleet with options that were changed: `|options| options.dial(…)`.
    pub fn fleet_with(&self, change: impl FnOnce(FleetOptions) -> FleetOptions) -> Fleet {
        Fleet::new(self, change)
    }

    /// What this client has learned about how long tasks take. See [the async method](crate::Client::durations).
    pub fn durations(&self) -> Arc<Mutex<Durations>> {
        Arc::clone(&self.inner.shared.durations)
    }

    /// Makes all that a list asks for, a bounded number at a time: an iterator over the results, each with the index of its
    /// request. See [`fleet`](crate::fleet). Costs money.
    ///
    /// ```no_run
    /// # #[cfg(feature = "image")]
    /// # fn run(client: toapis_client::blocking::Client) -> Result<(), toapis_client::Error> {
    /// use toapis_client::Target;
    /// use toapis_client::types::image::Gemini31FlashImage;
    ///
    /// let requests = (1..=1000).map(|night| Gemini31FlashImage::new(format!("A lighthouse, night {night}")));
    /// for (index, result) in client.submit_all(requests) {
    ///     match result.and_then(|done| client.download(&done, Target::dir("nights"))) {
    ///         Ok(files) => println!("night {}: {}", index + 1, files[0].path.display()),
    ///         Err(error) => eprintln!("night {}: {error}", index + 1),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(any(feature = "image", feature = "video"))]
    pub fn submit_all<'a, R>(&self, requests: R) -> SubmitAll<'a, R::IntoIter>
    where
        R: IntoIterator<Item: IntoCreate>,
    {
        self.fleet().submit_all(requests)
    }

    /// Looks for the task of a create whose outcome is unknown, again and again for two minutes. See
    /// [the async method](crate::Client::recover).
    ///
    /// # Errors
    ///
    /// As there.
    pub fn recover(&self, ticket: &Ticket) -> Result<Submitted, Error> {
        let mut recovery = Recovery::new(ticket);
        loop {
            let handle = recovery.handle();
            match recovery.step(self.look_once(&handle, Duration::MAX)) {
                RecoveryStep::Done(outcome) => {
                    outcome.iter().for_each(|found| self.inner.shared.duplicates.found(found));
                    return *outcome;
                }
                RecoveryStep::Sleep(pause) => self.inner.time.sleep(pause),
            }
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { shared, transport, .. } = &*self.inner;
        f.debug_struct("Client")
            .field("origin", &shared.api.base.origin())
            .field("transport", transport)
            .finish_non_exhaustive()
    }
}

/// The waiter of `toapis-poll` looks at tasks through the client.
impl BlockingTaskSource for Client {
    fn look(&self, handle: &TaskHandle) -> Result<Task, LookError> {
        self.look_within(handle, Duration::MAX)
    }

    fn look_within(&self, handle: &TaskHandle, limit: Duration) -> Result<Task, LookError> {
        self.look_once(handle, limit).map_err(Error::into_look_error)
    }
}

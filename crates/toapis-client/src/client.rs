//! The async client.

use std::fmt;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures_core::Stream;
use toapis_poll::durations::Durations;
use toapis_poll::fleet::FleetOptions;
use toapis_poll::time::Time;
use toapis_poll::{LookError, TaskSource};
use toapis_transport::Transport;
use toapis_types::{Task, TaskHandle, Ticket};

use crate::config::{Config, Shared};
use crate::core::StatusCall;
use crate::download::Target;
use crate::error::{ConfigError, Error};
use crate::fleet::{Fleet, Saving};
#[cfg(any(feature = "image", feature = "video"))]
use crate::fleet::{IntoCreate, SubmitAll};
#[cfg(feature = "image")]
use crate::images::Images;
use crate::outcome::{Completed, Submitted};
use crate::recover::{Recovery, RecoveryStep};
use crate::sending::LimitsState;
use crate::task::RemoteTask;
#[cfg(feature = "video")]
use crate::videos::Videos;
use crate::wait::Wait;

/// The async client. Cloning it is cheap, and clones share everything.
///
/// ```no_run
/// # async fn run() -> Result<(), toapis_client::Error> {
/// use toapis_client::Client;
/// use toapis_client::types::image::Gemini31FlashImage;
///
/// let client = Client::from_env()?;
/// let done = client.images().run(Gemini31FlashImage::new("A lighthouse at dusk")).await?;
/// client.download(&done, "lighthouse.png").await?;
/// # Ok(())
/// # }
/// ```
///
/// A client made by [`from_env`](Self::from_env) or [`new`](Self::new) needs a tokio runtime; one made
/// [`with`](Self::with) your own transport and time needs what those need.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

/// What all clones of a client share.
pub(crate) struct Inner {
    pub(crate) shared: Shared,
    pub(crate) transport: Box<dyn Transport>,
    pub(crate) time: Arc<dyn Time>,
}

impl Client {
    /// A client with the key in `TOAPIS_API_KEY`, for the API at `TOAPIS_BASE_URL` (default `https://toapis.com`).
    ///
    /// # Errors
    ///
    /// When there is no key, one of the two cannot be used, or no backend is compiled in.
    pub fn from_env() -> Result<Self, Error> {
        Self::new(Config::from_env()?)
    }

    /// A client on the compiled-in backend: hyper where that feature is on, else reqwest.
    ///
    /// # Errors
    ///
    /// When the settings cannot be used, or no backend is compiled in.
    pub fn new(config: Config) -> Result<Self, Error> {
        #[cfg(feature = "hyper")]
        let transport = toapis_transport::HyperTransport::new();
        #[cfg(all(feature = "reqwest", not(feature = "hyper")))]
        let transport = toapis_transport::ReqwestTransport::new();
        #[cfg(any(feature = "hyper", feature = "reqwest"))]
        {
            let transport = transport.map_err(|error| ConfigError::Transport(Box::new(error)))?;
            Self::with(config, transport, toapis_poll::time::TokioTime::new())
        }
        #[cfg(not(any(feature = "hyper", feature = "reqwest")))]
        {
            config.build()?;
            Err(ConfigError::NoTransport.into())
        }
    }

    /// A client on your own transport and time: for tests, proxies, other runtimes.
    ///
    /// # Errors
    ///
    /// When the settings cannot be used.
    pub fn with(config: Config, transport: impl Transport, time: impl Time + 'static) -> Result<Self, Error> {
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

    /// A task of this client, to look at, wait for and download, from this process or another one.
    ///
    /// ```no_run
    /// # async fn run(client: toapis_client::Client, line: &str) -> Result<(), Box<dyn std::error::Error>> {
    /// // Stored by whoever made it: `serde_json::to_string(&submitted.handle)`.
    /// let task = client.task(serde_json::from_str::<toapis_client::types::TaskHandle>(line)?)?;
    /// task.wait().await?;
    /// task.download("lighthouse.png").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::OtherOrigin`] when the handle belongs to another API. Nothing is sent by this.
    pub fn task(&self, handle: impl Into<TaskHandle>) -> Result<RemoteTask, Error> {
        let handle = handle.into();
        StatusCall::new(&self.inner.shared.api, &handle)?;
        Ok(RemoteTask::new(self, handle))
    }

    /// Looks at a task once. An answer of 404 is followed by a look at the task as the other kind, for an image is not
    /// found among the videos.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] when no answer came, [`Error::Refused`] when it was not a task, [`Error::OtherOrigin`] when
    /// the handle belongs to another API. None of them says anything about the task itself.
    pub async fn status(&self, handle: &TaskHandle) -> Result<Task, Error> {
        let call = StatusCall::new(&self.inner.shared.api, handle)?;
        let outcome = self.inner.exchange(&call).await;
        match call.into_other_kind(&outcome) {
            // What was said of the kind that was asked for counts, unless the task is there.
            Some(other) => self.inner.exchange(&other).await.or(outcome),
            None => outcome,
        }
    }

    /// Looks at a task once, as the kind that the handle names.
    pub(crate) async fn look_once(&self, handle: &TaskHandle) -> Result<Task, Error> {
        self.inner.exchange_once(&StatusCall::new(&self.inner.shared.api, handle)?).await
    }

    /// How the limits stand: what is left of them, whether the service wants to be left alone, and what it said last.
    pub fn limits(&self) -> LimitsState {
        self.inner.shared.sending.state(self.inner.time.monotonic())
    }

    /// Lets creates pass again after a 401 or 402 stopped them, see [`Error::Halted`].
    pub fn resume_creates(&self) {
        self.inner.shared.sending.resume_creates();
    }

    /// Waits for a task, from this process or another one. Await the result, or stream it.
    ///
    /// ```no_run
    /// # async fn run(client: toapis_client::Client, handle: toapis_client::types::TaskHandle) -> Result<(), toapis_client::Error> {
    /// let done = client.wait(&handle).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait<'a>(&self, handle: &TaskHandle) -> Wait<'a> {
        Wait::new(self, self.inner.shared.api.key.guard(handle.clone()))
    }

    /// A fleet, for many tasks at once: watched together, on the query budget of this client. See [`fleet`](crate::fleet).
    ///
    /// Its tasks are looked at when that is worth a query, by what this client has learned of
    /// [durations](crate::Config::durations), not by the strategy of single waits.
    pub fn fleet(&self) -> Fleet {
        self.fleet_with(|options| options)
    }

    /// A fleet with options that were changed: `|options| options.dial(…)`.
    pub fn fleet_with(&self, change: impl FnOnce(FleetOptions) -> FleetOptions) -> Fleet {
        Fleet::new(self, change)
    }

    /// Saves results as they come in, named after each task, in one folder: four tasks at a time, those that expire next
    /// first. For what [`submit_all`](Self::submit_all) gives, or any other stream of results with something that names
    /// them.
    ///
    /// ```no_run
    /// # async fn run(client: toapis_client::Client, requests: Vec<toapis_client::types::CreateRequest>) {
    /// let mut results = client.submit_all(requests);
    /// let mut saving = client.save_all(&mut results, "out");
    /// while let Some((index, saved)) = saving.next().await {
    ///     match saved {
    ///         Ok(files) => println!("{index}: {} files", files.len()),
    ///         Err(error) => eprintln!("{index}: {error}"),
    ///     }
    /// }
    /// # }
    /// ```
    pub fn save_all<'a, K: 'a>(
        &self,
        finished: impl Stream<Item = (K, Result<Completed, Error>)> + Send + 'a,
        dir: impl Into<Target>,
    ) -> Saving<'a, K> {
        Saving::new(self, finished, dir.into())
    }

    /// What this client has learned about how long tasks take, by its fleets. Shared; store it for the next run, and give it
    /// to [`Config::durations`](crate::Config::durations).
    pub fn durations(&self) -> Arc<Mutex<Durations>> {
        Arc::clone(&self.inner.shared.durations)
    }

    /// Makes all that a list asks for, a bounded number at a time, and gives each result with the index of its request: see
    /// [`fleet`](crate::fleet). Costs money.
    #[cfg(any(feature = "image", feature = "video"))]
    pub fn submit_all<'a, R>(&self, requests: R) -> SubmitAll<'a, R::IntoIter>
    where
        R: IntoIterator<Item: IntoCreate>,
    {
        self.fleet().submit_all(requests)
    }

    /// Looks for the task of a create whose outcome is unknown, again and again for two minutes.
    ///
    /// # Errors
    ///
    /// [`Error::NotRecovered`] when it was not seen in that time. That is no proof that it does not exist.
    /// [`Error::OtherTask`] when the service shows another task under the ticket's business id.
    pub async fn recover(&self, ticket: &Ticket) -> Result<Submitted, Error> {
        let mut recovery = Recovery::new(ticket);
        loop {
            let handle = recovery.handle();
            match recovery.step(self.look_once(&handle).await) {
                RecoveryStep::Done(outcome) => {
                    outcome.iter().for_each(|found| self.inner.shared.duplicates.found(found));
                    return *outcome;
                }
                RecoveryStep::Sleep(pause) => self.inner.time.sleep(pause).await,
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
#[async_trait]
impl TaskSource for Client {
    async fn look(&self, handle: &TaskHandle) -> Result<Task, LookError> {
        self.look_once(handle).await.map_err(Error::into_look_error)
    }
}

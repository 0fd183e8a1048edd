//! The client that a command works with, and the emulator behind it, if asked for.

use std::time::Duration;

use serde_json::Value;
use toapis_client::poll::time::VirtualTime;
use toapis_client::poll::{Fixed, WaitOptions};
use toapis_client::transport::memory::MemoryTransport;
use toapis_client::types::image::ImageRequest;
use toapis_client::types::video::VideoRequest;
use toapis_client::types::{BusinessId, Task, TaskHandle, TaskKind};
use toapis_client::{Client, Config, ConfigError, Error, PreparedCreate};
use toapis_emulator::{Emulator, EmulatorClock, Lifecycle};

use crate::args::Common;
use crate::failure::Failure;
use crate::key_file;

/// How much faster than real time tasks move in the embedded emulator: its 12 seconds pass in 2.
const EMBEDDED_SPEED: f64 = 6.0;

/// A client, and what has to live as long as it.
pub(crate) struct Session {
    pub(crate) client: Client,
    /// The embedded emulator; it stops when this is dropped.
    pub(crate) emulator: Option<Emulator>,
}

impl Session {
    /// Makes the client that the flags and the environment describe.
    pub(crate) async fn new(common: &Common, check: bool) -> Result<Self, Failure> {
        let emulator = if common.emulator { Some(embedded().await?) } else { None };
        let mut config = match (&emulator, &common.key_file) {
            (Some(emulator), _) => {
                Config::new(emulator.api_key()).base_url(emulator.base_url()).wait_options(impatient())
            }
            (None, Some(file)) => match base_url_from_env() {
                Some(url) => Config::new(key_file::read(file)?).base_url(url),
                None => Config::new(key_file::read(file)?),
            },
            (None, None) => Config::from_env().map_err(|error| match error {
                ConfigError::NoKey => Failure::NoKey,
                other => Error::from(other).into(),
            })?,
        };
        if let Some(url) = &common.base_url {
            config = config.base_url(url);
        }
        for host in &common.allow_host {
            config = config.allow_result_host(host);
        }
        // A person waits for this; what is not there by then is fetched later with `toapis download`.
        config = config.download_patience(PATIENCE);
        let client = Client::new(
            config.check_requests(check).user_agent(concat!("toapis-cli/", env!("CARGO_PKG_VERSION"))),
        )?;
        Ok(Self { client, emulator })
    }

    /// Checks and names a create of this body.
    pub(crate) fn prepare(&self, kind: TaskKind, body: Value) -> Result<PreparedCreate, Failure> {
        prepare(&self.client, kind, body)
    }

    /// A handle made better by what a look showed: the server's own id, the model, where it lives.
    pub(crate) fn handle_of(&self, asked: TaskHandle, task: &Task) -> TaskHandle {
        let mut handle = TaskHandle::new(asked.kind, task.id.clone());
        let echoed = task.client_business_id.as_ref().and_then(|id| BusinessId::new(id).ok());
        handle.business_id = asked.business_id.or(echoed);
        handle.model = asked.model.or_else(|| task.model.clone());
        handle.origin = Some(self.client.origin());
        handle.submitted_at = asked.submitted_at.or(task.created_at);
        handle
    }

    /// Whether tasks live in this process only.
    pub(crate) fn is_embedded(&self) -> bool {
        self.emulator.is_some()
    }
}

/// The body as it will be once its files are uploaded, without a key and without a byte on the wire.
pub(crate) fn rehearse(kind: TaskKind, body: &Value) -> Result<Value, Failure> {
    let rehearse = |check| {
        let config = Config::new("dry-run").check_requests(check);
        let client = Client::with(config, MemoryTransport::new(), VirtualTime::new())?;
        prepare(&client, kind, body.clone())
    };
    let create = match rehearse(true) {
        // The caller says all that is wrong.
        Err(Failure::Client(Error::Invalid(_))) => rehearse(false),
        outcome => outcome,
    };
    let mut rehearsed = create?.body().clone();
    if let (Value::Object(fields), true) = (&mut rehearsed, body["client_business_id"].is_null()) {
        fields.remove("client_business_id");
    }
    Ok(rehearsed)
}

fn prepare(client: &Client, kind: TaskKind, body: Value) -> Result<PreparedCreate, Failure> {
    let no_object = |_| Failure::Usage("the request is not a JSON object".to_owned());
    Ok(match kind {
        TaskKind::Image => client.images().prepare(ImageRequest::from_json(body).map_err(no_object)?)?,
        TaskKind::Video => client.videos().prepare(VideoRequest::from_json(body).map_err(no_object)?)?,
    })
}

async fn embedded() -> Result<Emulator, Failure> {
    Emulator::builder()
        .clock(EmulatorClock::scaled(EMBEDDED_SPEED))
        .lifecycle(Lifecycle::default())
        .start()
        .await
        .map_err(|error| Failure::Io("the emulator cannot be started".to_owned(), error))
}

/// How long a file host may be busy before the command gives the terminal back.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// The documented 5 seconds between looks are a courtesy to the service; an emulator in this process needs none.
fn impatient() -> WaitOptions {
    const REST: Duration = Duration::from_millis(150);
    WaitOptions::new().floor(REST).strategy(Fixed::clamp(REST))
}

fn base_url_from_env() -> Option<String> {
    std::env::var(Config::BASE_URL_VARIABLE).ok().filter(|url| !url.trim().is_empty())
}

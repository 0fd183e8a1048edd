//! How an emulator is set up.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;

use crate::clock::EmulatorClock;
use crate::emulator::Emulator;
use crate::lifecycle::Lifecycle;
use crate::limits::{Group, RateLimits};
use crate::state::{KEY_PREFIX, Settings, Spelling, Start, User, World, is_own_key};

/// Enough for any test, and still a number that falls.
const DEFAULT_CREDITS: u64 = 1_000_000;

/// Settings of an [`Emulator`].
#[derive(Clone, Debug)]
pub struct EmulatorBuilder {
    port: u16,
    files_port: u16,
    clock: EmulatorClock,
    settings: Settings,
    start: Start,
    restore: Option<PathBuf>,
}

impl EmulatorBuilder {
    /// The port of the API. Default: 0, a free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The port of the result host. Default: 0, a free one.
    #[must_use]
    pub fn files_port(mut self, port: u16) -> Self {
        self.files_port = port;
        self
    }

    /// The end of the first user's key; the whole key is `sk-emulator-` and this. Default: `demo`.
    #[must_use]
    pub fn key_suffix(mut self, suffix: impl AsRef<str>) -> Self {
        self.start.users[0].key = format!("{KEY_PREFIX}{}", suffix.as_ref());
        self
    }

    /// The group of the first user, which sets the rate limits. Default: [`Group::Default`].
    #[must_use]
    pub fn group(mut self, group: Group) -> Self {
        self.start.users[0].group = group;
        self
    }

    /// What the first user has, in credits; 200 are a dollar. Default: 1,000,000.
    #[must_use]
    pub fn credits(mut self, credits: u64) -> Self {
        self.start.users[0].credits = credits;
        self
    }

    /// Adds another user: the name, the end of the key, and the group. The users before keep theirs.
    #[must_use]
    pub fn user(mut self, name: impl Into<String>, key_suffix: impl AsRef<str>, group: Group) -> Self {
        let key = format!("{KEY_PREFIX}{}", key_suffix.as_ref());
        self.start.users.push(User { name: name.into(), key, group, credits: DEFAULT_CREDITS });
        self
    }

    /// The clock its tasks live by. Default: real time.
    #[must_use]
    pub fn clock(mut self, clock: EmulatorClock) -> Self {
        self.clock = clock;
        self
    }

    /// How tasks move. Default: 2 s queued, 10 s in progress, completed.
    #[must_use]
    pub fn lifecycle(mut self, lifecycle: Lifecycle) -> Self {
        self.start.lifecycle = lifecycle;
        self
    }

    /// Makes ids, pictures and faults the same on every run. Default: different ones. Times repeat too when the clock
    /// begins at a [fixed one](EmulatorClock::starting_at).
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.start.seed = Some(seed);
        self
    }

    /// The rate limits. Default: the documented ones, as token buckets.
    #[must_use]
    pub fn rate_limits(mut self, limits: RateLimits) -> Self {
        self.start.limits = limits;
        self
    }

    /// Whether it takes requests that the documentation speaks against, as the service might. Default: it refuses them.
    #[must_use]
    pub fn loose(mut self, loose: bool) -> Self {
        self.settings.loose = loose;
        self
    }

    /// How the codes of errors are spelled. Default: [`Spelling::Numbers`].
    #[must_use]
    pub fn spelling(mut self, spelling: Spelling) -> Self {
        self.settings.spelling = spelling;
        self
    }

    /// Begins with the state of a [snapshot](Emulator::snapshot): its tasks, uploads, accounts, ledger, clock, faults and
    /// deliveries. Other settings of this builder that the snapshot also has do not count then.
    #[must_use]
    pub fn restore(mut self, path: impl Into<PathBuf>) -> Self {
        self.restore = Some(path.into());
        self
    }

    /// Starts it.
    ///
    /// # Errors
    ///
    /// When a port cannot be opened, no thread be started, or the snapshot not be read.
    #[expect(
        clippy::unused_async,
        reason = "binding is quick, but a start that may one day wait must not break callers"
    )]
    pub async fn start(self) -> io::Result<Emulator> {
        self.start_blocking()
    }

    /// Starts it, from code that is not async. It is listening when this returns.
    ///
    /// # Errors
    ///
    /// When a port cannot be opened, no thread be started, or the snapshot not be read; or when two users have the same
    /// name or key, or a key could not be sent in a header.
    pub fn start_blocking(self) -> io::Result<Emulator> {
        check_users(&self.start.users)?;
        let api = listen(self.port)?;
        let files = listen(self.files_port)?;
        let urls = [format!("http://{}", api.local_addr()?), format!("http://{}", files.local_addr()?)];
        let mut world = World::new(urls, self.settings, self.clock, self.start);
        if let Some(path) = self.restore {
            let restored = std::fs::read(&path).and_then(|json| world.restore(&json));
            restored.map_err(|error| {
                io::Error::new(error.kind(), format!("the snapshot {}: {error}", path.display()))
            })?;
            // The first user is that of the snapshot.
            let first = world.accounts(|accounts, _| {
                accounts.keys.iter().min_by_key(|(_, key)| key.id).map(|(key, _)| key.clone())
            });
            world.key = first.unwrap_or_default();
        }
        Emulator::run(world, api, files)
    }
}

/// Two users of one key or name could not be told apart, and a key must fit into a header.
fn check_users(users: &[User]) -> io::Result<()> {
    let wrong = |what: String| io::Error::new(io::ErrorKind::InvalidInput, what);
    for (index, user) in users.iter().enumerate() {
        if !is_own_key(&user.key) {
            let message =
                format!("the key of user {:?} must go on after {KEY_PREFIX} in visible ASCII", user.name);
            return Err(wrong(message));
        }
        if users[..index].iter().any(|other| other.key == user.key) {
            return Err(wrong(format!("two users have the key {}", user.key)));
        }
        if users[..index].iter().any(|other| other.name == user.name) {
            return Err(wrong(format!("two users have the name {:?}", user.name)));
        }
    }
    Ok(())
}

fn listen(port: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map_err(|error| io::Error::new(error.kind(), format!("port {port} of 127.0.0.1: {error}")))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

impl Default for EmulatorBuilder {
    fn default() -> Self {
        Self {
            port: 0,
            files_port: 0,
            clock: EmulatorClock::real(),
            settings: Settings::default(),
            start: Start {
                lifecycle: Lifecycle::default(),
                users: vec![User {
                    name: "demo".to_owned(),
                    key: format!("{KEY_PREFIX}demo"),
                    group: Group::Default,
                    credits: DEFAULT_CREDITS,
                }],
                seed: None,
                limits: RateLimits::default(),
            },
            restore: None,
        }
    }
}

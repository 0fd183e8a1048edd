//! A running emulator, and how to start one.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use crate::clock::EmulatorClock;
use crate::ledger::Ledger;
use crate::lifecycle::Lifecycle;
use crate::server::{KEY_PREFIX, router};
use crate::world::World;

/// The gateway on your machine: a real HTTP server on 127.0.0.1 that stops when this is dropped.
///
/// It runs on a thread of its own, so that it serves async and blocking tests alike, whatever runtime they use.
#[derive(Debug)]
pub struct Emulator {
    world: Arc<World>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Emulator {
    /// Starts one on a free port, with a clock that runs with real time.
    ///
    /// # Errors
    ///
    /// When no port can be opened or no thread be started.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Starts one with other settings.
    pub fn builder() -> EmulatorBuilder {
        EmulatorBuilder::default()
    }

    /// Where it listens: `http://127.0.0.1:port`.
    pub fn base_url(&self) -> &str {
        &self.world.base_url
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The one key it accepts. No secret: it works nowhere else.
    pub fn api_key(&self) -> &str {
        &self.world.key
    }

    /// What was charged.
    pub fn ledger(&self) -> &Ledger {
        &self.world.ledger
    }

    /// The clock its tasks live by.
    pub fn clock(&self) -> &EmulatorClock {
        &self.world.clock
    }

    /// How tasks created from now on move.
    pub fn set_lifecycle(&self, lifecycle: Lifecycle) {
        self.world.set_lifecycle(lifecycle);
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The server may have ended by itself; then there is nobody left to tell.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Settings of an [`Emulator`].
#[derive(Clone, Debug)]
pub struct EmulatorBuilder {
    port: u16,
    key: String,
    clock: EmulatorClock,
    lifecycle: Lifecycle,
    seed: Option<u64>,
}

impl EmulatorBuilder {
    /// The port. Default: 0, a free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The end of the key it accepts; the whole key is `sk-emulator-` and this. Default: `demo`.
    #[must_use]
    pub fn key_suffix(mut self, suffix: impl AsRef<str>) -> Self {
        self.key = format!("{KEY_PREFIX}{}", suffix.as_ref());
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
        self.lifecycle = lifecycle;
        self
    }

    /// Makes ids and pictures the same on every run. Default: different ones.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Starts it.
    ///
    /// # Errors
    ///
    /// When the port cannot be opened or no thread be started.
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
    /// When the port cannot be opened or no thread be started.
    pub fn start_blocking(self) -> io::Result<Emulator> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let world = Arc::new(World::new(
            self.key,
            format!("http://{address}"),
            self.clock,
            self.lifecycle,
            self.seed,
        ));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let app = router(Arc::clone(&world));
        let thread = std::thread::Builder::new().name("toapis-emulator".to_owned()).spawn(move || {
            runtime.block_on(async {
                let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
                let serve = async { axum::serve(listener, app).await };
                tokio::select! {
                    _ = stopped => {}
                    _ = serve => {}
                }
            });
            // Open connections and a picture being painted are not waited for.
            runtime.shutdown_background();
        })?;
        Ok(Emulator { world, address, stop: Some(stop), thread: Some(thread) })
    }
}

impl Default for EmulatorBuilder {
    fn default() -> Self {
        Self {
            port: 0,
            key: format!("{KEY_PREFIX}demo"),
            clock: EmulatorClock::real(),
            lifecycle: Lifecycle::default(),
            seed: None,
        }
    }
}

//! A running emulator.

mod hooks;
mod time;

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use crate::builder::EmulatorBuilder;
use crate::clock::EmulatorClock;
use crate::faults::Faults;
use crate::ledger::Ledger;
use crate::requests::RequestLog;
use crate::server::{files_router, router};
use crate::state::World;
use crate::wire::{Hooks, serve};

pub use hooks::WebhookError;

/// The gateway on your machine: a real HTTP server on 127.0.0.1 that stops when this is dropped.
///
/// It runs on a thread of its own, so that it serves async and blocking tests alike, whatever runtime they use.
#[derive(Debug)]
pub struct Emulator {
    world: Arc<World>,
    address: SocketAddr,
    runtime: tokio::runtime::Handle,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Emulator {
    /// Starts one on free ports, with a clock that runs with real time.
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

    /// Where the API listens: `http://127.0.0.1:port`.
    pub fn base_url(&self) -> &str {
        &self.world.base_url
    }

    /// Where results and uploads are: `http://127.0.0.1:port`, with another port.
    pub fn files_url(&self) -> &str {
        &self.world.files_url
    }

    /// The address the API listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The key of its first user. No secret: it works nowhere else.
    pub fn api_key(&self) -> &str {
        &self.world.key
    }

    /// What was charged.
    pub fn ledger(&self) -> &Ledger {
        // A task that has failed meanwhile was given its price back.
        self.world.catch_up();
        &self.world.ledger
    }

    /// The scripted faults: what goes wrong, and how often it did.
    ///
    /// A fault that has not fired when the emulator is dropped is a panic, because a test whose fault did not happen proves
    /// nothing; [`Fault::optional`](crate::Fault::optional) and [`clear_faults`](Self::clear_faults) say otherwise.
    pub fn faults(&self) -> &Faults {
        &self.world.faults
    }

    /// What was scripted to go wrong and has not, in requests and in deliveries; `None` when all of it did.
    pub fn unfired(&self) -> Option<String> {
        self.world.unfired()
    }

    /// Takes back all faults, of requests and of deliveries.
    pub fn clear_faults(&self) {
        self.world.faults.clear();
        self.world.webhooks(|webhooks, _| webhooks.clear_script());
    }

    /// Everything that was asked of it, with secrets masked.
    pub fn requests(&self) -> &RequestLog {
        &self.world.requests
    }

    /// The clock its tasks live by.
    pub fn clock(&self) -> &EmulatorClock {
        &self.world.clock
    }

    /// Writes its state to a file, for [`EmulatorBuilder::restore`].
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn snapshot(&self, path: impl AsRef<Path>) -> io::Result<()> {
        self.world.catch_up();
        // Renamed into place, so that a file that was good stays good when the disk is full.
        let path = path.as_ref();
        let mut beside = path.as_os_str().to_owned();
        beside.push(".part");
        std::fs::write(&beside, self.world.snapshot()?)?;
        std::fs::rename(&beside, path)
    }

    /// Serves a world until this is dropped.
    pub(crate) fn run(world: World, api: TcpListener, files: TcpListener) -> io::Result<Self> {
        let world = Arc::new(world);
        let address = api.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel();
        let served = Arc::clone(&world);
        let thread = std::thread::Builder::new().name("toapis-emulator".to_owned()).spawn(move || {
            runtime.block_on(async {
                let listeners =
                    (tokio::net::TcpListener::from_std(api), tokio::net::TcpListener::from_std(files));
                let (Ok(api), Ok(files)) = listeners else { return };
                let wires = Hooks { faults: served.faults.clone(), requests: served.requests.clone() };
                let wires = Arc::new(wires);
                let api = serve(api, router(Arc::clone(&served)), Arc::clone(&wires));
                let files = serve(files, files_router(Arc::clone(&served)), wires);
                let hooks = Arc::clone(&served).keep_delivering();
                tokio::select! {
                    () = hooks => {}
                    _ = stopped => {}
                    () = api => {}
                    () = files => {}
                }
            });
            // Open connections and a picture being painted are not waited for.
            runtime.shutdown_background();
        })?;
        Ok(Self { world, address, runtime: handle, stop: Some(stop), thread: Some(thread) })
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
        // A test that fails already has its own story to tell.
        if !std::thread::panicking()
            && let Some(unfired) = self.world.unfired()
        {
            panic!("{unfired}");
        }
    }
}

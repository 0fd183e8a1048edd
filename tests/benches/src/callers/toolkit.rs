//! This toolkit, on each of its backends, as its users call it.

use std::time::Duration;

use toapis_client::poll::budget::{Limits, Window};
use toapis_client::types::image::gemini_31_flash::{Gemini31FlashImage, Resolution, Size};
use toapis_client::{Client, Config, blocking};
use tokio::runtime::Runtime;

use super::{Caller, at_once, runtime};
use crate::answers::PROMPT;

/// Everything is as a user has it. Only the limits are higher than any account's, so that budgets are kept and nobody waits.
fn config(base: &str) -> Config {
    let window = |seconds| Window::new(Window::MAX_LIMIT, Duration::from_secs(seconds)).expect("a window");
    let limits = || Limits::new([window(10), window(60)]);
    Config::new("sk-bench-0123456789").base_url(base).limits(limits(), limits())
}

fn request() -> Gemini31FlashImage {
    Gemini31FlashImage::new(PROMPT).size(Size::R16x9).resolution(Resolution::K2)
}

/// The async client.
pub struct Async {
    runtime: Runtime,
    client: Client,
}

impl Async {
    pub fn on_hyper(base: &str) -> Self {
        Self::new(base, toapis_transport::HyperTransport::new().expect("a backend"))
    }

    pub fn on_reqwest(base: &str) -> Self {
        Self::new(base, toapis_transport::ReqwestTransport::new().expect("a backend"))
    }

    fn new(base: &str, transport: impl toapis_transport::Transport) -> Self {
        let runtime = runtime();
        let time = toapis_client::poll::time::TokioTime::new();
        Self { runtime, client: Client::with(config(base), transport, time).expect("a client") }
    }

    async fn pair(&self) {
        let submitted = self.client.images().submit(request()).await.expect("accepted");
        self.client.status(&submitted.handle).await.expect("a task");
    }
}

impl Caller for Async {
    fn pairs(&mut self, count: usize) {
        self.runtime.block_on(async {
            for _ in 0..count {
                self.pair().await;
            }
        });
    }

    fn pairs_at_once(&mut self, count: usize, width: usize) -> bool {
        self.runtime.block_on(at_once(count, width, |_| self.pair()));
        true
    }
}

/// The blocking client.
pub struct Blocking {
    client: blocking::Client,
}

impl Blocking {
    pub fn new(base: &str) -> Self {
        Self { client: blocking::Client::new(config(base)).expect("a client") }
    }
}

impl Caller for Blocking {
    fn pairs(&mut self, count: usize) {
        for _ in 0..count {
            let submitted = self.client.images().submit(request()).expect("accepted");
            self.client.status(&submitted.handle).expect("a task");
        }
    }
}

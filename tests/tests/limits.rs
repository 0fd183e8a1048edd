//! The budgets of the client against the strictest reading of the limits: the service never has to refuse anything.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::time::Duration;

use toapis_client::poll::time::{BlockingSleep, Clock};
use toapis_client::transport::UreqTransport;
use toapis_client::types::image::Gemini31FlashImage;
use toapis_client::{Config, RetryPolicy, blocking};
use toapis_emulator::{Emulator, EmulatorClock, Lifecycle, RateLimits, Reading};

/// The emulator's time, which passes when the client sleeps and at no other time.
#[derive(Debug)]
struct EmulatorTime(EmulatorClock);

impl Clock for EmulatorTime {
    fn monotonic(&self) -> Duration {
        self.0.now()
    }

    fn unix(&self) -> Duration {
        self.0.now()
    }
}

impl BlockingSleep for EmulatorTime {
    fn sleep(&self, duration: Duration) {
        self.0.step(duration);
    }
}

#[test]
fn l08_120_creates_and_thousands_of_looks_bring_no_429_and_are_as_fast_as_the_limits_allow() {
    let emulator = Emulator::builder()
        .clock(EmulatorClock::stepped())
        .lifecycle(Lifecycle::instant())
        .credits(100_000_000)
        .rate_limits(RateLimits { reading: Reading::Windows, ..RateLimits::default() })
        .start_blocking()
        .unwrap();
    // A single 429 would be an error.
    let config = Config::new(emulator.api_key()).base_url(emulator.base_url()).retry(RetryPolicy::never());
    let time = EmulatorTime(emulator.clock().clone());
    let client = blocking::Client::with(config, UreqTransport::new().unwrap(), time).unwrap();

    let start = emulator.clock().now();
    let passed = || emulator.clock().now().saturating_sub(start);
    let create = |number| {
        let request = Gemini31FlashImage::new(format!("Lighthouse {number}"));
        client.images().submit(request).unwrap().handle
    };
    let handles: Vec<_> = (0..120).map(create).collect();
    assert_eq!(passed(), Duration::from_secs(20), "50, 50 and 20 with ten seconds between");
    for handle in handles.iter().cycle().take(3_200) {
        client.status(handle).unwrap();
    }
    // 3,000 of them within fifty seconds, and the others when the first are a minute old.
    assert_eq!(passed(), Duration::from_secs(80));
    assert_eq!(emulator.ledger().charges().len(), 120);
}

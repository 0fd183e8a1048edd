//! Every fault of the emulator against the client: what it says about money must be what the ledger says.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod common;

use std::time::Duration;

use toapis_client::poll::time::{ThreadTime, TokioTime};
use toapis_client::transport::{HyperTransport, ReqwestTransport, Timeouts, Transport, UreqTransport};
use toapis_client::types::image::Gemini31FlashImage;
use toapis_client::{Client, Config, Error, RetryPolicy, Submitted, blocking};
use toapis_emulator::faults::catalogue;
use toapis_emulator::{Call, Emulator, EmulatorClock, Fault, Lifecycle};

/// Names that need a value, and those that would take long with their own.
const VALUES: [(&str, &str); 2] = [("observed", "create-013"), ("drip-body", "1")];

fn named(name: &str) -> String {
    let value = VALUES.iter().find(|(known, _)| *known == name);
    value.map_or_else(|| name.to_owned(), |(_, value)| format!("{name}={value}"))
}

fn emulator() -> Emulator {
    common::trace_when_asked();
    Emulator::builder()
        .key_suffix(common::CANARY)
        .clock(EmulatorClock::stepped())
        .lifecycle(Lifecycle::instant())
        .seed(1)
        .start_blocking()
        .unwrap()
}

fn config(emulator: &Emulator) -> Config {
    // Faults that stall must not stall the test; a head that drips takes longer than this.
    let timeouts = Timeouts {
        head: Duration::from_millis(700),
        idle: Duration::from_millis(300),
        ..Timeouts::default()
    };
    // One attempt a fault, so that each is judged by itself.
    Config::new(emulator.api_key())
        .base_url(emulator.base_url())
        .timeouts(timeouts)
        .retry(RetryPolicy::never())
}

/// Compares what the client says with what the gateway did.
fn judge(name: &str, outcome: Result<Submitted, Error>, emulator: &Emulator) {
    let charges = emulator.ledger().charges();
    let creates = emulator.requests().matching(|request| request.method == "POST");
    assert_eq!(creates.len(), 1, "{name}: one create, one POST");
    match outcome {
        Ok(submitted) => {
            // A recorded answer may show a task without a charge behind it; everything else must be the charged one.
            if !name.starts_with("observed") {
                assert_eq!(charges.len(), 1, "{name}: accepted");
                assert_eq!(submitted.handle.id, charges[0].task_id, "{name}");
            }
        }
        Err(Error::Unknown { ticket, .. }) => {
            if let Some(charge) = charges.first() {
                assert_eq!(
                    charge.business_id.as_deref(),
                    Some(ticket.business_id.as_str()),
                    "{name}: the ticket finds what was charged"
                );
            }
        }
        Err(error @ (Error::Rejected { .. } | Error::NotSent { .. })) => {
            assert_eq!(charges.len(), 0, "{name}: it says that nothing was charged: {error}");
        }
        Err(error) => panic!("{name}: {error}"),
    }
}

async fn every_fault(make: impl Fn() -> Box<dyn Transport>) {
    for fault in catalogue() {
        let (name, emulator) = (named(fault.name), emulator());
        emulator.faults().add(Fault::on(Call::Create).named(&name)).unwrap();
        let client = Client::with(config(&emulator), make(), TokioTime::new()).unwrap();
        let request = Gemini31FlashImage::new("A lighthouse").client_business_id("order-7");
        judge(&name, client.images().submit(request).await, &emulator);
    }
}

#[tokio::test]
async fn i20_hyper_says_of_every_fault_what_the_ledger_says() {
    every_fault(|| Box::new(HyperTransport::new().unwrap())).await;
}

#[tokio::test]
async fn i20_reqwest_says_of_every_fault_what_the_ledger_says() {
    every_fault(|| Box::new(ReqwestTransport::new().unwrap())).await;
}

#[test]
fn i20_ureq_says_of_every_fault_what_the_ledger_says() {
    for fault in catalogue() {
        let (name, emulator) = (named(fault.name), emulator());
        emulator.faults().add(Fault::on(Call::Create).named(&name)).unwrap();
        let transport = UreqTransport::new().unwrap();
        let client = blocking::Client::with(config(&emulator), transport, ThreadTime::new()).unwrap();
        let request = Gemini31FlashImage::new("A lighthouse").client_business_id("order-7");
        judge(&name, client.images().submit(request), &emulator);
    }
}

//! Every kind of call under faults that pass, with the retries as they come: the emulator's ledger and log are the judges.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use toapis_client::poll::time::VirtualTime;
use toapis_client::transport::{HyperTransport, UreqTransport};
use toapis_client::types::image::Gemini31FlashImage;
use toapis_client::types::{ModelFilter, TokenRequest};
use toapis_client::{Client, Config, Error, Submitted, UploadFile, blocking};
use toapis_emulator::{Call, Emulator, EmulatorClock, Fault, Lifecycle};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\0IEND\xae\x42\x60\x82";

#[derive(Clone, Copy, Debug, PartialEq)]
enum Act {
    Create,
    Upload,
    Look,
    List,
    Balance,
    Token,
}

const ACTS: [Act; 6] = [Act::Create, Act::Upload, Act::Look, Act::List, Act::Balance, Act::Token];

/// What meets the first requests, one each.
const FAULTS: [&[&str]; 8] = [
    &["status=503"],
    &["status=503", "status=503"],
    &["reset-after-read"],
    &["reset-after-read", "status=503"],
    &["lose-answer"],
    &["lose-answer-reset"],
    &["rate-limited"],
    &["cut-body=20"],
];

fn emulator() -> Emulator {
    let emulator = Emulator::builder().clock(EmulatorClock::stepped()).lifecycle(Lifecycle::instant());
    emulator.start_blocking().unwrap()
}

fn config(emulator: &Emulator) -> Config {
    Config::new(emulator.api_key()).base_url(emulator.base_url())
}

fn script(emulator: &Emulator, act: Act, faults: &[&str]) {
    emulator.requests().clear();
    let call = match act {
        Act::Create => Call::Create,
        Act::Upload => Call::Upload,
        Act::Look => Call::Status,
        Act::List => Call::Models,
        Act::Balance | Act::Token => Call::Account,
    };
    for name in faults {
        emulator.faults().add(Fault::on(call).named(name).optional()).unwrap();
    }
}

fn request() -> Gemini31FlashImage {
    Gemini31FlashImage::new("A lighthouse").client_business_id("order-7")
}

fn picture() -> UploadFile {
    UploadFile::from_bytes("a.png", PNG).unwrap()
}

/// `before` is what the look is at: a task that is charged already.
fn judge(
    (act, faults): (Act, &[&str]),
    outcome: &Result<Option<Submitted>, Error>,
    before: usize,
    emulator: &Emulator,
) {
    let sent = emulator.requests().len();
    let charges = emulator.ledger().charges();
    let case = format!("{act:?} under {faults:?}: {outcome:?}");
    match act {
        Act::Create => {
            let may_repeat = faults == ["rate-limited"];
            assert_eq!(sent, if may_repeat { 2 } else { 1 }, "{case}");
            assert!(charges.len() <= 1, "one intent: {case}");
            let known = match outcome {
                Ok(submitted) => {
                    let submitted = submitted.as_ref().unwrap();
                    assert_eq!((charges.len(), &charges[0].task_id), (1, &submitted.handle.id), "{case}");
                    true
                }
                Err(error) => error.ticket().is_some_and(|ticket| ticket.business_id.as_str() == "order-7"),
            };
            assert!(known || charges.is_empty(), "every charge is known: {case}");
        }
        Act::Token => assert!(sent <= 1 + usize::from(faults == ["rate-limited"]), "{case}"),
        _ => {
            assert!(outcome.is_ok(), "{case}");
            assert_eq!(sent, 1 + faults.len(), "each fault is met once: {case}");
        }
    }
    if act != Act::Create {
        assert_eq!(charges.len(), before, "nothing else costs anything: {case}");
    }
}

#[tokio::test]
async fn i01_i20_hyper_every_call_under_passing_faults_with_retries() {
    for case @ (act, faults) in ACTS.into_iter().flat_map(|act| FAULTS.map(|faults| (act, faults))) {
        let emulator = emulator();
        let client =
            Client::with(config(&emulator), HyperTransport::new().unwrap(), VirtualTime::new()).unwrap();
        let looked_at = match act {
            Act::Look => Some(client.images().submit(request()).await.unwrap().handle),
            _ => None,
        };
        let before = emulator.ledger().charges().len();
        script(&emulator, act, faults);
        let outcome = match act {
            Act::Create => client.images().submit(request()).await.map(Some),
            Act::Upload => client.upload(&picture()).await.map(|_| None),
            Act::Look => client.status(&looked_at.unwrap()).await.map(|_| None),
            Act::List => client.models(ModelFilter::default()).await.map(|_| None),
            Act::Balance => client.user_balance().await.map(|_| None),
            Act::Token => client.create_token(&TokenRequest::new("ci")).await.map(|_| None),
        };
        judge(case, &outcome, before, &emulator);
    }
}

#[test]
fn i01_i20_ureq_every_call_under_passing_faults_with_retries() {
    for case @ (act, faults) in ACTS.into_iter().flat_map(|act| FAULTS.map(|faults| (act, faults))) {
        let emulator = emulator();
        let transport = UreqTransport::new().unwrap();
        let client = blocking::Client::with(config(&emulator), transport, VirtualTime::new()).unwrap();
        let looked_at = (act == Act::Look).then(|| client.images().submit(request()).unwrap().handle);
        let before = emulator.ledger().charges().len();
        script(&emulator, act, faults);
        let outcome = match act {
            Act::Create => client.images().submit(request()).map(Some),
            Act::Upload => client.upload(&picture()).map(|_| None),
            Act::Look => client.status(&looked_at.unwrap()).map(|_| None),
            Act::List => client.models(ModelFilter::default()).map(|_| None),
            Act::Balance => client.user_balance().map(|_| None),
            Act::Token => client.create_token(&TokenRequest::new("ci")).map(|_| None),
        };
        judge(case, &outcome, before, &emulator);
    }
}

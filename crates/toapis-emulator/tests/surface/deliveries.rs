//! Webhooks in stepped time: deliveries that are under way hold time up, and none crosses a reset.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use crate::support::Call;
use serde_json::json;
use toapis_emulator::webhooks::{DeliveryFault, DeliveryState};
use toapis_emulator::{Emulator, EmulatorClock, Lifecycle};

const START: u64 = 1_790_000_000;

fn emulator() -> Emulator {
    let clock = EmulatorClock::stepped().starting_at(Duration::from_secs(START));
    Emulator::builder().clock(clock).lifecycle(Lifecycle::instant()).seed(7).start_blocking().unwrap()
}

/// A receiver that says when a delivery has arrived, and answers each with the next status it is told.
struct Hook {
    url: String,
    arrived: Receiver<()>,
    answers: Sender<u16>,
}

fn hook() -> Hook {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let ((tell, arrived), (answers, next)) = (channel(), channel());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 8_192]);
            let _ = tell.send(());
            let Ok(status) = next.recv() else { return };
            let _ = write!(stream, "HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    Hook { url, arrived, answers }
}

fn seconds(emulator: &Emulator) -> Vec<u64> {
    let deliveries = emulator.deliveries();
    deliveries
        .iter()
        .flat_map(|one| one.attempts.iter().map(|attempt| attempt.at.as_secs() - START))
        .collect()
}

#[test]
fn time_waits_for_a_delivery_that_is_under_way() {
    let (emulator, hook) = (emulator(), hook());
    emulator.set_webhook(&hook.url, "whsec_1").unwrap();
    emulator.send_test_event().unwrap();
    // The background has taken it, and its receiver has not answered yet.
    hook.arrived.recv().unwrap();
    let answers = hook.answers;
    for status in [500, 500, 500, 200] {
        answers.send(status).unwrap();
    }
    emulator.advance_blocking(Duration::from_secs(1000));
    assert_eq!(seconds(&emulator), [0, 10, 40, 160]);
    assert_eq!(emulator.deliveries()[0].state, DeliveryState::Delivered);
}

#[test]
fn no_answer_crosses_a_reset() {
    let (emulator, hook) = (emulator(), hook());
    emulator.set_webhook(&hook.url, "whsec_1").unwrap();
    emulator.send_test_event().unwrap();
    hook.arrived.recv().unwrap();
    let host = emulator.address().to_string();
    let reset = Call::new("POST", "/__emulator/reset").json(&json!({}));
    let reset = std::thread::spawn(move || reset.send(&host).status);
    hook.answers.send(500).unwrap();
    assert_eq!(reset.join().unwrap(), 200);
    assert_eq!(emulator.deliveries(), []);
    emulator.set_webhook(&hook.url, "whsec_1").unwrap();
    emulator.send_test_event().unwrap();
    hook.answers.send(200).unwrap();
    emulator.advance_blocking(Duration::ZERO);
    assert_eq!(emulator.deliveries()[0].state, DeliveryState::Delivered);
    assert_eq!(seconds(&emulator), [0]);
}

#[test]
fn a_fault_of_a_delivery_must_meet_an_event() {
    let emulator = emulator();
    emulator.script_delivery(DeliveryFault::Twice);
    assert!(emulator.unfired().unwrap().contains("Twice"));
    let dropped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(emulator)));
    assert!(dropped.is_err());
}

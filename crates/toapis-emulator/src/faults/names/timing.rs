//! The answer comes slowly, or not at all.

use super::{Action, NamedFault, fixed, number};
use crate::faults::{Delivery, Part, StallAt};

fn drip(part: Part, every_ms: u64) -> Action {
    Action::default().deliver(Delivery::Drip { part, bytes: 1, every_ms })
}

fn stall(at: StallAt) -> Action {
    Action::default().deliver(Delivery::Stall { at })
}

pub(super) fn rows() -> Vec<NamedFault> {
    let pause = ("milliseconds of real time between two bytes", Some(100));
    vec![
        number("drip-head", &["H20"], "The head of the answer comes byte by byte.", pause, |ms| {
            drip(Part::Head, ms)
        }),
        number("drip-body", &["H21", "D23"], "The body of the answer comes byte by byte.", pause, |ms| {
            drip(Part::Body, ms)
        }),
        fixed(
            "stall-before-body",
            &["H18"],
            "The body of the request is never read, and nothing is answered.",
            || stall(StallAt::BeforeBody),
        ),
        fixed(
            "stall-answer",
            &["H19"],
            "The request is read and processed, and nothing is answered.",
            || stall(StallAt::BeforeAnswer),
        ),
        fixed("stall-head", &["H19", "H21"], "The head of the answer comes, and nothing more.", || {
            stall(StallAt::AfterHead)
        }),
        fixed("stall-body", &["H21", "D23"], "The head and half of the body come, and nothing more.", || {
            stall(StallAt::MidBody)
        }),
    ]
}

//! `cargo xtask simulate`: many tasks, a simulated service, and the real schedule.

mod durations;
mod front;
mod policies;
mod world;

use clap::Parser;
use toapis_types::TaskKind;

use self::durations::Law;
use self::policies::Policy;
use self::world::{Arrivals, Reading, Scenario};
use crate::run::{Outcome, Run};

/// Simulate waiting for many tasks, and write the tables and plots of `docs/polling.md`.
#[derive(Debug, Parser)]
pub(crate) struct Simulate {
    /// Write nothing; fail when the page is stale.
    #[arg(long)]
    check: bool,
}

impl Run for Simulate {
    fn run(self) -> Outcome {
        let image = [(TaskKind::Image, Law::IMAGE)];
        let video = [(TaskKind::Video, Law::VIDEO)];
        let both = [image[0], video[0]];
        let list = [
            Scenario::new("1,000 images, burst", 1000, Arrivals::Burst, &image),
            Scenario::new("1,000 videos, burst", 1000, Arrivals::Burst, &video),
            Scenario::new("1,000 mixed, burst", 1000, Arrivals::Burst, &both),
            Scenario::new("10,000 videos, stream", 10_000, Arrivals::Stream, &video),
            Scenario::new("10,000 mixed, stream", 10_000, Arrivals::Stream, &both),
            Scenario::new("10,000 images, burst", 10_000, Arrivals::Burst, &image),
        ];
        for scenario in list {
            println!("{}", scenario.name);
            for (policy, reading) in [
                (Policy::Limited, Reading::Both),
                (Policy::Likeliest { every_5: true }, Reading::Both),
                (Policy::Likeliest { every_5: false }, Reading::Both),
                (Policy::Likeliest { every_5: false }, Reading::Bucket),
                (Policy::Fleet { dial: 0.7 }, Reading::Bucket),
                (Policy::Fleet { dial: 0.4 }, Reading::Both),
                (Policy::Fleet { dial: 0.7 }, Reading::Both),
                (Policy::Fleet { dial: 1.0 }, Reading::Both),
                (Policy::Oracle, Reading::Both),
            ] {
                let o = policy.run(&scenario, reading, reading);
                println!(
                    "  {:50} {reading:?} q {:.2} mean {:.2} p95 {:.1} worst {:.0} 429 {} lost {}",
                    format!("{policy:?}"),
                    o.queries,
                    o.mean,
                    o.p95,
                    o.worst,
                    o.refused,
                    o.lost
                );
            }
        }
        Ok(())
    }
}

//! Everything that is simulated for the page.

use std::time::{Duration, Instant};

use toapis_types::TaskKind;

use super::durations::Law;
use super::fleet::Fleet;
use super::jobs;
use super::policies::Policy;
use super::service::{Outcome, Service};
use super::world::{Arrivals, Group, Moment, Scenario};

/// Scenarios with what each policy made of them.
#[derive(Debug, Default)]
pub(super) struct Results {
    /// The list of the project's aims.
    pub(super) main: Vec<Played>,
    pub(super) sizes: Vec<Played>,
    pub(super) groups: Vec<Played>,
    pub(super) priors: Vec<Played>,
    pub(super) outages: Vec<Played>,
    /// Laws and arrivals that nothing here was made for.
    pub(super) others: Vec<Played>,
    pub(super) batches: Vec<Played>,
    pub(super) dials: Vec<Played>,
}

/// One scenario, and what came of each policy.
#[derive(Debug)]
pub(super) struct Played {
    pub(super) scenario: Scenario,
    pub(super) rows: Vec<(Policy, Outcome)>,
    /// The fleet, with the dial at which it takes as many queries as the reference did, or just fewer.
    pub(super) level: Option<(f64, Outcome)>,
}

impl Played {
    pub(super) fn of(&self, policy: Policy) -> &Outcome {
        static NONE: Outcome = Outcome::NONE;
        self.rows.iter().find(|(own, _)| *own == policy).map_or(&NONE, |(_, outcome)| outcome)
    }
}

impl Results {
    pub(super) fn new() -> Self {
        let mut results = Self::default();
        let mut plan = Vec::new();
        let mut add = |part: Part, scenario: Scenario, policies: &[Policy], is_level: bool| {
            plan.push((part, scenario, policies.to_vec(), is_level));
        };
        for scenario in main() {
            add(Part::Main, scenario, &EVERYONE, true);
        }
        for (name, laws) in mixes() {
            for (count, words) in [(100, "100"), (1000, "1,000"), (10_000, "10,000"), (100_000, "100,000")] {
                for (arrivals, manner) in [(Arrivals::Burst, "burst"), (Arrivals::Stream, "stream")] {
                    let scenario = Scenario::new(&format!("{words} {name}, {manner}"), count, arrivals, laws);
                    add(Part::Sizes, scenario, &[Policy::Limited, SHIPPED, RESERVED], false);
                }
            }
        }
        for (group, name) in [(Group::DEFAULT, "default"), (Group::VIP, "vip"), (Group::SVIP, "svip")] {
            let scenario = Scenario::new(name, 10_000, Arrivals::Stream, &VIDEO).of_group(group);
            add(Part::Groups, scenario, &[Policy::Limited, REFERENCE, SHIPPED, RESERVED], true);
        }
        for (name, count, arrivals, laws) in [
            ("1,000 images, stream", 1000, Arrivals::Stream, &IMAGE[..]),
            ("100 videos, burst", 100, Arrivals::Burst, &VIDEO),
            ("1,000 videos, burst", 1000, Arrivals::Burst, &VIDEO),
            ("10,000 videos, stream", 10_000, Arrivals::Stream, &VIDEO),
        ] {
            for (prior, belief) in [
                (Some(1.0), "right"),
                (Some(2.0), "twice too long"),
                (Some(0.5), "half as long"),
                (None, "none"),
            ] {
                let scenario = Scenario::new(&format!("{name} | {belief}"), count, arrivals, laws);
                add(Part::Priors, scenario.prior(prior), &[SHIPPED], false);
            }
        }
        for (name, count, arrivals, laws, from) in [
            ("1,000 images, stream", 1000, Arrivals::Stream, &IMAGE[..], 60),
            ("1,000 videos, burst", 1000, Arrivals::Burst, &VIDEO, 120),
            ("10,000 videos, stream", 10_000, Arrivals::Stream, &VIDEO, 600),
        ] {
            let scenario = Scenario::new(name, count, arrivals, laws);
            let policies = [Policy::Every5, Policy::Documented, Policy::Limited, SHIPPED];
            add(Part::Outages, scenario.clone(), &[SHIPPED], false);
            add(Part::Outages, scenario.outage(from, from + 60), &policies, false);
        }
        for scenario in others() {
            add(Part::Others, scenario, &[Policy::Limited, REFERENCE, SHIPPED], true);
        }
        for scenario in main() {
            add(Part::Batches, scenario, &[Policy::Batch, BATCHED], false);
        }
        for scenario in [main().swap_remove(1), main().swap_remove(3)] {
            add(Part::Dials, scenario, &DIALS.map(|dial| Policy::Fleet(Fleet::with_dial(dial))), false);
        }
        let todo: Vec<(&Scenario, Option<Policy>)> = plan
            .iter()
            .flat_map(|(_, scenario, policies, is_level)| {
                let level = is_level.then_some((scenario, None));
                policies.iter().map(move |policy| (scenario, Some(*policy))).chain(level)
            })
            .collect();
        let mut answers = jobs::all(&todo, |(scenario, policy)| match policy {
            Some(policy) => (0.0, policy.run(scenario)),
            None => level(scenario),
        })
        .into_iter();
        for (part, scenario, policies, is_level) in plan {
            let rows: Vec<_> =
                policies.into_iter().zip(answers.by_ref().map(|(_, outcome)| outcome)).collect();
            let level = if is_level { answers.next() } else { None };
            let part = match part {
                Part::Main => &mut results.main,
                Part::Sizes => &mut results.sizes,
                Part::Groups => &mut results.groups,
                Part::Priors => &mut results.priors,
                Part::Outages => &mut results.outages,
                Part::Others => &mut results.others,
                Part::Batches => &mut results.batches,
                Part::Dials => &mut results.dials,
            };
            part.push(Played { scenario, rows, level });
        }
        results
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Played> {
        [
            &self.main,
            &self.sizes,
            &self.groups,
            &self.priors,
            &self.outages,
            &self.others,
            &self.batches,
            &self.dials,
        ]
        .into_iter()
        .flatten()
    }
}

#[derive(Clone, Copy)]
enum Part {
    Main,
    Sizes,
    Groups,
    Priors,
    Outages,
    Others,
    Batches,
    Dials,
}

/// The fleet at the same price as the reference: the dial is searched for.
fn level(scenario: &Scenario) -> (f64, Outcome) {
    let wanted = REFERENCE.run(scenario).queries;
    let run = |dial: f64| Policy::Fleet(Fleet::with_dial(dial)).run(scenario);
    let (mut low, mut high) = (0.01, 100.0);
    let mut best = (high, run(high));
    for _ in 0..8 {
        let dial = f64::sqrt(low * high);
        let outcome = run(dial);
        if outcome.queries > wanted {
            low = dial;
        } else {
            high = dial;
            best = (dial, outcome);
        }
    }
    best
}

/// The price of a query during one play, by the default dial.
pub(super) fn prices(scenario: &Scenario) -> Vec<(Moment, f64)> {
    let mut prices = Vec::new();
    Fleet::DEFAULT.play(Service::new(scenario, 0), &mut prices);
    prices
}

/// How long the largest scenario takes, and what comes of it.
pub(super) fn hundred_thousand() -> (Duration, Outcome) {
    let scenario = Scenario::new("", 100_000, Arrivals::Stream, &VIDEO);
    let begun = Instant::now();
    let outcome = SHIPPED.run(&scenario);
    (begun.elapsed(), outcome)
}

pub(super) fn main() -> Vec<Scenario> {
    vec![
        Scenario::new("1,000 images, burst", 1000, Arrivals::Burst, &IMAGE),
        Scenario::new("1,000 videos, burst", 1000, Arrivals::Burst, &VIDEO),
        Scenario::new("1,000 mixed, burst", 1000, Arrivals::Burst, &MIXED),
        Scenario::new("10,000 videos, stream", 10_000, Arrivals::Stream, &VIDEO),
        Scenario::new("10,000 mixed, stream", 10_000, Arrivals::Stream, &MIXED),
        Scenario::new("10,000 images, burst", 10_000, Arrivals::Burst, &IMAGE),
        Scenario::new("10,000 videos, burst", 10_000, Arrivals::Burst, &VIDEO),
    ]
}

fn others() -> Vec<Scenario> {
    let two = [(TaskKind::Video, Law::Two { first: 40.0, second: 300.0, sigma: 0.3 })];
    let pareto = [(TaskKind::Video, Law::Pareto { least: 40.0, alpha: 1.5 })];
    let slower = [(TaskKind::Video, Law::Drift { median: 75.0, times: 4.0 })];
    let faster = [(TaskKind::Video, Law::Drift { median: 300.0, times: 0.25 })];
    vec![
        Scenario::new(
            "two kinds of videos, 40 s and 300 s, 10,000 as a stream",
            10_000,
            Arrivals::Stream,
            &two,
        ),
        Scenario::new("the same, 1,000 as a burst", 1000, Arrivals::Burst, &two),
        Scenario::new(
            "a heavy tail (Pareto 1.5 from 40 s), 10,000 as a stream",
            10_000,
            Arrivals::Stream,
            &pareto,
        ),
        Scenario::new("the same, 1,000 as a burst", 1000, Arrivals::Burst, &pareto),
        Scenario::new(
            "videos that become slower, 75 s to 300 s, 10,000 as a stream",
            10_000,
            Arrivals::Stream,
            &slower,
        ),
        Scenario::new(
            "videos that become faster, 300 s to 75 s, 10,000 as a stream",
            10_000,
            Arrivals::Stream,
            &faster,
        ),
        Scenario::new("500 mixed every 60 s, 10,000 in all", 10_000, Arrivals::Waves(500, 60), &MIXED),
        Scenario::new("2,000 videos every 300 s, 10,000 in all", 10_000, Arrivals::Waves(2000, 300), &VIDEO),
    ]
}

fn mixes() -> [(&'static str, &'static [(TaskKind, Law)]); 3] {
    [("images", &IMAGE), ("videos", &VIDEO), ("mixed", &MIXED)]
}

const IMAGE: [(TaskKind, Law); 1] = [(TaskKind::Image, Law::IMAGE)];
const VIDEO: [(TaskKind, Law); 1] = [(TaskKind::Video, Law::VIDEO)];
const MIXED: [(TaskKind, Law); 2] = [(TaskKind::Image, Law::IMAGE), (TaskKind::Video, Law::VIDEO)];

/// What the fleet is measured against.
pub(super) const REFERENCE: Policy = Policy::Likeliest { every_5: false };
/// With its default dial.
pub(super) const SHIPPED: Policy = Policy::Fleet(Fleet::DEFAULT);
/// And as one fleet beside other users of its client.
pub(super) const RESERVED: Policy = Policy::Fleet(Fleet { leaves_reserve: true, ..Fleet::DEFAULT });
pub(super) const BATCHED: Policy = Policy::Fleet(Fleet { batch: true, ..Fleet::DEFAULT });

pub(super) const EVERYONE: [Policy; 9] = [
    Policy::Every5,
    Policy::Documented,
    Policy::Exponential,
    Policy::Limited,
    Policy::Likeliest { every_5: true },
    REFERENCE,
    SHIPPED,
    RESERVED,
    Policy::Oracle,
];

pub(super) const DIALS: [f64; 9] = [0.05, 0.1, 0.2, 0.4, 0.7, 1.5, 3.0, 6.0, 12.0];

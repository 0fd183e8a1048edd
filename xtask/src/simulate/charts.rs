//! The plots of the page.

use super::alone_tables::{Alone, Kind};
use super::chart::{Axis, Chart, Series, Style, colour};
use super::policies::Policy;
use super::results::{self, Played, REFERENCE, Results};
use super::world::{Moment, SECOND, float, seconds};

/// By the name of the file.
pub(super) fn all(results: &Results, alone: &Alone) -> Vec<(&'static str, Chart)> {
    let [image, video] = &alone.kinds;
    vec![
        (
            "alone-image",
            one(
                image,
                (1.0, 5.0),
                &[1.0, 1.5, 2.0, 3.0, 4.0, 5.0],
                (2.0, 20.0),
                &[2.0, 3.0, 5.0, 10.0, 20.0],
            ),
        ),
        (
            "alone-video",
            one(
                video,
                (1.0, 40.0),
                &[1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 40.0],
                (2.0, 100.0),
                &[2.0, 5.0, 10.0, 20.0, 50.0, 100.0],
            ),
        ),
        ("learning", learning(video)),
        ("dial-burst", dials(&results.main[1], &results.dials[0])),
        ("dial-stream", dials(&results.main[3], &results.dials[1])),
        ("late", late(&results.main[3])),
        ("price", price()),
    ]
}

fn one(
    kind: &Kind,
    queries: (f64, f64),
    query_ticks: &'static [f64],
    late: (f64, f64),
    late_ticks: &'static [f64],
) -> Chart {
    let marks =
        [(Style::Square, colour::ORANGE), (Style::Diamond, colour::PINK), (Style::Triangle, colour::GREEN)];
    let mut series = vec![
        Series {
            name: "the best that there is\n(durations known)".into(),
            colour: colour::GREY,
            style: Style::Line,
            points: kind.front.curve().iter().map(|cost| (cost.queries, cost.mean)).collect(),
        },
        Series {
            name: "the fleet by its dial\n(durations known)".into(),
            colour: colour::BLUE,
            style: Style::Circle,
            points: kind.dials.iter().map(|(_, cost)| (cost.queries, cost.mean)).collect(),
        },
        Series {
            name: "the fleet after 300 tasks,\nby what it believed before".into(),
            colour: colour::SKY,
            style: Style::Circle,
            points: kind
                .learning
                .iter()
                .filter_map(|(_, after)| after.last().map(|own| (own.cost.queries, own.cost.mean)))
                .collect(),
        },
    ];
    for ((name, cost), (style, colour)) in kind.ways.iter().zip(marks) {
        series.push(Series { name: (*name).into(), colour, style, points: vec![(cost.queries, cost.mean)] });
    }
    Chart {
        title: format!("One {} alone", kind.name),
        subtitle: "down and left is better",
        x: Axis { label: "queries per task", span: queries, ticks: query_ticks, is_log: true },
        y: Axis { label: "seconds late, mean", span: late, ticks: late_ticks, is_log: true },
        series,
    }
}

fn learning(kind: &Kind) -> Chart {
    let looks = [
        (colour::BLUE, Style::Beads),
        (colour::ORANGE, Style::Beads),
        (colour::GREEN, Style::Beads),
        (colour::PINK, Style::Beads),
    ];
    let series = kind.learning.iter().zip(looks).map(|((belief, after), (colour, style))| Series {
        name: format!("belief: {belief}"),
        colour,
        style,
        points: after.iter().map(|own| (float(own.count).max(1.0), 100.0 * own.above)).collect(),
    });
    Chart {
        title: "Learning how long videos take".into(),
        subtitle: "the mean of eight runs",
        x: Axis {
            label: "tasks watched (at the left: none)",
            span: (1.0, 300.0),
            ticks: &[3.0, 10.0, 30.0, 100.0, 300.0],
            is_log: true,
        },
        y: Axis {
            label: "% later than the best for as many queries",
            span: (0.0, 100.0),
            ticks: &[0.0, 25.0, 50.0, 75.0, 100.0],
            is_log: false,
        },
        series: series.collect(),
    }
}

fn dials(played: &Played, dials: &Played) -> Chart {
    let point = |policy: Policy| {
        let outcome = played.of(policy);
        vec![(outcome.queries, outcome.mean)]
    };
    let mut series = vec![Series {
        name: "the fleet by its dial".into(),
        colour: colour::BLUE,
        style: Style::Beads,
        points: dials.rows.iter().map(|(_, outcome)| (outcome.queries, outcome.mean)).collect(),
    }];
    for (policy, name, colour, style) in [
        (REFERENCE, "shared budget, 10 % rule,\nlikeliest first", colour::RED, Style::Diamond),
        (
            Policy::Likeliest { every_5: true },
            "shared budget, every 5 s,\nlikeliest first",
            colour::ORANGE,
            Style::Diamond,
        ),
        (Policy::Limited, "every 5 s behind a limiter", colour::GREEN, Style::Square),
        (Policy::Every5, "every 5 s, ignores 429", colour::PINK, Style::Square),
        (Policy::Exponential, "exponential, 5 to 60 s", colour::SKY, Style::Triangle),
        (Policy::Documented, "the documentation's loop", colour::GREY, Style::Triangle),
    ] {
        series.push(Series { name: name.into(), colour, style, points: point(policy) });
    }
    Chart {
        title: played.scenario.name.clone(),
        subtitle: "down and left is better",
        x: Axis {
            label: "queries per task",
            span: (0.0, 16.0),
            ticks: &[0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0],
            is_log: false,
        },
        y: Axis {
            label: "seconds late, mean",
            span: (3.0, 60.0),
            ticks: &[3.0, 5.0, 10.0, 20.0, 30.0, 60.0],
            is_log: true,
        },
        series,
    }
}

fn late(played: &Played) -> Chart {
    let mut series = Vec::new();
    let level = played.level.as_ref().map(|(_, outcome)| outcome);
    for (outcome, name, colour, style) in [
        (level, "the fleet,\nat the reference's queries", colour::BLUE, Style::Line),
        (Some(played.of(REFERENCE)), "shared budget, 10 % rule,\nlikeliest first", colour::RED, Style::Thin),
        (Some(played.of(Policy::Limited)), "every 5 s behind a limiter", colour::GREEN, Style::Thin),
        (Some(played.of(Policy::Every5)), "every 5 s, ignores 429", colour::PINK, Style::Thin),
        (Some(played.of(Policy::Exponential)), "exponential, 5 to 60 s", colour::SKY, Style::Thin),
        (Some(played.of(Policy::Documented)), "the documentation's loop", colour::GREY, Style::Dashed),
    ] {
        let Some(outcome) = outcome else { continue };
        let points = (0..=120).map(|half| {
            let within = f64::from(half) / 2.0;
            let found = outcome.late.partition_point(|late| *late <= within);
            (within, 100.0 * (1.0 - outcome.lost) * float(found) / float(outcome.late.len().max(1)))
        });
        series.push(Series { name: name.into(), colour, style, points: points.collect() });
    }
    Chart {
        title: format!("{}: how soon a result is noticed", played.scenario.name),
        subtitle: "up and left is better",
        x: Axis {
            label: "seconds after it was done",
            span: (0.0, 60.0),
            ticks: &[0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0],
            is_log: false,
        },
        y: Axis {
            label: "% of the tasks",
            span: (0.0, 100.0),
            ticks: &[0.0, 25.0, 50.0, 75.0, 95.0, 100.0],
            is_log: false,
        },
        series,
    }
}

fn price() -> Chart {
    let wanted = [(1, colour::RED), (3, colour::BLUE), (6, colour::ORANGE)];
    let scenarios = results::main();
    let series = wanted.map(|(index, colour)| {
        let scenario = &scenarios[index];
        // The median of ten seconds.
        let mut points: Vec<(f64, f64)> = Vec::new();
        let prices = results::prices(scenario);
        for ten in prices.chunk_by(|one, other| one.0 / TEN == other.0 / TEN) {
            let mut values: Vec<f64> = ten.iter().map(|(_, price)| *price).collect();
            values.sort_by(f64::total_cmp);
            points.push((seconds(ten[0].0 / TEN * TEN), values[values.len() / 2]));
        }
        Series { name: scenario.name.clone(), colour, style: Style::Thin, points }
    });
    Chart {
        title: "What a query costs".into(),
        subtitle: "the default dial is 0.7 s; the median of each ten seconds",
        x: Axis {
            label: "seconds since the first task",
            span: (0.0, 800.0),
            ticks: &[0.0, 100.0, 200.0, 300.0, 400.0, 500.0, 600.0, 700.0, 800.0],
            is_log: false,
        },
        y: Axis {
            label: "seconds of waiting",
            span: (0.1, 1000.0),
            ticks: &[0.1, 0.7, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0],
            is_log: true,
        },
        series: series.into(),
    }
}

const TEN: Moment = 10 * SECOND;

//! Engineering: a viaduct with a train, a suspension bridge.

use super::canvas::{Canvas, flat, gradient};
use super::color::Rgb;
use super::shape::{blob, curve, line, polygon, rect, rounded};
use super::stage::Stage;
use super::terrain::{Layer, hills, mountains};
use super::wild::{meadow, mist, wood};
use super::words::Word;

/// A valley crossed by a viaduct; with a train when the prompt names one.
pub(super) fn paint(canvas: &mut Canvas, stage: &Stage) {
    let u = canvas.u;
    let mut dice = stage.chance("rail");
    let rise = (u * 0.42).max(stage.horizon * 0.24);
    let far = Layer { base: stage.horizon + u * 0.02, rise, wave: u * 0.9, depth: 0.55 };
    mountains(canvas, stage, far, if stage.snowy() { 0.8 } else { 0.3 }, &mut dice);
    for (depth, drop) in [(0.5, 0.05), (0.34, 0.12)] {
        let layer = Layer { base: stage.horizon + u * drop, rise: u * 0.14, wave: u * 0.9, depth };
        let land = hills(canvas, stage, layer, meadow(stage, depth), &mut dice);
        wood(canvas, stage, &land, (u * 0.025, u * 0.05), 26.0, depth, &mut dice);
    }
    mist(canvas, stage, stage.horizon + u * 0.16, u * 0.10, 0.45);
    let deck = stage.horizon + u * 0.02;
    viaduct(canvas, stage, deck);
    if stage.has(Word::Train) {
        train(canvas, stage, deck, u * 0.135);
    }
    for (depth, t) in [(0.12, 0.45f32), (0.0, 1.0)] {
        let base = deck + u * 0.14 + (canvas.h - deck - u * 0.16) * t;
        let layer = Layer { base: base + u * 0.05, rise: u * 0.15, wave: u * 0.95, depth };
        let land = hills(canvas, stage, layer, meadow(stage, depth), &mut dice);
        let tall = u * (0.05 + 0.09 * t);
        wood(canvas, stage, &land, (tall * 0.6, tall * 1.3), 20.0 - 8.0 * t, depth, &mut dice);
    }
}

/// Stone arches that carry a level deck at height `deck`.
fn viaduct(canvas: &mut Canvas, stage: &Stage, deck: f32) {
    let (u, w, h) = (canvas.u, canvas.w, canvas.h);
    let stone = stage.tone(Rgb::hex(0xb8ac9a), 0.10).mix(stage.palette.near, 0.10 + 0.25 * stage.darkness());
    let (lit, dark) = (stone.screen(stage.palette.sun, 0.15), stone.mix(stage.palette.near, 0.5));
    let (span, pier) = (u * 0.23, u * 0.042);
    let foot = (deck + u * 0.62).min(h + 2.0);
    let mut x = -span * 0.4;
    while x < w + span {
        let arch: Vec<(f32, f32)> = (0..=24)
            .map(|k| std::f32::consts::PI * k as f32 / 24.0)
            .map(|a| {
                (
                    x + span / 2.0 - a.cos() * (span - pier) / 2.0,
                    deck + u * 0.165 - a.sin() * (span - pier) / 2.0,
                )
            })
            .collect();
        // Spandrel: from the deck down to the arch, then the pier to its right.
        let mut face = vec![
            (x - 0.5, deck),
            (x + span + 0.5, deck),
            (x + span + 0.5, foot),
            (x + span - pier / 2.0, foot),
        ];
        face.extend(arch.iter().rev());
        face.extend([(x + pier / 2.0, foot), (x - 0.5, foot)]);
        canvas.fill(
            polygon(&face).as_ref(),
            gradient(
                (0.0, deck),
                (0.0, foot),
                &[(0.0, lit, 1.0), (0.35, stone, 1.0), (1.0, stone.mix(stage.palette.haze, 0.6), 1.0)],
            ),
        );
        let mut soffit = arch.clone();
        soffit.extend(arch.iter().rev().map(|&(ax, ay)| (ax + u * 0.010, ay + u * 0.004)));
        canvas.fill(polygon(&soffit).as_ref(), flat(dark, 0.55));
        canvas.stroke(line(&arch).as_ref(), u * 0.004, flat(dark, 0.7));
        x += span;
    }
    canvas.fill(rect(-2.0, deck - u * 0.012, w + 4.0, u * 0.020).as_ref(), flat(lit, 1.0));
    canvas.fill(rect(-2.0, deck + u * 0.008, w + 4.0, u * 0.006).as_ref(), flat(dark, 0.8));
}

/// A high-speed train on a track at height `rail`, `tall` pixels high; its nose lies near the focus.
fn train(canvas: &mut Canvas, stage: &Stage, rail: f32, tall: f32) {
    let (u, w) = (canvas.u, canvas.w);
    let f = if stage.focus > w / 2.0 { 1.0 } else { -1.0 };
    let nose = (stage.focus + f * u * 0.12).clamp(w * 0.2, w * 0.86);
    let accent = stage.tone(stage.brief.colour().unwrap_or(Rgb::hex(0xc83234)), 0.0);
    let shell = stage.tone(Rgb::hex(0xf2f3f4), 0.0);
    let s = tall;
    let base = rail - u * 0.016 - s * 0.10;
    let at = |px: f32, py: f32| (nose - f * px * s, base - py * s);
    let tail = if f > 0.0 { nose / s + 1.0 } else { (w - nose) / s + 1.0 };
    catenary(canvas, stage, rail, s);
    // Shadow under the floor and the running gear.
    canvas.fill(
        polygon(&[at(0.9, 0.02), at(tail, 0.02), at(tail, -0.14), at(1.1, -0.14)]).as_ref(),
        flat(Rgb::hex(0x1a1c22), 0.95),
    );
    let ink = gradient(
        (0.0, base - s),
        (0.0, base),
        &[
            (0.0, shell.screen(stage.palette.sky[4], 0.5), 1.0),
            (0.35, shell, 1.0),
            (0.75, shell.scale(0.82), 1.0),
            (1.0, shell.scale(0.52), 1.0),
        ],
    );
    let mut body = vec![at(tail, 0.0), at(tail, 1.0)];
    // The nose: a long droop, then a short chin.
    let droop = [
        (3.3, 1.0),
        (2.7, 0.985),
        (2.15, 0.93),
        (1.65, 0.82),
        (1.15, 0.66),
        (0.7, 0.50),
        (0.3, 0.375),
        (0.08, 0.29),
        (0.0, 0.21),
        (0.06, 0.12),
        (0.25, 0.05),
        (0.6, 0.0),
    ];
    body.extend(droop.iter().map(|&(px, py)| at(px, py)));
    canvas.fill(polygon(&body).as_ref(), ink);
    // Livery: a stripe that sweeps down into the nose.
    let mut stripe = vec![
        at(tail, 0.36),
        at(tail, 0.27),
        at(2.6, 0.27),
        at(1.3, 0.25),
        at(0.5, 0.21),
        at(0.02, 0.20),
        at(0.06, 0.27),
        at(0.6, 0.30),
        at(1.4, 0.345),
        at(2.6, 0.36),
    ];
    stripe.dedup();
    canvas.fill(polygon(&stripe).as_ref(), flat(accent, 1.0));
    canvas.fill(
        polygon(&[
            at(tail, 0.235),
            at(tail, 0.215),
            at(2.6, 0.215),
            at(1.0, 0.19),
            at(1.0, 0.20),
            at(2.6, 0.235),
        ])
        .as_ref(),
        flat(accent.scale(0.8), 1.0),
    );
    // Windscreen.
    let glass = Rgb::hex(0x141c2a);
    let screen =
        [at(2.25, 0.945), at(1.72, 0.84), at(1.30, 0.71), at(1.62, 0.66), at(2.15, 0.74), at(2.5, 0.80)];
    canvas.fill(blob(&screen).as_ref(), flat(glass, 1.0));
    let gleam = [at(2.15, 0.915), at(1.75, 0.825), at(1.5, 0.745)];
    canvas.stroke(curve(&gleam).as_ref(), s * 0.018, flat(stage.palette.sky[4], 0.7));
    coaches(canvas, stage, &at, tail, s);
    // Headlight, and its light on the line ahead.
    let (hx, hy) = at(0.42, 0.335);
    canvas.fill(
        polygon(&[at(0.28, 0.34), at(0.62, 0.43), at(0.66, 0.39), at(0.32, 0.30)]).as_ref(),
        flat(Rgb::hex(0xfff8e2), 1.0),
    );
    canvas.light.glow(hx, hy, s * 1.3, Rgb::hex(0xfff0c8), 0.4 + 0.4 * stage.darkness());
    if stage.darkness() > 0.3 {
        let angle = if f > 0.0 { 0.02 } else { std::f32::consts::PI - 0.02 };
        canvas.light.beam((hx, hy), angle, 0.10, s * 7.0, Rgb::hex(0xfff0c8), 0.6);
    }
    speed(canvas, stage, &at, tail, s);
}

/// Windows, doors and the gaps between coaches.
fn coaches(canvas: &mut Canvas, stage: &Stage, at: &dyn Fn(f32, f32) -> (f32, f32), tail: f32, s: f32) {
    let lit = stage.darkness() > 0.3;
    let glass = if lit {
        stage.lamp().mix(Rgb::WHITE, 0.25)
    } else {
        Rgb::hex(0x1c2838).screen(stage.palette.sky[2], 0.25)
    };
    let mut x = 3.25;
    let coach = 5.6;
    let mut gap = 2.9 + coach;
    while x < tail {
        if x + 0.30 > gap - 0.35 && x < gap + 0.35 {
            canvas.fill(
                polygon(&[
                    at(gap - 0.03, 0.98),
                    at(gap + 0.03, 0.98),
                    at(gap + 0.03, 0.0),
                    at(gap - 0.03, 0.0),
                ])
                .as_ref(),
                flat(Rgb::hex(0x22262e), 0.85),
            );
            for door in [gap - 0.24, gap + 0.24] {
                let (a, b) = (at(door - 0.09, 0.78), at(door + 0.09, 0.06));
                let (left, wide) = (a.0.min(b.0), (a.0 - b.0).abs());
                canvas.stroke(
                    rounded(left, a.1, wide, b.1 - a.1, s * 0.03).as_ref(),
                    s * 0.012,
                    flat(Rgb::hex(0x3a404c), 0.55),
                );
            }
            x = gap + 0.42;
            gap += coach;
            continue;
        }
        let (a, b) = (at(x, 0.72), at(x + 0.30, 0.50));
        canvas.fill(
            rounded(a.0.min(b.0), a.1, (a.0 - b.0).abs(), b.1 - a.1, s * 0.05).as_ref(),
            flat(glass, 1.0),
        );
        if lit {
            canvas.light.glow((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0, s * 0.5, stage.lamp(), 0.10);
        }
        x += 0.40;
    }
}

/// Poles and wire above the line.
fn catenary(canvas: &mut Canvas, stage: &Stage, rail: f32, s: f32) {
    let colour = stage.ground(0.25);
    let (step, top) = (s * 4.2, rail - s * 1.72);
    let thin = (s * 0.016).max(0.5);
    let mut x = step * 0.35;
    while x < canvas.w {
        canvas.stroke(line(&[(x, rail), (x, top - s * 0.1)]).as_ref(), thin * 2.0, flat(colour, 0.9));
        canvas.stroke(line(&[(x, top), (x + s * 0.4, top + s * 0.12)]).as_ref(), thin, flat(colour, 0.9));
        x += step;
    }
    canvas.stroke(
        line(&[(0.0, top + s * 0.12), (canvas.w, top + s * 0.12)]).as_ref(),
        thin * 0.8,
        flat(colour, 0.8),
    );
}

/// Streaks of air along the flanks.
fn speed(canvas: &mut Canvas, stage: &Stage, at: &dyn Fn(f32, f32) -> (f32, f32), tail: f32, s: f32) {
    let mut dice = stage.chance("speed");
    for _ in 0..26 {
        let (x, y) = (dice.range(2.0, tail), dice.range(-0.10, 1.12));
        let length = dice.range(1.0, 3.6);
        let (a, b) = (at(x, y), at(x + length, y));
        let white = Rgb::WHITE;
        canvas.stroke(
            line(&[a, b]).as_ref(),
            (s * dice.range(0.006, 0.016)).max(0.5),
            gradient(a, b, &[(0.0, white, 0.0), (0.3, white, 0.38), (1.0, white, 0.0)]),
        );
    }
}

/// A suspension bridge across the picture with its deck at height `deck`.
pub(super) fn suspension(canvas: &mut Canvas, stage: &Stage, deck: f32) {
    let (u, w) = (canvas.u, canvas.w);
    let own = stage.brief.colour().unwrap_or(Rgb::hex(0xb04a36));
    let steel = stage.tone(own, 0.12).mix(stage.palette.near, 0.30 + 0.2 * stage.darkness());
    let tower = (u * 0.36).min(deck * 0.5);
    let span = (u * 1.15).min(w * 0.62).max(u * 0.5);
    let count = (w / span).ceil() as i32 + 2;
    let first = w / 2.0 - span / 2.0 - span * f32::from(i16::try_from(count / 2).unwrap_or(1));
    let thin = (u * 0.0022).max(0.5);
    for index in 0..=count {
        let x = first + span * index as f32;
        let next = x + span;
        let cable: Vec<(f32, f32)> = (0..=40)
            .map(|k| k as f32 / 40.0)
            .map(|t| (x + span * t, deck - tower * (0.06 + 0.94 * (2.0 * t - 1.0).powi(2))))
            .collect();
        for point in cable.iter().step_by(1) {
            canvas.stroke(line(&[*point, (point.0, deck)]).as_ref(), thin * 0.5, flat(steel, 0.7));
        }
        canvas.stroke(line(&cable).as_ref(), thin * 1.6, flat(steel, 1.0));
        let half = u * 0.011;
        for side in [-1.0, 1.0] {
            canvas.fill(
                rect(
                    next + side * half * 1.5 - half * 0.5,
                    deck - tower * 1.03,
                    half,
                    tower * 1.03 + u * 0.05,
                )
                .as_ref(),
                flat(steel.scale(if side > 0.0 { 1.1 } else { 0.85 }), 1.0),
            );
        }
        for level in [1.0, 0.72, 0.42] {
            canvas.fill(
                rect(next - half * 2.0, deck - tower * level, half * 4.0, half * 0.9).as_ref(),
                flat(steel, 1.0),
            );
        }
        if stage.darkness() > 0.5 {
            canvas.light.glow(next, deck - tower, u * 0.05, Rgb::hex(0xff7058), 0.5);
        }
    }
    canvas.fill(rect(-2.0, deck - u * 0.004, w + 4.0, u * 0.014).as_ref(), flat(steel.scale(0.9), 1.0));
    if stage.darkness() > 0.5 {
        let mut x = 0.0;
        while x < w {
            canvas.fill(
                super::shape::circle(x, deck - u * 0.012, (u * 0.0024).max(0.6)).as_ref(),
                flat(stage.lamp(), 1.0),
            );
            x += u * 0.035;
        }
    }
}

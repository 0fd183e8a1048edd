//! A stone wall at arm's length, with a bicycle leaning on it.

use super::canvas::{Canvas, flat, gradient};
use super::color::Rgb;
use super::noise::{Noise, smoothstep};
use super::shape::{blob, circle, curve, ellipse, line, polygon, rect};
use super::stage::Stage;
use super::words::Word;

/// Paints the scene over a finished sky.
pub(super) fn paint(canvas: &mut Canvas, stage: &Stage) {
    let (u, h) = (canvas.u, canvas.h);
    let ground = (stage.floor - u * 0.05).max(h * 0.7);
    let top = (ground - u * 0.74).max(-u * 0.02).max(h * 0.06);
    backdrop(canvas, stage, top);
    wall(canvas, stage, top, ground);
    paving(canvas, stage, ground);
    ivy(canvas, stage, top, ground);
    if stage.has(Word::Bicycle) {
        let size = (u * 0.80).min(canvas.w * 0.66);
        let x = canvas.w * 0.5 + (stage.focus - canvas.w * 0.5) * 0.35;
        bicycle(canvas, stage, x, ground + u * 0.028, size);
    }
}

/// Trees behind the wall.
fn backdrop(canvas: &mut Canvas, stage: &Stage, top: f32) {
    let mut dice = stage.chance("behind the wall");
    let u = canvas.u;
    let mut x = -u * 0.1;
    while x < canvas.w + u * 0.1 {
        let leaf = super::wild::meadow(stage, 0.35 * dice.unit());
        super::things::broadleaf(
            canvas,
            stage,
            x,
            top + u * 0.1,
            u * dice.range(0.16, 0.34),
            leaf,
            &mut dice,
        );
        x += u * dice.range(0.1, 0.24);
    }
}

fn wall(canvas: &mut Canvas, stage: &Stage, top: f32, ground: f32) {
    let mut dice = stage.chance("wall");
    let (stones, grain, tone) = (Noise::new(&mut dice), Noise::new(&mut dice), Noise::new(&mut dice));
    let (u, w) = (canvas.u, canvas.w);
    let p = stage.palette;
    let family = *dice.pick(&[(0xb5a48a, 0x8a7c6c), (0xa8a298, 0x747478), (0xc2a884, 0x96785c)]);
    let (light, dark) = (stage.tone(Rgb::hex(family.0), 0.0), stage.tone(Rgb::hex(family.1), 0.0));
    let mortar = dark.mix(p.near, 0.45);
    let side = if stage.sun.0 > w / 2.0 { 1.0 } else { -1.0 };
    let pool = 0.34 * (1.0 - stage.darkness() * 0.7);
    canvas.fill_shaded(rect(0.0, top, w, ground - top).as_ref(), u / 640.0, |x, y| {
        let (nx, ny) = (x / u, y / u);
        let warp = 0.10 * grain.fractal(nx * 6.0, ny * 6.0, 3);
        let (owner, edge, rise) = coursed(stones, nx + warp * 0.10, ny + warp * 0.16, side);
        let rough = grain.fractal(nx * 34.0, ny * 34.0, 4);
        let broad = grain.fractal(nx * 11.0 + owner * 40.0, ny * 11.0, 3);
        let own = dark.lerp(light, owner * 0.85 + 0.3 * broad).scale(0.94 + 0.20 * rough + rise);
        let own = own.lerp(
            light.mix(Rgb::hex(0x8a8f5c).under(p.ambient), 0.6),
            smoothstep(0.2, 0.5, tone.fractal(nx * 3.0, ny * 3.0, 4)) * 0.35,
        );
        let joint = 1.0 - smoothstep(0.0016, 0.0042, edge + rough * 0.0018);
        let shade = 1.0
            - 0.30 * smoothstep(0.35, 1.0, (y - top) / (ground - top))
            - 0.12 * (0.5 - side * (x / w - 0.5));
        // Sunlight falls on the wall from one side, in a broad warm pool.
        let (px, py) = ((x / w - 0.5) * 2.0 - side * 0.25, (y - top) / (ground - top) - 0.42);
        let pool = (-(px * px * 1.3 + py * py * 2.2)).exp() * pool;
        let lit = own.lerp(mortar, joint * 0.85).scale(shade * 1.08);
        (lit.screen(p.sun.under(light), pool), 1.0)
    });
    // Capstones.
    let (thick, mut x) = (u * 0.034, -u * 0.03);
    while x < w {
        let wide = u * dice.range(0.09, 0.16);
        let stone = light.scale(dice.range(0.9, 1.08));
        let y = top - thick * dice.range(0.55, 0.75);
        let block = [
            (x, y + thick * 0.1),
            (x + wide * 0.5, y),
            (x + wide - u * 0.003, y + thick * 0.08),
            (x + wide - u * 0.003, y + thick),
            (x, y + thick),
        ];
        canvas.fill(
            polygon(&block).as_ref(),
            gradient(
                (0.0, y),
                (0.0, y + thick),
                &[(0.0, stone.screen(p.sun, 0.3), 1.0), (0.4, stone, 1.0), (1.0, stone.scale(0.66), 1.0)],
            ),
        );
        x += wide;
    }
    let drop = gradient(
        (0.0, top + thick * 0.3),
        (0.0, top + thick * 2.2),
        &[(0.0, p.near, 0.4), (1.0, p.near, 0.0)],
    );
    canvas.fill(rect(0.0, top + thick * 0.3, w, thick * 2.0).as_ref(), drop);
}

/// Stones laid in courses of uneven height: for a point in units, the stone's own shade, the distance to its edge,
/// and how much its face rises towards the light there.
fn coursed(noise: Noise, x: f32, y: f32, side: f32) -> (f32, f32, f32) {
    const COURSE: f32 = 0.058;
    let row = (y / COURSE).floor();
    // The joints between courses sway; each course is cut into stones of its own lengths.
    let sway = |row: f32| row * COURSE + 0.30 * COURSE * noise.at(x * 7.0 + row * 3.7, row * 1.9);
    let (row, top, bottom) = if y < sway(row) {
        (row - 1.0, sway(row - 1.0), sway(row))
    } else if y > sway(row + 1.0) {
        (row + 1.0, sway(row + 1.0), sway(row + 2.0))
    } else {
        (row, sway(row), sway(row + 1.0))
    };
    let wide = COURSE * (1.7 + 0.8 * noise.at(row * 5.3, 2.0));
    let joint = |k: f32| (k + 0.36 * noise.at(k * 3.1 + 0.5, row * 7.7 + 0.5)) * wide + row * 0.37 * wide;
    let mut k = ((x - row * 0.37 * wide) / wide).floor();
    if x < joint(k) {
        k -= 1.0;
    } else if x > joint(k + 1.0) {
        k += 1.0;
    }
    let (left, right) = (joint(k), joint(k + 1.0));
    // Rounded corners: near two edges at once counts as nearer.
    let (dx, dy) = ((x - left).min(right - x), (y - top).min(bottom - y));
    let round = 0.012;
    let edge = if dx < round && dy < round { round - (round - dx).hypot(round - dy) } else { dx.min(dy) };
    let slope = |distance: f32| 1.0 - smoothstep(0.0, 0.011, distance);
    let lit = if side > 0.0 { (right - x, x - left) } else { (x - left, right - x) };
    let rise = 0.20 * slope(y - top) - 0.24 * slope(bottom - y) + 0.14 * slope(lit.0) - 0.16 * slope(lit.1);
    (0.5 + 0.62 * noise.at(k * 7.3 + 0.4, row * 5.9 + 0.3), edge, rise)
}

fn paving(canvas: &mut Canvas, stage: &Stage, ground: f32) {
    let mut dice = stage.chance("paving");
    let (stones, grain) = (Noise::new(&mut dice), Noise::new(&mut dice));
    let (u, w, h) = (canvas.u, canvas.w, canvas.h);
    let stone = stage.tone(Rgb::hex(0x9a9086), 0.0);
    let joint = stone.mix(stage.palette.near, 0.5);
    canvas.fill_shaded(rect(0.0, ground, w, h - ground + 2.0).as_ref(), u / 640.0, |x, y| {
        let far = (y - ground) / u + 0.10;
        // Cobbles shrink with distance.
        let (nx, ny) = ((x - w / 2.0) / u / far * 1.15, -1.15 / far);
        let (owner, edge) = stones.cells(nx * 1.35, ny * 2.0);
        let gap = 1.0 - smoothstep(0.04, 0.17, edge);
        let dome = smoothstep(0.0, 0.5, edge) * 0.22;
        let rough = grain.fractal(x / u * 40.0, y / u * 60.0, 3) * 0.16;
        let shade = 1.0 - 0.45 * smoothstep(0.06, 0.0, (y - ground) / u);
        (stone.scale((0.72 + owner * 0.26 + dome + rough) * shade).lerp(joint, gap * 0.8), 1.0)
    });
    // Grass in the corner between wall and street.
    let blade = super::wild::meadow(stage, 0.0);
    for _ in 0..(w / u * 170.0).min(1500.0) as usize {
        let x = dice.range(0.0, w);
        if grain.at(x / u * 4.0, 50.0) < -0.1 {
            continue;
        }
        let (tall, lean) = (u * dice.range(0.008, 0.032), u * dice.range(-0.012, 0.012));
        let y = ground + u * dice.range(0.0, 0.010);
        let leaf = [(x - u * 0.0013, y), (x + u * 0.0013, y), (x + lean, y - tall)];
        canvas.fill(polygon(&leaf).as_ref(), flat(blade.scale(dice.range(0.65, 1.2)), 1.0));
    }
}

/// Ivy from one upper corner of the wall.
fn ivy(canvas: &mut Canvas, stage: &Stage, top: f32, ground: f32) {
    let mut dice = stage.chance("ivy");
    let u = canvas.u;
    let from_left = stage.focus > canvas.w / 2.0;
    let leaf = super::wild::meadow(stage, 0.0).mix(stage.tone(Rgb::hex(0x3c6a3a), 0.0), 0.5);
    for strand in 0..34 {
        let off = dice.unit() * dice.unit() * u * 0.62;
        let mut x = if from_left { off } else { canvas.w - off };
        let mut y = top - u * 0.02;
        let length = (ground - top) * (0.92 - off / (u * 0.75)).max(0.12) * dice.range(0.4, 1.0);
        let mut sway = dice.range(-0.5, 0.5);
        let steps = (length / (u * 0.011)) as usize;
        for _ in 0..steps {
            sway = (sway + dice.range(-0.35, 0.35)).clamp(-0.9, 0.9);
            x += sway * u * 0.008;
            y += u * 0.011;
            let (size, angle) = (u * dice.range(0.006, 0.012), dice.range(0.0, std::f32::consts::TAU));
            let (sx, sy) = (x + dice.range(-0.012, 0.012) * u, y);
            let points: Vec<(f32, f32)> = (0..5)
                .map(|k| {
                    let a = angle + std::f32::consts::TAU * k as f32 / 5.0;
                    let r = size * if k == 0 { 1.35 } else { 0.85 };
                    (sx + a.cos() * r, sy + a.sin() * r)
                })
                .collect();
            let shade = dice.range(0.62, 1.22) * if strand < 12 { 0.75 } else { 1.0 };
            canvas.fill(blob(&points).as_ref(), flat(leaf.scale(shade), 1.0));
        }
    }
}

/// A bicycle `size` pixels long whose wheels touch the ground at `y`.
pub(super) fn bicycle(canvas: &mut Canvas, stage: &Stage, x: f32, y: f32, size: f32) {
    let paint = stage.tone(stage.brief.colour().unwrap_or(Rgb::hex(0x2d6a74)), 0.0);
    let r = size * 0.205;
    let f = if stage.focus > canvas.w / 2.0 { -1.0 } else { 1.0 };
    let at = |px: f32, py: f32| (x + f * px * size, y - py * size);
    let (rear, front) = (at(-0.29, 0.205), at(0.29, 0.205));
    let (crank, seat, head, fork) = (at(-0.045, 0.19), at(-0.125, 0.465), at(0.205, 0.475), at(0.218, 0.415));
    // Shadow on the wall and on the ground first.
    let gloom = stage.palette.near;
    let cast = if stage.sun.0 > x { -1.0 } else { 1.0 } * size * 0.05;
    for hub in [rear, front] {
        canvas.stroke(
            circle(hub.0 + cast, hub.1 + size * 0.012, r * 0.98).as_ref(),
            size * 0.02,
            flat(gloom, 0.20),
        );
    }
    for (a, b) in [(seat, crank), (seat, head), (crank, head), (rear, seat), (rear, crank), (head, front)] {
        canvas.stroke(
            line(&[(a.0 + cast, a.1 + size * 0.012), (b.0 + cast, b.1 + size * 0.012)]).as_ref(),
            size * 0.026,
            flat(gloom, 0.20),
        );
    }
    canvas.fill(
        ellipse(x + cast * 0.5, y + size * 0.004, size * 0.5, size * 0.022).as_ref(),
        flat(gloom, 0.36),
    );
    for hub in [rear, front] {
        wheel(canvas, stage, hub, r, size);
    }
    let steel = stage.tone(Rgb::hex(0xc8ccd2), 0.0);
    let black = stage.tone(Rgb::hex(0x262426), 0.0);
    let tube = size * 0.026;
    let pipe = |canvas: &mut Canvas, a: (f32, f32), b: (f32, f32), wide: f32, own: Rgb| {
        canvas.stroke(line(&[a, b]).as_ref(), wide, flat(own.scale(0.62), 1.0));
        let lift = -wide * 0.14;
        canvas.stroke(line(&[(a.0, a.1 + lift), (b.0, b.1 + lift)]).as_ref(), wide * 0.66, flat(own, 1.0));
        canvas.stroke(
            line(&[(a.0, a.1 + lift * 2.0), (b.0, b.1 + lift * 2.0)]).as_ref(),
            wide * 0.18,
            flat(own.screen(stage.palette.sun, 0.75), 0.9),
        );
    };
    pipe(canvas, rear, seat, tube * 0.62, paint);
    pipe(canvas, rear, crank, tube * 0.68, paint);
    pipe(canvas, crank, seat, tube, paint);
    pipe(canvas, seat, head, tube, paint);
    pipe(canvas, crank, fork, tube * 1.05, paint);
    let bent = [fork, at(0.245, 0.31), front];
    canvas.stroke(curve(&bent).as_ref(), tube * 0.8, flat(paint.scale(0.62), 1.0));
    canvas.stroke(curve(&bent).as_ref(), tube * 0.5, flat(paint, 1.0));
    pipe(canvas, head, fork, tube * 1.15, paint);
    // Mudguards hug the tyres.
    for (hub, from, to) in [(rear, 2.7f32, 4.9f32), (front, 3.7, 5.5)] {
        let arc: Vec<(f32, f32)> = (0..=20)
            .map(|k| from + (to - from) * k as f32 / 20.0)
            .map(|a| (hub.0 + f * a.cos() * r * 1.09, hub.1 + a.sin() * r * 1.09))
            .collect();
        canvas.stroke(line(&arc).as_ref(), size * 0.010, flat(steel.scale(0.8), 1.0));
    }
    // Seat post and saddle.
    pipe(canvas, seat, at(-0.142, 0.52), tube * 0.6, steel);
    let saddle = [
        at(-0.225, 0.545),
        at(-0.20, 0.515),
        at(-0.12, 0.520),
        at(-0.045, 0.528),
        at(-0.04, 0.542),
        at(-0.13, 0.548),
    ];
    canvas.fill(blob(&saddle).as_ref(), flat(stage.tone(Rgb::hex(0x6a4028), 0.0), 1.0));
    // Stem, handlebar, grip.
    pipe(canvas, head, at(0.192, 0.535), tube * 0.6, steel);
    let bar = [at(0.192, 0.535), at(0.225, 0.56), at(0.20, 0.585), at(0.12, 0.575)];
    canvas.stroke(curve(&bar).as_ref(), tube * 0.62, flat(steel, 1.0));
    canvas.stroke(
        line(&[at(0.155, 0.581), at(0.105, 0.572)]).as_ref(),
        tube * 0.95,
        flat(stage.tone(Rgb::hex(0x6a4028), 0.0), 1.0),
    );
    basket(canvas, stage, &at, size);
    // Chain, ring, cranks and pedals.
    let ring = size * 0.052;
    for sign in [-1.0, 1.0] {
        canvas.stroke(
            line(&[(rear.0, rear.1 + sign * ring * 0.42), (crank.0, crank.1 + sign * ring * 0.95)]).as_ref(),
            size * 0.006,
            flat(black, 0.9),
        );
    }
    canvas.stroke(circle(crank.0, crank.1, ring).as_ref(), size * 0.010, flat(steel.scale(0.8), 1.0));
    canvas.fill(circle(crank.0, crank.1, ring * 0.4).as_ref(), flat(black, 1.0));
    for (dx, dy) in [(0.062f32, -0.062f32), (-0.062, 0.062)] {
        let end = (crank.0 + f * dx * size, crank.1 - dy * size);
        canvas.stroke(line(&[crank, end]).as_ref(), size * 0.012, flat(steel, 1.0));
        canvas.stroke(
            line(&[(end.0 - size * 0.026, end.1), (end.0 + size * 0.026, end.1)]).as_ref(),
            size * 0.016,
            flat(black, 1.0),
        );
    }
}

fn wheel(canvas: &mut Canvas, stage: &Stage, (x, y): (f32, f32), r: f32, size: f32) {
    let steel = stage.tone(Rgb::hex(0xd0d4da), 0.0);
    let tyre = stage.tone(Rgb::hex(0x2a282a), 0.0);
    for spoke in 0..20 {
        let angle = std::f32::consts::TAU * spoke as f32 / 20.0 + 0.1;
        // Spokes leave the hub at its rim, crossing each other.
        let twist = if spoke % 2 == 0 { 0.9 } else { -0.9 };
        let from = (x + (angle + twist).cos() * r * 0.07, y + (angle + twist).sin() * r * 0.07);
        canvas.stroke(
            line(&[from, (x + angle.cos() * r * 0.93, y + angle.sin() * r * 0.93)]).as_ref(),
            (size * 0.0022).max(0.5),
            flat(steel, 0.75),
        );
    }
    canvas.stroke(circle(x, y, r * 0.97).as_ref(), size * 0.022, flat(tyre, 1.0));
    canvas.stroke(circle(x, y, r * 0.905).as_ref(), size * 0.009, flat(steel, 1.0));
    canvas.fill(circle(x, y, r * 0.085).as_ref(), flat(steel.scale(0.8), 1.0));
}

/// A wicker basket with flowers before the handlebar.
fn basket(canvas: &mut Canvas, stage: &Stage, at: &dyn Fn(f32, f32) -> (f32, f32), size: f32) {
    let wicker = stage.tone(Rgb::hex(0xb0824c), 0.0);
    let mut dice = stage.chance("basket");
    for _ in 0..26 {
        let (x, y) = at(dice.range(0.225, 0.365), dice.range(0.565, 0.625));
        let colour = Rgb::hex(*dice.pick(&[0xf2d0d8, 0xf6e8c0, 0xe88890, 0xfffff4, 0x6a9450, 0x5a8448]));
        canvas
            .fill(circle(x, y, size * dice.range(0.010, 0.018)).as_ref(), flat(stage.tone(colour, 0.0), 1.0));
    }
    let body = [at(0.215, 0.575), at(0.375, 0.575), at(0.355, 0.465), at(0.235, 0.465)];
    canvas.fill(polygon(&body).as_ref(), flat(wicker, 1.0));
    for band in 0..6 {
        let t = (band as f32 + 0.5) / 6.0;
        let (a, b) = (at(0.215 + 0.02 * t, 0.575 - 0.11 * t), at(0.375 - 0.02 * t, 0.575 - 0.11 * t));
        canvas.stroke(line(&[a, b]).as_ref(), size * 0.004, flat(wicker.scale(0.68), 0.8));
    }
    for post in 0..9 {
        let t = post as f32 / 8.0;
        let (a, b) = (at(0.215 + 0.16 * t, 0.575), at(0.235 + 0.12 * t, 0.465));
        canvas.stroke(line(&[a, b]).as_ref(), size * 0.004, flat(wicker.scale(0.78), 0.8));
    }
    canvas.stroke(
        line(&[at(0.208, 0.577), at(0.382, 0.577)]).as_ref(),
        size * 0.012,
        flat(wicker.screen(stage.palette.sun, 0.25), 1.0),
    );
}

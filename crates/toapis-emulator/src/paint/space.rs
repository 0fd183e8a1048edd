//! Beyond the sky: nebulae, planets and a rocket.

use super::canvas::{Canvas, flat, gradient, radial};
use super::color::Rgb;
use super::noise::{Noise, mix, smoothstep};
use super::shape::{blob, circle, ellipse, polygon, rect, turned};
use super::stage::Stage;
use super::words::Word;

/// Paints the scene over a finished night sky.
pub(super) fn paint(canvas: &mut Canvas, stage: &Stage) {
    nebula(canvas, stage);
    let u = canvas.u;
    let mut dice = stage.chance("space");
    let big = u * dice.range(0.26, 0.36);
    let y = (canvas.h * 0.42).clamp(big * 0.8, canvas.h);
    planet(canvas, stage, (stage.sun.0, y), big, dice.chance(0.6) || stage.has(Word::Planet));
    let moon = (stage.sun.0 + u * dice.sign() * 0.46, y - u * dice.range(0.1, 0.3));
    planet(canvas, stage, moon, u * dice.range(0.035, 0.07), false);
    if stage.has(Word::Rocket) {
        rocket(canvas, stage, (stage.focus, stage.floor * 0.52), u * 0.36, dice.range(14.0, 32.0));
    }
}

/// Coloured gas and a dense dust of stars.
fn nebula(canvas: &mut Canvas, stage: &Stage) {
    let mut dice = stage.chance("nebula");
    let (gas, dust) = (Noise::new(&mut dice), Noise::new(&mut dice));
    let hue = dice.unit();
    let (warm, cool) = (Rgb::hsl(hue, 0.72, 0.55), Rgb::hsl(hue + 0.42, 0.65, 0.5));
    let u = canvas.u;
    let tilt = dice.range(-0.6, 0.6);
    let p = stage.palette;
    let (w, h) = (canvas.w, canvas.h);
    canvas.fill_shaded(rect(0.0, 0.0, w, h).as_ref(), u / 260.0, |x, y| {
        let (nx, ny) = (x / u * 1.5, y / u * 1.5);
        let warp = gas.fractal(nx * 0.8, ny * 0.8, 3);
        let body = gas.fractal(nx + warp * 1.3, ny - warp, 6);
        let lane = ((y - h / 2.0) - (x - w / 2.0) * tilt) / u;
        let band = (-(lane + warp * 0.35).powi(2) * 5.0).exp();
        let lit = smoothstep(-0.15, 0.6, body) * (0.30 + 0.9 * band);
        let dark = smoothstep(0.05, 0.5, dust.fractal(nx * 1.7 + warp, ny * 1.7, 5)) * band;
        let colour = cool.lerp(warm, smoothstep(-0.3, 0.35, warp + body * 0.4));
        let space = p.sky[0].scale(0.75).lerp(p.sky[1], 0.3 * y / h);
        (space.screen(colour, lit * 0.75 * (1.0 - dark * 0.7)).screen(Rgb::WHITE, lit * lit * 0.16), 1.0)
    });
    let count = (620.0 * w * h / (u * u)).min(5000.0) as usize;
    for _ in 0..count {
        let (x, y) = (dice.range(0.0, w), dice.range(0.0, h));
        let size = dice.unit().powi(9);
        let radius = (u * mix(0.0005, 0.0026, size)).max(0.4);
        let tint = Rgb::hex(*dice.pick(&[0xfff0dc, 0xdce8ff, 0xffffff, 0xffd8c0]));
        canvas.fill(circle(x, y, radius).as_ref(), flat(tint, dice.range(0.2, 0.95)));
        if size > 0.72 {
            let halo = radial(x, y, radius * 6.0, &[(0.0, tint, 0.5), (1.0, tint, 0.0)]);
            canvas.fill_light(circle(x, y, radius * 6.0).as_ref(), halo);
        }
    }
}

/// A lit sphere with bands or seas; with a ring when asked.
fn planet(canvas: &mut Canvas, stage: &Stage, (x, y): (f32, f32), r: f32, ringed: bool) {
    let mut dice = stage.chance(if r > canvas.u * 0.1 { "planet" } else { "satellite" });
    let noise = Noise::new(&mut dice);
    let hue = dice.unit();
    let base = stage.brief.colour().unwrap_or(Rgb::hsl(hue, 0.45, 0.58));
    let other = Rgb::hsl(hue + dice.range(0.06, 0.16), 0.5, 0.36);
    let gas = dice.chance(0.6) || ringed;
    let tilt = dice.range(-26.0, 26.0);
    let light = if x > canvas.w / 2.0 { -1.0 } else { 1.0 };
    let (sin, cos) = tilt.to_radians().sin_cos();
    canvas.light.glow(x + light * r * 0.3, y - r * 0.2, r * 2.2, base, 0.22);
    let ring = |canvas: &mut Canvas, front: bool| {
        for band in 0..26 {
            let t = band as f32 / 25.0;
            let alpha = 0.55
                * (0.35 + 0.65 * noise.at(t * 9.0, 44.0).abs())
                * (1.0 - (t - 0.62).abs().powi(6) * 40.0).max(0.0);
            let (rx, ry) = (r * (1.35 + 0.95 * t), r * (1.35 + 0.95 * t) * 0.24);
            let arc: Vec<(f32, f32)> = (0..=48)
                .map(|k| {
                    let angle = std::f32::consts::PI * k as f32 / 48.0
                        + if front { 0.0 } else { std::f32::consts::PI };
                    let (px, py) = (angle.cos() * rx, angle.sin() * ry);
                    (x + px * cos - py * sin, y + px * sin + py * cos)
                })
                .collect();
            let colour = base.mix(Rgb::hex(0xf4e6cc), 0.3 + 0.5 * t);
            canvas.stroke(
                super::shape::line(&arc).as_ref(),
                r * 0.042,
                flat(colour, alpha * if front { 0.8 } else { 0.45 }),
            );
        }
    };
    if ringed {
        ring(canvas, false);
    }
    canvas.fill_shaded(circle(x, y, r).as_ref(), (r / 240.0).max(1.0), |px, py| {
        let (dx, dy) = ((px - x) / r, (py - y) / r);
        let dz = (1.0 - dx * dx - dy * dy).max(0.0).sqrt();
        let (lx, ly) = (dx * cos + dy * sin, dy * cos - dx * sin);
        let pattern = if gas {
            let warp = noise.fractal(lx * 1.6 + dz, ly * 4.0, 4) * 0.35;
            noise.fractal(1.0, ly * 6.0 + warp, 4) * 1.6 + warp * 0.4
        } else {
            noise.fractal(lx * 2.2 + dz, ly * 2.2 - dz, 6) * 1.5
        };
        let land = other.lerp(base, smoothstep(-0.4, 0.4, pattern));
        let lambert = (dx * light * 0.72 - dy * 0.38 + dz * 0.45).max(0.0);
        let shade = smoothstep(0.0, 0.75, lambert) * 0.96 + 0.04;
        let rim = (1.0 - dz).powi(3) * shade * 0.55;
        (land.scale(shade).screen(base.mix(Rgb::WHITE, 0.5), rim), 1.0)
    });
    if ringed {
        ring(canvas, true);
    }
}

/// A rocket of `size` pixels long, centred, leaning by `degrees`, with its plume.
pub(super) fn rocket(canvas: &mut Canvas, stage: &Stage, (x, y): (f32, f32), size: f32, degrees: f32) {
    let s = size;
    let turn = |path| turned(path, degrees, x, y);
    let accent = stage.brief.colour().unwrap_or(Rgb::hex(0xd04a38));
    let (tail, nose) = (y + s * 0.34, y - s * 0.5);
    let flame = |w: f32, l: f32| {
        [
            (x - s * w, tail),
            (x - s * w * 0.9, tail + s * l * 0.4),
            (x, tail + s * l),
            (x + s * w * 0.9, tail + s * l * 0.4),
            (x + s * w, tail),
        ]
    };
    for (w, l, colour, alpha) in [
        (0.12, 1.05, Rgb::hex(0xff7a2c), 0.55),
        (0.085, 0.75, Rgb::hex(0xffb848), 0.8),
        (0.05, 0.45, Rgb::hex(0xfff4d0), 0.95),
    ] {
        let path = blob(&flame(w, l));
        // Built upright and turned with the rocket, so the gradient must be flat in colour.
        canvas.fill_light(turn(path).as_ref(), flat(colour, alpha));
    }
    let (sin, cos) = degrees.to_radians().sin_cos();
    let glow = (x - sin * s * 0.6, y + cos * s * 0.6);
    canvas.light.glow(glow.0, glow.1, s * 0.95, Rgb::hex(0xff9a4c), 0.65);
    canvas.light.beam(glow, (90.0 + degrees).to_radians(), 0.10, s * 3.2, Rgb::hex(0xffc890), 0.5);
    let (left, right) = ((x - cos * s * 0.12, y - sin * s * 0.12), (x + cos * s * 0.12, y + sin * s * 0.12));
    let body_ink = |own: Rgb| {
        gradient(
            left,
            right,
            &[
                (0.0, own.scale(0.55), 1.0),
                (0.35, own, 1.0),
                (0.65, own.mix(Rgb::WHITE, 0.4), 1.0),
                (1.0, own.scale(0.72), 1.0),
            ],
        )
    };
    for sign in [-1.0, 1.0] {
        let fin = [
            (x + sign * s * 0.09, y + s * 0.08),
            (x + sign * s * 0.24, y + s * 0.36),
            (x + sign * s * 0.22, y + s * 0.44),
            (x + sign * s * 0.07, y + s * 0.32),
        ];
        canvas
            .fill(turn(polygon(&fin)).as_ref(), flat(accent.scale(if sign > 0.0 { 1.0 } else { 0.7 }), 1.0));
    }
    let hull = [
        (x, nose),
        (x + s * 0.09, y - s * 0.28),
        (x + s * 0.122, y - s * 0.02),
        (x + s * 0.085, tail),
        (x - s * 0.085, tail),
        (x - s * 0.122, y - s * 0.02),
        (x - s * 0.09, y - s * 0.28),
    ];
    canvas.fill(turn(blob(&hull)).as_ref(), body_ink(Rgb::hex(0xe8e8ec)));
    let cone = [
        (x, nose),
        (x + s * 0.055, y - s * 0.38),
        (x + s * 0.088, y - s * 0.285),
        (x - s * 0.088, y - s * 0.285),
        (x - s * 0.055, y - s * 0.38),
    ];
    canvas.fill(turn(blob(&cone)).as_ref(), body_ink(accent));
    canvas.fill(turn(circle(x, y - s * 0.12, s * 0.052)).as_ref(), flat(Rgb::hex(0x404858), 1.0));
    canvas.fill(turn(circle(x, y - s * 0.12, s * 0.038)).as_ref(), flat(Rgb::hex(0x8fd8f0), 1.0));
    canvas.fill(
        turn(ellipse(x - s * 0.012, y - s * 0.132, s * 0.012, s * 0.012)).as_ref(),
        flat(Rgb::WHITE, 0.9),
    );
    canvas.fill(turn(rect(x - s * 0.112, y + s * 0.09, s * 0.224, s * 0.028)).as_ref(), body_ink(accent));
    canvas.fill(
        turn(rect(x - s * 0.062, tail - s * 0.02, s * 0.124, s * 0.05)).as_ref(),
        flat(Rgb::hex(0x383c46), 1.0),
    );
}

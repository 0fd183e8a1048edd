//! Small things that bring a scene to life: boats, birds, balloons, people, animals, trees.

use super::canvas::{Canvas, flat, gradient};
use super::color::Rgb;
use super::rng::Dice;
use super::shape::{blob, circle, curve, ellipse, line, polygon};
use super::stage::Stage;

/// A sailing boat of `size` pixels high on the water at (`x`, `y`).
pub(super) fn boat(canvas: &mut Canvas, stage: &Stage, x: f32, y: f32, size: f32, depth: f32) {
    let hull =
        stage.tone(stage.brief.colour().unwrap_or(Rgb::hex(0x8a3a30)), depth).mix(stage.palette.near, 0.3);
    let sail = stage.tone(Rgb::hex(0xf7f0e0), depth);
    let lit = sail.screen(stage.palette.sun, 0.35);
    let w = size * 0.42;
    let deck = y - size * 0.13;
    let mast = x + w * 0.08;
    let side = if stage.sun.0 > x { 1.0 } else { -1.0 };
    let ink = |a: Rgb, b: Rgb| {
        gradient((mast - side * w, 0.0), (mast + side * w, 0.0), &[(0.0, a, 1.0), (1.0, b, 1.0)])
    };
    let mut main = vec![(mast - w * 0.04, y - size), (mast - w * 0.04, deck - size * 0.07)];
    main.extend([
        (mast - w * 0.95, deck - size * 0.05),
        (mast - w * 0.62, y - size * 0.45),
        (mast - w * 0.28, y - size * 0.78),
    ]);
    canvas.fill(polygon(&main).as_ref(), ink(sail.scale(0.82), lit));
    let jib = [
        (mast + w * 0.06, y - size * 0.92),
        (mast + w * 0.5, y - size * 0.45),
        (mast + w * 0.95, deck - size * 0.04),
        (mast + w * 0.06, deck - size * 0.08),
    ];
    canvas.fill(polygon(&jib).as_ref(), ink(sail.scale(0.9), lit));
    canvas.stroke(
        line(&[(mast, deck), (mast, y - size * 1.04)]).as_ref(),
        size * 0.014,
        flat(hull.scale(0.6), 1.0),
    );
    let body = [
        (x - w * 1.0, deck),
        (x + w * 1.12, deck - size * 0.02),
        (x + w * 0.78, y),
        (x + w * 0.1, y + size * 0.012),
        (x - w * 0.78, y),
    ];
    canvas.fill(
        polygon(&body).as_ref(),
        gradient(
            (0.0, deck),
            (0.0, y),
            &[(0.0, hull.screen(stage.palette.sun, 0.2), 1.0), (1.0, hull.scale(0.6), 1.0)],
        ),
    );
    canvas.stroke(
        line(&[(x - w, deck), (x + w * 1.12, deck - size * 0.02)]).as_ref(),
        size * 0.018,
        flat(sail, 0.8),
    );
}

/// A loose flock of birds around (`x`, `y`); `size` is the span of the nearest in pixels.
pub(super) fn birds(canvas: &mut Canvas, stage: &Stage, x: f32, y: f32, size: f32, count: usize) {
    let mut dice = stage.chance("birds");
    let colour = stage.ground(0.12);
    for _ in 0..count {
        let (bx, by) = (x + dice.range(-4.5, 4.5) * size, y + dice.range(-2.0, 2.0) * size);
        let s = size * dice.range(0.35, 1.0);
        let (lift, tilt) = (dice.range(0.12, 0.42) * s, dice.range(-0.12, 0.12) * s);
        let wing = |sign: f32| {
            [
                (bx + sign * s * 0.5, by - lift + sign * tilt),
                (bx + sign * s * 0.25, by - lift * 1.1 + sign * tilt * 0.5),
                (bx, by),
                (bx + sign * s * 0.22, by - lift * 0.72 + sign * tilt * 0.5),
            ]
        };
        canvas.fill(blob(&wing(1.0)).as_ref(), flat(colour, 0.9));
        canvas.fill(blob(&wing(-1.0)).as_ref(), flat(colour, 0.9));
        canvas.fill(ellipse(bx, by, s * 0.075, s * 0.05).as_ref(), flat(colour, 0.9));
    }
}

/// A hot-air balloon with an envelope of `radius` pixels around (`x`, `y`).
pub(super) fn balloon(
    canvas: &mut Canvas,
    stage: &Stage,
    x: f32,
    y: f32,
    radius: f32,
    depth: f32,
    dice: &mut Dice,
) {
    let main = stage.brief.colour().unwrap_or_else(|| *dice.pick(SILKS));
    let other = *dice.pick(&[Rgb::hex(0xf5ead2), Rgb::hex(0xf2c863), Rgb::hex(0x2c4c6c)]);
    let side = if stage.sun.0 > x { 1.0 } else { -1.0 };
    let r = radius;
    let outline = |t: f32, k: f32| {
        // From crown (0) to mouth (1): half width at each height, squeezed by k for the gores.
        let half = if t < 0.425 {
            (1.0 - (1.0 - t / 0.425).powi(2)).max(0.0).sqrt()
        } else {
            1.0 - ((t - 0.425) / 0.575).powf(1.7) * 0.84
        };
        (x + half * k * r, y - r + t * r * 2.35)
    };
    let gores = 8;
    for gore in 0..gores {
        let edge = |index: usize| (std::f32::consts::PI * (index as f32 / gores as f32 - 0.5)).sin();
        let (a, b) = (edge(gore), edge(gore + 1));
        let mut points: Vec<(f32, f32)> = (0..=24).map(|k| outline(k as f32 / 24.0, a)).collect();
        points.extend((0..=24).rev().map(|k| outline(k as f32 / 24.0, b)));
        let own = if gore % 2 == 0 { main } else { other };
        let facing = (a + b) * 0.5 * side;
        let base = stage.tone(own, depth);
        let colour = if facing > 0.0 {
            base.screen(stage.palette.sun, facing * 0.28)
        } else {
            base.mix(stage.palette.near, -facing * 0.42 * (1.0 - depth))
        };
        canvas.fill(polygon(&points).as_ref(), flat(colour, 1.0));
    }
    let (mouth, basket) = (y + r * 1.35, y + r * 1.68);
    let rope = stage.tone(Rgb::hex(0x3a2e28), depth);
    for sign in [-1.0, 1.0] {
        canvas.stroke(
            line(&[(x + sign * r * 0.15, mouth), (x + sign * r * 0.13, basket)]).as_ref(),
            (r * 0.016).max(0.4),
            flat(rope, 0.9),
        );
    }
    let wicker = stage.tone(Rgb::hex(0x8a5c36), depth);
    canvas.fill(
        polygon(&[
            (x - r * 0.16, basket),
            (x + r * 0.16, basket),
            (x + r * 0.13, basket + r * 0.24),
            (x - r * 0.13, basket + r * 0.24),
        ])
        .as_ref(),
        flat(wicker, 1.0),
    );
    if stage.darkness() > 0.5 {
        canvas.light.glow(x, y + r * 0.7, r * 1.4, stage.lamp(), 0.35);
    }
}

/// A person of `size` pixels high, seen from behind, standing at (`x`, `y`).
pub(super) fn person(canvas: &mut Canvas, stage: &Stage, x: f32, y: f32, size: f32, coat: Rgb) {
    let dark = stage.ground(0.04);
    let coat = stage.tone(coat, 0.0).mix(stage.palette.near, 0.25);
    let s = size;
    for sign in [-1.0, 1.0] {
        let leg = [
            (x + sign * s * 0.085, y - s * 0.42),
            (x + sign * s * 0.075, y),
            (x + sign * s * 0.015, y),
            (x + sign * s * 0.005, y - s * 0.42),
        ];
        canvas.fill(polygon(&leg).as_ref(), flat(dark, 1.0));
    }
    let body = [
        (x - s * 0.105, y - s * 0.80),
        (x, y - s * 0.84),
        (x + s * 0.105, y - s * 0.80),
        (x + s * 0.135, y - s * 0.34),
        (x, y - s * 0.32),
        (x - s * 0.135, y - s * 0.34),
    ];
    let side = if stage.sun.0 > x { 1.0 } else { -1.0 };
    let ink = gradient(
        (x - side * s * 0.13, 0.0),
        (x + side * s * 0.13, 0.0),
        &[(0.0, coat.scale(0.65), 1.0), (0.7, coat, 1.0), (1.0, coat.screen(stage.palette.sun, 0.45), 1.0)],
    );
    canvas.fill(blob(&body).as_ref(), ink);
    for sign in [-1.0, 1.0] {
        let arm = [
            (x + sign * s * 0.10, y - s * 0.77),
            (x + sign * s * 0.155, y - s * 0.58),
            (x + sign * s * 0.145, y - s * 0.41),
        ];
        canvas.stroke(curve(&arm).as_ref(), s * 0.055, flat(coat.scale(0.75), 1.0));
    }
    canvas.fill(
        ellipse(x, y - s * 0.915, s * 0.062, s * 0.078).as_ref(),
        flat(dark.mix(Rgb::hex(0x5a3c2c), 0.4), 1.0),
    );
}

/// A cat of `size` pixels high, sitting with its back to us at (`x`, `y`).
pub(super) fn cat(canvas: &mut Canvas, stage: &Stage, x: f32, y: f32, size: f32) {
    let fur =
        stage.tone(stage.brief.colour().unwrap_or(Rgb::hex(0x3a363c)), 0.0).mix(stage.palette.near, 0.35);
    let side = if stage.sun.0 > x { 1.0 } else { -1.0 };
    let s = size;
    let ink = || {
        gradient(
            (x - side * s * 0.3, 0.0),
            (x + side * s * 0.32, 0.0),
            &[(0.0, fur.scale(0.6), 1.0), (0.62, fur, 1.0), (1.0, fur.screen(stage.palette.sun, 0.55), 1.0)],
        )
    };
    let tail = [
        (x - side * s * 0.16, y - s * 0.05),
        (x - side * s * 0.42, y - s * 0.02),
        (x - side * s * 0.58, y - s * 0.10),
        (x - side * s * 0.55, y - s * 0.24),
    ];
    canvas.stroke(curve(&tail).as_ref(), s * 0.085, flat(fur.scale(0.75), 1.0));
    let body = [
        (x - s * 0.12, y - s * 0.62),
        (x + s * 0.12, y - s * 0.62),
        (x + s * 0.23, y - s * 0.32),
        (x + s * 0.28, y - s * 0.06),
        (x + s * 0.2, y),
        (x - s * 0.2, y),
        (x - s * 0.28, y - s * 0.06),
        (x - s * 0.23, y - s * 0.32),
    ];
    canvas.fill(blob(&body).as_ref(), ink());
    canvas.fill(ellipse(x, y - s * 0.72, s * 0.17, s * 0.145).as_ref(), ink());
    for sign in [-1.0, 1.0] {
        let ear = [
            (x + sign * s * 0.045, y - s * 0.83),
            (x + sign * s * 0.155, y - s * 1.0),
            (x + sign * s * 0.168, y - s * 0.74),
        ];
        canvas.fill(polygon(&ear).as_ref(), ink());
    }
}

/// A dog of `size` pixels high at the shoulder, seen from the side at (`x`, `y`).
pub(super) fn dog(canvas: &mut Canvas, stage: &Stage, x: f32, y: f32, size: f32) {
    let fur =
        stage.tone(stage.brief.colour().unwrap_or(Rgb::hex(0xa87442)), 0.0).mix(stage.palette.near, 0.3);
    let s = size;
    let f = if stage.sun.0 > x { 1.0 } else { -1.0 };
    let dark = fur.scale(0.7);
    for (lx, colour) in [(-0.46, dark), (0.30, dark), (-0.36, fur), (0.42, fur)] {
        let leg = [
            (x + f * s * (lx - 0.075), y - s * 0.5),
            (x + f * s * (lx + 0.075), y - s * 0.5),
            (x + f * s * (lx + 0.05), y),
            (x + f * s * (lx - 0.045), y),
        ];
        canvas.fill(polygon(&leg).as_ref(), flat(colour, 1.0));
    }
    let tail =
        [(x - f * s * 0.5, y - s * 0.78), (x - f * s * 0.72, y - s * 0.95), (x - f * s * 0.74, y - s * 1.16)];
    canvas.stroke(curve(&tail).as_ref(), s * 0.085, flat(fur, 1.0));
    let body = [
        (x - f * s * 0.52, y - s * 0.88),
        (x, y - s * 0.86),
        (x + f * s * 0.44, y - s * 0.98),
        (x + f * s * 0.54, y - s * 0.66),
        (x + f * s * 0.3, y - s * 0.40),
        (x - f * s * 0.3, y - s * 0.46),
        (x - f * s * 0.55, y - s * 0.54),
    ];
    let ink = gradient(
        (0.0, y - s),
        (0.0, y - s * 0.4),
        &[(0.0, fur.screen(stage.palette.sun, 0.3), 1.0), (1.0, dark, 1.0)],
    );
    canvas.fill(blob(&body).as_ref(), ink);
    let head = [
        (x + f * s * 0.34, y - s * 1.26),
        (x + f * s * 0.62, y - s * 1.34),
        (x + f * s * 0.74, y - s * 1.2),
        (x + f * s * 0.95, y - s * 1.12),
        (x + f * s * 0.92, y - s * 1.0),
        (x + f * s * 0.62, y - s * 0.96),
        (x + f * s * 0.46, y - s * 0.8),
        (x + f * s * 0.3, y - s * 0.86),
    ];
    canvas.fill(blob(&head).as_ref(), flat(fur, 1.0));
    let ear = [
        (x + f * s * 0.42, y - s * 1.32),
        (x + f * s * 0.36, y - s * 1.0),
        (x + f * s * 0.52, y - s * 1.08),
        (x + f * s * 0.56, y - s * 1.3),
    ];
    canvas.fill(blob(&ear).as_ref(), flat(dark.scale(0.8), 1.0));
    canvas.fill(circle(x + f * s * 0.93, y - s * 1.08, s * 0.04).as_ref(), flat(Rgb::hex(0x1c1818), 1.0));
}

/// A conifer of `size` pixels high at (`x`, `y`).
pub(super) fn conifer(
    canvas: &mut Canvas,
    x: f32,
    y: f32,
    size: f32,
    colour: Rgb,
    snow: Option<Rgb>,
    dice: &mut Dice,
) {
    let tiers = 6 + (size / 60.0).min(4.0) as usize;
    let mut left = Vec::new();
    let mut right = Vec::new();
    for tier in 0..tiers {
        let t = (tier as f32 + 1.0) / tiers as f32;
        let half = size * (0.03 + 0.20 * t) * dice.range(0.85, 1.12);
        let tip = y - size * (1.0 - t * 0.9);
        let notch = half * 0.52;
        left.extend([(x - half, tip + size * dice.range(0.0, 0.02)), (x - notch, tip - size * 0.015)]);
        right.extend([(x + half, tip + size * dice.range(0.0, 0.02)), (x + notch, tip - size * 0.015)]);
    }
    let mut points = vec![(x, y - size)];
    points.extend(&left);
    points.extend([
        (x - size * 0.02, y - size * 0.10),
        (x - size * 0.02, y),
        (x + size * 0.02, y),
        (x + size * 0.02, y - size * 0.10),
    ]);
    points.extend(right.iter().rev());
    canvas.fill(
        polygon(&points).as_ref(),
        gradient(
            (x - size * 0.2, 0.0),
            (x + size * 0.2, 0.0),
            &[(0.0, colour.scale(0.88), 1.0), (1.0, colour.scale(1.14), 1.0)],
        ),
    );
    if let Some(snow) = snow {
        for pair in left.chunks_exact(2).chain(right.chunks_exact(2)) {
            let (tip, notch) = (pair[0], pair[1]);
            let cap = [
                tip,
                ((tip.0 + notch.0) / 2.0, notch.1 - size * 0.022),
                (x + (notch.0 - x) * 0.4, notch.1 - size * 0.035),
                (notch.0, notch.1 + size * 0.004),
            ];
            canvas.fill(polygon(&cap).as_ref(), flat(snow, 0.85));
        }
    }
}

/// A round tree of `size` pixels high at (`x`, `y`).
pub(super) fn broadleaf(
    canvas: &mut Canvas,
    stage: &Stage,
    x: f32,
    y: f32,
    size: f32,
    leaf: Rgb,
    dice: &mut Dice,
) {
    let bark = leaf.scale(0.45).mix(Rgb::hex(0x402c22), 0.5);
    let trunk = [
        (x - size * 0.042, y),
        (x - size * 0.022, y - size * 0.5),
        (x + size * 0.022, y - size * 0.5),
        (x + size * 0.045, y),
    ];
    canvas.fill(polygon(&trunk).as_ref(), flat(bark, 1.0));
    let side = if stage.sun.0 > x { 1.0 } else { -1.0 };
    // Dark leaves below and behind, light ones above, towards the sun.
    for layer in 0..4 {
        let t = layer as f32 / 3.0;
        let colour = leaf.scale(0.62 + 0.34 * t).screen(stage.palette.sun, 0.20 * t * t);
        for _ in 0..16 - layer * 2 {
            let angle = dice.range(0.0, std::f32::consts::TAU);
            let reach = dice.unit().sqrt() * size * (0.33 - 0.09 * t);
            let (cx, cy) = (
                x + angle.cos() * reach * 1.12 + side * t * size * 0.06,
                y - size * (0.58 + 0.09 * t) + angle.sin() * reach * 0.82,
            );
            canvas.fill(
                circle(cx, cy, size * dice.range(0.055, 0.115) * (1.1 - 0.35 * t)).as_ref(),
                flat(colour, 1.0),
            );
        }
    }
}

const SILKS: &[Rgb] =
    &[Rgb::hex(0xd24b3a), Rgb::hex(0xe38a2e), Rgb::hex(0x2f7f92), Rgb::hex(0x8a4a84), Rgb::hex(0xc63f5e)];

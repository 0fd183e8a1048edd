//! The lighthouse: tower, gallery, lamp room, beams, and the keeper's cottage.

use super::canvas::{Canvas, flat, gradient, radial};
use super::color::Rgb;
use super::shape::{circle, ellipse, line, polygon, rect};
use super::stage::Stage;
use super::words::Word;

/// Builds a lighthouse of `height` pixels whose foot stands at (`x`, `y`), lit from the side of the sun.
pub(super) fn lighthouse(canvas: &mut Canvas, stage: &Stage, x: f32, y: f32, height: f32) {
    let mut dice = stage.chance("lighthouse");
    let side = if stage.sun.0 > x { 1.0 } else { -1.0 };
    let band = stage.brief.colour().unwrap_or(*dice.pick(BANDS));
    let (foot, neck) = (height * 0.098, height * 0.062);
    let wall_top = y - height * 0.76;
    tower(canvas, stage, (x, y, wall_top), (foot, neck), side, band);
    let lamp = head(canvas, stage, x, wall_top, neck, height, side, band);
    if stage.darkness() > 0.1 || stage.brief.any(&[Word::Fog, Word::Storm, Word::Rain]) {
        shine(canvas, stage, lamp, height, side, dice.range(-0.10, 0.03));
    }
}

/// The tapering wall with its bands, door and windows.
fn tower(
    canvas: &mut Canvas,
    stage: &Stage,
    (x, y, top): (f32, f32, f32),
    (foot, neck): (f32, f32),
    side: f32,
    band: Rgb,
) {
    let half = |at: f32| {
        let t = (y - at) / (y - top);
        // A slight flare at the foot.
        neck + (foot - neck) * (1.0 - t) + foot * 0.22 * (1.0 - t).powi(6)
    };
    let piece = |from: f32, to: f32| {
        let steps = 8;
        let mut points = Vec::new();
        for (sign, order) in [(-1.0, false), (1.0, true)] {
            for step in 0..=steps {
                let t = step as f32 / steps as f32;
                let at = if order { to + (from - to) * (1.0 - t) } else { from + (to - from) * (1.0 - t) };
                let _ = t;
                points.push((x + sign * half(at), at));
            }
        }
        points
    };
    let round = |own: Rgb| {
        let base = stage.tone(own, 0.02);
        let (lit, dark) = (base.screen(stage.palette.sun, 0.30), base.mix(stage.palette.near, 0.62));
        let warm = stage.palette.sky[3];
        gradient(
            (x - side * foot * 1.15, y),
            (x + side * foot * 1.15, y),
            &[
                (0.0, dark.mix(warm, 0.10), 1.0),
                (0.22, dark, 1.0),
                (0.55, base, 1.0),
                (0.86, lit, 1.0),
                (1.0, lit.mix(base, 0.5), 1.0),
            ],
        )
    };
    let white = Rgb::hex(0xf4eee2);
    canvas.fill(polygon(&piece(top, y)).as_ref(), round(white));
    let bands = 3;
    let step = (y - top) / (bands as f32 * 2.0 + 0.6);
    for index in 0..bands {
        let from = top + step * (0.9 + index as f32 * 2.0);
        // Bands sag a little, as rings on a round tower do when seen from below.
        let (a, b) = (half(from), half(from + step));
        let sag = a * 0.16;
        let mut points = vec![(x - a, from)];
        points.extend((1..12).map(|k| {
            let t = k as f32 / 6.0 - 1.0;
            (x + t * a, from + sag * (1.0 - t * t))
        }));
        points.extend([(x + a, from), (x + b, from + step)]);
        points.extend((1..12).map(|k| {
            let t = 1.0 - k as f32 / 6.0;
            (x + t * b, from + step + sag * (1.0 - t * t))
        }));
        points.push((x - b, from + step));
        canvas.fill(polygon(&points).as_ref(), round(band));
    }
    let glass = if stage.darkness() > 0.5 { stage.lamp() } else { stage.ground(0.1) };
    for t in [0.30f32, 0.55, 0.78] {
        let at = y - (y - top) * t;
        let (w, h) = (foot * 0.17, foot * 0.36);
        let shift = side * half(at) * 0.12;
        canvas.fill(rect(x + shift - w, at - h, w * 2.0, h * 2.0).as_ref(), flat(stage.ground(0.05), 0.75));
        canvas.fill(rect(x + shift - w * 0.7, at - h * 0.82, w * 1.4, h * 1.64).as_ref(), flat(glass, 0.95));
        if stage.darkness() > 0.5 {
            canvas.light.glow(x + shift, at, foot * 1.6, stage.lamp(), 0.35);
        }
    }
    let door = stage.tone(Rgb::hex(0x4a322a), 0.0);
    let (w, h) = (foot * 0.3, foot * 0.85);
    canvas.fill(rect(x - w + side * foot * 0.2, y - h, w * 2.0, h).as_ref(), flat(door, 1.0));
    canvas.fill(ellipse(x + side * foot * 0.2, y - h, w, w * 0.8).as_ref(), flat(door, 1.0));
}

/// Gallery, lamp room and dome; returns the place of the lamp.
#[allow(clippy::too_many_arguments, reason = "private, called once")]
fn head(
    canvas: &mut Canvas,
    stage: &Stage,
    x: f32,
    top: f32,
    neck: f32,
    height: f32,
    side: f32,
    band: Rgb,
) -> (f32, f32) {
    let iron = stage.tone(Rgb::hex(0x2c303a), 0.0).mix(stage.palette.near, 0.5);
    let lit_iron = iron.screen(stage.palette.sun, 0.35);
    let metal = gradient(
        (x - side * neck * 1.6, 0.0),
        (x + side * neck * 1.6, 0.0),
        &[(0.0, iron, 1.0), (0.6, iron, 1.0), (1.0, lit_iron, 1.0)],
    );
    let deck = height * 0.022;
    // Corbel and deck.
    canvas.fill(
        polygon(&[
            (x - neck, top + deck * 1.6),
            (x + neck, top + deck * 1.6),
            (x + neck * 1.62, top),
            (x - neck * 1.62, top),
        ])
        .as_ref(),
        metal.clone(),
    );
    canvas.fill(rect(x - neck * 1.75, top - deck, neck * 3.5, deck).as_ref(), metal.clone());
    // Railing.
    let rail = height * 0.055;
    let thin = (height * 0.004).max(0.6);
    let posts = 9;
    for post in 0..=posts {
        let px = x - neck * 1.66 + neck * 3.32 * post as f32 / posts as f32;
        canvas.stroke(line(&[(px, top - deck), (px, top - deck - rail)]).as_ref(), thin, flat(iron, 0.9));
    }
    for level in [1.0, 0.55] {
        let at = top - deck - rail * level;
        canvas.stroke(line(&[(x - neck * 1.68, at), (x + neck * 1.68, at)]).as_ref(), thin, flat(iron, 0.95));
    }
    // Lamp room.
    let (half, room) = (neck * 0.82, height * 0.115);
    let floor = top - deck;
    let lamp = (x, floor - room * 0.52);
    let lit = stage.darkness() > 0.1;
    let (core, rim) = if lit {
        (Rgb::hex(0xfff7dc), stage.lamp())
    } else {
        (stage.palette.sky[4].mix(Rgb::WHITE, 0.4), stage.palette.sky[1])
    };
    let glass = radial(
        lamp.0,
        lamp.1,
        room * 0.75,
        &[(0.0, core, 1.0), (0.4, core.mix(rim, 0.45), 1.0), (1.0, rim, 1.0)],
    );
    canvas.fill(rect(x - half, floor - room, half * 2.0, room).as_ref(), glass);
    for pane in 0..=4 {
        let px = x - half + half * 2.0 * pane as f32 / 4.0;
        canvas.stroke(line(&[(px, floor), (px, floor - room)]).as_ref(), thin * 1.3, flat(iron, 1.0));
    }
    canvas.stroke(
        line(&[(x - half, floor - room * 0.5), (x + half, floor - room * 0.5)]).as_ref(),
        thin,
        flat(iron, 0.55),
    );
    canvas.fill(rect(x - half * 1.03, floor - room * 0.16, half * 2.06, room * 0.16).as_ref(), metal.clone());
    // Dome, ball and lightning rod.
    let eave = floor - room;
    let cap = stage.tone(band, 0.0).mix(stage.palette.near, 0.35);
    let (cap_dark, cap_lit) = (cap.mix(stage.palette.near, 0.5), cap.screen(stage.palette.sun, 0.25));
    let tile = gradient(
        (x - side * half * 1.3, 0.0),
        (x + side * half * 1.3, 0.0),
        &[(0.0, cap_dark, 1.0), (0.45, cap, 1.0), (1.0, cap_lit, 1.0)],
    );
    let rise = height * 0.075;
    let dome: Vec<(f32, f32)> = (0..=20)
        .map(|k| {
            let angle = std::f32::consts::PI * k as f32 / 20.0;
            (x - half * 1.22 * angle.cos(), eave - rise * angle.sin().max(0.0).powf(0.8))
        })
        .collect();
    canvas.fill(polygon(&dome).as_ref(), tile);
    canvas.fill(rect(x - half * 1.3, eave - deck * 0.4, half * 2.6, deck * 0.8).as_ref(), metal);
    canvas.fill(circle(x, eave - rise - deck * 0.3, deck * 0.55).as_ref(), flat(iron, 1.0));
    canvas.stroke(
        line(&[(x, eave - rise), (x, eave - rise - height * 0.045)]).as_ref(),
        thin,
        flat(iron, 1.0),
    );
    lamp
}

/// Two beams and the glare of the lamp.
fn shine(canvas: &mut Canvas, stage: &Stage, (x, y): (f32, f32), height: f32, side: f32, tilt: f32) {
    let colour = Rgb::hex(0xffecc0);
    let power = 0.35 + 0.35 * stage.darkness();
    let reach = (canvas.w * 1.05).min(height * 4.6);
    let angle = if side > 0.0 { tilt } else { std::f32::consts::PI - tilt };
    // The beam towards the sun is long and wide; the other one points away from us.
    canvas.light.beam((x, y), angle, 0.062, reach, colour, power * 1.35);
    canvas.light.beam((x, y), angle, 0.025, reach * 0.8, colour, power * 0.8);
    canvas.light.beam((x, y), angle + std::f32::consts::PI - 0.06, 0.085, reach * 0.62, colour, power * 0.8);
    canvas.light.glow(x, y, height * 0.62, stage.lamp(), 0.40);
    canvas.light.glow(x, y, height * 0.2, colour, 0.7);
    let r = height * 0.07;
    canvas.fill_light(
        circle(x, y, r).as_ref(),
        radial(x, y, r, &[(0.0, Rgb::WHITE, 0.95), (0.35, colour, 0.4), (1.0, colour, 0.0)]),
    );
}

/// A cottage of `size` pixels high whose foot stands at (`x`, `y`).
pub(super) fn cottage(canvas: &mut Canvas, stage: &Stage, x: f32, y: f32, size: f32, own: Rgb, depth: f32) {
    let side = if stage.sun.0 > x { 1.0 } else { -1.0 };
    let (w, wall) = (size * 1.35, size * 0.52);
    let front = stage.tone(own, depth);
    let (lit, dark) =
        (front.screen(stage.palette.sun, 0.18), front.mix(stage.palette.near, 0.5 * (1.0 - depth)));
    let roof = if stage.snowy() { Rgb::hex(0xeef3f8) } else { Rgb::hex(0x6a3f38) };
    let roof = stage.tone(roof, depth).mix(stage.palette.near, 0.25 * (1.0 - depth));
    // The gable faces the sun, the long side shows the roof.
    let gable = side * w * 0.22;
    let (left, right) = (x - w / 2.0, x + w / 2.0);
    let (edge, corner) = if side > 0.0 { (right, left) } else { (left, right) };
    let split = edge - gable * 1.7;
    canvas.fill(
        polygon(&[(corner, y), (split, y), (split, y - wall), (corner, y - wall)]).as_ref(),
        flat(dark, 1.0),
    );
    let peak = (split + gable * 0.85, y - size);
    canvas.fill(
        polygon(&[(split, y), (edge, y), (edge, y - wall), peak, (split, y - wall)]).as_ref(),
        flat(lit, 1.0),
    );
    let over = size * 0.05;
    canvas.fill(
        polygon(&[
            (corner - side * over, y - wall + over),
            (split, y - wall + over),
            (peak.0, peak.1 - over),
            (corner + gable * 0.85 - side * over, peak.1 - over),
        ])
        .as_ref(),
        gradient(
            (0.0, y - size),
            (0.0, y - wall),
            &[(0.0, roof.screen(stage.palette.sun, 0.12), 1.0), (1.0, roof, 1.0)],
        ),
    );
    canvas.stroke(
        line(&[
            (split - side * 0.0, y - wall + over),
            (peak.0, peak.1 - over),
            (edge + side * over, y - wall + over),
        ])
        .as_ref(),
        size * 0.06,
        flat(roof.scale(0.8), 1.0),
    );
    let chimney = corner + (split - corner) * 0.35;
    canvas.fill(
        rect(chimney - size * 0.05, y - size * 1.14, size * 0.11, size * 0.24).as_ref(),
        flat(dark.scale(0.8), 1.0),
    );
    let dim = stage.darkness() > 0.5;
    let glass = if dim { stage.lamp() } else { stage.tone(Rgb::hex(0x3a4a58), depth) };
    let pane = size * 0.13;
    for t in [0.22f32, 0.5, 0.78] {
        let px = corner + (split - corner) * t;
        canvas.fill(rect(px - pane / 2.0, y - wall * 0.72, pane, pane * 1.25).as_ref(), flat(glass, 1.0));
        if dim {
            canvas.light.glow(px, y - wall * 0.5, size * 0.7, stage.lamp(), 0.20);
        }
    }
    let middle = (split + edge) / 2.0;
    canvas.fill(rect(middle - pane / 2.0, y - wall * 0.95, pane, pane * 1.2).as_ref(), flat(glass, 1.0));
    canvas.fill(
        rect(middle - pane * 0.6, y - wall * 0.5, pane * 1.2, wall * 0.5).as_ref(),
        flat(dark.scale(0.6), 1.0),
    );
}

const BANDS: &[Rgb] =
    &[Rgb::hex(0xb83a32), Rgb::hex(0xc03f38), Rgb::hex(0x2c4f78), Rgb::hex(0x30343c), Rgb::hex(0xa83c2c)];

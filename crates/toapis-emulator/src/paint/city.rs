//! A skyline over water or a wet street.

use super::canvas::{Canvas, flat, gradient};
use super::color::Rgb;
use super::noise::smoothstep;
use super::rng::Dice;
use super::shape::{circle, line, polygon, rect};
use super::stage::Stage;
use super::water::{self, Water};
use super::words::Word;

/// Paints the scene over a finished sky.
pub(super) fn paint(canvas: &mut Canvas, stage: &Stage) {
    let u = canvas.u;
    let base = stage.horizon + u * 0.07;
    let rows = if canvas.h > 1.6 * u { 5 } else { 4 };
    let tallest = (stage.horizon * 0.66).min(u * 1.5).max(stage.horizon * 0.36);
    for row in 0..rows {
        let t = row as f32 / (rows - 1) as f32;
        skyline(canvas, stage, base, tallest * (1.0 - 0.42 * t), t);
        super::wild::mist(canvas, stage, base, u * 0.16, 0.34 * (1.0 - t));
    }
    // Street lights along the quay.
    let mut dice = stage.chance("quay");
    let quay = stage.ground(0.0);
    canvas.fill(rect(0.0, base - u * 0.008, canvas.w, u * 0.012).as_ref(), flat(quay, 1.0));
    if stage.darkness() > 0.5 {
        let mut x = u * dice.range(0.0, 0.06);
        while x < canvas.w {
            let y = base - u * 0.026;
            canvas.stroke(line(&[(x, base), (x, y)]).as_ref(), (u * 0.0016).max(0.5), flat(quay, 1.0));
            canvas.fill(
                circle(x, y, (u * 0.0035).max(0.7)).as_ref(),
                flat(stage.lamp().mix(Rgb::WHITE, 0.5), 1.0),
            );
            canvas.light.glow(x, y, u * 0.05, stage.lamp(), 0.4);
            x += u * 0.085;
        }
    }
    water::paint(canvas, stage, Water { top: base + u * 0.004, waves: 0.75 });
}

/// One row of buildings; `t` goes from 0 (far) to 1 (near).
fn skyline(canvas: &mut Canvas, stage: &Stage, base: f32, tallest: f32, t: f32) {
    let u = canvas.u;
    let mut dice =
        stage.chance(["row 0", "row 1", "row 2", "row 3", "row 4"][((t * 4.0).round() as usize).min(4)]);
    let depth = 0.66 * (1.0 - t);
    let mut x = -u * dice.range(0.0, 0.08);
    while x < canvas.w + u * 0.02 {
        let w = u * dice.range(0.045, 0.105) * (0.8 + 0.35 * t);
        // A cluster of towers around the focus, lower houses away from it.
        let off = (x + w / 2.0 - stage.focus) / (u * 0.75);
        let crowd = 0.30 + 0.80 * (-off * off * 1.4).exp();
        let h = tallest * crowd * dice.range(0.42, 1.0);
        building(canvas, stage, (x, base - h, w, h), depth, t, &mut dice);
        x += w + u * dice.range(-0.004, 0.016);
    }
}

fn building(
    canvas: &mut Canvas,
    stage: &Stage,
    (x, y, w, h): (f32, f32, f32, f32),
    depth: f32,
    t: f32,
    dice: &mut Dice,
) {
    let u = canvas.u;
    let p = &stage.palette;
    let dark = stage.darkness();
    let own = *dice.pick(&[Rgb::hex(0x8e97a6), Rgb::hex(0xa89a90), Rgb::hex(0x6e7f94), Rgb::hex(0xb4aba0)]);
    let day = stage.tone(own, 0.0);
    let wall = day.mix(p.near, 0.18 + 0.72 * dark).mix(p.haze, depth);
    let side = if stage.sun.0 > x { 1.0 } else { -1.0 };
    let (shade, lit) = (wall.scale(0.82), wall.screen(p.sky[4], 0.16 * (1.0 - depth)));
    let ink = || {
        gradient(
            (x + w * (0.5 - side * 0.5), y),
            (x + w * (0.5 + side * 0.5), y),
            &[(0.0, shade, 1.0), (0.7, wall, 1.0), (1.0, lit, 1.0)],
        )
    };
    let floor = y + h + u * 0.01;
    canvas.fill(rect(x, y, w, floor - y).as_ref(), ink());
    match dice.below(9) {
        0 => {
            let tip = w * dice.range(0.3, 0.7);
            canvas.fill(
                polygon(&[
                    (x, y),
                    (x + w, y),
                    (x + w, y - tip * side.max(0.0)),
                    (x, y - tip * (-side).max(0.0)),
                ])
                .as_ref(),
                ink(),
            );
        }
        1 => {
            let (sx, sw, sh) = (x + w * 0.18, w * 0.64, w * dice.range(0.3, 0.8));
            canvas.fill(rect(sx, y - sh, sw, sh + 1.0).as_ref(), ink());
            canvas.fill(rect(sx + sw * 0.25, y - sh * 1.5, sw * 0.5, sh * 0.5 + 1.0).as_ref(), ink());
            mast(canvas, stage, x + w / 2.0, y - sh * 1.5, w * dice.range(0.5, 1.3), wall);
        }
        2 if t < 0.6 => {
            canvas.fill(polygon(&[(x, y), (x + w / 2.0, y - w * 1.3), (x + w, y)]).as_ref(), ink());
        }
        3 | 4 => {
            canvas.fill(rect(x + w * 0.12, y - w * 0.12, w * 0.3, w * 0.13).as_ref(), ink());
            mast(canvas, stage, x + w * 0.7, y, w * 0.5, wall);
        }
        _ => {}
    }
    windows(canvas, stage, (x, y, w, h), depth, t, dice);
}

fn mast(canvas: &mut Canvas, stage: &Stage, x: f32, y: f32, tall: f32, colour: Rgb) {
    canvas.stroke(line(&[(x, y), (x, y - tall)]).as_ref(), (canvas.u * 0.0018).max(0.5), flat(colour, 1.0));
    if stage.darkness() > 0.5 {
        let red = Rgb::hex(0xff5a48);
        canvas.fill(circle(x, y - tall, (canvas.u * 0.002).max(0.6)).as_ref(), flat(red, 1.0));
        canvas.light.glow(x, y - tall, canvas.u * 0.02, red, 0.5);
    }
}

/// Windows: lit in patterns at night, a faint grid by day.
fn windows(
    canvas: &mut Canvas,
    stage: &Stage,
    (x, y, w, h): (f32, f32, f32, f32),
    depth: f32,
    t: f32,
    dice: &mut Dice,
) {
    let u = canvas.u;
    let pane = u * (0.0046 + 0.0030 * t);
    if pane < 1.1 || w < pane * 4.0 {
        return;
    }
    let night = stage.darkness() > 0.5;
    let neon = stage.has(Word::Neon);
    let (columns, rows) = ((w / (pane * 1.9)) as usize, (h / (pane * 2.3)) as usize);
    let busy = dice.range(0.10, 0.46);
    let inset = (w - (columns as f32 * 1.9 - 0.9) * pane) / 2.0;
    let tint = *dice.pick(&[Rgb::hex(0xffd086), Rgb::hex(0xffe0ae), Rgb::hex(0xffb866), Rgb::hex(0xd6e6ff)]);
    let tint = if neon { *dice.pick(NEON) } else { tint };
    let glass = stage.palette.sky[3].mix(stage.palette.haze, depth);
    for row in 0..rows {
        // Whole floors are lit or dark more often than chance would have it.
        let floor = if dice.chance(0.12) { 0.9 } else { busy };
        for column in 0..columns {
            let shine = dice.unit();
            let (px, py) = (x + inset + column as f32 * pane * 1.9, y + pane * (1.4 + row as f32 * 2.3));
            if night {
                if shine < floor {
                    let alpha = (0.55 + 0.45 * dice.unit()) * (1.0 - depth * 0.75);
                    canvas.fill(rect(px, py, pane, pane * 1.25).as_ref(), flat(tint, alpha));
                }
            } else {
                canvas.fill(
                    rect(px, py, pane, pane * 1.25).as_ref(),
                    flat(glass, (0.10 + 0.30 * smoothstep(0.4, 1.0, shine)) * (1.0 - depth)),
                );
            }
        }
    }
    if night {
        canvas.light.glow(x + w / 2.0, y + h * 0.6, (w + h) * 0.55, tint, 0.07 * (1.0 - depth));
    }
    if neon && t > 0.3 && dice.chance(0.6) {
        let colour = *dice.pick(NEON);
        let sx = x + w * dice.range(0.1, 0.8);
        let (sy, tall) = (y + h * dice.range(0.1, 0.4), h * dice.range(0.12, 0.3));
        canvas.fill(rect(sx, sy, u * 0.012, tall).as_ref(), flat(colour.mix(Rgb::WHITE, 0.35), 0.95));
        canvas.light.glow(sx + u * 0.006, sy + tall / 2.0, tall * 0.9 + u * 0.03, colour, 0.45);
    }
}

const NEON: &[Rgb] =
    &[Rgb::hex(0xff4fa0), Rgb::hex(0x3ce0ff), Rgb::hex(0xb06aff), Rgb::hex(0xff9a3c), Rgb::hex(0x5cffc0)];

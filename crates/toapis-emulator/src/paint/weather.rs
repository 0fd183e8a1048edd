//! What is in the air between us and the scene.

use super::canvas::{Canvas, flat, gradient};
use super::color::Rgb;
use super::noise::Noise;
use super::shape::{circle, line, rect};
use super::stage::Stage;
use super::words::Word;

/// Adds rain, snow, fog and lightning, as the prompt says.
pub(super) fn paint(canvas: &mut Canvas, stage: &Stage) {
    if stage.has(Word::Storm) {
        lightning(canvas, stage);
    }
    if stage.has(Word::Fog) {
        fog(canvas, stage);
    }
    if stage.brief.any(&[Word::Rain, Word::Storm]) {
        rain(canvas, stage);
    }
    if stage.has(Word::Snowfall) {
        snowfall(canvas, stage);
    }
}

fn rain(canvas: &mut Canvas, stage: &Stage) {
    let mut dice = stage.chance("rain");
    let (u, w, h) = (canvas.u, canvas.w, canvas.h);
    let colour = stage.palette.sky[4].mix(Rgb::WHITE, 0.5);
    let slant = dice.range(0.10, 0.24) * dice.sign();
    let count = (520.0 * w * h / (u * u)).min(3500.0) as usize;
    for _ in 0..count {
        let (x, y) = (dice.range(-0.2, 1.2) * w, dice.range(-0.1, 1.0) * h);
        let near = dice.unit();
        let length = u * (0.02 + 0.055 * near);
        let alpha = 0.08 + 0.16 * near;
        canvas.stroke(
            line(&[(x, y), (x + slant * length, y + length)]).as_ref(),
            (u * (0.0006 + 0.0012 * near)).max(0.4),
            flat(colour, alpha),
        );
    }
}

fn snowfall(canvas: &mut Canvas, stage: &Stage) {
    let mut dice = stage.chance("snowfall");
    let (u, w, h) = (canvas.u, canvas.w, canvas.h);
    let count = (340.0 * w * h / (u * u)).min(3000.0) as usize;
    for _ in 0..count {
        let near = dice.unit().powi(3);
        let radius = (u * (0.0012 + 0.0052 * near)).max(0.5);
        canvas.fill(
            circle(dice.range(0.0, w), dice.range(0.0, h), radius).as_ref(),
            flat(Rgb::WHITE, 0.85 - 0.45 * near),
        );
    }
}

fn fog(canvas: &mut Canvas, stage: &Stage) {
    let mut dice = stage.chance("fog");
    let noise = Noise::new(&mut dice);
    let (u, w, h) = (canvas.u, canvas.w, canvas.h);
    let haze = stage.palette.haze.mix(stage.palette.sky[4], 0.35);
    let (top, bottom) = ((stage.horizon - u * 0.55).max(0.0), h);
    canvas.fill_shaded(rect(0.0, top, w, bottom - top).as_ref(), u / 160.0, |x, y| {
        let v = (y - stage.horizon) / u;
        let belt = (-v * v * 9.0).exp() * 0.85 + 0.2 * (-(v - 0.3) * (v - 0.3) * 20.0).exp();
        let drift = 0.55 + 0.9 * noise.fractal(x / u * 1.1, y / u * 4.0, 4);
        (haze, (belt * drift).clamp(0.0, 0.92))
    });
}

fn lightning(canvas: &mut Canvas, stage: &Stage) {
    let mut dice = stage.chance("lightning");
    let u = canvas.u;
    let white = Rgb::hex(0xe8ecff);
    let (mut x, mut y) = (stage.sun.0, 0.0);
    let step = u * 0.035;
    canvas.light.glow(x, stage.horizon * 0.25, u * 0.7, Rgb::hex(0xa8b4ff), 0.4);
    while y < stage.horizon {
        let next = (x + dice.range(-0.9, 0.9) * step, y + dice.range(0.5, 1.2) * step);
        let ink = flat(white, 0.95);
        canvas.stroke(line(&[(x, y), next]).as_ref(), u * 0.0032, ink);
        canvas.light.glow(next.0, next.1, u * 0.09, Rgb::hex(0xb4c0ff), 0.35);
        if dice.chance(0.22) {
            let mut fork = next;
            let lean = dice.sign();
            for _ in 0..dice.below(6) + 2 {
                let tip = (fork.0 + lean * dice.range(0.2, 1.0) * step, fork.1 + dice.range(0.3, 0.9) * step);
                canvas.stroke(
                    line(&[fork, tip]).as_ref(),
                    u * 0.0014,
                    gradient(fork, tip, &[(0.0, white, 0.8), (1.0, white, 0.5)]),
                );
                fork = tip;
            }
        }
        (x, y) = next;
    }
}

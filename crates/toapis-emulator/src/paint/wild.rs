//! Land without a coast: mountains, lakes, forests, fields, deserts, and the abstract hills of moods.

use super::canvas::{Canvas, flat, gradient};
use super::color::Rgb;
use super::lighthouse::cottage;
use super::noise::{Noise, smoothstep};
use super::palette::Hour;
use super::rng::Dice;
use super::shape::{circle, ellipse, line, polygon};
use super::stage::Stage;
use super::terrain::{Layer, Outline, dunes, hills, mountains};
use super::things::{broadleaf, conifer};
use super::water::{self, Water};
use super::words::Word;

/// Mountains; with a lake before them when the prompt names water.
pub(super) fn highland(canvas: &mut Canvas, stage: &Stage) {
    let u = canvas.u;
    let mut dice = stage.chance("highland");
    let snow = if stage.snowy() { 0.86 } else { 0.34 };
    let wet = stage.brief.any(&[Word::Lake, Word::River, Word::Boat, Word::Sea]);
    let base = if wet { stage.horizon } else { stage.horizon + u * 0.06 };
    // Tall pictures get more ranges, one above the other, as on a hanging scroll.
    let ranges = ((stage.horizon / u * 3.2) as usize).clamp(2, 6);
    let tallest = (stage.horizon * 0.74).min(u * 1.2).max(stage.horizon * 0.40);
    for index in 0..ranges {
        let t = index as f32 / (ranges - 1) as f32;
        let layer = Layer {
            base: base - (1.0 - t) * tallest * if ranges > 3 { 0.62 } else { 0.14 },
            rise: tallest * (0.86 - 0.42 * t) * if ranges > 3 { 0.62 } else { 1.0 },
            wave: u * (1.05 - 0.25 * t),
            depth: 0.50 * (1.0 - t) + 0.08,
        };
        mountains(canvas, stage, layer, snow - 0.34 * t, &mut dice);
    }
    let pine = stage.tone(Rgb::hex(0x2e4a3c), 0.0).mix(stage.palette.near, 0.45);
    if wet {
        treeline(
            canvas,
            stage,
            stage.horizon + u * 0.004,
            u * 0.035,
            pine.mix(stage.palette.haze, 0.28),
            &mut dice,
        );
        water::paint(canvas, stage, Water { top: stage.horizon, waves: 0.45 });
    } else {
        // As many rises of ground as the height below the mountains asks for.
        let steps = ((canvas.h - stage.horizon) / (u * 0.17)).clamp(2.0, 8.0) as usize;
        for step in 0..steps {
            let t = step as f32 / steps as f32;
            let depth = 0.32 * (1.0 - t);
            let base = stage.horizon + u * 0.15 + (canvas.h - stage.horizon - u * 0.15) * t;
            let layer = Layer { base, rise: u * 0.13, wave: u * (0.7 + 0.15 * t), depth };
            let land = hills(canvas, stage, layer, meadow(stage, depth), &mut dice);
            let tall = u * (0.045 + 0.09 * t);
            wood(canvas, stage, &land, (tall * 0.6, tall * 1.3), 44.0 - 32.0 * t, depth, &mut dice);
        }
    }
    let near = Layer { base: canvas.h - u * 0.01, rise: u * 0.17, wave: u * 0.9, depth: 0.0 };
    let land = hills(canvas, stage, near, meadow(stage, 0.0), &mut dice);
    if stage.has(Word::House) {
        let x = stage.focus;
        cottage(canvas, stage, x, land.at(x) + u * 0.01, u * 0.14, Rgb::hex(0xb98a5c), 0.0);
    }
    wood(canvas, stage, &land, (u * 0.10, u * 0.26), 7.0, 0.0, &mut dice);
}

/// Rows of trees that stand in mist.
pub(super) fn forest(canvas: &mut Canvas, stage: &Stage) {
    let u = canvas.u;
    let mut dice = stage.chance("forest");
    let far = Layer { base: stage.horizon, rise: u * 0.3, wave: u * 0.9, depth: 0.6 };
    hills(canvas, stage, far, meadow(stage, 0.62), &mut dice);
    let rows = 5 + ((canvas.h / u - 1.0) * 2.0).clamp(0.0, 5.0) as usize;
    for row in 0..rows {
        let t = row as f32 / (rows - 1) as f32;
        let depth = 0.62 * (1.0 - t);
        let base = stage.horizon - u * 0.10 + (canvas.h - stage.horizon + u * 0.10) * t.powf(1.15);
        let layer = Layer { base: base + u * 0.02, rise: u * 0.09, wave: u * 0.8, depth };
        let land = hills(canvas, stage, layer, meadow(stage, depth), &mut dice);
        let tall = u * (0.11 + 0.26 * t);
        wood(canvas, stage, &land, (tall * 0.6, tall * 1.25), 26.0 - 17.0 * t, depth, &mut dice);
        mist(canvas, stage, base, u * 0.09, 0.38 * (1.0 - t));
    }
    if stage.has(Word::House) {
        cottage(canvas, stage, stage.focus, canvas.h - u * 0.14, u * 0.17, Rgb::hex(0xa07048), 0.0);
    }
}

/// Fields and meadows, with flowers, a tree or a house.
pub(super) fn fields(canvas: &mut Canvas, stage: &Stage) {
    let u = canvas.u;
    let mut dice = stage.chance("fields");
    for (depth, lift) in [(0.72, 0.03), (0.5, -0.02)] {
        let layer = Layer { base: stage.horizon - u * lift, rise: u * 0.16 * depth, wave: u * 1.1, depth };
        hills(canvas, stage, layer, meadow(stage, depth), &mut dice);
    }
    let layers = 4;
    let mut last = None;
    for index in 0..layers {
        let t = index as f32 / (layers - 1) as f32;
        let depth = 0.38 * (1.0 - t);
        let base = stage.horizon + u * 0.05 + (canvas.h - stage.horizon - u * 0.14) * t;
        let layer =
            Layer { base: base + u * 0.05, rise: u * (0.10 + 0.04 * t), wave: u * (0.9 + 0.5 * t), depth };
        let land = hills(canvas, stage, layer, meadow(stage, depth), &mut dice);
        if index == 1 {
            wood(canvas, stage, &land, (u * 0.03, u * 0.07), 16.0, depth, &mut dice);
        }
        if index == 2 {
            if stage.has(Word::House) {
                let x = stage.focus;
                cottage(canvas, stage, x, land.at(x) + u * 0.012, u * 0.15, Rgb::hex(0xeadec6), 0.08);
            }
            let leaf = leaf_colour(stage, &mut dice);
            let x = if stage.has(Word::House) {
                stage.focus + (canvas.w / 2.0 - stage.focus).signum() * u * 0.22
            } else {
                stage.focus
            };
            broadleaf(canvas, stage, x, land.at(x) + u * 0.01, u * 0.32, stage.tone(leaf, 0.04), &mut dice);
        }
        last = Some(land);
    }
    if let (true, Some(land)) = (stage.has(Word::Flower), &last) {
        flowers(canvas, stage, land, &mut dice);
    } else if let Some(land) = &last {
        grass(canvas, stage, land, &mut dice);
    }
}

/// Dunes under a wide sky.
pub(super) fn desert(canvas: &mut Canvas, stage: &Stage) {
    let u = canvas.u;
    let mut dice = stage.chance("desert");
    let sand = *dice.pick(&[Rgb::hex(0xe0a462), Rgb::hex(0xd88f58), Rgb::hex(0xe6b87c)]);
    let layer = Layer { base: stage.horizon + u * 0.02, rise: u * 0.16, wave: u * 0.8, depth: 0.66 };
    mountains(canvas, stage, layer, 0.0, &mut dice);
    let layers = 5;
    for index in 0..layers {
        let t = index as f32 / (layers - 1) as f32;
        let base = stage.horizon + u * 0.03 + (canvas.h - stage.horizon) * 0.92 * t.powf(1.3);
        let layer = Layer {
            base: base + u * 0.08,
            rise: u * (0.07 + 0.15 * t),
            wave: u * (0.5 + 0.75 * t),
            depth: 0.5 * (1.0 - t),
        };
        dunes(canvas, stage, layer, sand, &mut dice);
    }
}

/// Layered paper hills under a disc: for prompts that name nothing the painter knows.
pub(super) fn mood(canvas: &mut Canvas, stage: &Stage) {
    let u = canvas.u;
    let mut dice = stage.chance("mood");
    let p = &stage.palette;
    let rings = dice.chance(0.45);
    let sharp = dice.chance(0.35);
    if rings {
        for ring in 1..5 {
            let r = stage.sun_radius * (1.0 + ring as f32 * 0.55);
            canvas.stroke(
                circle(stage.sun.0, stage.sun.1, r).as_ref(),
                u * 0.0022,
                flat(p.sun, 0.30 / ring as f32 + 0.05),
            );
        }
    }
    let layers = dice.below(3) + 6 + ((canvas.h / u - 1.0) * 1.5).clamp(0.0, 6.0) as usize;
    let first = stage.horizon - u * dice.range(0.02, 0.12);
    for index in 0..layers {
        let t = index as f32 / (layers - 1) as f32;
        let depth = 0.92 * (1.0 - t).powf(0.8);
        let base = first + (canvas.h * 0.99 - first) * t.powf(1.15);
        // Neighbouring layers alternate a little in hue, as cut papers do.
        let hue = if index % 2 == 0 { p.sky[1] } else { p.sky[3] };
        let plain = stage.ground(depth);
        let colour = plain.mix(hue.with_luma(plain.luma()), 0.45).saturate(1.25);
        let wave = u * dice.range(0.55, 1.25);
        let rise = u * dice.range(0.12, 0.22);
        let noise = Noise::new(&mut dice);
        let outline = Outline::new(canvas, |x| {
            let s = x / wave;
            let shape = if sharp {
                noise.ridged(s, 0.4, 4) * 1.3 - 0.2
            } else {
                0.45 + 0.8 * noise.fractal(s, 0.5, 2)
            };
            base + u * 0.06 - rise * shape
        });
        // Each sheet throws a soft shadow on the one behind.
        for (offset, alpha) in [(0.016, 0.03), (0.009, 0.045), (0.004, 0.06)] {
            let shade = outline
                .area(canvas.h + 2.0)
                .and_then(|path| path.transform(tiny_skia::Transform::from_translate(0.0, -u * offset)));
            canvas.fill(shade.as_ref(), flat(p.near, alpha));
        }
        let top = outline.top();
        let low = colour.mix(p.near, 0.10 + 0.12 * t);
        canvas.fill(
            outline.area(canvas.h + 2.0).as_ref(),
            gradient(
                (0.0, top),
                (0.0, top + rise * 2.4),
                &[(0.0, colour.screen(p.sun, 0.16), 1.0), (1.0, low, 1.0)],
            ),
        );
        if index == layers / 2 && dice.chance(0.5) {
            for _ in 0..(canvas.w / u * 14.0) as usize {
                let x = dice.range(0.0, canvas.w);
                let tree = u * dice.range(0.025, 0.06);
                conifer(canvas, x, outline.at(x) + tree * 0.08, tree, low.mix(p.near, 0.35), None, &mut dice);
            }
        }
    }
}

/// Grass, snow or autumn ground at `depth`.
pub(super) fn meadow(stage: &Stage, depth: f32) -> Rgb {
    let own = if stage.snowy() {
        Rgb::hex(0xe6eef6)
    } else if stage.has(Word::Autumn) {
        Rgb::hex(0xa87c3c)
    } else if stage.has(Word::Field) {
        Rgb::hex(0x8f9c48)
    } else {
        Rgb::hex(0x648a4c)
    };
    let dark = if stage.snowy() { 0.12 } else { 0.25 };
    let lit = stage.tone(own, 0.0).mix(stage.palette.near, dark + 0.35 * stage.darkness());
    lit.mix(stage.palette.haze, depth)
}

/// A band of trees along an outline: `density` per unit of width, heights in pixels.
pub(super) fn wood(
    canvas: &mut Canvas,
    stage: &Stage,
    land: &Outline,
    tall: (f32, f32),
    density: f32,
    depth: f32,
    dice: &mut Dice,
) {
    let u = canvas.u;
    let count = (canvas.w / u * density).clamp(1.0, 400.0) as usize;
    let round = stage.brief.any(&[Word::Autumn, Word::Spring]) && !stage.snowy();
    let clump = Noise::new(dice);
    for _ in 0..count {
        let x = dice.range(-0.02, 1.02) * canvas.w;
        // Trees keep company: gaps between groups, and some distance from the main thing.
        if clump.at(x / u * 2.2, depth * 9.0) < -0.28 || ((x - stage.focus) / u).abs() < 0.11 && depth < 0.06
        {
            continue;
        }
        let size = dice.range(tall.0, tall.1);
        let y = land.at(x) + size * 0.06;
        let light = dice.range(0.85, 1.15);
        if round {
            let leaf = stage
                .tone(leaf_colour(stage, dice), 0.0)
                .mix(stage.palette.near, 0.15 + 0.35 * stage.darkness());
            broadleaf(
                canvas,
                stage,
                x,
                y,
                size * 0.9,
                leaf.scale(light).mix(stage.palette.haze, depth),
                dice,
            );
        } else {
            let pine =
                stage.tone(Rgb::hex(0x355842), 0.0).mix(stage.palette.near, 0.35 + 0.35 * stage.darkness());
            let snow = stage.snowy().then(|| stage.tone(Rgb::hex(0xf2f6fb), depth * 0.6));
            conifer(canvas, x, y, size, pine.scale(light).mix(stage.palette.haze, depth), snow, dice);
        }
    }
}

/// Low silhouettes of trees on a far shore.
fn treeline(canvas: &mut Canvas, _stage: &Stage, y: f32, tall: f32, colour: Rgb, dice: &mut Dice) {
    let noise = Noise::new(dice);
    let mut x = -tall;
    while x < canvas.w + tall {
        let size = tall * (0.75 + 0.6 * noise.at(x / tall * 0.18, 2.0)) * dice.range(0.6, 1.2);
        conifer(canvas, x, y, size.max(1.0), colour, None, dice);
        x += tall * dice.range(0.12, 0.3);
    }
}

/// A bank of mist across the picture.
pub(super) fn mist(canvas: &mut Canvas, stage: &Stage, y: f32, thick: f32, alpha: f32) {
    if alpha <= 0.01 {
        return;
    }
    let haze = stage.palette.haze;
    let stops = [(0.0, haze, 0.0), (0.5, haze, alpha), (1.0, haze, 0.0)];
    canvas.fill(
        super::shape::rect(0.0, y - thick, canvas.w, thick * 2.0).as_ref(),
        gradient((0.0, y - thick), (0.0, y + thick), &stops),
    );
}

fn leaf_colour(stage: &Stage, dice: &mut Dice) -> Rgb {
    let list: &[u32] = if stage.has(Word::Autumn) {
        &[0xc85a2a, 0xdb8a2e, 0xe0b03c, 0xa83e2e]
    } else if stage.has(Word::Spring) {
        &[0xf0b6c6, 0xf6cfd8, 0xe898b4, 0xb8cf78]
    } else if stage.snowy() {
        &[0xe4ecf4]
    } else {
        &[0x4f7d3c, 0x648f42, 0x3f6c40]
    };
    Rgb::hex(*dice.pick(list))
}

/// Flowers that grow larger towards us.
fn flowers(canvas: &mut Canvas, stage: &Stage, land: &Outline, dice: &mut Dice) {
    let u = canvas.u;
    let kinds: [&[u32]; 4] = [
        &[0xd83c34, 0xe85a3c, 0xf08a5a],
        &[0x8a62c0, 0xa884d8, 0x6c4aa8],
        &[0xf2c03c, 0xf6d86a, 0xe89a30],
        &[0xe884a8, 0xf4b4c8, 0xfbeaf0],
    ];
    let kind = *dice.pick(&kinds);
    let top = land.top();
    let count = (canvas.w / u * 520.0).min(3600.0) as usize;
    let mut places: Vec<(f32, f32)> = (0..count)
        .map(|_| {
            let x = dice.range(-0.01, 1.01) * canvas.w;
            let near = dice.unit().powf(1.4);
            (x, land.at(x) + u * 0.006 + (canvas.h - land.at(x)) * near)
        })
        .collect();
    places.sort_by(|a, b| a.1.total_cmp(&b.1));
    for (x, y) in places {
        let near = ((y - top) / (canvas.h - top).max(1.0)).clamp(0.0, 1.0);
        let size = u * (0.0035 + 0.017 * near * near);
        let own =
            stage.brief.colour().filter(|_| dice.chance(0.6)).unwrap_or_else(|| Rgb::hex(*dice.pick(kind)));
        let colour = stage.tone(own, 0.12 * (1.0 - near)).scale(dice.range(0.85, 1.1));
        let stem = meadow(stage, 0.0).scale(0.72);
        let (tall, lean) = (size * dice.range(1.8, 3.4), size * dice.range(-0.5, 0.5));
        canvas.stroke(
            line(&[(x, y + tall), (x + lean, y)]).as_ref(),
            (size * 0.16).max(0.5),
            flat(stem, 0.9),
        );
        if size > u * 0.006 {
            for petal in 0..5 {
                let angle = std::f32::consts::TAU * petal as f32 / 5.0 + lean;
                canvas.fill(
                    ellipse(
                        x + lean + angle.cos() * size * 0.5,
                        y + angle.sin() * size * 0.36,
                        size * 0.46,
                        size * 0.38,
                    )
                    .as_ref(),
                    flat(colour.scale(if petal % 2 == 0 { 1.0 } else { 0.88 }), 1.0),
                );
            }
            canvas.fill(
                circle(x + lean, y, size * 0.24).as_ref(),
                flat(stage.tone(Rgb::hex(0xf0c85a), 0.0), 1.0),
            );
        } else {
            canvas.fill(ellipse(x + lean, y, size, size * 0.7).as_ref(), flat(colour, 1.0));
        }
    }
}

/// Tall grass in the foreground.
fn grass(canvas: &mut Canvas, stage: &Stage, land: &Outline, dice: &mut Dice) {
    let u = canvas.u;
    let base = meadow(stage, 0.0);
    let light = if stage.hour == Hour::Night { 0.1 } else { 0.3 };
    let count = (canvas.w / u * 420.0).min(3000.0) as usize;
    for _ in 0..count {
        let x = dice.range(0.0, canvas.w);
        let near = dice.unit();
        let y = land.at(x) + u * 0.01 + (canvas.h - land.at(x)) * near;
        let tall = u * (0.012 + 0.05 * near * near) * dice.range(0.6, 1.2);
        let lean = tall * dice.range(-0.35, 0.45);
        let colour = base
            .scale(dice.range(0.7, 1.2))
            .screen(stage.palette.sky[4], light * dice.unit() * smoothstep(0.0, 1.0, near));
        let blade = [(x - tall * 0.05, y), (x + tall * 0.05, y), (x + lean, y - tall)];
        canvas.fill(polygon(&blade).as_ref(), flat(colour, 0.9));
    }
}

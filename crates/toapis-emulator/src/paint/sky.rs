//! Sky: gradient, clouds, sun or moon, stars, aurora.

use super::canvas::{Canvas, flat, radial};
use super::color::{Ramp, Rgb};
use super::finish::dither;
use super::noise::{Noise, mix, smoothstep};
use super::palette::Hour;
use super::shape::circle;
use super::stage::Stage;
use super::words::Word;

/// Paints the whole canvas as sky.
pub(super) fn paint(canvas: &mut Canvas, stage: &Stage) {
    backdrop(canvas, stage);
    stars(canvas, stage);
    if !stage.brief.any(&[Word::Storm, Word::Rain]) {
        disc(canvas, stage);
    }
    clouds(canvas, stage);
    if stage.has(Word::Aurora) {
        aurora(canvas, stage);
    }
}

/// The gradient with the glow of a low sun, dithered: a sky is where banding shows first.
fn backdrop(canvas: &mut Canvas, stage: &Stage) {
    let p = &stage.palette;
    let ramp =
        Ramp::new(&[(0.0, p.sky[0]), (0.3, p.sky[1]), (0.58, p.sky[2]), (0.82, p.sky[3]), (1.0, p.sky[4])]);
    let (sx, sy) = stage.sun;
    let low_sun = matches!(stage.hour, Hour::Dusk | Hour::Dawn);
    let (strength, width) = match stage.hour {
        Hour::Dusk => (0.55, 0.75),
        Hour::Dawn => (0.6, 0.8),
        Hour::Day => (0.35, 0.6),
        Hour::Night => (0.22, 0.45),
        Hour::Mood => (0.3, 0.7),
    };
    // In very tall pictures the colours stay nearer to the horizon.
    let reach = stage.horizon.min(2.4 * canvas.u).max(stage.horizon * 0.8);
    let cell = (canvas.u / 120.0).max(1.0);
    let (columns, rows) = ((canvas.w / cell) as usize + 2, (canvas.h / cell) as usize + 2);
    let mut grid = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        let y = row as f32 * cell;
        let t = (y - (stage.horizon - reach)) / reach;
        let base = ramp.at(if t <= 0.0 { 0.0 } else { t });
        for column in 0..columns {
            let x = column as f32 * cell;
            let (dx, dy) = ((x - sx) / canvas.u, (y - sy) / canvas.u);
            let flatten = if low_sun { 2.1 } else { 1.0 };
            let distance = (dx * dx + dy * dy * flatten).sqrt() / width;
            let glow = (-distance * distance * 2.2).exp() * 0.6 + (-distance * 3.2).exp() * 0.7;
            // Away from the sun a low sky is cooler and deeper.
            let away = if low_sun { smoothstep(0.3, 2.2, dx.abs()) * 0.22 } else { 0.0 };
            grid.push(base.lerp(p.sky[2], away).screen(p.sun, glow * strength));
        }
    }
    let width = canvas.pixels.width() as usize;
    for (y, line) in canvas.pixels.data_mut().chunks_exact_mut(width * 4).enumerate() {
        let place = y as f32 / cell;
        let top = place as usize;
        let upper = &grid[top * columns..(top + 1) * columns];
        let lower = &grid[(top + 1) * columns..(top + 2) * columns];
        let t = place - top as f32;
        let mut held = usize::MAX;
        let (mut left, mut right) = (Rgb::BLACK, Rgb::BLACK);
        for (x, pixel) in line.chunks_exact_mut(4).enumerate() {
            let place = x as f32 / cell;
            let column = place as usize;
            if column != held {
                left = upper[column].lerp(lower[column], t);
                right = upper[column + 1].lerp(lower[column + 1], t);
                held = column;
            }
            let colour = left.lerp(right, place - column as f32);
            let speck = dither(x, y);
            pixel[0] = (colour.r * 255.0 + speck) as u8;
            pixel[1] = (colour.g * 255.0 + speck) as u8;
            pixel[2] = (colour.b * 255.0 + speck) as u8;
            pixel[3] = 255;
        }
    }
}

fn stars(canvas: &mut Canvas, stage: &Stage) {
    let asked = stage.brief.any(&[Word::Star, Word::Space]);
    let amount = match stage.hour {
        Hour::Night => 1.0,
        Hour::Dusk => 0.4,
        _ if asked => 0.5,
        _ => return,
    };
    if stage.brief.any(&[Word::Storm, Word::Rain, Word::Fog]) {
        return;
    }
    let mut dice = stage.chance("stars");
    let u = canvas.u;
    let count = (amount * 260.0 * (canvas.w * stage.horizon) / (u * u)).min(2600.0) as usize;
    for _ in 0..count {
        let (x, high) = (dice.range(0.0, canvas.w), dice.unit());
        let (size, shine) = (dice.unit().powi(6), dice.unit());
        // At dusk stars come out at the top first.
        let y = stage.horizon * if stage.hour == Hour::Dusk { high.powf(1.5) * 0.62 } else { high * 0.95 };
        let fade = 1.0 - smoothstep(0.1, 1.0, y / stage.horizon);
        let alpha = (0.15 + 0.75 * shine * shine) * fade * if stage.hour == Hour::Dusk { 0.85 } else { 1.0 };
        let radius = u * mix(0.0006, 0.0022, size);
        let colour = if shine > 0.7 { Rgb::hex(0xfff2dc) } else { Rgb::hex(0xdde6ff) };
        canvas.fill(circle(x, y, radius.max(0.45)).as_ref(), flat(colour, alpha));
        if size > 0.55 && u > 200.0 {
            let halo = radial(x, y, radius * 7.0, &[(0.0, colour, alpha * 0.35), (1.0, colour, 0.0)]);
            canvas.fill_light(circle(x, y, radius * 7.0).as_ref(), halo);
        }
    }
}

/// Sun or moon.
fn disc(canvas: &mut Canvas, stage: &Stage) {
    let ((x, y), r, sun) = (stage.sun, stage.sun_radius, stage.palette.sun);
    match stage.hour {
        Hour::Night => moon(canvas, stage),
        Hour::Day => {
            let halo = [(0.0, sun, 0.95), (0.16, sun, 0.55), (0.4, sun, 0.18), (1.0, sun, 0.0)];
            canvas.fill(circle(x, y, r * 4.0).as_ref(), radial(x, y, r * 4.0, &halo));
            canvas.fill(circle(x, y, r * 0.8).as_ref(), flat(Rgb::WHITE, 0.85));
        }
        Hour::Mood => {
            let low = sun.mix(stage.palette.sky[4], 0.35);
            let ink =
                super::canvas::gradient((0.0, y - r), (0.0, y + r), &[(0.0, sun, 1.0), (1.0, low, 0.92)]);
            canvas.fill(circle(x, y, r).as_ref(), ink);
        }
        Hour::Dusk | Hour::Dawn => {
            let halo = [(0.0, sun, 0.9), (0.3, sun, 0.38), (0.6, sun, 0.12), (1.0, sun, 0.0)];
            canvas.fill(circle(x, y, r * 3.4).as_ref(), radial(x, y, r * 3.4, &halo));
            let core = sun.mix(Rgb::WHITE, 0.5);
            canvas.fill(
                circle(x, y, r).as_ref(),
                radial(x, y, r, &[(0.0, core, 1.0), (0.92, core, 1.0), (1.0, sun, 0.9)]),
            );
        }
    }
}

fn moon(canvas: &mut Canvas, stage: &Stage) {
    let mut dice = stage.chance("moon");
    let big = if stage.has(Word::Moon) { 1.9 } else { 1.0 };
    let ((x, y), r, light) = (stage.sun, stage.sun_radius * big, stage.palette.sun);
    canvas.light.glow(x, y, r * 9.0, light, 0.22);
    let halo = [(0.0, light, 0.5), (0.35, light, 0.16), (1.0, light, 0.0)];
    canvas.fill(circle(x, y, r * 3.2).as_ref(), radial(x, y, r * 3.2, &halo));
    let noise = Noise::new(&mut dice);
    let sky = stage.palette.sky[2];
    // The shadow's edge: from a crescent to almost full.
    let phase = dice.range(-0.3, 1.6);
    canvas.fill_shaded(circle(x, y, r).as_ref(), r / 60.0, |px, py| {
        let (dx, dy) = ((px - x) / r, (py - y) / r);
        let seas = smoothstep(0.02, 0.3, noise.fractal(dx * 1.7 + 3.0, dy * 1.7, 4));
        let lit = smoothstep(-0.25, 0.3, dx * 0.92 + dy * 0.38 + phase);
        let limb = 1.0 - 0.25 * (dx * dx + dy * dy);
        let face = light.scale(limb).lerp(sky.mix(light, 0.45), seas * 0.55);
        (sky.scale(0.7).lerp(face, lit), mix(0.55, 1.0, lit))
    });
}

fn clouds(canvas: &mut Canvas, stage: &Stage) {
    use Word as W;
    let heavy = stage.brief.any(&[W::Storm, W::Rain]);
    let asked = stage.has(W::Cloud);
    let mut dice = stage.chance("clouds");
    let cover = match stage.hour {
        _ if heavy => 0.85,
        _ if asked => 0.62,
        Hour::Mood => return,
        Hour::Night if !dice.chance(0.6) => return,
        Hour::Night => 0.3,
        _ => dice.range(0.34, 0.5),
    };
    let p = &stage.palette;
    let low_sun = matches!(stage.hour, Hour::Dusk | Hour::Dawn | Hour::Night);
    let (lit, shade) = match stage.hour {
        _ if heavy => (p.sky[3], p.sky[0].mix(p.sky[1], 0.4)),
        Hour::Day => (Rgb::WHITE.mix(p.sky[4], 0.2), p.sky[2].mix(p.haze, 0.6)),
        Hour::Night => (p.sky[4].mix(p.sun, 0.25), p.sky[1]),
        _ => (p.sky[4].mix(p.sun, 0.35), p.sky[1].mix(p.sky[2], 0.55)),
    };
    let noise = Noise::new(&mut dice);
    let warp = Noise::new(&mut dice);
    let u = canvas.u;
    let (sx, sy) = stage.sun;
    // Low suns light streaks from below; at noon clouds are heaps lit from above.
    let (fx, fy) = if low_sun { (0.95, 4.6) } else { (1.5, 3.0) };
    let horizon = stage.horizon;
    let top = (horizon - (2.2 * u).max(horizon * 0.7)).max(0.0);
    let span = horizon - top;
    // Where the clouds end below the top of the picture they must fade out altogether.
    let thin = if top > 0.0 { 1.0 } else { 0.75 };
    let area = super::shape::rect(0.0, top, canvas.w, span);
    canvas.fill_shaded(area.as_ref(), u / 260.0, |x, y| {
        let height = (horizon - y) / span;
        // Perspective: clouds near the horizon are thin and close together.
        let depth = 0.55 + 1.1 * (1.0 - height).powi(2);
        let (nx, ny) = (x / u * fx * depth, y / u * fy * depth);
        let bend = warp.at(nx * 0.7, ny * 0.5) * 0.55;
        let density = noise.fractal(nx + bend, ny + bend * 0.6, 5);
        let edge = mix(0.36, -0.3, cover);
        let body = smoothstep(edge, edge + 0.32, density);
        if body <= 0.002 {
            return (lit, 0.0);
        }
        // Light comes from the sun: thinner towards it means brighter here.
        let (ox, oy) = ((sx - x) / u, (sy - y) / u);
        let away = ox.hypot(oy).max(0.05);
        let towards = noise.fractal(nx + bend + ox / away * 0.10, ny + bend * 0.6 + oy / away * 0.22, 4);
        let relief = smoothstep(-0.16, 0.22, density - towards);
        let near_sun = (-away * 1.3).exp();
        let bright = (relief * 0.85 + near_sun * 0.5).min(1.0);
        let fade = smoothstep(0.0, 0.10, height) * (1.0 - smoothstep(0.62, 1.0, height) * thin);
        (shade.lerp(lit, bright), body * fade * if heavy { 0.95 } else { 0.8 })
    });
}

/// Curtains of light, brightest at their lower edge.
fn aurora(canvas: &mut Canvas, stage: &Stage) {
    let mut dice = stage.chance("aurora");
    let u = canvas.u;
    let (noise, rays) = (Noise::new(&mut dice), Noise::new(&mut dice));
    let top_hue = dice.range(0.74, 0.86);
    let (green, violet) = (Rgb::hsl(dice.range(0.38, 0.45), 0.9, 0.55), Rgb::hsl(top_hue, 0.7, 0.6));
    let reach = stage.horizon.min(2.0 * u);
    let mut bands: [(f32, f32, f32); 3] = [(0.0, 1.0, 0.0); 3];
    for (foot, tall, strength) in &mut bands {
        *foot = stage.horizon - reach * dice.range(0.30, 0.55);
        *tall = reach * dice.range(0.30, 0.55);
        *strength = dice.range(0.55, 1.0);
    }
    let sky = super::shape::rect(0.0, 0.0, canvas.w, stage.horizon);
    canvas.fill_shaded_light(sky.as_ref(), u / 300.0, |x, y| {
        let t = x / u;
        let (mut sum, mut hue) = (0.0f32, 0.0f32);
        for (index, &(base, tall, strength)) in bands.iter().enumerate() {
            let shift = index as f32 * 7.9;
            let foot = base + reach * 0.26 * noise.fractal(t * 0.9 + shift, shift, 3);
            let up = (foot - y) / (tall * (0.8 + 0.5 * noise.at(t * 1.7, shift + 5.0)));
            if !(-0.08..1.0).contains(&up) {
                continue;
            }
            let ray =
                0.55 + 0.6 * rays.at(t * 22.0 + shift, up * 0.4) + 0.3 * rays.at(t * 60.0, up * 0.2 + shift);
            let fade = smoothstep(-0.08, 0.03, up) * (1.0 - up).powi(2);
            let gaps = smoothstep(-0.35, 0.3, noise.at(t * 0.8 + shift, 9.0 + shift));
            let light = strength * fade * gaps * ray.max(0.0);
            hue += light * smoothstep(0.12, 0.7, up);
            sum += light;
        }
        let mixed = if sum > 0.0 { hue / sum } else { 0.0 };
        (green.lerp(violet, mixed), sum.min(1.0))
    });
}

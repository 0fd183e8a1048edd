//! Land: hills, mountains, dunes.

use super::canvas::{Canvas, gradient};
use super::color::Rgb;
use super::noise::{Noise, mix, smoothstep};
use super::palette::Hour;
use super::rng::Dice;
use super::shape::polygon;
use super::stage::Stage;

/// One layer of land behind or before others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layer {
    /// The foot of the layer in pixels from the top.
    pub(super) base: f32,
    /// How far it rises above its foot, in pixels.
    pub(super) rise: f32,
    /// The length of one wave of its outline, in pixels.
    pub(super) wave: f32,
    /// 0 is here, 1 is lost in the haze.
    pub(super) depth: f32,
}

/// The outline of a layer, kept so that things can stand on it.
#[derive(Clone, Debug)]
pub(super) struct Outline {
    points: Vec<(f32, f32)>,
    step: f32,
}

impl Outline {
    /// `height(x)` for the whole width of a canvas.
    pub(super) fn new(canvas: &Canvas, height: impl Fn(f32) -> f32) -> Self {
        let step = (canvas.u / 360.0).max(1.0);
        let count = (canvas.w / step) as usize + 3;
        let points = (0..count).map(|index| (index as f32 - 1.0) * step).map(|x| (x, height(x))).collect();
        Self { points, step }
    }

    /// The height of the land at `x`.
    pub(super) fn at(&self, x: f32) -> f32 {
        let index = ((x / self.step) + 1.0).max(0.0) as usize;
        self.points[index.min(self.points.len() - 1)].1
    }

    /// The area under the outline down to `bottom`.
    pub(super) fn area(&self, bottom: f32) -> Option<tiny_skia::Path> {
        let mut points = self.points.clone();
        let (right, left) = (points.last()?.0, points.first()?.0);
        points.extend([(right, bottom), (left, bottom)]);
        polygon(&points)
    }

    /// The highest point of the outline.
    pub(super) fn top(&self) -> f32 {
        self.points.iter().map(|point| point.1).fold(f32::MAX, f32::min)
    }
}

/// Rolling hills that sink into haze at their foot; returns the outline.
pub(super) fn hills(
    canvas: &mut Canvas,
    stage: &Stage,
    layer: Layer,
    colour: Rgb,
    dice: &mut Dice,
) -> Outline {
    let noise = Noise::new(dice);
    let outline = Outline::new(canvas, |x| {
        let t = x / layer.wave;
        layer.base - layer.rise * (0.5 + 0.75 * noise.fractal(t, 0.5, 3))
    });
    let top = outline.top();
    let mist = colour.mix(stage.palette.haze, 0.30 + 0.25 * layer.depth);
    let bottom = layer.base + layer.rise * 0.9;
    let ink = gradient(
        (0.0, top),
        (0.0, bottom),
        &[(0.0, colour, 1.0), (0.45, colour.mix(mist, 0.35), 1.0), (1.0, mist, 1.0)],
    );
    canvas.fill(outline.area(canvas.h + 2.0).as_ref(), ink);
    outline
}

/// A mountain range with faces in light and shade, and snow above a line when it is cold.
pub(super) fn mountains(
    canvas: &mut Canvas,
    stage: &Stage,
    layer: Layer,
    snow: f32,
    dice: &mut Dice,
) -> Outline {
    let (shape, rock) = (Noise::new(dice), Noise::new(dice));
    let height = move |x: f32| {
        let t = x / layer.wave;
        let peaks = (shape.ridged(t, 0.3, 6) * 1.35).powf(1.25);
        let mass = (0.72 + 0.75 * shape.at(t * 0.45, 7.7)).clamp(0.32, 1.15);
        layer.base - layer.rise * (0.06 + 0.98 * peaks * mass)
    };
    let outline = Outline::new(canvas, height);
    let p = &stage.palette;
    let dusk = matches!(stage.hour, Hour::Dusk | Hour::Dawn);
    let night = stage.hour == Hour::Night;
    let stone =
        stage.tone(Rgb::hex(0x5c6270), 0.0).mix(p.near, if stage.darkness() > 0.5 { 0.6 } else { 0.25 });
    let (lit_rock, dark_rock) =
        (stone.screen(p.sun, if night { 0.12 } else { 0.30 }), stone.mix(p.near, 0.45).scale(0.85));
    let white = Rgb::hex(0xf6f8fc);
    let lit_snow =
        if dusk { white.under(p.sun).mix(p.sky[3], 0.35) } else { white.under(p.ambient).lerp(white, 0.3) };
    let dark_snow = white.under(p.sky[if night { 2 } else { 1 }]).mix(p.near, 0.12);
    let side = if stage.sun.0 > canvas.w / 2.0 { 1.0 } else { -1.0 };
    let scale = layer.wave;
    let top = outline.top();
    let probe = outline.clone();
    let reach = scale * 0.012;
    canvas.fill_shaded(
        outline.area((layer.base + layer.rise * 0.5).min(canvas.h + 2.0)).as_ref(),
        canvas.u / 520.0,
        |x, y| {
            let ridge = probe.at(x);
            let below = (y - ridge).max(0.0) / layer.rise;
            // Faces run down from the crests: the pattern is stretched along the slope and pushed sideways with depth.
            let (u, v) = (x / scale * 5.0 + below * side * 0.9, below * 2.6 + ridge / scale * 1.4);
            let bump = rock.ridged(u, v, 5);
            let next = rock.ridged(u + side * 0.06, v - 0.03, 5);
            let slope = (probe.at(x - side * reach) - probe.at(x + side * reach)) / (2.0 * reach);
            let light = 0.5 + (bump - next) * 2.4 + slope * 0.42 * (1.0 - below).max(0.0);
            let light = smoothstep(0.18, 0.82, light);
            let line = layer.base - layer.rise * (1.0 - snow) * 1.1 - ridge;
            let cover = if snow <= 0.0 {
                0.0
            } else {
                let want = (line / layer.rise).max(0.0) - below + (bump - 0.45) * 0.42;
                smoothstep(-0.02, 0.06, want)
            };
            let colour = dark_rock.lerp(lit_rock, light).lerp(dark_snow.lerp(lit_snow, light), cover);
            let sink = ((y - top) / (layer.base - top).max(1.0)).clamp(0.0, 1.2);
            (
                colour
                    .lerp(p.haze, (layer.depth + sink * sink * mix(0.5, 0.3, layer.depth)).clamp(0.0, 0.97)),
                1.0,
            )
        },
    );
    outline
}

/// Sand with a bright windward and a dark lee side.
pub(super) fn dunes(canvas: &mut Canvas, stage: &Stage, layer: Layer, sand: Rgb, dice: &mut Dice) -> Outline {
    let noise = Noise::new(dice);
    let crest = Noise::new(dice);
    let phase = dice.unit();
    let height = move |x: f32| {
        let t = x / layer.wave + phase + 0.35 * noise.at(x / layer.wave * 0.6, 3.0);
        // An asymmetric wave: long climb, sharp crest, short fall.
        let part = t - t.floor();
        let climb = if part < 0.68 {
            smoothstep(-0.2, 0.68, part)
        } else {
            1.0 - smoothstep(0.68, 1.12, part) * 0.98
        };
        let size = 0.62 + 0.5 * noise.at(t.floor() * 1.37, 9.0);
        layer.base - layer.rise * (climb * size.max(0.2) + 0.12 * noise.at(x / layer.wave * 1.3, 1.0))
    };
    let outline = Outline::new(canvas, height);
    let p = &stage.palette;
    let base = stage.tone(sand, layer.depth);
    let (lit, dark) = (base.screen(p.sun, 0.22), base.mix(p.near, 0.42 * (1.0 - layer.depth)));
    let probe = outline.clone();
    let rise = layer.rise;
    let reach = layer.wave * 0.02;
    canvas.fill_shaded(outline.area(canvas.h + 2.0).as_ref(), canvas.u / 420.0, |x, y| {
        let ridge = probe.at(x);
        let below = (y - ridge) / rise;
        // The edge between light and shade runs down from the crest in a curve.
        let sway = 0.9 * below * rise + crest.at(x / layer.wave, below * 1.2) * rise * 0.25;
        let slope = (probe.at(x + sway + reach) - probe.at(x + sway - reach)) / (2.0 * reach);
        let shade = smoothstep(0.02, 0.32, slope) * (1.0 - smoothstep(0.7, 1.5, below));
        let ripple = 0.03 * (1.0 - layer.depth) * crest.at(x / rise * 3.0 + below, y / rise * 26.0);
        let colour = lit.lerp(dark, shade).scale(1.0 + ripple);
        (colour.lerp(p.haze, (below * 0.16).clamp(0.0, 0.22)), 1.0)
    });
    outline
}

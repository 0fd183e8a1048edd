//! Water: the painted picture above its edge, mirrored, broken by waves and tinted with depth.

use tiny_skia::Pixmap;

use super::canvas::Canvas;
use super::color::Rgb;
use super::noise::{Noise, smoothstep};
use super::palette::Hour;
use super::stage::Stage;

/// A sheet of water that reaches across the canvas.
#[derive(Clone, Copy, Debug)]
pub(super) struct Water {
    /// The far edge in pixels from the top.
    pub(super) top: f32,
    /// How rough it is: 0 a mirror, 1 open sea.
    pub(super) waves: f32,
}

/// Fills everything below the far edge with water that mirrors what is painted above it.
pub(super) fn paint(canvas: &mut Canvas, stage: &Stage, water: Water) {
    let (width, height) = (canvas.pixels.width() as usize, canvas.pixels.height() as usize);
    let top = (water.top.max(1.0) as usize).min(height);
    let u = canvas.u;
    let p = &stage.palette;
    let deep = body(stage);
    let span = canvas.h - water.top;
    // The reflected part of the sky is compressed when the water is higher than the land above it.
    let squeeze = (water.top * 0.92 / span.max(1.0)).min(1.0);
    let (sun_x, _) = stage.sun;
    let glint = match stage.hour {
        Hour::Dusk | Hour::Dawn => 0.75,
        Hour::Night => 0.5,
        Hour::Day | Hour::Mood => 0.28,
    };
    let mut waves = Waves::new(canvas, stage, water);
    let (above, below) = canvas.pixels.data_mut().split_at_mut(top * width * 4);
    for (index, line) in below.chunks_exact_mut(width * 4).enumerate() {
        let far = (index as f32 + 0.5) / u;
        let depth = (index as f32 + 0.5) / span.max(1.0);
        waves.move_to(far);
        let mirror = 1.0 - smoothstep(0.0, 1.15, depth) * 0.62;
        let path_width = 0.035 + far * 0.34;
        let haze = (1.0 - far * 34.0).max(0.0) * 0.21;
        for (x, pixel) in line.chunks_exact_mut(4).enumerate() {
            let (shift, height, glitter) = waves.at(x);
            let row = top as f32 - 1.0 - (index as f32 * squeeze - shift).abs();
            let row = (row.max(0.0) as usize).min(top - 1);
            let at = (row * width + x) * 4;
            let seen = Rgb {
                r: f32::from(above[at]) / 255.0,
                g: f32::from(above[at + 1]) / 255.0,
                b: f32::from(above[at + 2]) / 255.0,
            };
            // Faces turned to us show the water itself, faces turned away the sky.
            let mut colour = deep.lerp(seen, (mirror + height * 0.55).clamp(0.12, 0.96));
            let off = ((x as f32 - sun_x) / u / path_width).abs();
            if off < 1.6 {
                let path = (1.0 - off / 1.6).powi(2);
                let spark = smoothstep(0.10, 0.42, glitter + path * 0.22) * path;
                colour = colour.lerp(p.sun, spark * glint * (1.0 - depth * 0.55));
            }
            colour = colour.lerp(p.haze, haze);
            pixel[0] = (colour.r * 255.0 + 0.5) as u8;
            pixel[1] = (colour.g * 255.0 + 0.5) as u8;
            pixel[2] = (colour.b * 255.0 + 0.5) as u8;
            pixel[3] = 255;
        }
    }
}

/// Mirrors a layer about its own waterline `axis`, for things that stand nearer than the far edge.
pub(super) fn mirror(canvas: &mut Canvas, stage: &Stage, water: Water, layer: &Pixmap, axis: f32) {
    let (width, height) = (canvas.pixels.width() as usize, canvas.pixels.height() as usize);
    let first = (axis.max(0.0) as usize).min(height);
    let u = canvas.u;
    let deep = body(stage);
    let mut waves = Waves::new(canvas, stage, water);
    let source = layer.data();
    let rows = canvas.pixels.data_mut().chunks_exact_mut(width * 4).enumerate().skip(first);
    for (y, line) in rows {
        waves.move_to((y as f32 - water.top).max(0.0) / u);
        let down = y as f32 - axis;
        let fade = 0.86 - 0.36 * smoothstep(0.0, 0.5, down / u);
        for (x, pixel) in line.chunks_exact_mut(4).enumerate() {
            let (shift, height, _) = waves.at(x);
            // Near the waterline the waves are held back, or the thing would float.
            let held = shift * smoothstep(0.0, 0.06, down / u) * 0.8;
            let row = axis - (down - held).abs() - 1.0;
            if row < 0.0 {
                continue;
            }
            let at = (row as usize * width + x) * 4;
            let alpha = f32::from(source[at + 3]) / 255.0;
            if alpha <= 0.0 {
                continue;
            }
            let cover = alpha * (fade + height * 0.5).clamp(0.1, 0.95);
            for (part, own) in [deep.r, deep.g, deep.b].into_iter().enumerate() {
                let seen = f32::from(source[at + part]) / 255.0 / alpha;
                let shown = seen * 0.82 + own * 0.18;
                let under = f32::from(pixel[part]) / 255.0;
                pixel[part] = ((under + (shown - under) * cover) * 255.0 + 0.5) as u8;
            }
        }
    }
}

/// The colour of the water itself.
fn body(stage: &Stage) -> Rgb {
    let sea = stage.tone(Rgb::hex(0x1f5f78), 0.0);
    match stage.hour {
        Hour::Day => sea,
        _ => sea.mix(stage.palette.sky[0], 0.6).mix(stage.palette.near, 0.25),
    }
}

/// The surface, row by row from the far edge towards us.
struct Waves {
    swell: Noise,
    chop: Noise,
    unit: f32,
    middle: f32,
    strength: f32,
    /// Noise is looked up every so many pixels: waves are far wider than high.
    stride: usize,
    row: Vec<(f32, f32)>,
    calm: f32,
    far: f32,
}

impl Waves {
    fn new(canvas: &Canvas, stage: &Stage, water: Water) -> Self {
        let mut dice = stage.chance("water");
        let stride = ((canvas.u / 300.0) as usize).max(1);
        Self {
            swell: Noise::new(&mut dice),
            chop: Noise::new(&mut dice),
            unit: canvas.u,
            middle: canvas.w / 2.0,
            strength: water.waves,
            stride,
            row: vec![(0.0, 0.0); canvas.pixels.width() as usize / stride + 2],
            calm: 0.0,
            far: 0.0,
        }
    }

    /// To the row that lies `far` units below the far edge.
    fn move_to(&mut self, far: f32) {
        // Perspective: the same wave looks smaller the nearer it is to the horizon.
        let zoom = 1.0 / (far + 0.025);
        for (column, wave) in self.row.iter_mut().enumerate() {
            let x = ((column * self.stride) as f32 - self.middle) / self.unit;
            let (px, pz) = (x * zoom * 0.55, zoom * 2.6);
            let long = self.swell.fractal(px * 1.6, pz * 2.2, 2);
            *wave = (long, self.chop.at(px * 7.0 + long, pz * 7.5));
        }
        self.calm = smoothstep(0.0, 0.03, far) * self.strength;
        self.far = far;
    }

    /// For pixel `x`: how far the reflection is pushed up in pixels, the height of the surface, and its glitter.
    fn at(&self, x: usize) -> (f32, f32, f32) {
        let place = x as f32 / self.stride as f32;
        let column = place as usize;
        let t = place - column as f32;
        let (a, b) = (self.row[column], self.row[column + 1]);
        let long = a.0 + (b.0 - a.0) * t;
        let short = a.1 + (b.1 - a.1) * t;
        let height = (long * 0.7 + short * 0.45) * self.calm;
        (height * (11.0 + self.far * 190.0) * self.unit / 1000.0, height, (short + long) * 0.7)
    }
}

//! The last pass: light, vignette, colour style and grain, then plain pixels and PNG.

use super::canvas::Canvas;

/// A finished picture in memory: rows from top to bottom, without padding.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pixels {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// One byte for each pixel instead of three (red, green, blue).
    pub(crate) grey: bool,
    pub(crate) data: Vec<u8>,
}

impl Pixels {
    /// The picture as PNG.
    pub(crate) fn png(&self) -> Vec<u8> {
        encode(self.width, self.height, self.grey, &self.data)
    }

    /// Red, green and blue of the pixel in column `x` of row `y`, both inside the picture.
    pub(crate) fn rgb(&self, x: usize, y: usize) -> [u8; 3] {
        let at = y * self.width as usize + x;
        if self.grey {
            [self.data[at]; 3]
        } else {
            [self.data[at * 3], self.data[at * 3 + 1], self.data[at * 3 + 2]]
        }
    }
}

/// How the finished painting is printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finish {
    /// Darkening of the corners, `0.0..=1.0`.
    pub(super) vignette: f32,
    /// Strength of the grain in shades of 255.
    pub(super) grain: f32,
    /// Grey only, as drawn with charcoal.
    pub(super) monochrome: bool,
}

impl Finish {
    /// Adds everything to the canvas and returns what is to be seen.
    pub(super) fn print(&self, canvas: &Canvas) -> Pixels {
        let (width, height) = (canvas.pixels.width() as usize, canvas.pixels.height() as usize);
        let channels = if self.monochrome { 1 } else { 3 };
        let mut out = Vec::with_capacity(width * height * channels);
        let mut light = vec![[0.0f32; 3]; width];
        let mut scratch = Vec::new();
        let across: Vec<f32> = (0..width).map(|x| corner(x, width)).collect();
        for (y, row) in canvas.pixels.data().chunks_exact(width * 4).enumerate() {
            if canvas.light.is_lit() {
                canvas.light.row(y, &mut scratch, &mut light);
            }
            let down = corner(y, height);
            for (x, pixel) in row.chunks_exact(4).enumerate() {
                let shade = 255.0 * (1.0 - self.vignette * (across[x] + down));
                let glow = light[x];
                let part = |index: usize| {
                    let base = f32::from(pixel[index]) * (1.0 / 255.0);
                    // Screen, so that light upon light never clips hard.
                    (base + glow[index] * (1.0 - base)) * shade
                };
                let (r, g, b) = (part(0), part(1), part(2));
                let speck = self.speck(x, y);
                if self.monochrome {
                    out.push(charcoal(0.299 * r + 0.587 * g + 0.114 * b, speck));
                } else {
                    out.extend_from_slice(&[(r + speck) as u8, (g + speck) as u8, (b + speck) as u8]);
                }
            }
        }
        Pixels {
            width: canvas.pixels.width(),
            height: canvas.pixels.height(),
            grey: self.monochrome,
            data: out,
        }
    }

    /// Dither around the middle of a rounding step: an ordered pattern, and noise when there is grain.
    fn speck(&self, x: usize, y: usize) -> f32 {
        let dither = dither(x, y);
        if self.grain <= 0.0 {
            return dither;
        }
        let mut bits = (x as u32).wrapping_mul(0x9e37_79b1) ^ (y as u32).wrapping_mul(0x85eb_ca77);
        bits = (bits ^ (bits >> 15)).wrapping_mul(0x2c1b_3c6d);
        bits ^= bits >> 13;
        dither + ((bits & 0xffff) as f32 / 65_535.0 - 0.5) * self.grain
    }
}

/// A little contrast, on paper that is never quite white nor the chalk quite black.
fn charcoal(grey: f32, speck: f32) -> u8 {
    let t = grey / 255.0;
    let curve = t * t * (3.0 - 2.0 * t);
    (18.0 + (t * 0.45 + curve * 0.55) * 226.0 + speck) as u8
}

/// A threshold in `0.0..1.0` to round a pixel with, so that gradients do not band.
///
/// Interleaved gradient noise: even, without visible pattern, and kinder to compression than white noise.
pub(super) fn dither(x: usize, y: usize) -> f32 {
    let wave = 0.067_110_56 * x as f32 + 0.005_837_15 * y as f32;
    let wave = 52.982_918 * (wave - wave.floor());
    wave - wave.floor()
}

/// Zero in the middle of a side and one half at its ends.
fn corner(at: usize, size: usize) -> f32 {
    let offset = (at as f32 + 0.5) / size as f32 * 2.0 - 1.0;
    offset * offset * offset * offset * 0.5
}

/// Encodes grey or RGB rows.
fn encode(width: u32, height: u32, grey: bool, data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(data.len() / 4 + 1024);
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(if grey { png::ColorType::Grayscale } else { png::ColorType::Rgb });
    encoder.set_depth(png::BitDepth::Eight);
    // Measured on these pictures: level 2 is a third smaller than the fastest mode, level 6 hardly smaller but
    // ten times slower; `Sub` beats both trying all filters and the others alone.
    encoder.set_deflate_compression(png::DeflateCompression::Level(2));
    encoder.set_filter(png::Filter::Sub);
    // Writing to memory cannot fail, and the data has the size the header says.
    if let Ok(mut writer) = encoder.write_header() {
        let written = writer.write_image_data(data).and_then(|()| writer.finish());
        debug_assert!(written.is_ok(), "{written:?}");
    }
    bytes
}

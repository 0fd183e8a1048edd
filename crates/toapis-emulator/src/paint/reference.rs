//! A reference image of a request, decoded once and shown as a print.

use std::fmt;

use tiny_skia::Pixmap;

use super::color::Rgb;
use super::decode::decode;

/// An uploaded picture that the painted one must show.
///
/// A file that cannot be decoded is kept too: it is shown as a blank card with its label, so that a person
/// sees that it arrived.
#[derive(Clone)]
pub struct Reference {
    label: String,
    pixels: Option<Pixmap>,
}

impl Reference {
    /// Decodes a PNG, JPEG, WebP or GIF (first frame), recognised by content, up to 64 megapixels.
    ///
    /// JPEGs are turned as their EXIF orientation says; large pictures are kept at about 2000 pixels a side.
    /// `label` names the picture on its card, for instance `image_1` or a file name. Never fails: see
    /// [`is_decoded`](Self::is_decoded).
    pub fn from_bytes(bytes: &[u8], label: &str) -> Self {
        Self { label: label.chars().take(80).collect(), pixels: decode(bytes) }
    }

    /// What the picture is called.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Whether the file could be decoded; otherwise a placeholder card is shown.
    pub fn is_decoded(&self) -> bool {
        self.pixels.is_some()
    }

    pub(super) fn pixels(&self) -> Option<&Pixmap> {
        self.pixels.as_ref()
    }

    /// Width by height.
    pub(super) fn aspect(&self) -> f32 {
        self.pixels.as_ref().map_or(4.0 / 3.0, |pixels| pixels.width() as f32 / pixels.height() as f32)
    }

    /// The colours that carry the picture: its most common saturated hue, and its average.
    pub(super) fn dominant(&self) -> Option<(Rgb, Rgb)> {
        let pixels = self.pixels.as_ref()?.pixels();
        let step = (pixels.len() / 4096).max(1);
        // Twelve hue bins, weighted by how colourful each sample is.
        let mut bins = [(0.0f32, [0.0f32; 3]); 12];
        let mut mean = [0.0f32; 3];
        let mut count = 0.0f32;
        for pixel in pixels.iter().step_by(step).filter(|pixel| pixel.alpha() > 127) {
            let plain = pixel.demultiply();
            let parts = [plain.red(), plain.green(), plain.blue()].map(|part| f32::from(part) / 255.0);
            let (low, high) =
                (parts.iter().copied().fold(1.0, f32::min), parts.iter().copied().fold(0.0, f32::max));
            let chroma = high - low;
            let bin = &mut bins[hue_bin(parts, high, chroma)];
            let weight = chroma * chroma + 1e-4;
            bin.0 += weight;
            for part in 0..3 {
                bin.1[part] += parts[part] * weight;
                mean[part] += parts[part];
            }
            count += 1.0;
        }
        if count < 1.0 {
            return None;
        }
        let (weight, sum) = bins.into_iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
        let average = Rgb::new(mean[0] / count, mean[1] / count, mean[2] / count);
        Some((Rgb::new(sum[0] / weight, sum[1] / weight, sum[2] / weight), average))
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.pixels.as_ref().map(|pixels| (pixels.width(), pixels.height()));
        f.debug_struct("Reference").field("label", &self.label).field("size", &size).finish()
    }
}

fn hue_bin([r, g, b]: [f32; 3], high: f32, chroma: f32) -> usize {
    if chroma <= 0.0 {
        return 0;
    }
    let hue = if high <= r {
        ((g - b) / chroma).rem_euclid(6.0)
    } else if high <= g {
        (b - r) / chroma + 2.0
    } else {
        (r - g) / chroma + 4.0
    };
    ((hue * 2.0) as usize).min(11)
}

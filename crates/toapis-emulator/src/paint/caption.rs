//! The strip at the foot of a picture that says what it is and that no model made it.

use super::Painting;
use super::canvas::{Canvas, gradient};
use super::color::Rgb;
use super::shape::rect;
use super::stage::{Stage, caption_height, caption_text};
use super::text::{self, Style, elided, printable};

/// Writes the caption. Pictures too small to carry one are left alone.
pub(super) fn paint(canvas: &mut Canvas, stage: &Stage, painting: &Painting<'_>) {
    let strip = caption_height(canvas.w, canvas.h);
    if strip <= 0.0 {
        return;
    }
    let dark = stage.palette.near.mix(Rgb::hex(0x0a0c14), 0.5);
    // Dark ink where there is paper, light letters over a darkened foot of the picture elsewhere.
    let (ink, shade) = if stage.on_paper() { (dark, None) } else { (Rgb::hex(0xfffaf0), Some(dark)) };
    if let Some(shade) = shade {
        let top = canvas.h - strip * 1.5;
        let scrim = gradient(
            (0.0, top),
            (0.0, canvas.h),
            &[(0.0, shade, 0.0), (0.35, shade, 0.28), (0.7, shade, 0.62), (1.0, shade, 0.74)],
        );
        canvas.fill(rect(0.0, top, canvas.w, strip * 1.5 + 1.0).as_ref(), scrim);
    }
    let size = caption_text(canvas.w, canvas.h);
    lines(canvas, painting, size, ink, shade);
}

/// Writes the caption on a plain dark ground that fills the canvas.
pub(super) fn strip(canvas: &mut Canvas, stage: &Stage, painting: &Painting<'_>) {
    let dark = stage.palette.near.mix(Rgb::hex(0x0a0c14), 0.7);
    canvas.pixels.fill(dark.with_alpha(1.0));
    let size = caption_text(painting.width as f32, painting.height as f32);
    lines(canvas, painting, size, Rgb::hex(0xfffaf0), None);
}

/// The two lines of the caption at the foot of the canvas, the first `size` pixels high.
fn lines(canvas: &mut Canvas, painting: &Painting<'_>, size: f32, ink: Rgb, shade: Option<Rgb>) {
    let margin = size * 1.15;
    let room = canvas.w - margin * 2.0;
    let fits = |size: f32| (room / text::width(1, size)).max(1.0) as usize;
    let first = match printable(painting.prompt) {
        line if line.is_empty() => "(no prompt)".to_owned(),
        line => line,
    };
    let small = (size * 0.68).max(10.0);
    let baseline = canvas.h - margin * 0.85 - small;
    line(canvas, &elided(&first, fits(size)), (margin, baseline - size * 1.22), size, (ink, 0.95), shade);
    line(canvas, &credit(painting, fits(small)), (margin, baseline), small, (ink, 0.62), shade);
}

fn line(
    canvas: &mut Canvas,
    words: &str,
    (x, y): (f32, f32),
    size: f32,
    (colour, alpha): (Rgb, f32),
    shade: Option<Rgb>,
) {
    let style = Style { place: (x, y), size, degrees: 0.0, colour, alpha };
    if let Some(shade) = shade {
        // A faint shadow keeps light letters readable on light water.
        let offset = (size * 0.05).max(1.0);
        text::draw(
            canvas,
            words,
            Style { place: (x + offset, y + offset), colour: shade, alpha: alpha * 0.5, ..style },
        );
    }
    text::draw(canvas, words, style);
}

/// The second line: as much of it as fits, most important first.
fn credit(painting: &Painting<'_>, limit: usize) -> String {
    let mut credit = "toapis emulator".to_owned();
    let model = elided(&printable(painting.model), 60);
    let size = format!("{}×{}", painting.width, painting.height);
    let seed = format!("seed {:04x}", painting.seed & 0xffff_ffff);
    for part in [model, size, seed] {
        let longer = credit.chars().count() + 3 + part.chars().count();
        if !part.is_empty() && longer <= limit {
            credit = format!("{credit} · {part}");
        }
    }
    elided(&credit, limit)
}

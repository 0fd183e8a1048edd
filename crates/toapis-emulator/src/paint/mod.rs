//! Pictures worth looking at, painted by code from a prompt and a seed.
//!
//! The emulator answers an image task with a real PNG of exactly the asked size. What it shows depends on
//! the words of the prompt (place, time, weather, things, style), on the seed, and on the reference images
//! of the request, which are pinned over the scene as framed prints.
//!
//! ```
//! use toapis_emulator::paint::{Painting, paint};
//!
//! let png = paint(&Painting {
//!     prompt: "A lighthouse on a cliff at dusk",
//!     seed: 7,
//!     width: 320,
//!     height: 180,
//!     model: "gemini-3.1-flash-image-preview",
//!     references: &[],
//! });
//! assert!(png.starts_with(b"\x89PNG"));
//! ```
//!
//! The same request gives the same bytes on every run. Across processor families single pixels may differ
//! by a shade, because `sin` and friends do.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "pixels are integers and geometry is f32; sizes are clamped to 16384 before any conversion"
)]
#![allow(clippy::unreadable_literal, reason = "colours are best read as designers write them: 0xRRGGBB")]
#![allow(
    clippy::manual_midpoint,
    clippy::many_single_char_names,
    clippy::similar_names,
    reason = "x, y, w, h, r, g, b, u and their neighbours are the vocabulary of drawing, and so is a middle"
)]

mod canvas;
mod caption;
mod city;
mod coast;
mod color;
mod decode;
mod finish;
mod light;
mod lighthouse;
mod noise;
mod palette;
mod prints;
mod rail;
mod reference;
mod rng;
mod scene;
mod shape;
mod sky;
mod space;
mod stage;
mod street;
mod style;
mod terrain;
mod text;
mod things;
mod water;
mod weather;
mod wild;
mod words;

use canvas::Canvas;
use color::Rgb;
use finish::Finish;
use rng::{Dice, fnv1a};
use stage::Stage;
use words::{Brief, Word};

pub(crate) use finish::Pixels;
pub use reference::Reference;

/// A picture to paint: what an image task asked for.
#[derive(Clone, Copy, Debug)]
pub struct Painting<'a> {
    /// What to show, in any language. Known words choose the scene; all others its mood. May be empty.
    pub prompt: &'a str,
    /// Chooses among the pictures of one prompt. The `n` images of one task need `n` different seeds.
    pub seed: u64,
    /// Width in pixels, clamped to `1..=16384`.
    pub width: u32,
    /// Height in pixels, clamped to `1..=16384`, and to what leaves the picture at most 67 million pixels.
    pub height: u32,
    /// The model id, for the caption only.
    pub model: &'a str,
    /// Reference images to show, at most [`MAX_REFERENCES`] of them.
    pub references: &'a [Reference],
}

/// How many references a picture shows; further ones are left out.
pub const MAX_REFERENCES: usize = 16;

/// Paints the picture and encodes it as PNG.
///
/// Never panics. On one core of a current machine a 2720×1530 picture takes a few hundred milliseconds and
/// a 4096×4096 one a second or two, so call it from a thread that may block.
pub fn paint(painting: &Painting<'_>) -> Vec<u8> {
    pixels(painting).png()
}

/// Paints the picture.
pub(crate) fn pixels(painting: &Painting<'_>) -> Pixels {
    render(painting, true)
}

/// Paints the picture without its caption.
pub(crate) fn scene(painting: &Painting<'_>) -> Pixels {
    render(painting, false)
}

/// The caption of a picture on a strip of its own, as wide as the picture and `height` pixels high.
pub(crate) fn strip(painting: &Painting<'_>, height: u32) -> Pixels {
    let (width, _) = clamped(painting.width, painting.height);
    let Some(mut canvas) = Canvas::new(width, height.max(1)) else { return Pixels::default() };
    let (brief, dice) = start(painting);
    let sketch = brief.has(Word::Sketch);
    let stage = Stage::new(&canvas, brief, dice);
    caption::strip(&mut canvas, &stage, painting);
    Finish { vignette: 0.0, grain: 0.0, monochrome: sketch && painting.references.is_empty() }.print(&canvas)
}

/// The height in pixels of the strip that the caption of a picture needs; 0 if the picture is too small for
/// one.
pub(crate) fn strip_height(width: u32, height: u32) -> u32 {
    stage::caption_height(width as f32, height as f32).ceil() as u32
}

/// The size a picture really gets.
pub(crate) fn clamped(width: u32, height: u32) -> (u32, u32) {
    let width = width.clamp(1, MAX_SIDE);
    (width, height.clamp(1, MAX_SIDE.min(MAX_PIXELS / width)))
}

/// What a picture begins with: the meaning of its prompt, and its chance.
fn start(painting: &Painting<'_>) -> (Brief, Dice) {
    let brief = Brief::read(painting.prompt);
    let dice = Dice::new(brief.hash() ^ fnv1a(&painting.seed.to_le_bytes()));
    (brief, dice)
}

fn render(painting: &Painting<'_>, captioned: bool) -> Pixels {
    let (width, height) = clamped(painting.width, painting.height);
    let Some(mut canvas) = Canvas::new(width, height) else { return Pixels::default() };
    let (brief, dice) = start(painting);
    let mut stage = Stage::new(&canvas, brief, dice);
    let references = &painting.references[..painting.references.len().min(MAX_REFERENCES)];
    if let Some((hue, average)) = references.iter().find_map(Reference::dominant) {
        // The picture's own colours set the mood; a grey picture calms it.
        let vivid = (hue.r.max(hue.g).max(hue.b) - hue.r.min(hue.g).min(hue.b)).clamp(0.0, 0.6);
        stage.palette = stage.palette.tinted(hue, 0.2 + 0.4 * vivid).tinted(average, 0.15);
    }
    let sketch = stage.has(Word::Sketch);
    // "Redraw this as a sketch": a single reference is itself the subject, not a print over a scene.
    let subject = match references {
        [only] if only.is_decoded() && stage.brief.any(&[Word::Sketch, Word::Watercolor]) => Some(only),
        _ => None,
    };
    if let Some(subject) = subject {
        canvas.pixels.fill(Rgb::WHITE.with_alpha(1.0));
        prints::cover(&mut canvas, subject);
    } else {
        scene::paint(&mut canvas, &stage);
    }
    if sketch {
        style::charcoal(&mut canvas, &stage);
    } else if stage.has(Word::Watercolor) {
        style::watercolour(&mut canvas, &stage);
    } else if stage.has(Word::Poster) {
        style::border(&mut canvas, &stage);
    }
    if subject.is_none() && !references.is_empty() {
        prints::paint(&mut canvas, &stage, references);
    }
    if captioned {
        caption::paint(&mut canvas, &stage, painting);
    }
    let finish = Finish {
        vignette: if stage.on_paper() { 0.0 } else { 0.3 },
        grain: if sketch { 14.0 } else { 0.0 },
        // Prints over a drawn scene keep their colours.
        monochrome: sketch && (references.is_empty() || subject.is_some()),
    };
    finish.print(&canvas)
}

/// The longest side of a picture: a ratio of 1:8 at 4K needs 11584.
const MAX_SIDE: u32 = 16_384;

/// The largest picture: 8192 squared, a quarter of a gigabyte while it is painted.
const MAX_PIXELS: u32 = 1 << 26;

#[cfg(test)]
mod tests;

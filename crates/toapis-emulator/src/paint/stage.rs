//! What all parts of a scene share: colours, the place of horizon and sun, and streams of chance.

use super::canvas::Canvas;
use super::color::Rgb;
use super::palette::{Hour, Palette};
use super::rng::Dice;
use super::words::{Brief, Word};

/// The frame of one scene.
#[derive(Clone, Debug)]
pub(super) struct Stage {
    pub(super) brief: Brief,
    pub(super) dice: Dice,
    pub(super) hour: Hour,
    pub(super) palette: Palette,
    /// Height of the horizon in pixels from the top.
    pub(super) horizon: f32,
    /// Where the main thing stands, in pixels from the left.
    pub(super) focus: f32,
    /// Centre of sun or moon in pixels.
    pub(super) sun: (f32, f32),
    /// Radius of its disc in pixels.
    pub(super) sun_radius: f32,
    /// Where the caption begins: nothing important stands lower.
    pub(super) floor: f32,
}

impl Stage {
    /// Sets the stage for a canvas.
    pub(super) fn new(canvas: &Canvas, brief: Brief, dice: Dice) -> Self {
        let mut setting = dice.fork("setting");
        let hour = Hour::of(&brief, &mut setting);
        let palette = Palette::choose(&brief, hour, &mut dice.fork("palette"));
        let (w, h, u) = (canvas.w, canvas.h, canvas.u);
        // Tall pictures show more sky, but the ground not much more than its own width of it.
        let horizon = (h * setting.range(0.60, 0.66)).max(h - 1.1 * u);
        let left = setting.chance(0.5);
        let focus = w * if left { setting.range(0.27, 0.34) } else { setting.range(0.66, 0.73) };
        let across = if left { setting.range(0.60, 0.76) } else { setting.range(0.24, 0.40) };
        let (height, radius) = match hour {
            Hour::Dusk | Hour::Dawn => (setting.range(0.05, 0.13), 0.055),
            Hour::Day => (setting.range(0.42, 0.56), 0.045),
            Hour::Night if brief.has(Word::Moon) => (setting.range(0.62, 0.72), 0.05),
            Hour::Night => (setting.range(0.5, 0.66), 0.05),
            Hour::Mood => (setting.range(0.16, 0.36), setting.range(0.11, 0.17)),
        };
        let reach = horizon.min(1.5 * u);
        Self {
            hour,
            palette,
            horizon,
            focus,
            sun: (w * across, horizon - reach * height),
            sun_radius: u * radius,
            floor: h - caption_height(canvas.w, canvas.h) * 1.15,
            brief,
            dice,
        }
    }

    /// Whether the prompt speaks of `word`.
    pub(super) fn has(&self, word: Word) -> bool {
        self.brief.has(word)
    }

    /// A stream of chance for one part of the scene.
    pub(super) fn chance(&self, part: &str) -> Dice {
        self.dice.fork(part)
    }

    /// A thing's own colour in the light of the hour, `depth` away: 0 is here, 1 is lost in the haze.
    pub(super) fn tone(&self, own: Rgb, depth: f32) -> Rgb {
        own.under(self.palette.ambient).lerp(self.palette.haze, depth.clamp(0.0, 1.0))
    }

    /// Ground in silhouette at `depth`.
    pub(super) fn ground(&self, depth: f32) -> Rgb {
        self.palette.near.mix(self.palette.haze, depth)
    }

    /// How dark it is: 0 at noon, 1 at night. Lamps are lit above one half.
    pub(super) fn darkness(&self) -> f32 {
        match self.hour {
            Hour::Day | Hour::Mood => 0.0,
            Hour::Dawn => 0.2,
            Hour::Dusk => 0.7,
            Hour::Night => 1.0,
        }
    }

    /// Whether the manner of painting leaves bare paper around the picture.
    pub(super) fn on_paper(&self) -> bool {
        self.brief.any(&[Word::Sketch, Word::Watercolor, Word::Poster])
    }

    /// Whether snow lies.
    pub(super) fn snowy(&self) -> bool {
        self.brief.any(&[Word::Snow, Word::Winter, Word::Snowfall])
    }

    /// The colour of lamps and windows.
    pub(super) fn lamp(&self) -> Rgb {
        if self.has(Word::Neon) { Rgb::hex(0xffd26e) } else { Rgb::hex(0xffcf82) }
    }
}

/// The height of the caption strip in pixels; 0 for pictures too small to carry one.
pub(super) fn caption_height(w: f32, h: f32) -> f32 {
    if w < 200.0 || h < 120.0 { 0.0 } else { caption_text(w, h) * 3.6 }
}

/// The height of the caption's letters in pixels.
pub(super) fn caption_text(w: f32, h: f32) -> f32 {
    (w.min(h) * 0.024).min(w / 26.0).clamp(11.0, 72.0)
}

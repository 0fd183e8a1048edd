//! Hand-picked colour schemes for each time of day and kind of scene.

use super::color::Rgb;
use super::rng::Dice;
use super::words::{Brief, Word};

/// The colours of one picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Palette {
    /// From the top of the picture to the horizon.
    pub(super) sky: [Rgb; 5],
    /// The disc of sun or moon and the glow around it.
    pub(super) sun: Rgb,
    /// What everything fades to with distance.
    pub(super) haze: Rgb,
    /// The nearest ground in silhouette.
    pub(super) near: Rgb,
    /// The light that falls on things: multiplied with their own colour.
    pub(super) ambient: Rgb,
}

/// The hour, as the picture shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hour {
    Day,
    Dawn,
    Dusk,
    Night,
    /// No hour at all: colours chosen to please, for prompts that name nothing known.
    Mood,
}

impl Hour {
    /// As the prompt says, or as suits what it names, or by hash.
    pub(super) fn of(brief: &Brief, dice: &mut Dice) -> Self {
        use Word as W;
        let roll = dice.unit();
        if brief.has(W::Dusk) {
            Self::Dusk
        } else if brief.has(W::Dawn) {
            Self::Dawn
        } else if brief.any(&[W::Night, W::Moon, W::Star, W::Aurora, W::Space, W::Neon, W::Rocket, W::Planet])
        {
            Self::Night
        } else if brief.any(&[
            W::Noon,
            W::Sun,
            W::Spring,
            W::Autumn,
            W::Snow,
            W::Snowfall,
            W::Winter,
            W::Rain,
            W::Storm,
            W::Fog,
            W::Cloud,
        ]) {
            Self::Day
        } else if brief.has(W::City) {
            if roll < 0.5 { Self::Night } else { Self::Dusk }
        } else if brief.is_abstract() {
            Self::Mood
        } else if roll < 0.62 {
            Self::Day
        } else if roll < 0.8 {
            Self::Dawn
        } else {
            Self::Dusk
        }
    }
}

impl Palette {
    /// A palette for the hour, bent by weather, season and style.
    pub(super) fn choose(brief: &Brief, hour: Hour, dice: &mut Dice) -> Self {
        use Word as W;
        let list = match hour {
            _ if brief.has(W::Neon) => NEON,
            _ if brief.any(&[W::Storm, W::Rain]) && hour == Hour::Day => STORM,
            _ if brief.any(&[W::Snow, W::Snowfall, W::Winter]) && hour == Hour::Day => WINTER,
            _ if brief.has(W::Autumn) && hour == Hour::Day => AUTUMN,
            _ if brief.has(W::Desert) && hour == Hour::Day => DESERT,
            _ if brief.has(W::Fog) && hour == Hour::Day => FOG,
            Hour::Day => DAY,
            Hour::Dawn => DAWN,
            Hour::Dusk => DUSK,
            Hour::Night => NIGHT,
            Hour::Mood => MOOD,
        };
        let mut palette = *dice.pick(list);
        if brief.any(&[W::Storm, W::Rain, W::Fog]) && hour != Hour::Day {
            palette = palette.map(|colour| colour.saturate(0.65));
        }
        // Every picture drifts a little, so that two with one palette still differ.
        let drift = Rgb::hsl(dice.unit(), 0.6, 0.5);
        palette.map(|colour| colour.mix(drift.with_luma(colour.luma()), 0.05))
    }

    /// Drawn towards the main colour of a reference picture.
    pub(super) fn tinted(self, tint: Rgb, amount: f32) -> Self {
        self.map(|colour| colour.mix(tint.with_luma(colour.luma()), amount))
    }

    fn map(self, f: impl Fn(Rgb) -> Rgb) -> Self {
        Self {
            sky: self.sky.map(&f),
            sun: f(self.sun),
            haze: f(self.haze),
            near: f(self.near),
            ambient: f(self.ambient),
        }
    }
}

const fn palette(sky: [u32; 5], sun: u32, haze: u32, near: u32, ambient: u32) -> Palette {
    Palette {
        sky: [Rgb::hex(sky[0]), Rgb::hex(sky[1]), Rgb::hex(sky[2]), Rgb::hex(sky[3]), Rgb::hex(sky[4])],
        sun: Rgb::hex(sun),
        haze: Rgb::hex(haze),
        near: Rgb::hex(near),
        ambient: Rgb::hex(ambient),
    }
}

// One scheme a line: sky from the top to the horizon, sun, haze, nearest ground, light on things.
#[rustfmt::skip]
const DAY: &[Palette] = &[
    palette([0x2f6fb4, 0x5a9bd6, 0x93c3e8, 0xc6e1f0, 0xeef6f0], 0xfffbe6, 0xbcd5e2, 0x2c4a3a, 0xfffdf6),
    palette([0x1c78a6, 0x48abc8, 0x8ad0d6, 0xc6e9df, 0xf5f2da], 0xfff8dc, 0xb9dcd6, 0x1f4a46, 0xfdfff4),
    palette([0x4572b4, 0x7aa5d8, 0xb2cfe9, 0xdfe8ef, 0xf8efdd], 0xfff6dd, 0xc6d3e0, 0x32463c, 0xfffaf0),
    palette([0x2b5f9e, 0x4c8fc7, 0x8fbddd, 0xd2e3e2, 0xf6ecd0], 0xfff3cf, 0xc3d4d6, 0x35492f, 0xfff8e6),
];

#[rustfmt::skip]
const DAWN: &[Palette] = &[
    palette([0x4a6fa5, 0x8fa9cf, 0xd9c0c9, 0xf9d3b4, 0xffe9c8], 0xfff6dc, 0xd9c6c8, 0x37465c, 0xe8d8da),
    palette([0x4f8bb0, 0x9cc3d0, 0xe3d8c5, 0xffd9a8, 0xfff0cf], 0xfffae2, 0xdccfbd, 0x2f4a56, 0xf2e2cf),
    palette([0x5c66aa, 0xab97c7, 0xe7b3b9, 0xffcba4, 0xffe7bd], 0xfff3d2, 0xd8b6be, 0x38395f, 0xe6ccd6),
    palette([0x2f5d7c, 0x6e9fae, 0xc2c8b8, 0xf6c893, 0xffe3ae], 0xfff1c9, 0xcdbfa4, 0x24414c, 0xe6d6c0),
];

#[rustfmt::skip]
const DUSK: &[Palette] = &[
    palette([0x12183a, 0x353570, 0x86507f, 0xe38768, 0xffc88c], 0xffeec2, 0xc08689, 0x141630, 0x9a86a4),
    palette([0x180f3c, 0x472a76, 0x95498c, 0xee837f, 0xffcb98], 0xffeacb, 0xb8718f, 0x180f30, 0x9a7cac),
    palette([0x0c2438, 0x28566b, 0x7d8c84, 0xefad74, 0xffd7a2], 0xfff0c8, 0xb79d86, 0x0d1f2b, 0x9aa09c),
    palette([0x232654, 0x5b4d8d, 0xb8749a, 0xf4a28f, 0xffdab0], 0xfff0d6, 0xc793a0, 0x1d1c3c, 0xb296b0),
    palette([0x1a1730, 0x4b2b52, 0xa23f4f, 0xf0743f, 0xffc25e], 0xffe7a8, 0xb5624f, 0x1b1220, 0xa87e7c),
];

#[rustfmt::skip]
const NIGHT: &[Palette] = &[
    palette([0x040a1f, 0x0a1838, 0x132b59, 0x24497b, 0x41719a], 0xf4f1de, 0x2c4c72, 0x050a17, 0x56699a),
    palette([0x090722, 0x171246, 0x31236a, 0x533d8c, 0x7b64a6], 0xf6eefc, 0x483c7a, 0x0a0820, 0x665c9c),
    palette([0x02131c, 0x072a36, 0x0e4653, 0x1e6c70, 0x4b9c92], 0xf2f6e2, 0x1f5a62, 0x031117, 0x4d7d8c),
    palette([0x0b0d17, 0x171d33, 0x2a3553, 0x475676, 0x74809a], 0xfbf3e0, 0x414f6c, 0x0a0d16, 0x66718e),
];

#[rustfmt::skip]
const STORM: &[Palette] = &[
    palette([0x232b36, 0x3c4753, 0x5d6a75, 0x86929a, 0xb4bbb9], 0xe9ece6, 0x7f8b92, 0x182026, 0x97a2aa),
    palette([0x1f2a33, 0x374b55, 0x5a727a, 0x89a09f, 0xc2cbbd], 0xeef0dd, 0x81969a, 0x15211f, 0x98a8a6),
];

#[rustfmt::skip]
const WINTER: &[Palette] = &[
    palette([0x5f86ad, 0x8fb0d0, 0xbdd2e2, 0xe2eaee, 0xf8f4ee], 0xfffdf2, 0xccd9e4, 0x34465a, 0xf2f6ff),
    palette([0x47709f, 0x7ea4cc, 0xb7cde4, 0xe9dfe4, 0xfde6d6], 0xfff4e0, 0xccd0e0, 0x2f3e58, 0xf0f0ff),
    palette([0x2f5f95, 0x5c93c6, 0x9dc3e2, 0xd6e8f2, 0xf3f8f6], 0xfffff4, 0xc2d8e8, 0x2a4058, 0xf8fbff),
];

#[rustfmt::skip]
const DESERT: &[Palette] = &[
    palette([0x2f78b0, 0x74adcf, 0xbdd0cc, 0xf0d9b5, 0xfbe4bd], 0xfff6dc, 0xe3c9a4, 0x7a4a2c, 0xfff4e0),
    palette([0x35507f, 0x8a86a8, 0xd9a79a, 0xf7c48f, 0xffe2ac], 0xfff2cd, 0xdfb08c, 0x6b3428, 0xffe6cc),
];

#[rustfmt::skip]
const AUTUMN: &[Palette] = &[
    palette([0x5b83a4, 0x92aebb, 0xc8ccc0, 0xf0d9ae, 0xfbe7bf], 0xfff4d6, 0xdcc9a6, 0x4a3328, 0xfff2dc),
    palette([0x6f8fa0, 0xa9b5ae, 0xd9c9a6, 0xf4d49c, 0xffe6b4], 0xfff2cc, 0xe0c298, 0x523026, 0xffecd0),
];

#[rustfmt::skip]
const FOG: &[Palette] = &[
    palette([0x8fa3ad, 0xa9b9be, 0xc3cecd, 0xd9dfd9, 0xe9ebe1], 0xfdfbf0, 0xd0d8d4, 0x3a4a4c, 0xd8e0e0),
    palette([0x9a9fb0, 0xb4b6c2, 0xcdcccf, 0xe1ddd8, 0xefe9df], 0xfffaf0, 0xd6d3d4, 0x43465a, 0xdedce4),
];

#[rustfmt::skip]
const NEON: &[Palette] = &[
    palette([0x07041a, 0x1d0a45, 0x4f1178, 0xb42790, 0xff6aa8], 0xffe08a, 0x7a2a8c, 0x080516, 0x8456b4),
    palette([0x03081f, 0x081f4f, 0x0f4a86, 0x1a95ad, 0x6cf0d8], 0xff5fa2, 0x1f6a9a, 0x040818, 0x5a7ac0),
];

#[rustfmt::skip]
const MOOD: &[Palette] = &[
    palette([0xf3dcb6, 0xf5cba4, 0xf3b690, 0xef9f7e, 0xe98a70], 0xfff6de, 0xe9a98b, 0x27394c, 0xf2e0d6),
    palette([0xcbe0da, 0xdae7d5, 0xebead0, 0xf6e3c0, 0xf8d8ae], 0xf2684a, 0xc6d2bf, 0x1f3f48, 0xf4f4e6),
    palette([0x271f4c, 0x493473, 0x815095, 0xc7789e, 0xf7b19a], 0xffe9b8, 0xb27aa4, 0x1a1638, 0xb498c0),
    palette([0x0d3848, 0x1d6270, 0x4a948e, 0x9bc5a8, 0xeeebd4], 0xfff3c4, 0x86b8a2, 0x0a2a36, 0xc6dcd0),
    palette([0xfae9d5, 0xf7d3c1, 0xeeb4b4, 0xd697aa, 0xae789e], 0xfff8ec, 0xcf9fb2, 0x3f2a56, 0xf0dce0),
    palette([0x1b2a54, 0x2f5090, 0x5e8fb9, 0xa8cbd1, 0xf4ebd6], 0xfff6dc, 0xa3c1cb, 0x15244a, 0xd0dcec),
    palette([0xf6c65b, 0xf3a24f, 0xe67a4e, 0xc9535a, 0x93386a], 0xfff3c4, 0xc9605e, 0x2c1642, 0xf0c4a8),
    palette([0xdfe6ee, 0xd3dbe9, 0xcacfe4, 0xd2c6de, 0xe9cdd8], 0xfffaf2, 0xc2bfd8, 0x2c3560, 0xe8e8f4),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_follows_the_words() {
        let hour = |prompt| Hour::of(&Brief::read(prompt), &mut Dice::new(1));
        assert_eq!(hour("a lighthouse at dusk"), Hour::Dusk);
        assert_eq!(hour("city at night"), Hour::Night);
        assert_eq!(hour("snowy mountains"), Hour::Day);
        assert_eq!(hour("zxqv"), Hour::Mood);
    }
}

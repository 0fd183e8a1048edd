//! Colours as the painter mixes them.

use tiny_skia::Color;

/// An opaque sRGB colour, each part in `0.0..=1.0`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rgb {
    pub(super) r: f32,
    pub(super) g: f32,
    pub(super) b: f32,
}

impl Rgb {
    pub(super) const BLACK: Self = Self::hex(0x000000);
    pub(super) const WHITE: Self = Self::hex(0xffffff);

    /// From `0xRRGGBB`.
    pub(super) const fn hex(rgb: u32) -> Self {
        Self {
            r: ((rgb >> 16) & 255) as f32 / 255.0,
            g: ((rgb >> 8) & 255) as f32 / 255.0,
            b: (rgb & 255) as f32 / 255.0,
        }
    }

    /// From parts that may lie outside the range.
    pub(super) fn new(r: f32, g: f32, b: f32) -> Self {
        Self { r: r.clamp(0.0, 1.0), g: g.clamp(0.0, 1.0), b: b.clamp(0.0, 1.0) }
    }

    /// From hue (turns), saturation and lightness.
    pub(super) fn hsl(hue: f32, saturation: f32, lightness: f32) -> Self {
        let channel = |offset: f32| {
            let k = (offset + hue.rem_euclid(1.0) * 12.0) % 12.0;
            let spread = saturation * lightness.min(1.0 - lightness);
            lightness - spread * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)
        };
        Self::new(channel(0.0), channel(8.0), channel(4.0))
    }

    /// Towards `other` by `t`, through `OKLab`, so that the way between two hues is not muddy.
    pub(super) fn mix(self, other: Self, t: f32) -> Self {
        let t = t.clamp(0.0, 1.0);
        let (a, b) = (self.oklab(), other.oklab());
        Self::from_oklab([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t])
    }

    /// Towards `other` by `t`, part by part: coarse, but cheap enough for every pixel.
    pub(super) fn lerp(self, other: Self, t: f32) -> Self {
        Self {
            r: self.r + (other.r - self.r) * t,
            g: self.g + (other.g - self.g) * t,
            b: self.b + (other.b - self.b) * t,
        }
    }

    /// Each part times `factor`.
    pub(super) fn scale(self, factor: f32) -> Self {
        Self::new(self.r * factor, self.g * factor, self.b * factor)
    }

    /// As a surface of this colour looks in light of another.
    pub(super) fn under(self, light: Self) -> Self {
        Self::new(self.r * light.r, self.g * light.g, self.b * light.b)
    }

    /// Light of another colour added; never over white.
    pub(super) fn screen(self, light: Self, strength: f32) -> Self {
        let part = |base: f32, add: f32| 1.0 - (1.0 - base) * (1.0 - (add * strength).clamp(0.0, 1.0));
        Self::new(part(self.r, light.r), part(self.g, light.g), part(self.b, light.b))
    }

    /// How bright it looks, `0.0..=1.0`.
    pub(super) fn luma(self) -> f32 {
        0.299 * self.r + 0.587 * self.g + 0.114 * self.b
    }

    /// Grey at 0, unchanged at 1, richer above.
    pub(super) fn saturate(self, amount: f32) -> Self {
        let grey = self.luma();
        let part = |value: f32| grey + (value - grey) * amount;
        Self::new(part(self.r), part(self.g), part(self.b))
    }

    /// The same hue as bright as `luma` asks.
    pub(super) fn with_luma(self, luma: f32) -> Self {
        let own = self.luma();
        if luma <= own {
            self.scale(luma / own.max(0.001))
        } else {
            self.lerp(Self::WHITE, (luma - own) / (1.0 - own).max(0.001))
        }
    }

    /// As tiny-skia wants it, with an opacity in `0.0..=1.0`.
    pub(super) fn with_alpha(self, alpha: f32) -> Color {
        let part = |value: f32| if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 };
        Color::from_rgba(part(self.r), part(self.g), part(self.b), part(alpha)).unwrap_or(Color::BLACK)
    }

    fn oklab(self) -> [f32; 3] {
        let (r, g, b) = (linear(self.r), linear(self.g), linear(self.b));
        let l = (0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b).cbrt();
        let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).cbrt();
        let s = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).cbrt();
        [
            0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
            1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
            0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
        ]
    }

    fn from_oklab([lightness, a, b]: [f32; 3]) -> Self {
        let l = (lightness + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
        let m = (lightness - 0.105_561_346 * a - 0.063_854_17 * b).powi(3);
        let s = (lightness - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
        Self::new(
            gamma(4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s),
            gamma(-1.268_438 * l + 2.609_757_4 * m - 0.341_319_4 * s),
            gamma(-0.004_196_086_3 * l - 0.703_418_6 * m + 1.707_614_7 * s),
        )
    }
}

/// A run of colours over `0.0..=1.0`, looked up instead of mixed, for use on every pixel.
#[derive(Clone, Debug)]
pub(super) struct Ramp {
    steps: Vec<Rgb>,
}

impl Ramp {
    /// Through stops of (place, colour), sorted by place.
    pub(super) fn new(stops: &[(f32, Rgb)]) -> Self {
        let at = |t: f32| -> Rgb {
            let Some(&(first, colour)) = stops.first() else { return Rgb::BLACK };
            let (mut from, mut before) = (first, colour);
            for &(place, next) in stops {
                if t <= place {
                    let span = place - from;
                    return if span <= 0.0 { next } else { before.mix(next, (t - from) / span) };
                }
                (from, before) = (place, next);
            }
            before
        };
        Self { steps: (0..=Self::SIZE).map(|step| at(step as f32 / Self::SIZE as f32)).collect() }
    }

    /// The colour at `t`, clamped to the ends.
    pub(super) fn at(&self, t: f32) -> Rgb {
        let place = t.clamp(0.0, 1.0) * Self::SIZE as f32;
        let step = (place as usize).min(Self::SIZE - 1);
        self.steps[step].lerp(self.steps[step + 1], place - step as f32)
    }

    const SIZE: usize = 96;
}

fn linear(value: f32) -> f32 {
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

fn gamma(value: f32) -> f32 {
    if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixing_ends_where_it_should() {
        let (a, b) = (Rgb::hex(0x123456), Rgb::hex(0xfedcba));
        for (mixed, wanted) in [(a.mix(b, 0.0), a), (a.mix(b, 1.0), b)] {
            assert!((mixed.r - wanted.r).abs() < 0.01 && (mixed.b - wanted.b).abs() < 0.01);
        }
        let ramp = Ramp::new(&[(0.0, a), (1.0, b)]);
        assert!((ramp.at(2.0).g - b.g).abs() < 0.01);
        assert!((Ramp::new(&[]).at(0.5).luma()).abs() < f32::EPSILON);
    }

    #[test]
    fn hues_are_where_they_should_be() {
        let red = Rgb::hsl(0.0, 1.0, 0.5);
        assert!(red.r > 0.99 && red.g < 0.01 && red.b < 0.01);
        let blue = Rgb::hsl(2.0 / 3.0, 1.0, 0.5);
        assert!(blue.b > 0.99 && blue.r < 0.01);
    }
}

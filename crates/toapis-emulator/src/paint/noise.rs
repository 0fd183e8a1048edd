//! Gradient noise: the irregularity of ridges, clouds, rock and waves.

use std::f32::consts::FRAC_1_SQRT_2;

use super::rng::Dice;

/// Smooth pseudo-random fields in one and two dimensions, roughly in `-1.0..1.0`, one unit apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noise {
    seed: u32,
}

impl Noise {
    /// A field drawn from a stream.
    pub(super) fn new(dice: &mut Dice) -> Self {
        Self { seed: dice.bits() as u32 }
    }

    /// The field at a point.
    pub(super) fn at(self, x: f32, y: f32) -> f32 {
        let (left, top) = (x.floor(), y.floor());
        let (dx, dy) = (x - left, y - top);
        let (column, row) = (left as i32, top as i32);
        let north = mix(
            self.corner(column, row, dx, dy),
            self.corner(column.wrapping_add(1), row, dx - 1.0, dy),
            fade(dx),
        );
        let south = mix(
            self.corner(column, row.wrapping_add(1), dx, dy - 1.0),
            self.corner(column.wrapping_add(1), row.wrapping_add(1), dx - 1.0, dy - 1.0),
            fade(dx),
        );
        mix(north, south, fade(dy)) * 1.4
    }

    /// `octaves` fields on top of each other, each twice as fine and half as strong.
    pub(super) fn fractal(self, x: f32, y: f32, octaves: u32) -> f32 {
        let (mut sum, mut strength, mut scale) = (0.0, 0.5, 1.0);
        for octave in 0..octaves {
            // The offset keeps the lattice points of the octaves from lining up.
            let shift = octave as f32 * 17.3;
            sum += strength * self.at(x * scale + shift, y * scale - shift);
            strength *= 0.5;
            scale *= 2.03;
        }
        sum
    }

    /// Sharp crests in `0.0..1.0`, as of a mountain range.
    pub(super) fn ridged(self, x: f32, y: f32, octaves: u32) -> f32 {
        let (mut sum, mut strength, mut scale, mut weight) = (0.0, 0.5, 1.0, 1.0);
        for octave in 0..octaves {
            let shift = octave as f32 * 11.7;
            let crest = (1.0 - self.at(x * scale + shift, y * scale + shift).abs()).clamp(0.0, 1.0);
            let crest = crest * crest;
            sum += strength * crest * weight;
            // Detail sits on the crests; the valleys stay calm.
            weight = crest.clamp(0.0, 1.0);
            strength *= 0.5;
            scale *= 2.1;
        }
        sum
    }

    /// Broken stone: for the cell a point lies in, a number in `0.0..1.0` and the distance to the nearest crack.
    pub(super) fn cells(self, x: f32, y: f32) -> (f32, f32) {
        let (left, top) = (x.floor(), y.floor());
        let (mut first, mut second, mut owner) = (9.0f32, 9.0f32, 0.0);
        for row in -1..=1 {
            for column in -1..=1 {
                let (cx, cy) = (left + column as f32, top + row as f32);
                let bits = self.bits(cx as i32, cy as i32);
                let (px, py) = ((bits & 0xff) as f32 / 256.0, (bits >> 8 & 0xff) as f32 / 256.0);
                let distance = (cx + px - x).hypot(cy + py - y);
                if distance < first {
                    (second, first, owner) = (first, distance, (bits >> 16 & 0xff) as f32 / 256.0);
                } else {
                    second = second.min(distance);
                }
            }
        }
        (owner, second - first)
    }

    fn bits(self, column: i32, row: i32) -> u32 {
        let mut bits = (column as u32).wrapping_mul(0x8da6_b343)
            ^ (row as u32).wrapping_mul(0xd816_3841)
            ^ self.seed.wrapping_mul(0xcb1a_b31f);
        bits = (bits ^ (bits >> 15)).wrapping_mul(0x2c1b_3c6d);
        (bits ^ (bits >> 12)).wrapping_mul(0x297a_2d39)
    }

    fn corner(self, column: i32, row: i32, dx: f32, dy: f32) -> f32 {
        let bits = self.bits(column, row);
        let (gx, gy) = DIRECTIONS[((bits >> 27) & 15) as usize];
        gx * dx + gy * dy
    }
}

/// A step from 0 to 1 between `low` and `high`, smooth at both ends.
pub(super) fn smoothstep(low: f32, high: f32, value: f32) -> f32 {
    let t = ((value - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// From `a` to `b` as `t` goes from 0 to 1.
pub(super) fn mix(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

fn fade(t: f32) -> f32 {
    t * t * t * (t * (t * 6.0 - 15.0) + 10.0)
}

/// Sixteen unit vectors.
const DIRECTIONS: [(f32, f32); 16] = [
    (1.0, 0.0),
    (0.923_88, 0.382_683),
    (FRAC_1_SQRT_2, FRAC_1_SQRT_2),
    (0.382_683, 0.923_88),
    (0.0, 1.0),
    (-0.382_683, 0.923_88),
    (-FRAC_1_SQRT_2, FRAC_1_SQRT_2),
    (-0.923_88, 0.382_683),
    (-1.0, 0.0),
    (-0.923_88, -0.382_683),
    (-FRAC_1_SQRT_2, -FRAC_1_SQRT_2),
    (-0.382_683, -0.923_88),
    (0.0, -1.0),
    (0.382_683, -0.923_88),
    (FRAC_1_SQRT_2, -FRAC_1_SQRT_2),
    (0.923_88, -0.382_683),
];

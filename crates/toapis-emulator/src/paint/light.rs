//! Glow: light that is gathered at low resolution while painting and added over the whole picture at the end.

use super::color::Rgb;

/// Light per cell of a coarse grid.
///
/// Glows are wide and smooth, so a coarse grid loses nothing; and because it is kept in floating point and
/// added last, it does not band.
pub(super) struct Light {
    columns: usize,
    rows: usize,
    cell: f32,
    cells: Vec<[f32; 3]>,
    lit: bool,
}

impl Light {
    /// Darkness over a picture of this size in pixels.
    pub(super) fn new(width: u32, height: u32) -> Self {
        let cell = (width.min(height) as f32 / 220.0).max(1.0);
        let (columns, rows) = ((width as f32 / cell) as usize + 3, (height as f32 / cell) as usize + 3);
        Self { columns, rows, cell, cells: vec![[0.0; 3]; columns * rows], lit: false }
    }

    /// A soft round glow that has faded out at `radius` pixels.
    pub(super) fn glow(&mut self, x: f32, y: f32, radius: f32, colour: Rgb, strength: f32) {
        self.add((x - radius, y - radius, x + radius, y + radius), |cx, cy| {
            let distance = (cx - x).hypot(cy - y) / radius;
            let fade = (1.0 - distance).max(0.0);
            (colour, strength * fade * fade * (0.4 + 0.6 * fade))
        });
    }

    /// A cone of light from a lamp: `angle` in radians, `spread` its half opening, `reach` in pixels.
    pub(super) fn beam(
        &mut self,
        from: (f32, f32),
        angle: f32,
        spread: f32,
        reach: f32,
        colour: Rgb,
        strength: f32,
    ) {
        let (x, y) = from;
        let (ux, uy) = (angle.cos(), angle.sin());
        self.add((x - reach, y - reach, x + reach, y + reach), |cx, cy| {
            let (dx, dy) = (cx - x, cy - y);
            let along = dx * ux + dy * uy;
            if along <= 0.0 || along >= reach {
                return (colour, 0.0);
            }
            let across = (dx * uy - dy * ux).abs() / (along * spread.tan() + reach * 0.004);
            let side = (1.0 - across * across).max(0.0);
            let fade = 1.0 - along / reach;
            (colour, strength * side * side * fade * fade)
        });
    }

    /// Adds the light `at(x, y)` gives, as colour and strength, within a box of pixels (left, top, right, bottom).
    pub(super) fn add(&mut self, area: (f32, f32, f32, f32), at: impl Fn(f32, f32) -> (Rgb, f32)) {
        let index = |value: f32, limit: usize| ((value / self.cell).clamp(0.0, limit as f32)) as usize;
        let (left, right) = (index(area.0, self.columns), index(area.2 + 2.0 * self.cell, self.columns));
        let (top, bottom) = (index(area.1, self.rows), index(area.3 + 2.0 * self.cell, self.rows));
        for row in top..bottom {
            for column in left..right {
                let (colour, strength) =
                    at((column as f32 - 0.5) * self.cell, (row as f32 - 0.5) * self.cell);
                if strength > 0.0 {
                    let light = &mut self.cells[row * self.columns + column];
                    light[0] += colour.r * strength;
                    light[1] += colour.g * strength;
                    light[2] += colour.b * strength;
                    self.lit = true;
                }
            }
        }
    }

    /// Whether there is any light at all.
    pub(super) fn is_lit(&self) -> bool {
        self.lit
    }

    /// The light along pixel row `y`, one entry for each pixel of `row`.
    pub(super) fn row(&self, y: usize, scratch: &mut Vec<[f32; 3]>, row: &mut [[f32; 3]]) {
        let place = (y as f32 + 0.5) / self.cell + 0.5;
        let first = (place as usize).min(self.rows - 2);
        let t = (place - first as f32).clamp(0.0, 1.0);
        let line = |index: usize| &self.cells[index * self.columns..(index + 1) * self.columns];
        scratch.clear();
        scratch.extend(line(first).iter().zip(line(first + 1)).map(|(a, b)| between(*a, *b, t).map(soften)));
        for (x, light) in row.iter_mut().enumerate() {
            let place = (x as f32 + 0.5) / self.cell + 0.5;
            let left = (place as usize).min(self.columns - 2);
            *light = between(scratch[left], scratch[left + 1], place - left as f32);
        }
    }
}

/// Light upon light approaches white instead of clipping.
fn soften(light: f32) -> f32 {
    if light <= 0.0 { 0.0 } else { 1.0 - (-light).exp() }
}

fn between(a: [f32; 3], b: [f32; 3], t: f32) -> [f32; 3] {
    [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t]
}

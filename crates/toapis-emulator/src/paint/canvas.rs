//! The surface the picture is painted on: vector shapes, soft textures and light.

use tiny_skia::{
    BlendMode, FillRule, FilterQuality, GradientStop, LineCap, LineJoin, LinearGradient, Paint, Path,
    Pattern, Pixmap, PixmapPaint, Point, RadialGradient, Shader, SpreadMode, Stroke, Transform,
};

use super::color::Rgb;
use super::light::Light;

/// A pixmap with its size as numbers to draw with, and the light that will be added at the end.
pub(super) struct Canvas {
    /// Opaque once the sky is painted.
    pub(super) pixels: Pixmap,
    /// Width in pixels.
    pub(super) w: f32,
    /// Height in pixels.
    pub(super) h: f32,
    /// The shorter side in pixels: what every size in a scene is measured in.
    pub(super) u: f32,
    /// Glow to add over everything at the end.
    pub(super) light: Light,
}

impl Canvas {
    /// An empty canvas; `None` when there is no memory layout for the size.
    pub(super) fn new(width: u32, height: u32) -> Option<Self> {
        let (w, h) = (width as f32, height as f32);
        Some(Self {
            pixels: Pixmap::new(width, height)?,
            w,
            h,
            u: w.min(h),
            light: Light::new(width, height),
        })
    }

    /// What `draw` paints, on a transparent layer of its own, so that it can be mirrored before it is placed.
    pub(super) fn layer(&mut self, draw: impl FnOnce(&mut Self)) -> Option<Pixmap> {
        let fresh = Pixmap::new(self.pixels.width(), self.pixels.height())?;
        let below = std::mem::replace(&mut self.pixels, fresh);
        draw(self);
        Some(std::mem::replace(&mut self.pixels, below))
    }

    /// Places a layer.
    pub(super) fn place(&mut self, layer: &Pixmap) {
        self.pixels.draw_pixmap(0, 0, layer.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
    }

    /// Fills a shape. `None` (a degenerate shape) draws nothing.
    pub(super) fn fill(&mut self, path: Option<&Path>, ink: Shader<'_>) {
        self.fill_blended(path, ink, BlendMode::SourceOver);
    }

    /// Fills a shape so that it only adds light.
    pub(super) fn fill_light(&mut self, path: Option<&Path>, ink: Shader<'_>) {
        self.fill_blended(path, ink, BlendMode::Screen);
    }

    /// Draws along a line, `width` pixels wide, with round ends.
    pub(super) fn stroke(&mut self, path: Option<&Path>, width: f32, ink: Shader<'_>) {
        let Some(path) = path else { return };
        let paint = Paint { shader: ink, anti_alias: true, ..Paint::default() };
        let stroke =
            Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
        self.pixels.stroke_path(path, &paint, &stroke, Transform::identity(), None);
    }

    /// Fills a shape with `colour(x, y)` (canvas pixels), asked for once every `cell` pixels and smoothed between.
    ///
    /// The edge stays crisp while the inside costs a fraction of painting each pixel.
    pub(super) fn fill_shaded(
        &mut self,
        path: Option<&Path>,
        cell: f32,
        colour: impl FnMut(f32, f32) -> (Rgb, f32),
    ) {
        self.shaded(path, cell, BlendMode::SourceOver, colour);
    }

    /// Like [`fill_shaded`](Self::fill_shaded), but only adds light.
    pub(super) fn fill_shaded_light(
        &mut self,
        path: Option<&Path>,
        cell: f32,
        colour: impl FnMut(f32, f32) -> (Rgb, f32),
    ) {
        self.shaded(path, cell, BlendMode::Screen, colour);
    }

    fn shaded(
        &mut self,
        path: Option<&Path>,
        cell: f32,
        blend: BlendMode,
        mut colour: impl FnMut(f32, f32) -> (Rgb, f32),
    ) {
        let Some(path) = path else { return };
        let bounds = path.bounds();
        let (left, top) = (bounds.left().max(0.0), bounds.top().max(0.0));
        let (right, bottom) = (bounds.right().min(self.w), bounds.bottom().min(self.h));
        if right <= left || bottom <= top {
            return;
        }
        // At most about 200 000 samples, however large the picture.
        let cell = cell.max(1.0).max(((right - left) * (bottom - top) / 200_000.0).sqrt());
        let (columns, rows) = (((right - left) / cell) as u32 + 2, ((bottom - top) / cell) as u32 + 2);
        let Some(mut texture) = Pixmap::new(columns, rows) else { return };
        for (row, line) in texture.pixels_mut().chunks_exact_mut(columns as usize).enumerate() {
            let y = top + (row as f32 + 0.5) * cell;
            for (column, pixel) in line.iter_mut().enumerate() {
                let (rgb, alpha) = colour(left + (column as f32 + 0.5) * cell, y);
                *pixel = rgb.with_alpha(alpha).premultiply().to_color_u8();
            }
        }
        let place = Transform::from_row(cell, 0.0, 0.0, cell, left, top);
        let shader = Pattern::new(texture.as_ref(), SpreadMode::Pad, FilterQuality::Bilinear, 1.0, place);
        self.fill_blended(Some(path), shader, blend);
    }

    fn fill_blended(&mut self, path: Option<&Path>, ink: Shader<'_>, blend_mode: BlendMode) {
        let Some(path) = path else { return };
        let paint = Paint { shader: ink, blend_mode, anti_alias: true, ..Paint::default() };
        self.pixels.fill_path(path, &paint, FillRule::Winding, Transform::identity(), None);
    }
}

/// One colour.
pub(super) fn flat(rgb: Rgb, alpha: f32) -> Shader<'static> {
    Shader::SolidColor(rgb.with_alpha(alpha))
}

/// Colours along the line between two points: (place in `0.0..=1.0`, colour, opacity).
pub(super) fn gradient(from: (f32, f32), to: (f32, f32), stops: &[(f32, Rgb, f32)]) -> Shader<'static> {
    LinearGradient::new(
        Point::from_xy(from.0, from.1),
        Point::from_xy(to.0, to.1),
        gradient_stops(stops),
        SpreadMode::Pad,
        Transform::identity(),
    )
    .unwrap_or_else(|| last_colour(stops))
}

/// Colours from a point outwards.
pub(super) fn radial(x: f32, y: f32, radius: f32, stops: &[(f32, Rgb, f32)]) -> Shader<'static> {
    let center = Point::from_xy(x, y);
    RadialGradient::new(
        center,
        0.0,
        center,
        radius.max(0.01),
        gradient_stops(stops),
        SpreadMode::Pad,
        Transform::identity(),
    )
    .unwrap_or_else(|| last_colour(stops))
}

fn gradient_stops(stops: &[(f32, Rgb, f32)]) -> Vec<GradientStop> {
    stops.iter().map(|&(place, rgb, alpha)| GradientStop::new(place, rgb.with_alpha(alpha))).collect()
}

/// What a gradient without length shows.
fn last_colour(stops: &[(f32, Rgb, f32)]) -> Shader<'static> {
    stops.last().map_or(flat(Rgb::BLACK, 0.0), |&(_, rgb, alpha)| flat(rgb, alpha))
}

//! Lettering with a bitmap font, smooth at any size.

use noto_sans_mono_bitmap::{FontWeight, RasterHeight, RasterizedChar, get_raster};
use tiny_skia::{FilterQuality, Pixmap, PixmapPaint, PremultipliedColorU8, Transform};

use super::canvas::Canvas;
use super::color::Rgb;

/// Where and how a line of text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// Left end and top of the line in pixels.
    pub(super) place: (f32, f32),
    /// Line height in pixels.
    pub(super) size: f32,
    /// Turned about its left top, in degrees.
    pub(super) degrees: f32,
    pub(super) colour: Rgb,
    pub(super) alpha: f32,
}

/// Sets one line of text; see [`printable`] for what can be set.
pub(super) fn draw(canvas: &mut Canvas, text: &str, style: Style) {
    let Some(line) = render(text, style) else { return };
    let (x, y) = style.place;
    let turn = style.degrees.abs() > 0.01;
    let quality = if turn { FilterQuality::Bilinear } else { FilterQuality::Nearest };
    let place = if turn {
        Transform::from_translate(x, y).pre_rotate(style.degrees)
    } else {
        // On whole pixels, so that the letters stay as crisp as the font.
        Transform::from_translate(x.round(), y.round())
    };
    let paint = PixmapPaint { quality, ..PixmapPaint::default() };
    canvas.pixels.draw_pixmap(0, 0, line.as_ref(), &paint, place, None);
}

/// How wide a line of `count` characters is, in pixels.
pub(super) fn width(count: usize, size: f32) -> f32 {
    let (_, raster) = nearest_raster(size);
    let cell = glyph('0', raster).map_or(0.5, |glyph| glyph.width() as f32 / glyph.height() as f32);
    count as f32 * cell * size
}

/// The text on one line, in characters the font has.
///
/// Typographic quotes and dashes become plain ones, runs of unknown characters become dots. A text mostly in
/// another script is described instead of drawn as a row of dots.
pub(super) fn printable(text: &str) -> String {
    let (mut known, mut unknown, mut script) = (0usize, 0usize, "");
    let mut line = String::new();
    let mut dots = 0;
    for c in text.chars().take(600) {
        let plain = match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' => '\'',
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2033}' => '"',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            c if c.is_whitespace() || c.is_control() => ' ',
            // Marks that join or colour other signs take no room of their own.
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' => {
                continue;
            }
            c => c,
        };
        if plain == ' ' {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if plain == '…' || glyph(plain, RasterHeight::Size32).is_some() {
            known += usize::from(plain.is_alphanumeric());
            dots = 0;
            line.push(plain);
        } else {
            unknown += 1;
            script = if script.is_empty() { script_of(c) } else { script };
            dots += 1;
            if dots <= 3 {
                line.push('·');
            }
        }
    }
    if unknown > known && unknown > 2 {
        let count = text.chars().filter(|c| !c.is_whitespace()).count();
        return format!("({count} characters in {script})");
    }
    line.trim_end().to_owned()
}

/// The text cut to `limit` characters, with an ellipsis when something is missing.
pub(super) fn elided(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let kept: String = text.chars().take(limit.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

fn script_of(c: char) -> &'static str {
    match c {
        '\u{0370}'..='\u{03ff}' => "Greek",
        '\u{0400}'..='\u{052f}' => "Cyrillic",
        '\u{0590}'..='\u{05ff}' => "Hebrew",
        '\u{0600}'..='\u{077f}' => "Arabic",
        '\u{0900}'..='\u{097f}' => "Devanagari",
        '\u{0e00}'..='\u{0e7f}' => "Thai",
        '\u{3040}'..='\u{30ff}' => "Japanese",
        '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => "Korean",
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => "Chinese",
        '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}' => "emoji",
        _ => "another script",
    }
}

/// The line as coverage in its colour.
fn render(text: &str, style: Style) -> Option<Pixmap> {
    let (height, raster) = nearest_raster(style.size);
    let cell = glyph('0', raster)?.width();
    let count = text.chars().count();
    let columns = cell * count;
    let mut coverage = vec![0u8; columns * height];
    for (index, c) in text.chars().enumerate() {
        let mut stamp = |c: char, shift: isize| {
            let Some(glyph) = glyph(c, raster) else { return };
            for (row, line) in glyph.rows().enumerate() {
                for (column, &value) in line.iter().enumerate() {
                    let at = (index * cell + column) as isize + shift;
                    if (0..columns as isize).contains(&at) {
                        let spot = &mut coverage[row * columns + at as usize];
                        *spot = (*spot).max(value);
                    }
                }
            }
        };
        if c == '…' {
            // The font has no ellipsis; three full stops share its cell.
            let third = (cell / 3).max(1) as isize;
            for shift in [-third, 0, third] {
                stamp('.', shift);
            }
        } else {
            stamp(c, 0);
        }
    }
    let scale = style.size / height as f32;
    let (width, tall) = ((columns as f32 * scale) as u32, (height as f32 * scale).round() as u32);
    let mut pixmap = Pixmap::new(width, tall)?;
    let sample = |x: f32, y: f32| -> f32 {
        let (x, y) = (x.max(0.0), y.max(0.0));
        let (left, top) = ((x as usize).min(columns - 1), (y as usize).min(height - 1));
        let (right, bottom) = ((left + 1).min(columns - 1), (top + 1).min(height - 1));
        let at = |column: usize, row: usize| f32::from(coverage[row * columns + column]) / 255.0;
        let (tx, ty) = ((x - left as f32).clamp(0.0, 1.0), (y - top as f32).clamp(0.0, 1.0));
        let upper = at(left, top) + (at(right, top) - at(left, top)) * tx;
        let lower = at(left, bottom) + (at(right, bottom) - at(left, bottom)) * tx;
        upper + (lower - upper) * ty
    };
    // Enlarged letters are blurred by the interpolation; a steeper edge makes them crisp again.
    let gain = scale.max(1.0);
    for (row, line) in pixmap.pixels_mut().chunks_exact_mut(width as usize).enumerate() {
        for (column, pixel) in line.iter_mut().enumerate() {
            let raw = sample((column as f32 + 0.5) / scale - 0.5, (row as f32 + 0.5) / scale - 0.5);
            let crisp = if gain > 1.05 { ((raw - 0.5) * gain + 0.5).clamp(0.0, 1.0) } else { raw };
            let ink: PremultipliedColorU8 =
                style.colour.with_alpha(crisp * style.alpha).premultiply().to_color_u8();
            *pixel = ink;
        }
    }
    Some(pixmap)
}

/// The smallest stored size that is not smaller than asked.
fn nearest_raster(size: f32) -> (usize, RasterHeight) {
    if size <= 16.5 {
        (16, RasterHeight::Size16)
    } else if size <= 24.5 {
        (24, RasterHeight::Size24)
    } else {
        (32, RasterHeight::Size32)
    }
}

fn glyph(c: char, raster: RasterHeight) -> Option<RasterizedChar> {
    get_raster(c, FontWeight::Regular, raster)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_printable() {
        assert_eq!(printable("  “A”\n\tlight\u{7}house — ok  "), "\"A\" light house - ok");
        assert_eq!(printable("café 🐱🐱🐱🐱 noir"), "café ··· noir");
        assert_eq!(printable("雪山下的灯塔"), "(6 characters in Chinese)");
        assert_eq!(printable("\u{0}\u{1}"), "");
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(elided("lighthouse", 10), "lighthouse");
        assert_eq!(elided("light house", 7), "light…");
        assert_eq!(elided("abc", 0), "…");
    }
}

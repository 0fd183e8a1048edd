//! Reference pictures, laid over the scene as photographic prints.

use tiny_skia::{FilterQuality, Pattern, Pixmap, PremultipliedColorU8, SpreadMode, Transform};

use super::canvas::{Canvas, flat, gradient};
use super::color::Rgb;
use super::reference::Reference;
use super::rng::Dice;
use super::shape::{circle, line, polygon, rect, rounded, turned};
use super::stage::Stage;
use super::text::{self, Style, elided, printable};

/// Lays out the prints. One is shown large; many are spread like a collection on a table.
pub(super) fn paint(canvas: &mut Canvas, stage: &Stage, references: &[Reference]) {
    let mut dice = stage.chance("prints");
    let (w, u) = (canvas.w, canvas.u);
    let bottom = stage.floor.max(canvas.h * 0.5);
    let margin = u * 0.045;
    let area = (margin, margin, w - margin, bottom - margin * 0.4);
    if let [only] = references {
        let (aw, ah) = (area.2 - area.0, area.3 - area.1);
        // Beside the main thing when there is room, otherwise in the middle.
        let wide = aw > ah * 1.25;
        let (bw, bh) = (aw * if wide { 0.5 } else { 0.8 }, ah * 0.84);
        let side = if stage.focus > w / 2.0 { 0.34 } else { 0.66 };
        let x = if wide { area.0 + aw * side } else { area.0 + aw * 0.5 };
        let place = Place {
            x,
            y: area.1 + ah * 0.48,
            w: bw,
            h: bh.min(bw * 1.6),
            degrees: dice.sign() * dice.range(1.2, 3.0),
        };
        print(canvas, only, 0, place);
        return;
    }
    let count = references.len();
    let (columns, rows) = grid(count, area.2 - area.0, area.3 - area.1);
    let (cw, ch) = ((area.2 - area.0) / columns as f32, (area.3 - area.1) / rows as f32);
    for (index, reference) in references.iter().enumerate() {
        let (row, column) = (index / columns, index % columns);
        // The last row may be shorter: centre it.
        let in_row = if row == rows - 1 { count - row * columns } else { columns };
        let indent = (columns - in_row) as f32 * cw / 2.0;
        let place = Place {
            x: area.0 + indent + (column as f32 + 0.5 + dice.range(-0.03, 0.03)) * cw,
            y: area.1 + (row as f32 + 0.5 + dice.range(-0.03, 0.03)) * ch,
            w: cw * 0.86,
            h: ch * 0.86,
            degrees: dice.range(-4.5, 4.5),
        };
        print(canvas, reference, index, place);
    }
}

/// The box a print must fit in, by its centre.
#[derive(Clone, Copy)]
struct Place {
    x: f32,
    y: f32,
    w: f32,
    h: f32,
    degrees: f32,
}

/// Columns and rows for `count` prints so that each gets a box as near to a square as can be.
fn grid(count: usize, w: f32, h: f32) -> (usize, usize) {
    (1..=count.max(1))
        .map(|columns| (columns, count.div_ceil(columns)))
        .max_by(|&(a, b), &(c, d)| {
            let size = |columns: usize, rows: usize| {
                // Empty places in the last row look forgotten.
                let empty = (columns * rows - count) as f32;
                (w / columns as f32).min(h / rows as f32 * 1.15) * (1.0 - 0.08 * empty)
            };
            size(a, b).total_cmp(&size(c, d))
        })
        .unwrap_or((1, 1))
}

fn print(canvas: &mut Canvas, reference: &Reference, index: usize, place: Place) {
    let aspect = reference.aspect().clamp(0.12, 8.0);
    // Paper around the picture: even on three sides, wider below, as on instant film.
    let shorter = place.w.min(place.h);
    let (edge, foot) = (shorter * 0.045, shorter * 0.13);
    let (room_w, room_h) = ((place.w - 2.0 * edge).max(1.0), (place.h - edge - foot).max(1.0));
    let w = room_w.min(room_h * aspect).max(1.0);
    let h = (w / aspect).max(1.0);
    let (pw, ph) = (w + 2.0 * edge, h + edge + foot);
    let (left, top) = (place.x - pw / 2.0, place.y - ph / 2.0);
    let turn = |path| turned(path, place.degrees, place.x, place.y);
    shadow(canvas, (left, top, pw, ph), place, shorter);
    let paper = rounded(left, top, pw, ph, shorter * 0.012);
    let (white, cream) = (Rgb::hex(0xfbf8f1), Rgb::hex(0xece6da));
    canvas.fill(
        turn(paper).as_ref(),
        gradient((left, top), (left + pw, top + ph), &[(0.0, white, 1.0), (1.0, cream, 1.0)]),
    );
    let (x, y) = (left + edge, top + edge);
    match reference.pixels() {
        Some(pixels) => picture(canvas, pixels, (x, y, w, h), place),
        None => blank(canvas, (x, y, w, h), place),
    }
    let hair = (shorter * 0.003).max(0.5);
    canvas.stroke(turn(rect(x, y, w, h)).as_ref(), hair, flat(Rgb::BLACK, 0.22));
    label(canvas, reference, index, (x, y + h, w, foot), place);
    tape(canvas, (left + pw / 2.0, top), shorter, place, &mut Dice::new(index as u64 + 91));
}

/// A soft shadow from many faint shapes: no blur pass over the whole canvas.
fn shadow(canvas: &mut Canvas, (left, top, pw, ph): (f32, f32, f32, f32), place: Place, shorter: f32) {
    let layers = 18;
    for layer in 0..layers {
        let grow = shorter * 0.05 * (1.0 - layer as f32 / layers as f32 * 1.25);
        let path = rounded(
            left - grow,
            top - grow,
            pw + 2.0 * grow,
            ph + 2.0 * grow,
            (grow + shorter * 0.02).max(0.5),
        );
        let path = turned(path, place.degrees, place.x, place.y);
        let offset = Transform::from_translate(shorter * 0.012, shorter * 0.03);
        canvas.fill(path.and_then(|path| path.transform(offset)).as_ref(), flat(Rgb::hex(0x050610), 0.028));
    }
}

fn picture(canvas: &mut Canvas, pixels: &Pixmap, (x, y, w, h): (f32, f32, f32, f32), place: Place) {
    let small = shrunk(pixels, w);
    let source = small.as_ref().unwrap_or(pixels);
    let scale = Transform::from_row(w / source.width() as f32, 0.0, 0.0, h / source.height() as f32, x, y);
    let shader = Pattern::new(
        source.as_ref(),
        SpreadMode::Pad,
        FilterQuality::Bicubic,
        1.0,
        scale.post_concat(Transform::from_rotate_at(place.degrees, place.x, place.y)),
    );
    canvas.fill(turned(rect(x, y, w, h), place.degrees, place.x, place.y).as_ref(), shader);
}

/// Averages blocks so that drawing at width `w` does not skip pixels; `None` when that is not needed.
fn shrunk(pixels: &Pixmap, w: f32) -> Option<Pixmap> {
    let factor = (pixels.width() as f32 / w.max(1.0)).floor() as u32;
    let factor = factor.min(pixels.width()).min(pixels.height());
    if factor < 2 {
        return None;
    }
    let mut small = Pixmap::new(pixels.width() / factor, pixels.height() / factor)?;
    let (source, columns) = (pixels.pixels(), pixels.width() as usize);
    let (width, factor) = (small.width() as usize, factor as usize);
    for (row, line) in small.pixels_mut().chunks_exact_mut(width).enumerate() {
        for (column, pixel) in line.iter_mut().enumerate() {
            let mut sum = [0usize; 4];
            for dy in 0..factor {
                let at = (row * factor + dy) * columns + column * factor;
                for part in &source[at..at + factor] {
                    sum[0] += usize::from(part.red());
                    sum[1] += usize::from(part.green());
                    sum[2] += usize::from(part.blue());
                    sum[3] += usize::from(part.alpha());
                }
            }
            let [r, g, b, a] = sum.map(|total| (total / (factor * factor)) as u8);
            *pixel = PremultipliedColorU8::from_rgba(r.min(a), g.min(a), b.min(a), a)
                .unwrap_or(PremultipliedColorU8::TRANSPARENT);
        }
    }
    Some(small)
}

/// What stands in for a file that could not be read: the outline of a picture.
fn blank(canvas: &mut Canvas, (x, y, w, h): (f32, f32, f32, f32), place: Place) {
    let turn = |path| turned(path, place.degrees, place.x, place.y);
    canvas.fill(turn(rect(x, y, w, h)).as_ref(), flat(Rgb::hex(0xd5d9de), 1.0));
    let ink = Rgb::hex(0xa9b1bb);
    let u = w.min(h);
    let (cx, base) = (x + w / 2.0, y + h * 0.74);
    canvas.fill(turn(circle(cx + u * 0.2, y + h * 0.3, u * 0.08)).as_ref(), flat(ink, 1.0));
    canvas.fill(
        turn(polygon(&[(cx - u * 0.4, base), (cx - u * 0.1, base - u * 0.38), (cx + u * 0.2, base)]))
            .as_ref(),
        flat(ink, 1.0),
    );
    canvas.fill(
        turn(polygon(&[(cx, base), (cx + u * 0.2, base - u * 0.24), (cx + u * 0.42, base)])).as_ref(),
        flat(ink.scale(0.9), 1.0),
    );
    canvas.stroke(
        turn(line(&[(cx - u * 0.36, y + h * 0.14), (cx + u * 0.36, y + h * 0.86)])).as_ref(),
        u * 0.018,
        flat(Rgb::hex(0xc06a60), 0.8),
    );
}

/// The name of the picture on the paper below it.
fn label(
    canvas: &mut Canvas,
    reference: &Reference,
    index: usize,
    (x, y, w, foot): (f32, f32, f32, f32),
    place: Place,
) {
    let size = (foot * 0.42).min(canvas.u * 0.026);
    if size < 8.0 {
        return;
    }
    let name = match printable(reference.label()) {
        name if name.is_empty() => format!("image {}", index + 1),
        name => name,
    };
    let name = if reference.is_decoded() { name } else { format!("{name} (not an image)") };
    let name = elided(&name, (w / text::width(1, size)).max(1.0) as usize);
    let inset = (w - text::width(name.chars().count(), size)) / 2.0;
    let (tx, ty) = (x + inset.max(0.0), y + (foot - size) * 0.5);
    let mut at = [tiny_skia::Point::from_xy(tx, ty)];
    Transform::from_rotate_at(place.degrees, place.x, place.y).map_points(&mut at);
    let style = Style {
        place: (at[0].x, at[0].y),
        size,
        degrees: place.degrees,
        colour: Rgb::hex(0x4a4642),
        alpha: 0.85,
    };
    text::draw(canvas, &name, style);
}

/// A strip of translucent tape over the upper edge.
fn tape(canvas: &mut Canvas, (x, y): (f32, f32), shorter: f32, place: Place, dice: &mut Dice) {
    let (w, h) = (shorter * 0.24, shorter * 0.065);
    let strip = turned(rect(x - w / 2.0, y - h * 0.6, w, h), dice.range(-5.0, 5.0), x, y);
    let strip = turned(strip, place.degrees, place.x, place.y);
    canvas.fill(strip.as_ref(), flat(Rgb::hex(0xf3e6bd), 0.62));
}

/// Fills the whole canvas with a picture, cropped to its shape, as the subject of a redrawn scene.
pub(super) fn cover(canvas: &mut Canvas, reference: &Reference) {
    let Some(pixels) = reference.pixels() else { return };
    let (w, h) = (canvas.w, canvas.h);
    let aspect = reference.aspect();
    let (dw, dh) = if w / h > aspect { (w, w / aspect) } else { (h * aspect, h) };
    let place = Place { x: w / 2.0, y: h / 2.0, w, h, degrees: 0.0 };
    picture(canvas, pixels, ((w - dw) / 2.0, (h - dh) / 2.0, dw, dh), place);
}

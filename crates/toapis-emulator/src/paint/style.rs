//! Manners of painting, applied to the finished scene: charcoal, watercolour, poster.

use super::canvas::{Canvas, flat};
use super::color::Rgb;
use super::noise::{Noise, mix, smoothstep};
use super::shape::{polygon, rect};
use super::stage::{Stage, caption_height};

/// Redraws the canvas in charcoal: tone as slanted strokes, outlines, and paper left bare at the edges.
pub(super) fn charcoal(canvas: &mut Canvas, stage: &Stage) {
    let mut dice = stage.chance("charcoal");
    let (strokes, smudge, border) = (Noise::new(&mut dice), Noise::new(&mut dice), Noise::new(&mut dice));
    let (width, height) = (canvas.pixels.width() as usize, canvas.pixels.height() as usize);
    let u = canvas.u;
    let tones: Vec<u8> = canvas
        .pixels
        .pixels()
        .iter()
        .map(|p| {
            ((u32::from(p.red()) * 77 + u32::from(p.green()) * 150 + u32::from(p.blue()) * 29) >> 8) as u8
        })
        .collect();
    let (dark, bright) = extremes(&tones);
    let span = (bright - dark).max(24.0);
    let tone = |x: usize, y: usize| (f32::from(tones[y * width + x]) - dark) / span;
    let reach = ((u / 700.0).round() as usize).max(1);
    let sheet = (canvas.w / u, (canvas.h - caption_height(canvas.w, canvas.h) * 0.85) / u);
    let scale = 1.0 / u;
    let row_bytes = width * 4;
    // Strokes are many pixels wide in large pictures: look them up on a coarser grid along each row.
    let stride = ((u / 900.0) as usize).max(1);
    let mut fields = vec![[0.0f32; 3]; width / stride + 2];
    for (y, line) in canvas.pixels.data_mut().chunks_exact_mut(row_bytes).enumerate() {
        let (up, down) = (y.saturating_sub(reach), (y + reach).min(height - 1));
        let ny = y as f32 * scale;
        for (column, field) in fields.iter_mut().enumerate() {
            let nx = (column * stride) as f32 * scale;
            // Strokes run from upper right to lower left: long along that diagonal, thin across it.
            let (along, across) = ((nx - ny) * 0.7, (nx + ny) * 0.7);
            let stroke = strokes.at(across * 210.0, along * 11.0) * 0.6
                + strokes.at(across * 95.0 + 40.0, along * 5.0) * 0.5;
            let inset = nx.min(ny).min(sheet.0 - nx).min(sheet.1 - ny);
            // The drawing stops before the paper does.
            let ragged = inset + 0.022 * border.at(nx * 9.0, ny * 9.0) + 0.016 * stroke;
            *field = [stroke, smudge.at(nx * 5.0, ny * 5.0) * 0.06, smoothstep(0.012, 0.055, ragged)];
        }
        for (x, pixel) in line.chunks_exact_mut(4).enumerate() {
            let (left, right) = (x.saturating_sub(reach), (x + reach).min(width - 1));
            let own = tone(x, y).clamp(0.0, 1.0);
            let edge = (tone(right, y) - tone(left, y)).abs() + (tone(x, down) - tone(x, up)).abs();
            let place = x as f32 / stride as f32;
            let (column, t) = (place as usize, place - place.floor());
            let at = |index: usize| mix(fields[column][index], fields[column + 1][index], t);
            let (stroke, soft, reached) = (at(0), at(1), at(2));
            let density = (1.0 - own).powf(1.25) * 0.88 + soft;
            let grainy = density + stroke * 0.40 * smoothstep(0.02, 0.30, density) * (1.15 - density);
            let line = smoothstep(0.05, 0.40, edge) * 0.75;
            let ink = (grainy.max(0.0) + line).min(0.96);
            let value = ((1.0 - ink * reached) * 0.93 * 255.0) as u8;
            pixel[0] = value;
            pixel[1] = value;
            pixel[2] = value;
        }
    }
}

/// The tones below and above which only one pixel in fifty lies.
fn extremes(tones: &[u8]) -> (f32, f32) {
    let mut counts = [0usize; 256];
    for &tone in tones {
        counts[usize::from(tone)] += 1;
    }
    let few = tones.len() / 50;
    let mut below = 0;
    let low = counts.iter().position(|&count| {
        below += count;
        below > few
    });
    let mut above = 0;
    let high = counts.iter().rposition(|&count| {
        above += count;
        above > few
    });
    (low.unwrap_or(0) as f32, high.unwrap_or(255) as f32)
}

/// Turns the canvas into a wash: wobbly edges, granulated pigment, and white paper around it.
pub(super) fn watercolour(canvas: &mut Canvas, stage: &Stage) {
    let mut dice = stage.chance("watercolour");
    let (wobble, pigment, border) = (Noise::new(&mut dice), Noise::new(&mut dice), Noise::new(&mut dice));
    let (width, height) = (canvas.pixels.width() as usize, canvas.pixels.height() as usize);
    let u = canvas.u;
    let sheet = (canvas.w / u, (canvas.h - caption_height(canvas.w, canvas.h) * 0.85) / u);
    let source = canvas.pixels.data().to_vec();
    let paper = Rgb::hex(0xfbf8f0);
    let stride = ((u / 400.0) as usize).max(1);
    // Noise on a coarse grid along each row is enough: pigment pools are wide.
    let mut fields = vec![[0.0f32; 4]; width / stride + 2];
    for (y, line) in canvas.pixels.data_mut().chunks_exact_mut(width * 4).enumerate() {
        let ny = y as f32 / u;
        for (column, field) in fields.iter_mut().enumerate() {
            let nx = (column * stride) as f32 / u;
            let bleed = border.fractal(nx * 5.0, ny * 5.0, 4);
            let inset = nx.min(ny).min(sheet.0 - nx).min(sheet.1 - ny);
            *field = [
                wobble.at(nx * 26.0, ny * 26.0) + wobble.at(nx * 70.0, ny * 70.0) * 0.5,
                wobble.at(nx * 26.0 + 90.0, ny * 26.0) + wobble.at(nx * 70.0, ny * 70.0 + 50.0) * 0.5,
                pigment.fractal(nx * 6.0, ny * 6.0, 4) * 0.8 + pigment.at(nx * 150.0, ny * 150.0) * 0.25,
                inset + 0.045 * bleed,
            ];
        }
        for (x, pixel) in line.chunks_exact_mut(4).enumerate() {
            let place = x as f32 / stride as f32;
            let t = place - place.floor();
            let (a, b) = (fields[place as usize], fields[place as usize + 1]);
            let at = |index: usize| mix(a[index], b[index], t);
            let push = u * 0.0042;
            let sx = (x as f32 + at(0) * push).clamp(0.0, width as f32 - 1.0) as usize;
            let sy = (y as f32 + at(1) * push).clamp(0.0, height as f32 - 1.0) as usize;
            let from = (sy * width + sx) * 4;
            let own = Rgb::new(
                f32::from(source[from]) / 255.0,
                f32::from(source[from + 1]) / 255.0,
                f32::from(source[from + 2]) / 255.0,
            );
            let load = (0.80 + at(2) * 0.42).clamp(0.3, 1.0);
            // Pigment gathers at the rim of the wash.
            let rim = smoothstep(0.012, 0.022, at(3)) * (1.0 - smoothstep(0.022, 0.045, at(3)));
            let wash = paper.under(own.saturate(1.12)).lerp(paper, 1.0 - load).scale(1.0 - 0.14 * rim);
            let colour = paper.lerp(wash, smoothstep(0.008, 0.018, at(3)));
            pixel[0] = (colour.r * 255.0 + 0.5) as u8;
            pixel[1] = (colour.g * 255.0 + 0.5) as u8;
            pixel[2] = (colour.b * 255.0 + 0.5) as u8;
        }
    }
}

/// Rays behind the scene, as travel posters have them.
pub(super) fn rays(canvas: &mut Canvas, stage: &Stage) {
    let (x, y) = (stage.sun.0, stage.horizon);
    let reach = canvas.w + canvas.h;
    let count = 36;
    let light = stage.palette.sun;
    for ray in 0..count {
        if ray % 2 == 0 {
            continue;
        }
        let angle = |index: i32| std::f32::consts::TAU * index as f32 / count as f32 + 0.06;
        let (a, b) = (angle(ray), angle(ray + 1));
        let wedge =
            [(x, y), (x + a.cos() * reach, y + a.sin() * reach), (x + b.cos() * reach, y + b.sin() * reach)];
        canvas.fill(polygon(&wedge).as_ref(), flat(light, 0.16));
    }
}

/// A cream border with a fine line, wide below for the caption.
pub(super) fn border(canvas: &mut Canvas, stage: &Stage) {
    let (u, w, h) = (canvas.u, canvas.w, canvas.h);
    let edge = u * 0.032;
    let foot = caption_height(w, h).max(edge);
    let cream = Rgb::hex(0xf4ead6);
    for (x, y, rw, rh) in
        [(0.0, 0.0, w, edge), (0.0, 0.0, edge, h), (w - edge, 0.0, edge, h), (0.0, h - foot, w, foot)]
    {
        canvas.fill(rect(x, y, rw, rh).as_ref(), flat(cream, 1.0));
    }
    let line = u * 0.004;
    let frame =
        rect(edge + line * 1.5, edge + line * 1.5, w - 2.0 * edge - line * 3.0, h - edge - foot - line * 3.0);
    canvas.stroke(frame.as_ref(), line, flat(cream.mix(stage.palette.sky[4], 0.1), 0.85));
}

//! Layers: pieces cut out of a picture, as `layer_decomposition` hands them out
//! (`images/seedream-5.0-pro/generation`).

use crate::paint::{self, Painting};

/// How many layers a picture is split into at most; more that are asked for are left out.
pub const MAX_LAYERS: usize = 16;

/// A piece of a picture with transparency around it. The picture itself is the base below all layers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Its place in the pile, from 1 up; the base has 0.
    pub z_index: u32,
    /// `bounding_box.absolute`: left, top, right and bottom in pixels of the base. Right and bottom lie just
    /// behind the piece, so the file has exactly right minus left by bottom minus top pixels.
    pub absolute: [u32; 4],
    /// `bounding_box.normalized`: the same in thousandths of the base's width and height, rounded.
    pub normalized: [u32; 4],
    /// What to call it, such as `Upper left`.
    pub name: String,
    /// What it is, in a sentence.
    pub description: String,
}

/// Splits the picture into `count` layers, which do not overlap. Nothing is painted yet, so this costs
/// nothing.
///
/// The first layer is the one at the left top; `count` is clamped to [`MAX_LAYERS`], and to what a very small
/// picture has room for. The base is what [`picture`](super::picture) makes of the same painting.
pub fn layers(painting: &Painting<'_>, count: usize) -> Vec<Layer> {
    let (width, height) = paint::clamped(painting.width, painting.height);
    let count = u32::try_from(count.min(MAX_LAYERS)).unwrap_or(0);
    // As many columns as rows, or one more on the longer side.
    let longer = (1..=count).find(|side| side * side >= count).unwrap_or(0);
    let shorter = if longer == 0 { 0 } else { count.div_ceil(longer) };
    let (columns, rows) = if width < height { (shorter, longer) } else { (longer, shorter) };
    let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
    let mut layers: Vec<Layer> = Vec::new();
    for (column, row) in cells.take(count as usize) {
        // Further bits of the seed for each layer: how far its box keeps from the edges of its cell.
        let bits = painting.seed.rotate_left(11 * layers.len() as u32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let inset = |side: u32| (bits >> (16 + 12 * side)) as u32 % 4;
        let (left, right) = span(width, columns, column, [inset(0), inset(1)]);
        let (top, bottom) = span(height, rows, row, [inset(2), inset(3)]);
        if left == right || top == bottom {
            continue;
        }
        let z_index = layers.len() as u32 + 1;
        let name = place_name(left.midpoint(right), top.midpoint(bottom), (width, height));
        let absolute = [left, top, right, bottom];
        let thousandths = |value: u32, of: u32| (value * 1000 + of / 2) / of;
        layers.push(Layer {
            z_index,
            absolute,
            normalized: [
                thousandths(left, width),
                thousandths(top, height),
                thousandths(right, width),
                thousandths(bottom, height),
            ],
            name: if layers.iter().any(|layer| layer.name == name) {
                format!("{name} {z_index}")
            } else {
                name
            },
            description: format!(
                "A piece of {} by {} pixels cut out of the picture, with soft edges",
                right - left,
                bottom - top
            ),
        });
    }
    layers
}

impl Layer {
    /// Width and height of the file in pixels.
    pub fn size(&self) -> (u32, u32) {
        let [left, top, right, bottom] = self.absolute;
        (right - left, bottom - top)
    }

    /// Paints the picture and cuts the layer out of it, as PNG with transparency.
    ///
    /// `painting` is the one the layer was made for; of a smaller one there is less to cut out.
    pub fn png(&self, painting: &Painting<'_>) -> Vec<u8> {
        let pixels = paint::pixels(painting);
        let [left, top, right, bottom] = self.absolute;
        let (right, bottom) = (right.min(pixels.width), bottom.min(pixels.height));
        // A file must have a pixel; with the right painting there always is one.
        let (left, top) = (left.min(right - 1), top.min(bottom - 1));
        let (width, height) = (right - left, bottom - top);
        let mut data = Vec::with_capacity(width as usize * height as usize * 4);
        for y in 0..height {
            for x in 0..width {
                data.extend(pixels.rgb((left + x) as usize, (top + y) as usize));
                data.push(opacity((x, width), (y, height)));
            }
        }
        encode(width, height, &data)
    }
}

/// Where a box lies in cell `index` of `cells` along a side, `inset` sixteenths of the cell from its ends.
fn span(side: u32, cells: u32, index: u32, inset: [u32; 2]) -> (u32, u32) {
    let (start, end) = (side * index / cells, side * (index + 1) / cells);
    let sixteenth = (end - start) / 16;
    (start + inset[0] * sixteenth, end - inset[1] * sixteenth)
}

/// In which ninth of the picture a point lies.
fn place_name(x: u32, y: u32, (width, height): (u32, u32)) -> String {
    match (x * 3 / width, y * 3 / height) {
        (0, 0) => "Upper left",
        (1, 0) => "Top",
        (2, 0) => "Upper right",
        (0, 1) => "Left",
        (1, 1) => "Middle",
        (2, 1) => "Right",
        (0, _) => "Lower left",
        (1, _) => "Bottom",
        _ => "Lower right",
    }
    .to_owned()
}

/// How much a pixel of a layer covers: all in the middle, nothing in the rounded corners, and a soft edge
/// between.
fn opacity((x, width): (u32, u32), (y, height): (u32, u32)) -> u8 {
    // From -1 to 1 across the box, raised to the fourth power: a circle that was pushed into a rectangle.
    let offset = |at: u32, side: u32| ((f64::from(at) + 0.5) / f64::from(side) * 2.0 - 1.0).powi(2).powi(2);
    let inside = 1.0 - offset(x, width) - offset(y, height);
    (inside * 8.0 * 255.0).clamp(0.0, 255.0) as u8
}

fn encode(width: u32, height: u32, data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(data.len() / 4 + 1024);
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_deflate_compression(png::DeflateCompression::Level(2));
    encoder.set_filter(png::Filter::Sub);
    // Writing to memory cannot fail, and the data has the size the header says.
    if let Ok(mut writer) = encoder.write_header() {
        let written = writer.write_image_data(data).and_then(|()| writer.finish());
        debug_assert!(written.is_ok(), "{written:?}");
    }
    bytes
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn painting(width: u32, height: u32) -> Painting<'static> {
        Painting {
            prompt: "a harbour at dawn",
            seed: 0xfeed_beef_0123,
            width,
            height,
            model: "m",
            references: &[],
        }
    }

    fn read(png: &[u8]) -> (u32, u32, Vec<u8>) {
        let mut reader = png::Decoder::new(Cursor::new(png)).read_info().unwrap();
        let mut data = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut data).unwrap();
        assert_eq!(frame.color_type, png::ColorType::Rgba);
        (frame.width, frame.height, data)
    }

    #[test]
    fn layers_are_pieces_of_the_picture_with_clear_corners() {
        let painting = painting(300, 200);
        let base = paint::pixels(&painting);
        for layer in layers(&painting, 3) {
            let (width, height, data) = read(&layer.png(&painting));
            let [left, top, ..] = layer.absolute;
            assert_eq!((width, height), layer.size());
            let (mut clear, mut solid) = (0, 0);
            for (index, pixel) in data.chunks_exact(4).enumerate() {
                let (x, y) = (index as u32 % width + left, index as u32 / width + top);
                assert_eq!(&pixel[..3], base.rgb(x as usize, y as usize));
                clear += usize::from(pixel[3] == 0);
                solid += usize::from(pixel[3] == 255);
            }
            let area = (width * height) as usize;
            assert_eq!([data[3], data[data.len() - 1]], [0, 0], "corners are clear");
            assert!(clear > area / 50 && solid > area / 2, "{clear} clear and {solid} solid of {area}");
        }
    }

    #[test]
    fn boxes_lie_in_the_picture_and_apart() {
        for (width, height) in
            [(2048, 2048), (1536, 2048), (300, 100), (17, 33), (2, 1), (1, 1), (16_384, 4096)]
        {
            for count in 0..=20 {
                let layers = layers(&painting(width, height), count);
                assert!(layers.len() <= count.min(MAX_LAYERS));
                assert!(width < 17 || layers.len() == count.min(MAX_LAYERS), "{width}x{height} {count}");
                for (index, layer) in layers.iter().enumerate() {
                    let [left, top, right, bottom] = layer.absolute;
                    assert!(left < right && right <= width && top < bottom && bottom <= height, "{layer:?}");
                    assert!(layer.normalized.iter().all(|&value| value <= 1000), "{layer:?}");
                    assert_eq!(layer.z_index as usize, index + 1);
                    for other in &layers[..index] {
                        let [l, t, r, b] = other.absolute;
                        assert!(right <= l || r <= left || bottom <= t || b <= top, "{other:?} {layer:?}");
                        assert_ne!(layer.name, other.name);
                    }
                }
            }
        }
    }

    #[test]
    fn normalized_boxes_are_thousandths() {
        for layer in layers(&painting(1536, 2048), 6) {
            for (k, side) in [1536.0, 2048.0, 1536.0, 2048.0].into_iter().enumerate() {
                let share = f64::from(layer.absolute[k]) * 1000.0 / side;
                assert!((f64::from(layer.normalized[k]) - share).abs() <= 0.5, "{layer:?}");
            }
        }
    }

    #[test]
    fn another_seed_cuts_elsewhere_and_the_same_seed_does_not() {
        let one = painting(800, 600);
        assert_eq!(layers(&one, 4), layers(&one, 4));
        assert_eq!(layers(&one, 1)[0].png(&one), layers(&one, 1)[0].png(&one));
        assert_ne!(layers(&one, 4), layers(&Painting { seed: 99, ..one }, 4));
    }

    #[test]
    fn a_layer_of_another_painting_is_cut_to_what_is_there() {
        let layer = layers(&painting(800, 600), 4).remove(3);
        let (width, height, _) = read(&layer.png(&painting(20, 10)));
        assert_eq!((width, height), (1, 1));
    }
}

//! A painted picture as a file.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::format::Format;
use crate::paint::{self, Painting, Pixels};

/// The quality of JPEG files, 1 to 100: as cameras have it.
const QUALITY: u8 = 90;

/// Paints the picture and writes it in the format asked for, in exactly the size of the painting.
///
/// Sides are clamped as [`Painting`] says. Never panics.
pub fn picture(painting: &Painting<'_>, format: Format) -> Vec<u8> {
    let pixels = paint::pixels(painting);
    match format {
        Format::Png => pixels.png(),
        Format::Jpeg => jpeg(&pixels),
        Format::Webp => webp(&pixels),
    }
}

fn jpeg(pixels: &Pixels) -> Vec<u8> {
    // A painting has at most 16384 pixels on a side.
    let (width, height) = (u16::try_from(pixels.width), u16::try_from(pixels.height));
    let (Ok(width), Ok(height)) = (width, height) else { return Vec::new() };
    let mut bytes = Vec::with_capacity(pixels.data.len() / 16 + 1024);
    let mut encoder = Encoder::new(&mut bytes, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    let colours = if pixels.grey { ColorType::Luma } else { ColorType::Rgb };
    // Writing to memory cannot fail, and the data has the size given.
    let written = encoder.encode(&pixels.data, width, height, colours);
    debug_assert!(written.is_ok(), "{written:?}");
    bytes
}

fn webp(pixels: &Pixels) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(pixels.data.len() / 4 + 1024);
    let colours = if pixels.grey { image_webp::ColorType::L8 } else { image_webp::ColorType::Rgb8 };
    let encoder = image_webp::WebPEncoder::new(&mut bytes);
    // As above; WebP takes up to 16384 pixels on a side, as paintings do.
    let written = encoder.encode(&pixels.data, pixels.width, pixels.height, colours);
    debug_assert!(written.is_ok(), "{written:?}");
    bytes
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn painting(prompt: &'static str, width: u32, height: u32) -> Painting<'static> {
        Painting { prompt, seed: 3, width, height, model: "m", references: &[] }
    }

    /// Size and RGB pixels, by the decoder for uploads of that format.
    fn read(bytes: &[u8], format: Format) -> (usize, usize, Vec<u8>) {
        match format {
            Format::Png => {
                let decoder = png::Decoder::new(Cursor::new(bytes));
                let mut reader = decoder.read_info().unwrap();
                let mut data = vec![0; reader.output_buffer_size().unwrap()];
                let frame = reader.next_frame(&mut data).unwrap();
                let data = match frame.color_type {
                    png::ColorType::Grayscale => data.iter().flat_map(|&v| [v; 3]).collect(),
                    _ => data,
                };
                (frame.width as usize, frame.height as usize, data)
            }
            Format::Jpeg => {
                let options = zune_jpeg::zune_core::options::DecoderOptions::default()
                    .jpeg_set_out_colorspace(zune_jpeg::zune_core::colorspace::ColorSpace::RGB);
                let mut decoder = zune_jpeg::JpegDecoder::new_with_options(Cursor::new(bytes), options);
                let data = decoder.decode().unwrap();
                let (width, height) = decoder.dimensions().unwrap();
                (width, height, data)
            }
            Format::Webp => {
                let mut decoder = image_webp::WebPDecoder::new(Cursor::new(bytes)).unwrap();
                let mut data = vec![0; decoder.output_buffer_size().unwrap()];
                decoder.read_image(&mut data).unwrap();
                let (width, height) = decoder.dimensions();
                (width as usize, height as usize, data)
            }
        }
    }

    #[test]
    fn every_format_shows_the_same_picture_in_exactly_the_asked_size() {
        for (prompt, width, height) in [
            ("a red bicycle leaning on a stone wall", 320, 180),
            ("charcoal sketch of a village", 203, 131),
            ("sea", 17, 33),
            ("sea", 1, 1),
        ] {
            let painting = painting(prompt, width, height);
            let (_, _, exact) = read(&picture(&painting, Format::Png), Format::Png);
            for (format, tolerance) in [(Format::Jpeg, 4.0), (Format::Webp, 0.0)] {
                let bytes = picture(&painting, format);
                assert_eq!(infer::get(&bytes).map(|kind| kind.mime_type()), Some(format.media_type()));
                let (w, h, data) = read(&bytes, format);
                assert_eq!((w, h), (width as usize, height as usize), "{prompt} {format:?}");
                assert_eq!(data.len(), exact.len());
                let sum: u32 = data.iter().zip(&exact).map(|(a, b)| u32::from(a.abs_diff(*b))).sum();
                let error = f64::from(sum) / f64::from(width * height * 3);
                assert!(error <= tolerance, "{prompt} {format:?}: {error} shades on average");
            }
        }
    }

    #[test]
    fn the_same_request_gives_the_same_bytes() {
        for format in [Format::Png, Format::Jpeg, Format::Webp] {
            let painting = painting("harbour at night", 200, 120);
            assert_eq!(picture(&painting, format), picture(&painting, format));
        }
    }

    #[test]
    fn absurd_sizes_are_clamped() {
        let (w, h, _) = read(&picture(&painting("x", 0, 0), Format::Jpeg), Format::Jpeg);
        assert_eq!((w, h), (1, 1));
        let (w, h, _) = read(&picture(&painting("x", u32::MAX, 2), Format::Jpeg), Format::Jpeg);
        assert_eq!((w, h), (16_384, 2));
        // The decoder reads a size of 2^14 as 0, though the format allows it: the file is looked at instead.
        let webp = picture(&painting("x", u32::MAX, 2), Format::Webp);
        assert_eq!((&webp[12..16], webp[20]), (&b"VP8L"[..], 0x2f));
        assert_eq!(
            u32::from_le_bytes([webp[21], webp[22], webp[23], webp[24]]) & 0xfff_ffff,
            0x3fff | 1 << 14
        );
    }
}

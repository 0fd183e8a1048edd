//! Untrusted picture files to pixels, with a ceiling on what a file may cost.

use std::io::Cursor;

use tiny_skia::{IntSize, Pixmap};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The most pixels a file may have: 64 million, about 256 MB while decoding.
const MAX_PIXELS: u64 = 64_000_000;

/// The longest side, against files that are one pixel high and claim to be a billion wide.
const MAX_SIDE: u32 = 16_384;

/// The longest side kept after decoding. No print is shown larger.
const KEPT_SIDE: u32 = 2048;

/// Decodes PNG, JPEG, WebP or GIF (first frame), recognised by content.
///
/// `None` when the file is something else, damaged beyond use, or too large.
pub(super) fn decode(bytes: &[u8]) -> Option<Pixmap> {
    let raster = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png(bytes)
    } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        jpeg(bytes)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        webp(bytes)
    } else if bytes.starts_with(b"GIF8") {
        gif(bytes)
    } else {
        None
    }?;
    raster.shrunk_to(KEPT_SIDE).into_pixmap()
}

/// Straight (not premultiplied) RGBA, rows from the top.
struct Raster {
    width: u32,
    height: u32,
    rgba: Vec<u8>,
}

impl Raster {
    /// From pixels of `channels` bytes each: grey, grey and alpha, RGB or RGBA.
    fn new(width: u32, height: u32, channels: usize, data: Vec<u8>) -> Option<Self> {
        let pixels = usize::try_from(u64::from(width) * u64::from(height)).ok()?;
        if pixels == 0 || data.len() < pixels.checked_mul(channels)? {
            return None;
        }
        let rgba = match channels {
            1 => data[..pixels].iter().flat_map(|&grey| [grey, grey, grey, 255]).collect(),
            2 => data[..pixels * 2].chunks_exact(2).flat_map(|p| [p[0], p[0], p[0], p[1]]).collect(),
            3 => data[..pixels * 3].chunks_exact(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect(),
            4 => data,
            _ => return None,
        };
        Some(Self { width, height, rgba })
    }

    /// Averages blocks of pixels until no side is longer than `side`.
    fn shrunk_to(self, side: u32) -> Self {
        let factor = self.width.max(self.height).div_ceil(side).max(1);
        if factor == 1 {
            return self;
        }
        let (width, height) = ((self.width / factor).max(1), (self.height / factor).max(1));
        let mut rgba = Vec::with_capacity(width as usize * height as usize * 4);
        for y in 0..height {
            for x in 0..width {
                let mut sum = [0u32; 4];
                let mut count = 0;
                for row in (y * factor)..((y + 1) * factor).min(self.height) {
                    for column in (x * factor)..((x + 1) * factor).min(self.width) {
                        let at = (row as usize * self.width as usize + column as usize) * 4;
                        for (total, &part) in sum.iter_mut().zip(&self.rgba[at..at + 4]) {
                            *total += u32::from(part);
                        }
                        count += 1;
                    }
                }
                rgba.extend(sum.map(|total| (total / count.max(1)) as u8));
            }
        }
        Self { width, height, rgba }
    }

    /// Turned and mirrored as an EXIF orientation (1 to 8) says; other values change nothing.
    fn oriented(self, orientation: u16) -> Self {
        if !(2..=8).contains(&orientation) {
            return self;
        }
        let (w, h) = (self.width as usize, self.height as usize);
        let turned = orientation >= 5;
        let (width, height) = if turned { (h, w) } else { (w, h) };
        let mut rgba = Vec::with_capacity(self.rgba.len());
        for y in 0..height {
            for x in 0..width {
                let (sx, sy) = match orientation {
                    2 => (w - 1 - x, y),
                    3 => (w - 1 - x, h - 1 - y),
                    4 => (x, h - 1 - y),
                    5 => (y, x),
                    6 => (y, h - 1 - x),
                    7 => (w - 1 - y, h - 1 - x),
                    _ => (w - 1 - y, x),
                };
                let at = (sy * w + sx) * 4;
                rgba.extend_from_slice(&self.rgba[at..at + 4]);
            }
        }
        Self { width: width as u32, height: height as u32, rgba }
    }

    fn into_pixmap(mut self) -> Option<Pixmap> {
        for pixel in self.rgba.chunks_exact_mut(4) {
            let alpha = u16::from(pixel[3]);
            if alpha < 255 {
                for part in &mut pixel[..3] {
                    *part = ((u16::from(*part) * alpha + 127) / 255) as u8;
                }
            }
        }
        Pixmap::from_vec(self.rgba, IntSize::from_wh(self.width, self.height)?)
    }
}

fn affordable(width: u32, height: u32) -> bool {
    let pixels = u64::from(width) * u64::from(height);
    (1..=MAX_PIXELS).contains(&pixels) && width <= MAX_SIDE && height <= MAX_SIDE
}

fn png(bytes: &[u8]) -> Option<Raster> {
    let limits = png::Limits { bytes: MAX_PIXELS as usize * 8 };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    if !affordable(reader.info().width, reader.info().height) {
        return None;
    }
    let mut data = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut data).ok()?;
    Raster::new(frame.width, frame.height, frame.color_type.samples(), data)
}

fn jpeg(bytes: &[u8]) -> Option<Raster> {
    let options = DecoderOptions::default()
        .set_max_width(MAX_SIDE as usize)
        .set_max_height(MAX_SIDE as usize)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    let info = decoder.info()?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    if !affordable(width, height) {
        return None;
    }
    let data = decoder.decode().ok()?;
    let orientation = decoder.exif().map_or(1, |exif| exif_orientation(exif));
    // Shrunk before it is turned, so that turning costs little.
    Some(Raster::new(width, height, 3, data)?.shrunk_to(KEPT_SIDE).oriented(orientation))
}

fn webp(bytes: &[u8]) -> Option<Raster> {
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(bytes)).ok()?;
    let (width, height) = decoder.dimensions();
    if !affordable(width, height) {
        return None;
    }
    decoder.set_memory_limit(MAX_PIXELS as usize * 8);
    let mut data = vec![0; decoder.output_buffer_size()?];
    decoder.read_image(&mut data).ok()?;
    let channels = if decoder.has_alpha() { 4 } else { 3 };
    Raster::new(width, height, channels, data)
}

fn gif(bytes: &[u8]) -> Option<Raster> {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    let mut decoder = options.read_info(Cursor::new(bytes)).ok()?;
    if !affordable(decoder.width().into(), decoder.height().into()) {
        return None;
    }
    // The first frame alone, without the canvas around it: good enough to recognise the picture.
    let frame = decoder.next_frame_info().ok()??;
    let (width, height) = (u32::from(frame.width), u32::from(frame.height));
    if !affordable(width, height) {
        return None;
    }
    let mut data = vec![0; decoder.buffer_size()];
    decoder.read_into_buffer(&mut data).ok()?;
    Raster::new(width, height, 4, data)
}

/// The orientation tag of an EXIF block (TIFF), or 1 when there is none: phones store portraits lying down.
fn exif_orientation(exif: &[u8]) -> u16 {
    let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let big_endian = match tiff.get(..4) {
        Some(b"MM\0*") => true,
        Some(b"II*\0") => false,
        _ => return 1,
    };
    let short = |at: usize| -> Option<u16> {
        let pair = [*tiff.get(at)?, *tiff.get(at.checked_add(1)?)?];
        Some(if big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    };
    let long = |at: usize| -> Option<usize> {
        let (first, second) = (usize::from(short(at)?), usize::from(short(at.checked_add(2)?)?));
        Some(if big_endian { first << 16 | second } else { second << 16 | first })
    };
    let directory = long(4).unwrap_or(usize::MAX);
    let entries = short(directory).unwrap_or(0);
    (0..usize::from(entries))
        .map_while(|entry| directory.checked_add(2 + entry * 12))
        .find(|&entry| short(entry) == Some(0x0112))
        .and_then(|entry| short(entry.checked_add(8)?))
        .unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turning_moves_the_corner() {
        let corners = || Raster { width: 2, height: 1, rgba: vec![1, 1, 1, 255, 2, 2, 2, 255] };
        let first = |orientation| corners().oriented(orientation).rgba[0];
        assert_eq!([1, 2, 3, 4, 5, 6, 7, 8, 99].map(first), [1, 2, 2, 1, 1, 1, 2, 2, 1]);
        assert_eq!(corners().oriented(6).height, 2);
    }

    #[test]
    fn orientation_is_read_in_both_byte_orders() {
        let big = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0";
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0";
        assert_eq!((exif_orientation(big), exif_orientation(little)), (6, 8));
        assert_eq!(exif_orientation(b"II*\0\xff\xff\xff\xff"), 1);
        assert_eq!(exif_orientation(b""), 1);
    }

    #[test]
    fn absurd_sizes_are_refused() {
        assert!(affordable(8000, 8000));
        assert!(!affordable(8001, 8000) && !affordable(20_000, 2) && !affordable(0, 5));
    }
}

//! What every picture must be, whatever was asked for.

use std::io::Cursor;

use super::*;

const MODEL: &str = "gemini-3.1-flash-image-preview";

fn picture(prompt: &str, seed: u64, width: u32, height: u32, references: &[Reference]) -> Vec<u8> {
    paint(&Painting { prompt, seed, width, height, model: MODEL, references })
}

/// Width, height and RGB pixels.
fn read(png: &[u8]) -> (u32, u32, Vec<[u8; 3]>) {
    let mut decoder = png::Decoder::new(Cursor::new(png));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().expect("a PNG header");
    let mut data = vec![0; reader.output_buffer_size().expect("a size that fits")];
    let frame = reader.next_frame(&mut data).expect("whole PNG data");
    let samples = frame.color_type.samples();
    let pixels = data[..frame.buffer_size()].chunks_exact(samples);
    let pixels = pixels.map(|p| if samples < 3 { [p[0]; 3] } else { [p[0], p[1], p[2]] }).collect();
    (frame.width, frame.height, pixels)
}

/// The mean difference of two pictures of one size, in shades of 255.
fn distance(a: &[u8], b: &[u8]) -> f64 {
    let ((_, _, a), (_, _, b)) = (read(a), read(b));
    assert_eq!(a.len(), b.len());
    let sum: u64 = a.iter().flatten().zip(b.iter().flatten()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / (a.len() * 3) as f64
}

/// A PNG of one colour.
fn plain(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let data = colour.repeat((width * height) as usize);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&data).expect("pixels");
    writer.finish().expect("an end");
    bytes
}

/// The share of pixels near a colour.
fn share(png: &[u8], colour: [u8; 3]) -> f64 {
    let (_, _, pixels) = read(png);
    let near = |p: &[u8; 3]| p.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 40);
    pixels.iter().filter(|p| near(p)).count() as f64 / pixels.len() as f64
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    for prompt in PROMPTS {
        assert_eq!(picture(prompt, 9, 160, 90, &[]), picture(prompt, 9, 160, 90, &[]), "{prompt}");
    }
}

#[test]
fn other_prompts_and_seeds_look_different() {
    let first = picture("A lighthouse on a cliff at dusk", 1, 240, 135, &[]);
    for (prompt, seed) in
        [("A lighthouse on a cliff at dusk", 2), ("A lighthouse on a cliff at dawn", 1), ("zxqv", 1)]
    {
        let other = picture(prompt, seed, 240, 135, &[]);
        assert!(distance(&first, &other) > 3.0, "{prompt} {seed}: {}", distance(&first, &other));
    }
}

#[test]
fn every_scene_has_exactly_the_asked_size() {
    let sizes = [(64, 64), (320, 40), (40, 320), (201, 133), (1, 1), (1, 300), (300, 1), (7, 3)];
    for (index, prompt) in PROMPTS.iter().enumerate() {
        // Every prompt in two of the sizes; all sizes are covered many times over.
        for shift in [0, 3] {
            let (width, height) = sizes[(index + shift) % sizes.len()];
            let (w, h, _) = read(&picture(prompt, index as u64, width, height, &[]));
            assert_eq!((w, h), (width, height), "{prompt}");
        }
    }
}

#[test]
fn absurd_sizes_are_clamped() {
    assert_eq!(read(&picture("sea", 1, 0, 0, &[])).0, 1);
    let (w, h, _) = read(&picture("sea", 1, u32::MAX, 2, &[]));
    assert_eq!((w, h), (16_384, 2));
}

#[test]
fn absurd_prompts_are_painted_too() {
    let long = "lighthouse ".repeat(10_000);
    let control: String = (0..400u32).filter_map(char::from_u32).collect();
    for prompt in [
        "",
        " \n\t ",
        &long,
        &control,
        "\u{202e}\u{0}\u{feff}",
        "🦀🦀🦀🦀",
        "شاطئ جميل",
        "雪山下的灯塔",
        "%s%n{}",
    ] {
        assert_eq!(read(&picture(prompt, u64::MAX, 260, 150, &[])).1, 150);
    }
    let nameless = Painting { prompt: "x", seed: 0, width: 260, height: 150, model: "", references: &[] };
    assert!(!paint(&nameless).is_empty());
}

#[test]
fn references_are_visible_in_their_own_colours() {
    let green = [20, 200, 40];
    let reference = Reference::from_bytes(&plain(300, 200, green), "green.png");
    assert!(reference.is_decoded());
    let without = picture("ocean", 3, 640, 360, &[]);
    let one = picture("ocean", 3, 640, 360, std::slice::from_ref(&reference));
    assert!(share(&without, green) < 0.01);
    assert!(share(&one, green) > 0.12, "a single print is large: {}", share(&one, green));
    for count in 2..=14 {
        let many = picture("ocean", 3, 640, 360, &vec![reference.clone(); count]);
        assert!(share(&many, green) > 0.06, "{count}: {}", share(&many, green));
    }
}

#[test]
fn a_sketch_of_a_reference_is_grey_and_shows_it() {
    let reference = Reference::from_bytes(&plain(30, 20, [200, 30, 30]), "r");
    let sketch = picture("redraw as a charcoal sketch", 1, 300, 200, &[reference]);
    assert!(read(&sketch).2.iter().all(|[r, g, b]| r == g && g == b));
}

#[test]
fn all_upload_formats_are_decoded() {
    let mut webp = Vec::new();
    let encoder = image_webp::WebPEncoder::new(&mut webp);
    encoder.encode(&[10, 20, 200].repeat(64), 8, 8, image_webp::ColorType::Rgb8).expect("a WebP");
    let mut gif = Vec::new();
    let mut encoder = gif::Encoder::new(&mut gif, 8, 8, &[10, 20, 200]).expect("a GIF");
    encoder.write_frame(&gif::Frame::from_indexed_pixels(8, 8, vec![0; 64], None)).expect("a frame");
    drop(encoder);
    let jpeg = include_bytes!("fixtures/blue.jpg");
    for bytes in [&webp[..], &gif[..], &jpeg[..], &plain(8, 8, [10, 20, 200])[..]] {
        let reference = Reference::from_bytes(bytes, "blue");
        assert!(reference.is_decoded());
        let (hue, _) = reference.dominant().expect("a colour");
        assert!(hue.b > 0.7 && hue.r < 0.15, "{hue:?}");
    }
}

#[test]
fn an_orientation_tag_turns_the_photo() {
    // 16 by 8 pixels, to be shown turned by a quarter.
    let photo = Reference::from_bytes(include_bytes!("fixtures/turned.jpg"), "photo");
    assert!(photo.aspect() < 1.0, "{}", photo.aspect());
}

#[test]
fn garbage_becomes_a_card_and_never_a_panic() {
    let whole = plain(40, 30, [9, 99, 199]);
    let jpeg = include_bytes!("fixtures/blue.jpg");
    let mut files: Vec<Vec<u8>> =
        vec![Vec::new(), b"not an image".to_vec(), b"GIF89a".to_vec(), b"RIFF....WEBPVP8 ".to_vec()];
    files.extend((0..whole.len()).step_by(7).map(|end| whole[..end].to_vec()));
    files.extend((0..jpeg.len()).step_by(11).map(|end| jpeg[..end].to_vec()));
    for (index, byte) in (0..jpeg.len()).step_by(5).enumerate() {
        let mut broken = jpeg.to_vec();
        broken[byte] ^= 0xff >> (index % 7);
        files.push(broken);
    }
    for file in &files {
        let reference = Reference::from_bytes(file, "broken\u{0}");
        assert!(reference.aspect().is_finite());
    }
    let card = Reference::from_bytes(&files[1], "broken");
    assert!(!card.is_decoded());
    assert!(distance(&picture("sea", 1, 400, 300, &[]), &picture("sea", 1, 400, 300, &[card])) > 5.0);
}

#[test]
fn a_header_that_promises_too_much_is_refused() {
    let mut bomb = plain(8, 8, [1, 2, 3]);
    // Width and height in the header chunk; its checksum no longer fits, which alone must not be relied on.
    bomb[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    assert!(!Reference::from_bytes(&bomb, "bomb").is_decoded());
    let jpeg = include_bytes!("fixtures/blue.jpg");
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("a frame header");
    let mut huge = jpeg.to_vec();
    huge[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    assert!(!Reference::from_bytes(&huge, "huge").is_decoded());
}

#[test]
fn more_references_than_fit_are_left_out() {
    let reference = Reference::from_bytes(&plain(5, 5, [1, 2, 3]), "r");
    assert!(!picture("sea", 1, 128, 128, &vec![reference; 40]).is_empty());
}

/// One for each scene, thing, weather and manner.
const PROMPTS: &[&str] = &[
    "A lighthouse on a cliff at dusk",
    "snowy mountains",
    "a city at night",
    "a red bicycle leaning on a stone wall",
    "Poster of the newest high-speed train in service",
    "forest in fog",
    "a flower garden in spring with a cottage",
    "desert dunes at noon",
    "a rocket flying past saturn",
    "quiet thoughts",
    "a mountain lake at dawn with a sailing boat",
    "hot air balloons over fields in autumn",
    "neon street in the rain",
    "a cat and a dog watching the moon on the beach",
    "aurora over a frozen lake, snowfall",
    "a suspension bridge over the bay in a thunderstorm",
    "a woman on a hill, birds, clouds",
    "watercolor of a harbour",
    "charcoal sketch of a village in winter",
    "rocket launch over the desert at night",
];

//! What every film must be: read back box by box, and against its last picture.

use std::collections::HashSet;
use std::io::Cursor;

use super::*;

fn painting(width: u32, height: u32) -> Painting<'static> {
    Painting {
        prompt: "A lighthouse on a cliff at dusk, a sailing boat",
        seed: 7,
        width,
        height,
        model: "seedance-2",
        references: &[],
    }
}

fn shot(width: u32, height: u32, milliseconds: u64) -> Film<'static> {
    Film::new(painting(width, height), Duration::from_millis(milliseconds)).unwrap()
}

/// The boxes in some bytes: name, place of the content, content. They fill the bytes exactly.
fn boxes(bytes: &[u8]) -> Vec<(&str, usize, &[u8])> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let length = number(bytes, at) as usize;
        assert!(
            length >= 8 && at + length <= bytes.len(),
            "a box of {length} bytes at {at} of {}",
            bytes.len()
        );
        let name = std::str::from_utf8(&bytes[at + 4..at + 8]).unwrap();
        found.push((name, at + 8, &bytes[at + 8..at + length]));
        at += length;
    }
    found
}

/// The content of the box at a path such as `moov/trak`.
fn inside<'a>(bytes: &'a [u8], path: &str) -> &'a [u8] {
    path.split('/').fold(bytes, |bytes, name| {
        let all = boxes(bytes);
        let mut named = all.iter().filter(|found| found.0 == name);
        let one = named.next().unwrap_or_else(|| panic!("no {name} of {path}"));
        assert!(named.next().is_none(), "one {name}");
        one.2
    })
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap())
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|chunk| number(chunk, 0)).collect()
}

#[test]
fn the_file_says_what_is_in_it() {
    let shots = [
        (320, 180, 2500, 24),
        (320, 180, 3000, 25),
        (17, 33, 1000, 30),
        (202, 120, 100, 60),
        (64, 64, 1500, 1),
    ];
    for (width, height, milliseconds, speed) in shots {
        let film_of = shot(width, height, milliseconds).with_speed(speed).unwrap();
        let file = film(&film_of, Container::Mp4);
        let top = boxes(&file);
        assert_eq!(
            top.iter().map(|found| found.0).collect::<Vec<_>>(),
            ["ftyp", "moov", "mdat"],
            "playable at once"
        );
        let frames = film_of.frames() as u32;
        assert_eq!(frames, ((milliseconds * u64::from(speed) + 500) / 1000) as u32);

        let shown = film_of.size();
        assert!(shown.0 - width < 2 && shown.1 - height < 2 && shown.0 % 2 + shown.1 % 2 == 0);
        for head in ["moov/mvhd", "moov/trak/mdia/mdhd"] {
            let head = inside(&file, head);
            assert_eq!(number(head, 16), frames * (number(head, 12) / speed), "duration in {speed}ths");
            assert_eq!(number(head, 12) % speed, 0);
        }
        let track = inside(&file, "moov/trak/tkhd");
        assert_eq!(number(track, 20), number(inside(&file, "moov/mvhd"), 16));
        assert_eq!((number(track, 76), number(track, 80)), (shown.0 << 16, shown.1 << 16));
        assert_eq!(track.len(), 84);

        let table = inside(&file, "moov/trak/mdia/minf/stbl");
        let list = |name: &str| numbers(inside(table, name));
        assert_eq!(list("stts")[1..3], [1, frames]);
        assert_eq!(list("stsc"), [0, 1, 1, frames, 1]);
        assert_eq!(list("stsz")[1..3], [0, frames]);
        let sizes = &list("stsz")[3..];
        assert_eq!(sizes.len(), frames as usize);
        let (_, start, data) = top[2];
        assert_eq!(list("stco"), [0, 1, start as u32]);
        assert_eq!(sizes.iter().sum::<u32>() as usize, data.len());

        // Each sample is one unit with its length before it; those that stand alone are the ones that are
        // listed.
        let (mut at, mut alone) = (0, Vec::new());
        for (index, &size) in sizes.iter().enumerate() {
            assert_eq!(number(data, at) + 4, size);
            match data[at + 4] {
                0x65 => alone.push(index as u32 + 1),
                other => assert_eq!(other, 0x01),
            }
            at += size as usize;
        }
        assert_eq!(list("stss")[2..], alone[..]);
        let gaps = alone.windows(2).map(|pair| pair[1] - pair[0]);
        assert!(alone[0] == 1 && gaps.into_iter().all(|gap| gap <= speed * 2 + 3), "{alone:?}");
    }
}

#[test]
fn the_decoder_is_told_size_profile_and_colours() {
    let file = film(&shot(202, 130, 1000), Container::Mp4);
    let entry = inside(&file, "moov/trak/mdia/minf/stbl/stsd");
    let (name, _, entry) = boxes(&entry[8..])[0];
    assert_eq!((name, &entry[24..28]), ("avc1", &[0, 202, 0, 130][..]));
    let parts = &entry[78..];
    assert_eq!(inside(parts, "colr"), b"nclx\0\x01\0\x01\0\x01\0");
    assert_eq!(inside(parts, "pasp"), [0, 0, 0, 1, 0, 0, 0, 1]);
    let parameters = inside(parts, "avcC");
    assert_eq!(parameters[..3], [1, 66, 0b1100_0000]);
    assert_eq!(parameters[4..6], [0xff, 0xe1], "lengths of four bytes, one sequence set");
    let length = usize::from(parameters[7]);
    assert_eq!(parameters[1..4], parameters[9..12], "the profile of the sequence set itself");
    assert_eq!(parameters[8], 0x67);
    assert_eq!(parameters[8 + length..8 + length + 2], [1, 0]);
    assert_eq!(parameters[8 + length + 3], 0x68);
}

#[test]
fn a_quicktime_film_has_the_same_pictures() {
    let film_of = shot(64, 64, 1000);
    let (mp4, mov) = (film(&film_of, Container::Mp4), film(&film_of, Container::Mov));
    assert_eq!((&mp4[8..12], &mov[8..12]), (&b"isom"[..], &b"qt  "[..]));
    assert_eq!(inside(&mp4, "mdat"), inside(&mov, "mdat"));
}

#[test]
fn the_same_request_gives_the_same_bytes_and_another_seed_others() {
    let film_of = shot(128, 72, 1500);
    assert_eq!(film(&film_of, Container::Mp4), film(&film_of, Container::Mp4));
    assert_eq!(last_frame(&film_of), last_frame(&film_of));
    let other = Film { painting: Painting { seed: 8, ..film_of.painting }, ..film_of };
    assert_ne!(film(&film_of, Container::Mp4), film(&other, Container::Mp4));
}

#[test]
fn the_camera_moves_steadily_and_stays_over_the_scene() {
    for (width, speed, seconds) in [
        (1280, 24, 5),
        (1280, 24, 60),
        (3840, 24, 10),
        (3840, 60, 15),
        (640, 25, 8),
        (17, 30, 60),
        (1, 1, 60),
        (2, 60, 60),
    ] {
        let film_of = shot(width, 90, seconds * 1000).with_speed(speed).unwrap();
        let camera = film_of.camera();
        assert!(camera.step >= 1 && camera.group <= LONGEST_GROUP);
        for frame in (0..camera.frames).step_by(camera.group) {
            assert_eq!(frame * camera.step as usize % 4, 0, "full pictures begin at a whole pixel");
        }
        let travel = camera.pixel(camera.frames - 1);
        assert!(travel > 0, "it moves");
        let creeping = camera.step == 1;
        assert!(creeping || travel <= width as usize * 3 / 10, "{width} {speed} {seconds}: {travel}");
    }
    assert_eq!(shot(1280, 720, 5000).camera().step, 4, "a pixel for each picture");
}

#[test]
fn the_last_frame_is_what_the_camera_saw_last() {
    let film_of = shot(320, 180, 1000);
    let camera = film_of.camera();
    let set = Set::build(&film_of, camera);
    let png = last_frame(&film_of);
    let mut reader = png::Decoder::new(Cursor::new(&png)).read_info().unwrap();
    let mut data = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut data).unwrap();
    assert_eq!((frame.width, frame.height), film_of.size());
    let pixel = |x: usize, y: usize| &data[(y * 320 + x) * 3..][..3];
    let travel = camera.pixel(camera.frames - 1);
    assert!(travel > 10);
    let border = set.scene.height as usize;
    assert!(border > 100 && border < 180 && border.is_multiple_of(16), "{border}");
    let strip = set.strip.as_ref().unwrap();
    for x in (0..320).step_by(7) {
        assert_eq!(pixel(x, 60), set.scene.rgb(x + travel, 60));
        assert_eq!(pixel(x, 175), strip.rgb(x, 175 - border), "the caption stands still");
    }
    let letters: HashSet<_> =
        (0..320).flat_map(|x| (border..180).map(move |y| (x, y))).map(|(x, y)| pixel(x, y)).collect();
    assert!(letters.len() > 10, "the caption is there");
}

#[test]
fn a_film_is_small() {
    let size = film(&shot(640, 360, 5000), Container::Mp4).len();
    assert!((10_000..250_000).contains(&size), "{size} bytes");
}

#[test]
fn impossible_films_are_refused_with_a_reason() {
    let of = |width, height, length| Film::new(painting(width, height), length).map(|film| film.frames());
    let second = Duration::from_secs(1);
    assert_eq!(of(0, 5, second), Err(FilmError::Size { width: 0, height: 5 }));
    assert_eq!(of(5, 4097, second), Err(FilmError::Size { width: 5, height: 4097 }));
    assert_eq!(of(u32::MAX, u32::MAX, second), Err(FilmError::Size { width: u32::MAX, height: u32::MAX }));
    assert_eq!(of(8, 8, Duration::MAX), Err(FilmError::TooLong(Duration::MAX)));
    let long = of(8, 8, Duration::from_secs(61)).unwrap_err();
    assert_eq!(long.to_string(), "a film of 61 s is too long: ask for at most 60 s");
    assert_eq!(
        of(8, 8, Duration::ZERO),
        Err(FilmError::Empty { length: Duration::ZERO, frames_per_second: 24 })
    );
    assert_eq!(of(8, 8, Duration::from_millis(30)), Ok(1));
    assert_eq!(of(4096, 4096, Film::LONGEST), Ok(1440));
    for speed in [0, 61, u32::MAX] {
        assert_eq!(shot(8, 8, 1000).with_speed(speed).unwrap_err(), FilmError::Speed(speed));
    }
    assert_eq!(
        shot(8, 8, 400).with_speed(1).unwrap_err().to_string(),
        "0.4 s at 1 pictures a second is no picture: ask for more"
    );
}

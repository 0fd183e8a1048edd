//! What is written must be what a decoder reads.

use std::path::Path;
use std::{env, fs};

use super::decode::{self, Parameters};
use super::*;

/// A picture with gradients, hard edges, noise and colours, made of whole numbers only.
fn scenery(width: usize, height: usize, noise: u32) -> Yuv {
    let mut state = 1u32;
    Yuv::from_rows(width, height, |y, line| {
        for (x, pixel) in line.iter_mut().enumerate() {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let speck = (state >> 16) % (noise + 1);
            let edge = if (x / 23 + y / 37) % 3 == 0 { 120 } else { 0 };
            let part = |base: usize| (base as u32 % 200 + speck + edge).min(255) as u8;
            *pixel = [part(x + y), part(x * 2 + 50), part(y * 3 + x / 2)];
        }
    })
}

/// Luma noise ratio in decibels.
fn quality(a: &Yuv, b: &Yuv) -> f64 {
    let pairs = a.planes[0].data.iter().zip(&b.planes[0].data);
    let squares = pairs.map(|(a, b)| f64::from(a.abs_diff(*b)).powi(2));
    let (count, sum) = squares.fold((0.0, 0.0), |(count, sum), square| (count + 1.0, sum + square));
    10.0 * (255.0 * 255.0 * count / sum).log10()
}

#[test]
fn a_decoder_rebuilds_exactly_what_the_encoder_saw() {
    for (size, noise) in [((16, 16), 0), ((64, 48), 10), ((320, 176), 40), ((96, 96), 255), ((1280, 720), 4)]
    {
        let encoder = Encoder::new(size, 20, 24);
        let (sequence, picture) = encoder.parameters();
        let parameters = decode::parameters(&sequence, &picture);
        let (width, height) = encoder.coded_size();
        let source = scenery(width, height, noise);
        let (unit, made) = encoder.full(&source, 1);
        assert!(decode::full(&unit, parameters) == made, "{size:?} with noise {noise}");
        let quality = quality(&source, &made);
        assert!(quality > 38.0, "{size:?} with noise {noise}: {quality} dB");
    }
}

#[test]
fn extreme_pictures_are_rebuilt_too() {
    for rgb in [[[0; 3], [255; 3]], [[255, 0, 0], [0, 0, 255]], [[0, 255, 0], [255, 0, 255]]] {
        for period in [1, 2, 3, 16, 17] {
            let encoder = Encoder::new((64, 64), 0, 24);
            let (sequence, picture) = encoder.parameters();
            let source = Yuv::from_rows(64, 64, |y, line| {
                line.iter_mut()
                    .enumerate()
                    .for_each(|(x, pixel)| *pixel = rgb[(x / period + y / period) % 2]);
            });
            let (unit, made) = encoder.full(&source, 0);
            assert!(decode::full(&unit, decode::parameters(&sequence, &picture)) == made, "{rgb:?} {period}");
        }
    }
}

#[test]
fn parameters_say_what_is_shown() {
    let encoder = Encoder::new((854, 478), 52, 30);
    let (sequence, picture) = encoder.parameters();
    let expected = Parameters {
        profile: 66,
        level: 31,
        across: 57,
        down: 30,
        width: 854,
        height: 478,
        frames_per_second: 30,
        qp: transform::QP,
    };
    assert_eq!(decode::parameters(&sequence, &picture), expected);
}

#[test]
fn moving_pictures_show_the_full_one_further_along() {
    // One column, one row and two more; with and without rows that stand still; standing still altogether.
    for (width, height) in [(16, 80), (96, 16), (160, 96), (32, 32)] {
        let encoder = Encoder::new((width, height), 0, 24);
        let (sequence, picture) = encoder.parameters();
        let parameters = decode::parameters(&sequence, &picture);
        let full = scenery(width as usize, height as usize, 30);
        for rows in [height as usize / 16, 1, 0] {
            for (place, pixels) in [(1, 0), (2, 2), (47, 10), (120, 94)] {
                let unit = encoder.moving(place, Shift { quarters: pixels * 4, rows });
                let (order, moved) = decode::moving(&unit, parameters, &full);
                assert_eq!(order, place);
                for (plane, (from, to)) in full.planes.iter().zip(&moved.planes).enumerate() {
                    let (shift, border) =
                        if plane == 0 { (pixels, rows * 16) } else { (pixels / 2, rows * 8) };
                    for (index, &value) in to.data.iter().enumerate() {
                        let (x, y) = (index % to.width, index / to.width);
                        let along = if y < border { shift as usize } else { 0 };
                        let source = y * from.width + (x + along).min(from.width - 1);
                        assert_eq!(
                            value, from.data[source],
                            "{width}x{height} {rows} {pixels} {plane} {x},{y}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_moving_picture_costs_nearly_nothing() {
    let encoder = Encoder::new((1280, 720), 52, 24);
    assert!(encoder.moving(9, Shift { quarters: 36, rows: 41 }).len() < 160);
}

/// A stream of a few pictures with start codes, and the full pictures in it as the encoder saw them.
fn stream() -> (Vec<u8>, Vec<Yuv>) {
    let encoder = Encoder::new((330, 202), 30, 24);
    let (sequence, picture) = encoder.parameters();
    let (width, height) = encoder.coded_size();
    let (mut units, mut fulls) = (vec![sequence, picture], Vec::new());
    for (group, noise) in [0, 20, 255].into_iter().enumerate() {
        let (unit, made) = encoder.full(&scenery(width, height, noise), group);
        units.push(unit);
        fulls.push(made);
        units.extend(
            (1..8).map(|place| encoder.moving(place as usize, Shift { quarters: place * 5, rows: 11 })),
        );
    }
    let stream = units.iter().flat_map(|unit| [&[0, 0, 0, 1], &unit[..]].concat()).collect();
    (stream, fulls)
}

/// The hash of a stream that an independent decoder reads without complaint and, with its smoothing switched
/// off, to the very pixels of the encoder. Whoever changes the encoder writes the new stream with the test
/// below, decodes it with such a program, compares, and puts the new hash here.
#[test]
fn the_stream_is_the_one_that_another_decoder_agreed_with() {
    let hash = stream().0.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    assert_eq!(format!("{hash:016x}"), "9e842450dabefee9");
}

#[test]
#[ignore = "writes films.h264 and full-N.yuv to the folder that MEDIA_FOLDER names, for other decoders"]
fn write_the_stream() {
    let folder = env::var("MEDIA_FOLDER").expect("a folder in MEDIA_FOLDER");
    let (stream, fulls) = stream();
    fs::write(Path::new(&folder).join("films.h264"), stream).unwrap();
    for (index, full) in fulls.iter().enumerate() {
        let data = full.planes.each_ref().map(|plane| &plane.data[..]).concat();
        fs::write(Path::new(&folder).join(format!("full-{index}.yuv")), data).unwrap();
    }
}

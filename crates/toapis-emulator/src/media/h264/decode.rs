//! A decoder of just what the encoder writes, for its tests: written from the standard, slow and strict.
//!
//! It shares nothing with the encoder but the code tables. It does not smooth edges, and moves by whole
//! pixels only.

mod reader;

use crate::media::yuv::{Plane, Yuv};
use reader::Reader;

/// What the parameter sets say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parameters {
    pub(super) profile: u32,
    pub(super) level: u32,
    pub(super) across: usize,
    pub(super) down: usize,
    /// The size that is shown.
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) frames_per_second: u32,
    pub(super) qp: u32,
}

/// Reads both parameter sets.
pub(super) fn parameters(sequence: &[u8], picture: &[u8]) -> Parameters {
    let mut bits = Reader::new(sequence, 0x67);
    let profile = bits.bits(8);
    assert_eq!(bits.bits(8), 0b1100_0000, "constrained, and a main profile decoder will do");
    let level = bits.bits(8);
    bits.expect_unsigned(&[0, 0, 0, 6, 1]);
    assert_eq!(bits.bits(1), 0);
    let (across, down) = (bits.unsigned() as usize + 1, bits.unsigned() as usize + 1);
    assert_eq!(bits.bits(2), 3, "frames only");
    let (mut right, mut below) = (0, 0);
    if bits.bits(1) == 1 {
        assert_eq!(bits.unsigned(), 0);
        right = bits.unsigned() as usize * 2;
        assert_eq!(bits.unsigned(), 0);
        below = bits.unsigned() as usize * 2;
    }
    assert_eq!(bits.bits(1), 1, "usability information");
    assert_eq!((bits.bits(1), bits.bits(8)), (1, 1), "square pixels");
    assert_eq!((bits.bits(1), bits.bits(1), bits.bits(3), bits.bits(1)), (0, 1, 5, 0), "limited range");
    assert_eq!((bits.bits(1), bits.bits(24)), (1, 0x01_0101), "BT.709");
    assert_eq!((bits.bits(1), bits.bits(1)), (0, 1));
    let (tick, scale) = (bits.bits(32), bits.bits(32));
    assert_eq!((tick, bits.bits(1), bits.bits(3), bits.bits(2)), (1, 1, 0, 3));
    bits.expect_unsigned(&[0, 0, 13, 9, 0, 1]);
    bits.expect_end();

    let mut bits = Reader::new(picture, 0x68);
    bits.expect_unsigned(&[0, 0]);
    assert_eq!(bits.bits(2), 0);
    bits.expect_unsigned(&[0, 0, 0]);
    assert_eq!(bits.bits(3), 0);
    let qp = (26 + bits.signed()) as u32;
    assert_eq!((bits.signed(), bits.signed(), bits.bits(3)), (0, 0, 0b100));
    bits.expect_end();
    Parameters {
        profile,
        level,
        across,
        down,
        width: across * 16 - right,
        height: down * 16 - below,
        frames_per_second: scale / 2,
        qp,
    }
}

/// Reads a full picture.
pub(super) fn full(unit: &[u8], parameters: Parameters) -> Yuv {
    let mut bits = Reader::new(unit, 0x65);
    bits.expect_unsigned(&[0, 7, 0]);
    assert_eq!(bits.bits(4), 0, "frame_num");
    assert!(bits.unsigned() < 2, "idr_pic_id");
    assert_eq!(bits.bits(12), 0, "order and flags");
    let qp = parameters.qp as i32 + bits.signed();
    assert_eq!((bits.unsigned(), bits.signed(), bits.signed()), (0, 0, 0));
    let (across, down) = (parameters.across, parameters.down);
    let mut decoder = Decoder {
        qp: qp as u32,
        made: Yuv::new(across * 16, down * 16),
        counts: [4, 2, 2].map(|side| vec![vec![0; across * side]; down * side]),
    };
    for y in 0..down {
        for x in 0..across {
            decoder.macroblock(&mut bits, x, y);
        }
    }
    bits.expect_end();
    decoder.made
}

/// Reads a moving picture, given the full one before it; its place in the group, and the picture.
pub(super) fn moving(unit: &[u8], parameters: Parameters, full: &Yuv) -> (usize, Yuv) {
    let mut bits = Reader::new(unit, 0x01);
    bits.expect_unsigned(&[0, 5, 0]);
    assert_eq!(bits.bits(4), 1, "frame_num");
    let place = bits.bits(10) as usize / 2;
    assert_eq!((bits.bits(2), bits.signed(), bits.unsigned()), (0, 0, 1));
    let (across, down) = (parameters.across, parameters.down);
    // The motion of each macroblock that was read.
    let mut motion: Vec<(i32, i32)> = Vec::new();
    while motion.len() < across * down {
        for _ in 0..bits.unsigned() {
            let guess = guess(&motion, across);
            let still = motion.len() < across || motion.len().is_multiple_of(across);
            let [left, above] = [1, across].map(|back| motion.len().checked_sub(back).map(|at| motion[at]));
            let still = still || left == Some((0, 0)) || above == Some((0, 0));
            motion.push(if still { (0, 0) } else { guess });
        }
        if motion.len() == across * down {
            break;
        }
        assert_eq!(bits.unsigned(), 0, "mb_type");
        let guess = guess(&motion, across);
        let own = (bits.signed(), bits.signed());
        motion.push((guess.0 + own.0, guess.1 + own.1));
        assert_eq!(bits.unsigned(), 0, "coded_block_pattern");
    }
    bits.expect_end();
    let mut made = full.clone();
    for (index, (x, y)) in motion.into_iter().enumerate() {
        for (plane, (from, to)) in full.planes.iter().zip(&mut made.planes).enumerate() {
            let (side, unit) = if plane == 0 { (16, 4) } else { (8, 8) };
            assert!(x % unit == 0 && y % unit == 0, "whole pixels only");
            let at = |base: usize, shift: i32, size: usize| {
                (base as i32 + shift / unit).clamp(0, size as i32 - 1) as usize
            };
            for (row, column) in
                (0..side * side).map(|k| (index / across * side + k / side, index % across * side + k % side))
            {
                let source = at(row, y, from.height) * from.width + at(column, x, from.width);
                to.data[row * to.width + column] = from.data[source];
            }
        }
    }
    (place, made)
}

/// The motion that the neighbours of the next macroblock suggest.
fn guess(motion: &[(i32, i32)], across: usize) -> (i32, i32) {
    let (x, y) = (motion.len() % across, motion.len() / across);
    let at = |x: usize, y: usize| motion[y * across + x];
    let left = (x > 0).then(|| at(x - 1, y));
    let above = (y > 0).then(|| at(x, y - 1));
    let corner = match (x, y) {
        (_, 0) => None,
        (x, y) if x + 1 < across => Some(at(x + 1, y - 1)),
        (0, _) => None,
        (x, y) => Some(at(x - 1, y - 1)),
    };
    match (left, above, corner) {
        (Some(only), None, None) | (None, Some(only), None) => only,
        _ => {
            let all = [left, above, corner].map(Option::unwrap_or_default);
            let middle = |mut values: [i32; 3]| {
                values.sort_unstable();
                values[1]
            };
            (middle(all.map(|motion| motion.0)), middle(all.map(|motion| motion.1)))
        }
    }
}

struct Decoder {
    qp: u32,
    made: Yuv,
    /// Coefficients of each block, by plane, row and column.
    counts: [Vec<Vec<usize>>; 3],
}

impl Decoder {
    fn macroblock(&mut self, bits: &mut Reader, x: usize, y: usize) {
        let kind = bits.unsigned();
        assert!((1..=24).contains(&kind), "only Intra 16x16, not mb_type {kind}");
        let (mode, chroma, luma) = ((kind - 1) % 4, (kind - 1) / 4 % 3, kind > 12);
        let chroma_mode = bits.unsigned();
        assert_eq!(bits.signed(), 0, "mb_qp_delta");
        let table = self.table(0, x * 4, y * 4);
        let dc = self.luma_dc(&matrix(&bits.block(16, Some(table))));
        for index in 0..16 {
            let (bx, by) = (index % 2 + index / 4 % 2 * 2, index / 2 % 2 + index / 8 * 2);
            if index == 0 {
                let guess = self.guess_luma(mode, x, y);
                put(&mut self.made.planes[0], x * 16, y * 16, 16, &guess);
            }
            let levels = self.ac(bits, luma, 0, x * 4 + bx, y * 4 + by);
            self.add(0, x * 16 + bx * 4, y * 16 + by * 4, &levels, dc[by][bx]);
        }
        let dcs = [1, 2].map(|_| if chroma > 0 { bits.block(4, None) } else { vec![0; 4] });
        for plane in [1, 2] {
            let guess = self.guess_chroma(plane, chroma_mode, x, y);
            put(&mut self.made.planes[plane], x * 8, y * 8, 8, &guess);
            let sums =
                [[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]].map(|signs: [i32; 4]| {
                    signs.iter().zip(&dcs[plane - 1]).map(|(sign, level)| sign * level).sum::<i32>()
                });
            for (index, sum) in sums.into_iter().enumerate() {
                let dc = ((sum * self.scale(0)) << (self.qp / 6)) >> 5;
                let (bx, by) = (index % 2, index / 2);
                let levels = self.ac(bits, chroma > 1, plane, x * 2 + bx, y * 2 + by);
                self.add(plane, x * 8 + bx * 4, y * 8 + by * 4, &levels, dc);
            }
        }
    }

    /// The levels of a block after its DC value, behind a zero for that.
    fn ac(&mut self, bits: &mut Reader, coded: bool, plane: usize, x: usize, y: usize) -> Vec<i32> {
        let mut levels = vec![0];
        if coded {
            let table = self.table(plane, x, y);
            levels.extend(bits.block(15, Some(table)));
        }
        levels.resize(16, 0);
        self.counts[plane][y][x] = levels.iter().filter(|&&level| level != 0).count();
        levels
    }

    /// nC of 9.2.1.
    fn table(&self, plane: usize, x: usize, y: usize) -> usize {
        let counts = &self.counts[plane];
        let (left, above) = ((x > 0).then(|| counts[y][x - 1]), (y > 0).then(|| counts[y - 1][x]));
        match (left, above) {
            (Some(left), Some(above)) => (left + above + 1) >> 1,
            (one, other) => one.or(other).unwrap_or(0),
        }
    }

    /// `LevelScale` of 8.5.9 with flat scaling matrices.
    fn scale(&self, place: usize) -> i32 {
        let [a, b, c] = [[10, 16, 13], [11, 18, 14], [13, 20, 16], [14, 23, 18], [16, 25, 20], [18, 29, 23]]
            [self.qp as usize % 6];
        16 * match (place / 4 % 2, place % 2) {
            (0, 0) => a,
            (1, 1) => b,
            _ => c,
        }
    }

    fn luma_dc(&self, levels: &[[i32; 4]; 4]) -> [[i32; 4]; 4] {
        const SIGNS: [[i32; 4]; 4] = [[1, 1, 1, 1], [1, 1, -1, -1], [1, -1, -1, 1], [1, -1, 1, -1]];
        let shift = self.qp / 6;
        assert!(shift < 6);
        std::array::from_fn(|i| {
            std::array::from_fn(|j| {
                let parts = (0..16).map(|k| SIGNS[i][k / 4] * levels[k / 4][k % 4] * SIGNS[k % 4][j]);
                (parts.sum::<i32>() * self.scale(0) + (1 << (5 - shift))) >> (6 - shift)
            })
        })
    }

    /// Adds the differences of a block to what was guessed (8.5.12).
    fn add(&mut self, plane: usize, x: usize, y: usize, levels: &[i32], dc: i32) {
        let mut block = matrix(levels);
        for place in 0..16 {
            let level = block[place / 4][place % 4] * self.scale(place);
            let shift = self.qp / 6;
            block[place / 4][place % 4] =
                if shift >= 4 { level << (shift - 4) } else { (level + (1 << (3 - shift))) >> (4 - shift) };
        }
        block[0][0] = dc;
        let turned = |values: [i32; 4]| {
            let (sum, difference) = (values[0] + values[2], values[0] - values[2]);
            let (low, high) = ((values[1] >> 1) - values[3], values[1] + (values[3] >> 1));
            [sum + high, difference + low, difference - low, sum - high]
        };
        let rows = block.map(turned);
        let plane = &mut self.made.planes[plane];
        for column in 0..4 {
            let values = turned(rows.map(|row| row[column]));
            for (row, value) in values.into_iter().enumerate() {
                let pixel = &mut plane.data[(y + row) * plane.width + x + column];
                *pixel = (i32::from(*pixel) + ((value + 32) >> 6)).clamp(0, 255) as u8;
            }
        }
    }

    fn guess_luma(&self, mode: u32, x: usize, y: usize) -> Vec<u8> {
        let (above, left) = sides(&self.made.planes[0], x, y, 16);
        match mode {
            0 => (0..256).map(|k| above.as_ref().unwrap()[k % 16]).collect(),
            1 => (0..256).map(|k| left.as_ref().unwrap()[k / 16]).collect(),
            2 => vec![mean(&[above.as_deref(), left.as_deref()]); 256],
            other => panic!("Intra16x16PredMode {other}"),
        }
    }

    fn guess_chroma(&self, plane: usize, mode: u32, x: usize, y: usize) -> Vec<u8> {
        let (above, left) = sides(&self.made.planes[plane], x, y, 8);
        let half = |side: &Option<Vec<u8>>, at: usize| side.as_ref().map(|side| side[at..at + 4].to_vec());
        match mode {
            0 => {
                let means: Vec<u8> = (0..4)
                    .map(|block| {
                        let (mut top, mut side) = (half(&above, block % 2 * 4), half(&left, block / 2 * 4));
                        if block == 1 && top.is_some() {
                            side = None;
                        } else if block == 2 && side.is_some() {
                            top = None;
                        }
                        mean(&[top.as_deref(), side.as_deref()])
                    })
                    .collect();
                (0..64).map(|k| means[k / 8 / 4 * 2 + k % 8 / 4]).collect()
            }
            1 => (0..64).map(|k| left.as_ref().unwrap()[k / 8]).collect(),
            2 => (0..64).map(|k| above.as_ref().unwrap()[k % 8]).collect(),
            other => panic!("intra_chroma_pred_mode {other}"),
        }
    }
}

/// Levels in scan order as rows of a block.
fn matrix(levels: &[i32]) -> [[i32; 4]; 4] {
    const ROWS: [usize; 16] = [0, 0, 1, 2, 1, 0, 0, 1, 2, 3, 3, 2, 1, 2, 3, 3];
    const COLUMNS: [usize; 16] = [0, 1, 0, 0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 3, 2, 3];
    let mut block = [[0; 4]; 4];
    for (index, &level) in levels.iter().enumerate() {
        block[ROWS[index]][COLUMNS[index]] = level;
    }
    block
}

type Side = Option<Vec<u8>>;

fn sides(plane: &Plane, x: usize, y: usize, size: usize) -> (Side, Side) {
    let at = |x: usize, y: usize| plane.data[y * plane.width + x];
    let above = (y > 0).then(|| (0..size).map(|k| at(x * size + k, y * size - 1)).collect());
    let left = (x > 0).then(|| (0..size).map(|k| at(x * size - 1, y * size + k)).collect());
    (above, left)
}

fn mean(sides: &[Option<&[u8]>]) -> u8 {
    let values: Vec<usize> = sides.iter().flatten().flat_map(|side| side.iter()).map(|&v| v.into()).collect();
    if values.is_empty() {
        128
    } else {
        ((values.iter().sum::<usize>() + values.len() / 2) / values.len()) as u8
    }
}

fn put(plane: &mut Plane, x: usize, y: usize, size: usize, values: &[u8]) {
    for (row, line) in values.chunks_exact(size).enumerate() {
        plane.data[(y + row) * plane.width + x..][..size].copy_from_slice(line);
    }
}

//! Pictures that stand alone: every macroblock predicted from its neighbours as a whole (Intra 16x16).

use super::bits::BitWriter;
use super::cavlc::{self, Context, Counts};
use super::transform::{
    Block, ZIGZAG, dequantise, dequantise_chroma_dc, dequantise_luma_dc, forward, hadamard, hadamard2,
    inverse, quantise, quantise_dc,
};
use crate::media::yuv::{Plane, Yuv};

/// How the pixels of a macroblock are guessed from the column to its left and the row above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    Vertical,
    Horizontal,
    Mean,
}

impl Guess {
    /// Its number as `Intra16x16PredMode`.
    fn in_luma(self) -> u32 {
        match self {
            Self::Vertical => 0,
            Self::Horizontal => 1,
            Self::Mean => 2,
        }
    }

    /// Its number as `intra_chroma_pred_mode`.
    fn in_chroma(self) -> u32 {
        match self {
            Self::Mean => 0,
            Self::Horizontal => 1,
            Self::Vertical => 2,
        }
    }
}

/// Writes all macroblocks of a picture whose sides are multiples of 16, and returns what a decoder makes of
/// them before it smooths the edges between blocks.
pub(super) fn picture(bits: &mut BitWriter, source: &Yuv) -> Yuv {
    let (width, height) = (source.planes[0].width, source.planes[0].height);
    let mut coder = Coder {
        source,
        made: Yuv::new(width, height),
        luma: Counts::new(width / 4, height / 4),
        chroma: [Counts::new(width / 8, height / 8), Counts::new(width / 8, height / 8)],
    };
    for y in 0..height / 16 {
        for x in 0..width / 16 {
            coder.macroblock(bits, x, y);
        }
    }
    coder.made
}

struct Coder<'a> {
    source: &'a Yuv,
    made: Yuv,
    luma: Counts,
    chroma: [Counts; 2],
}

/// A plane's part of a macroblock: the levels of each block of 4 by 4, without DC, and those of the DC
/// values.
struct Levels<const BLOCKS: usize> {
    dc: [i32; BLOCKS],
    ac: [Block; BLOCKS],
}

impl<const BLOCKS: usize> Levels<BLOCKS> {
    fn has_ac(&self) -> bool {
        self.ac.iter().flatten().any(|&level| level != 0)
    }

    fn has_dc(&self) -> bool {
        self.dc.iter().any(|&level| level != 0)
    }
}

impl Coder<'_> {
    fn macroblock(&mut self, bits: &mut BitWriter, x: usize, y: usize) {
        let guess = self.best_guess(x, y);
        let levels = self.code_luma(x, y, guess);
        // Chroma takes the guess of luma: choosing again hardly ever pays.
        let colours = [1, 2].map(|plane| self.code_chroma(plane, x, y, guess));

        let chroma_pattern = if colours.iter().any(Levels::has_ac) {
            2
        } else {
            u32::from(colours.iter().any(Levels::has_dc))
        };
        let has_ac = levels.has_ac();
        bits.unsigned(1 + guess.in_luma() + 4 * chroma_pattern + 12 * u32::from(has_ac));
        bits.unsigned(guess.in_chroma());
        // No change of the quantiser.
        bits.signed(0);

        let scanned = ZIGZAG.map(|place| levels.dc[place]);
        cavlc::block(bits, &scanned, self.luma.context(x * 4, y * 4));
        if has_ac {
            for index in 0..16 {
                // Blocks come in quarters of the macroblock.
                let (bx, by) = ((index & 1) + (index >> 2 & 1) * 2, (index >> 1 & 1) + (index >> 3) * 2);
                put_ac(bits, &levels.ac[by * 4 + bx], &mut self.luma, x * 4 + bx, y * 4 + by);
            }
        }
        if chroma_pattern > 0 {
            for colour in &colours {
                cavlc::block(bits, &colour.dc, Context::ChromaDc);
            }
        }
        if chroma_pattern > 1 {
            for (colour, counts) in colours.iter().zip(&mut self.chroma) {
                for (index, ac) in colour.ac.iter().enumerate() {
                    put_ac(bits, ac, counts, x * 2 + (index & 1), y * 2 + (index >> 1));
                }
            }
        }
    }

    /// The guess that leaves the smallest differences in luma.
    fn best_guess(&self, x: usize, y: usize) -> Guess {
        let candidates: &[Guess] = match (x, y) {
            (0, 0) => &[Guess::Mean],
            (0, _) => &[Guess::Mean, Guess::Vertical],
            (_, 0) => &[Guess::Mean, Guess::Horizontal],
            _ => &[Guess::Mean, Guess::Vertical, Guess::Horizontal],
        };
        let source = &self.source.planes[0];
        let cost = |guess: Guess| -> u32 {
            let predicted: [u8; 256] = predict_luma(&self.made.planes[0], x, y, guess);
            (0..16)
                .map(|row| {
                    let line = &source.data[(y * 16 + row) * source.width + x * 16..][..16];
                    let pairs = line.iter().zip(&predicted[row * 16..]);
                    pairs.map(|(a, b)| u32::from(a.abs_diff(*b))).sum::<u32>()
                })
                .sum()
        };
        candidates.iter().copied().min_by_key(|&guess| cost(guess)).unwrap_or(Guess::Mean)
    }

    fn code_luma(&mut self, x: usize, y: usize, guess: Guess) -> Levels<16> {
        let predicted = predict_luma(&self.made.planes[0], x, y, guess);
        let (mut dc, ac) = transformed::<16, 4>(&self.source.planes[0], &predicted, x, y);
        hadamard(&mut dc);
        let levels = Levels { dc: dc.map(|value| quantise_dc((value + 1) >> 1)), ac };
        let mut dc = levels.dc;
        dequantise_luma_dc(&mut dc);
        rebuild::<16, 4>(&mut self.made.planes[0], &predicted, x, y, &dc, &levels.ac);
        levels
    }

    fn code_chroma(&mut self, plane: usize, x: usize, y: usize, guess: Guess) -> Levels<4> {
        let predicted = predict_chroma(&self.made.planes[plane], x, y, guess);
        let (dc, ac) = transformed::<4, 2>(&self.source.planes[plane], &predicted, x, y);
        let levels = Levels { dc: hadamard2(dc).map(quantise_dc), ac };
        let dc = dequantise_chroma_dc(levels.dc);
        rebuild::<4, 2>(&mut self.made.planes[plane], &predicted, x, y, &dc, &levels.ac);
        levels
    }
}

/// Writes the fifteen levels of a block after its DC value.
fn put_ac(bits: &mut BitWriter, ac: &Block, counts: &mut Counts, x: usize, y: usize) {
    let scanned = ZIGZAG.map(|place| ac[place]);
    let count = cavlc::block(bits, &scanned[1..], counts.context(x, y));
    counts.set(x, y, count);
}

/// The DC coefficients of the blocks of a macroblock, and the levels of all other coefficients.
///
/// `SIDE` is the number of blocks along a side of the macroblock in this plane.
fn transformed<const BLOCKS: usize, const SIDE: usize>(
    source: &Plane,
    predicted: &[u8],
    x: usize,
    y: usize,
) -> ([i32; BLOCKS], [Block; BLOCKS]) {
    let (mut dc, mut ac) = ([0; BLOCKS], [[0; 16]; BLOCKS]);
    for index in 0..BLOCKS {
        let (bx, by) = (index % SIDE * 4, index / SIDE * 4);
        let block = &mut ac[index];
        for row in 0..4 {
            let real = &source.data[(y * SIDE * 4 + by + row) * source.width + x * SIDE * 4 + bx..][..4];
            let guessed = &predicted[(by + row) * SIDE * 4 + bx..][..4];
            for (column, (real, guessed)) in real.iter().zip(guessed).enumerate() {
                block[row * 4 + column] = i32::from(*real) - i32::from(*guessed);
            }
        }
        forward(block);
        dc[index] = block[0];
        block[0] = 0;
        for (place, value) in block.iter_mut().enumerate() {
            *value = quantise(*value, place);
        }
    }
    (dc, ac)
}

/// Puts a macroblock into the picture as the decoder will see it.
fn rebuild<const BLOCKS: usize, const SIDE: usize>(
    made: &mut Plane,
    predicted: &[u8],
    x: usize,
    y: usize,
    dc: &[i32; BLOCKS],
    ac: &[Block; BLOCKS],
) {
    for index in 0..BLOCKS {
        let (bx, by) = (index % SIDE * 4, index / SIDE * 4);
        let mut block = ac[index];
        for (place, value) in block.iter_mut().enumerate() {
            *value = dequantise(*value, place);
        }
        block[0] = dc[index];
        inverse(&mut block);
        for row in 0..4 {
            let start = (y * SIDE * 4 + by + row) * made.width + x * SIDE * 4 + bx;
            for column in 0..4 {
                let guessed = i32::from(predicted[(by + row) * SIDE * 4 + bx + column]);
                made.data[start + column] = (guessed + block[row * 4 + column]).clamp(0, 255) as u8;
            }
        }
    }
}

/// The row above a macroblock and the column to its left, where there are such.
fn neighbours<const SIZE: usize>(
    made: &Plane,
    x: usize,
    y: usize,
) -> (Option<[u8; SIZE]>, Option<[u8; SIZE]>) {
    let corner = y * SIZE * made.width + x * SIZE;
    let above = (y > 0).then(|| std::array::from_fn(|k| made.data[corner - made.width + k]));
    let left = (x > 0).then(|| std::array::from_fn(|k| made.data[corner + k * made.width - 1]));
    (above, left)
}

fn predict_luma(made: &Plane, x: usize, y: usize, guess: Guess) -> [u8; 256] {
    let (above, left) = neighbours::<16>(made, x, y);
    match (guess, above, left) {
        (Guess::Vertical, Some(above), _) => std::array::from_fn(|k| above[k % 16]),
        (Guess::Horizontal, _, Some(left)) => std::array::from_fn(|k| left[k / 16]),
        (_, above, left) => [mean(above.as_ref().map(|v| &v[..]), left.as_ref().map(|v| &v[..])); 256],
    }
}

fn predict_chroma(made: &Plane, x: usize, y: usize, guess: Guess) -> [u8; 64] {
    let (above, left) = neighbours::<8>(made, x, y);
    match (guess, above, left) {
        (Guess::Vertical, Some(above), _) => std::array::from_fn(|k| above[k % 8]),
        (Guess::Horizontal, _, Some(left)) => std::array::from_fn(|k| left[k / 8]),
        (_, above, left) => {
            // Each quarter has a mean of its own; off the diagonal, one side alone decides if it is there.
            let part = |side: &'_ Option<[u8; 8]>, half: usize| {
                side.map(|side| -> [u8; 4] { std::array::from_fn(|k| side[half * 4 + k]) })
            };
            let means: [u8; 4] = std::array::from_fn(|quarter| {
                let (above, left) = (part(&above, quarter % 2), part(&left, quarter / 2));
                let (above, left) = match quarter {
                    1 if above.is_some() => (above, None),
                    2 if left.is_some() => (None, left),
                    _ => (above, left),
                };
                mean(above.as_ref().map(|v| &v[..]), left.as_ref().map(|v| &v[..]))
            });
            std::array::from_fn(|k| means[k / 32 * 2 + k % 8 / 4])
        }
    }
}

/// The rounded mean of what is there of two sides; middle grey without any.
fn mean(above: Option<&[u8]>, left: Option<&[u8]>) -> u8 {
    let values = || above.into_iter().chain(left).flatten();
    let count = values().count() as u32;
    if count == 0 {
        return 128;
    }
    ((values().map(|&value| u32::from(value)).sum::<u32>() + count / 2) / count) as u8
}

//! From differences of pixels to quantised coefficients and back, in whole numbers as the standard has them
//! (8.5).

/// Sixteen values of a block of 4 by 4, row by row.
pub(super) type Block = [i32; 16];

/// The quantiser: the same for every macroblock of every film.
///
/// At 20 the painted scenes still look like their PNG; a pixel of a full picture takes less than
/// one bit, or two to three in a grainy charcoal drawing. Up to 29 luma and chroma share it; the formulas
/// here hold for less than 36.
pub(super) const QP: u32 = 20;

const PERIOD: usize = (QP % 6) as usize;
const SHIFT: u32 = QP / 6;

/// Quantiser factors for the corners, the middles and the other places of a block.
const FORWARD: [i32; 3] = [
    [13107, 5243, 8066],
    [11916, 4660, 7490],
    [10082, 4194, 6554],
    [9362, 3647, 5825],
    [8192, 3355, 5243],
    [7282, 2893, 4559],
][PERIOD];
const BACK: [i32; 3] =
    [[10, 16, 13], [11, 18, 14], [13, 20, 16], [14, 23, 18], [16, 25, 20], [18, 29, 23]][PERIOD];

/// Which of the three factors a place of a block takes.
const CLASS: [usize; 16] = [0, 2, 0, 2, 2, 1, 2, 1, 0, 2, 0, 2, 2, 1, 2, 1];

/// The order in which coefficients are written.
pub(super) const ZIGZAG: [usize; 16] = [0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15];

/// The transform of a block of differences.
pub(super) fn forward(block: &mut Block) {
    let pass = |block: &mut Block, start: usize, step: usize| {
        let [a, b, c, d] = [0, 1, 2, 3].map(|k| block[start + k * step]);
        let (sum, near, far, inner) = (a + d, b + c, a - d, b - c);
        block[start] = sum + near;
        block[start + step] = 2 * far + inner;
        block[start + 2 * step] = sum - near;
        block[start + 3 * step] = far - 2 * inner;
    };
    (0..4).for_each(|row| pass(block, row * 4, 1));
    (0..4).for_each(|column| pass(block, column, 4));
}

/// The differences that a block of coefficients stands for.
pub(super) fn inverse(block: &mut Block) {
    let pass = |block: &mut Block, start: usize, step: usize| {
        let [a, b, c, d] = [0, 1, 2, 3].map(|k| block[start + k * step]);
        let (even, odd) = (a + c, a - c);
        let (low, high) = ((b >> 1) - d, b + (d >> 1));
        block[start] = even + high;
        block[start + step] = odd + low;
        block[start + 2 * step] = odd - low;
        block[start + 3 * step] = even - high;
    };
    (0..4).for_each(|row| pass(block, row * 4, 1));
    (0..4).for_each(|column| pass(block, column, 4));
    for value in block {
        *value = (*value + 32) >> 6;
    }
}

/// The sums and differences of sixteen values; applied twice it gives them back sixteenfold.
pub(super) fn hadamard(block: &mut Block) {
    let pass = |block: &mut Block, start: usize, step: usize| {
        let [a, b, c, d] = [0, 1, 2, 3].map(|k| block[start + k * step]);
        block[start] = a + b + c + d;
        block[start + step] = a + b - c - d;
        block[start + 2 * step] = a - b - c + d;
        block[start + 3 * step] = a - b + c - d;
    };
    (0..4).for_each(|row| pass(block, row * 4, 1));
    (0..4).for_each(|column| pass(block, column, 4));
}

/// The sums and differences of four values.
pub(super) fn hadamard2([a, b, c, d]: [i32; 4]) -> [i32; 4] {
    [a + b + c + d, a - b + c - d, a + b - c - d, a - b - c + d]
}

/// Quantises a coefficient at `place` of its block.
pub(super) fn quantise(value: i32, place: usize) -> i32 {
    scaled(value, FORWARD[CLASS[place]], 15 + SHIFT)
}

/// Quantises a DC value after its own transform.
pub(super) fn quantise_dc(value: i32) -> i32 {
    scaled(value, FORWARD[0], 16 + SHIFT)
}

/// Rounds towards zero from two thirds on, which costs little and saves many bits.
fn scaled(value: i32, factor: i32, bits: u32) -> i32 {
    let level = (value.abs() * factor + (1 << bits) / 3) >> bits;
    if value < 0 { -level } else { level }
}

/// The coefficient that a level at `place` of its block stands for.
pub(super) fn dequantise(level: i32, place: usize) -> i32 {
    (level * BACK[CLASS[place]]) << SHIFT
}

/// The DC values that the sixteen levels of a macroblock's luma stand for.
pub(super) fn dequantise_luma_dc(levels: &mut Block) {
    hadamard(levels);
    for value in levels {
        *value = ((*value * BACK[0] * 16) + (1 << (5 - SHIFT))) >> (6 - SHIFT);
    }
}

/// The DC values that the four levels of a chroma plane stand for.
pub(super) fn dequantise_chroma_dc(levels: [i32; 4]) -> [i32; 4] {
    hadamard2(levels).map(|value| ((value * BACK[0]) << SHIFT) >> 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_survives_the_way_there_and_back() {
        let source: Block = std::array::from_fn(|k| [90, -70, 55, 3, -120, 8, 31, -2][k % 8] + k as i32);
        let mut block = source;
        forward(&mut block);
        for (place, value) in block.iter_mut().enumerate() {
            *value = dequantise(quantise(*value, place), place);
        }
        inverse(&mut block);
        let worst = source.iter().zip(block).map(|(a, b)| (a - b).abs()).max();
        assert!(worst <= Some(12), "{source:?} became {block:?}");
    }

    #[test]
    fn dc_values_survive_the_way_there_and_back() {
        let source: Block = std::array::from_fn(|k| k as i32 * 211 - 1500);
        let mut levels = source;
        hadamard(&mut levels);
        for value in &mut levels {
            *value = quantise_dc((*value + 1) >> 1);
        }
        dequantise_luma_dc(&mut levels);
        for (a, b) in source.iter().zip(levels) {
            // A dequantised coefficient is 64 times its share of a pixel; a DC coefficient 16 times.
            assert!((a * 4 - b).abs() <= 400, "{a} became {b}");
        }
        let levels = hadamard2([700, -300, 20, 5]).map(quantise_dc);
        for (a, b) in [700, -300, 20, 5].into_iter().zip(dequantise_chroma_dc(levels)) {
            assert!((a * 4 - b).abs() <= 400, "{a} became {b}");
        }
    }

    #[test]
    fn zigzag_visits_every_place_once() {
        let mut places = ZIGZAG;
        places.sort_unstable();
        assert_eq!(places, std::array::from_fn(|k| k));
    }
}

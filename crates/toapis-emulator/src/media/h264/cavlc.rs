//! How a block of coefficients is written: context-adaptive variable-length codes (9.2 of the standard).

use super::bits::BitWriter;
use super::codes::{
    COEFF_TOKEN, COEFF_TOKEN_CHROMA_DC, Code, RUN_BEFORE, TOTAL_ZEROS, TOTAL_ZEROS_CHROMA_DC,
};

/// The largest level the escape code of the baseline profile can carry.
const LARGEST: i32 = 2063;

/// Which code tables a block uses.
#[derive(Clone, Copy, Debug)]
pub(super) enum Context {
    /// How many coefficients the blocks to the left and above have, on average.
    Neighbours(u32),
    /// The DC values of a chroma plane.
    ChromaDc,
}

/// Writes the levels of a block in scan order and returns how many of them are not zero.
pub(super) fn block(bits: &mut BitWriter, levels: &[i32], context: Context) -> u8 {
    // From the highest frequency down, each with the number of zeros that stand before it.
    let mut found = [(0i32, 0usize); 16];
    let (mut total, mut zeros) = (0, 0);
    for &level in levels {
        if level == 0 {
            zeros += 1;
        } else {
            found[total] = (level.clamp(-LARGEST, LARGEST), zeros);
            total += 1;
            zeros = 0;
        }
    }
    let found = &mut found[..total];
    found.reverse();
    let ones = found.iter().take(3).take_while(|(level, _)| level.abs() == 1).count();
    put(bits, token(context, total, ones));
    if total == 0 {
        return 0;
    }
    for &(level, _) in &found[..ones] {
        bits.flag(level < 0);
    }
    rest(bits, &found[ones..], total, ones);

    let mut left: usize = found.iter().map(|(_, zeros)| zeros).sum();
    if total < levels.len() {
        let table = match context {
            Context::ChromaDc => TOTAL_ZEROS_CHROMA_DC[total - 1],
            Context::Neighbours(_) => TOTAL_ZEROS[total - 1],
        };
        put(bits, table[left]);
    }
    for &(_, run) in &found[..total - 1] {
        if left == 0 {
            break;
        }
        put(bits, RUN_BEFORE[left.min(7) - 1][run]);
        left -= run;
    }
    total as u8
}

fn put(bits: &mut BitWriter, (length, code): Code) {
    debug_assert!(length > 0, "a code that cannot occur");
    bits.bits(u32::from(length), u32::from(code));
}

/// The code for the number of coefficients and of ones at their end.
fn token(context: Context, total: usize, ones: usize) -> Code {
    match context {
        Context::ChromaDc => COEFF_TOKEN_CHROMA_DC[total][ones],
        Context::Neighbours(0..=1) => COEFF_TOKEN[0][total][ones],
        Context::Neighbours(2..=3) => COEFF_TOKEN[1][total][ones],
        Context::Neighbours(4..=7) => COEFF_TOKEN[2][total][ones],
        Context::Neighbours(_) if total == 0 => (6, 3),
        Context::Neighbours(_) => (6, ((total - 1) << 2 | ones) as u16),
    }
}

/// Writes the levels that are not trailing ones, with suffixes that grow as the levels do.
fn rest(bits: &mut BitWriter, found: &[(i32, usize)], total: usize, ones: usize) {
    let mut suffix = u32::from(total > 10 && ones < 3);
    for (index, &(level, _)) in found.iter().enumerate() {
        let mut code = level.unsigned_abs() * 2 - if level > 0 { 2 } else { 1 };
        if index == 0 && ones < 3 {
            // It would have been a trailing one otherwise.
            code -= 2;
        }
        // (zeros before the marking one, bits after it, their value)
        let (prefix, length, value) = match suffix {
            0 if code < 14 => (code, 0, 0),
            0 if code < 30 => (14, 4, code - 14),
            0 => (15, 12, code - 30),
            _ if code < 15 << suffix => (code >> suffix, suffix, code & ((1 << suffix) - 1)),
            _ => (15, 12, code - (15 << suffix)),
        };
        bits.bits(prefix + 1, 1);
        bits.bits(length, value);
        suffix = suffix.max(1);
        if level.unsigned_abs() > 3 << (suffix - 1) && suffix < 6 {
            suffix += 1;
        }
    }
}

/// How many coefficients each block of a plane has, for the contexts of the blocks after it.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    across: usize,
    counts: Vec<u8>,
}

impl Counts {
    /// For a plane of `across` by `down` blocks.
    pub(super) fn new(across: usize, down: usize) -> Self {
        Self { across, counts: vec![0; across * down] }
    }

    /// The context of the block in column `x` of row `y`.
    pub(super) fn context(&self, x: usize, y: usize) -> Context {
        let at = |x: usize, y: usize| u32::from(self.counts[y * self.across + x]);
        Context::Neighbours(match (x, y) {
            (0, 0) => 0,
            (_, 0) => at(x - 1, 0),
            (0, _) => at(0, y - 1),
            _ => (at(x - 1, y) + at(x, y - 1)).div_ceil(2),
        })
    }

    /// Remembers a block.
    pub(super) fn set(&mut self, x: usize, y: usize, count: u8) {
        self.counts[y * self.across + x] = count;
    }
}

//! Pictures that move: all of the scene taken from the last full picture, some way along.

use super::bits::BitWriter;

/// How a picture differs from the full picture before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shift {
    /// How far to the right in the full picture the scene is taken from, in quarters of a pixel.
    pub(crate) quarters: u32,
    /// How many rows of macroblocks move; those below stand still.
    pub(crate) rows: usize,
}

/// Writes all macroblocks of a picture of `across` by `down` macroblocks.
///
/// A macroblock is skipped, at no cost, if it moves like its neighbours, and the standard's guess is good
/// everywhere but in two places: in the first row and the first column a skipped macroblock stands still
/// (8.4.1.1). There the motion is written, and it too is guessed right (8.4.1.3) once the first macroblock
/// has said it. Rows that stand still can be skipped entirely: a skipped macroblock whose neighbour above or
/// to the left stands still does so too, and the first in their first row has none to its left.
pub(super) fn picture(bits: &mut BitWriter, across: usize, down: usize, shift: Shift) {
    let moving = if shift.quarters == 0 { 0 } else { shift.rows.min(down) };
    let mut skipped = 0;
    for index in 0..moving * across {
        if index >= across && index % across > 0 {
            skipped += 1;
            continue;
        }
        bits.unsigned(std::mem::take(&mut skipped));
        // One motion for all 16 by 16 pixels, in full for the first macroblock and as guessed after it.
        bits.unsigned(0);
        bits.signed(if index == 0 { shift.quarters as i32 } else { 0 });
        bits.signed(0);
        // No differences follow.
        bits.unsigned(0);
    }
    skipped += ((down - moving) * across) as u32;
    if skipped > 0 {
        bits.unsigned(skipped);
    }
}

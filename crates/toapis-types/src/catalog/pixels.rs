//! How many pixels a ratio and a resolution make.

use crate::words::parse_ratio;

/// The picture sizes of a page: a table where the page prints one, a rule where it only names a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pixels {
    /// Sizes the page prints. They win over the rule.
    pub table: &'static [PixelRow],
    /// For each resolution word the side N of a square picture, in pixels; the word is empty where a page has no
    /// resolutions.
    ///
    /// Other ratios get the largest width x height that is exactly the ratio and whose area is not above N x N. That
    /// rule is this project's decision: such pages only say "about N px".
    pub sides: &'static [(&'static str, u32)],
    /// The ratio taken when a request names none and the page states no default: this project's assumption.
    pub assumed_size: &'static str,
}

impl Pixels {
    /// The width and height in pixels, or `None` when the page does not let one tell (a word such as `auto`, an
    /// unknown resolution).
    pub fn size(&self, size: &str, resolution: &str) -> Option<(u32, u32)> {
        let printed = |row: &&PixelRow| row.size == size && row.resolution == resolution;
        if let Some(row) = self.table.iter().find(printed) {
            return Some((row.width, row.height));
        }
        let (_, square) = self.sides.iter().find(|(word, _)| *word == resolution)?;
        largest_within(parse_ratio(size)?, *square)
    }
}

/// One printed picture size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PixelRow {
    /// The resolution word as it goes on the wire; empty where a page has no resolutions.
    pub resolution: &'static str,
    /// The size word as it goes on the wire.
    pub size: &'static str,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl PixelRow {
    /// A row of the table.
    pub const fn new(resolution: &'static str, size: &'static str, width: u32, height: u32) -> Self {
        Self { resolution, size, width, height }
    }
}

/// The largest k·a x k·b whose area is not above `side` squared.
fn largest_within((a, b): (u32, u32), side: u32) -> Option<(u32, u32)> {
    let area = u64::from(side) * u64::from(side);
    let k = u32::try_from((area / (u64::from(a) * u64::from(b))).isqrt()).ok()?;
    Some((a.checked_mul(k)?, b.checked_mul(k)?)).filter(|_| k > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIXELS: Pixels = Pixels {
        table: &[PixelRow::new("2K", "1:2", 1000, 2000)],
        sides: &[("0.5K", 512), ("2K", 2048)],
        assumed_size: "1:1",
    };

    #[test]
    fn the_rule_keeps_the_ratio_and_stays_below_the_square() {
        assert_eq!(PIXELS.size("1:1", "2K"), Some((2048, 2048)));
        assert_eq!(PIXELS.size("16:9", "2K"), Some((2720, 1530)));
        assert_eq!(PIXELS.size("8:1", "0.5K"), Some((1448, 181)));
    }

    #[test]
    fn a_printed_size_wins() {
        assert_eq!(PIXELS.size("1:2", "2K"), Some((1000, 2000)));
    }

    #[test]
    fn what_the_page_does_not_tell_is_none() {
        assert_eq!(PIXELS.size("auto", "2K"), None);
        assert_eq!(PIXELS.size("1:1", "9K"), None);
        assert_eq!(PIXELS.size("0:1", "2K"), None);
        assert_eq!(PIXELS.size("4294967295:1", "2K"), None);
    }
}

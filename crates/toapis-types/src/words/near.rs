//! "Did you mean": the documented word closest to what was written.

use super::ratio::{closest_ratio, parse_ratio};

/// A hint for a word that is none of the documented ones, or nothing when none of them is near.
pub(crate) fn word_hint(given: &str, words: &[&'static str]) -> Option<String> {
    if let Some(word) = words.iter().find(|word| squash(word) == squash(given)) {
        return Some(did_you_mean(word));
    }
    if let Some((width, height)) = two_numbers(given) {
        return ratio_hint(width, height, words);
    }
    nearest(given, words).map(did_you_mean)
}

/// The word with the fewest typing errors, when there are few enough of them.
pub(crate) fn nearest<'a>(given: &str, words: &[&'a str]) -> Option<&'a str> {
    let given = given.to_lowercase();
    let errors = |word: &&&'a str| distance(&given, &word.to_lowercase());
    let best = words.iter().min_by_key(errors)?;
    let allowed = (given.chars().count().max(best.chars().count()) / 4).min(3);
    (distance(&given, &best.to_lowercase()) <= allowed).then_some(*best)
}

/// A spelling without letter case, white space, `_` and `-`: `googleSearch` and `google_search` are one.
pub(crate) fn squash(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '_' | '-') && !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

pub(crate) fn did_you_mean(word: &str) -> String {
    format!("did you mean \"{word}\"?")
}

/// Sides from this number on are taken for pixels.
const PIXELS_FROM: u32 = 64;

fn ratio_hint(width: u32, height: u32, words: &[&'static str]) -> Option<String> {
    let exact = words.iter().find(|word| {
        parse_ratio(word)
            .is_some_and(|(a, b)| u64::from(a) * u64::from(height) == u64::from(b) * u64::from(width))
    });
    let pixels = width >= PIXELS_FROM && height >= PIXELS_FROM;
    match (exact, pixels) {
        (Some(word), false) => Some(did_you_mean(word)),
        (Some(word), true) => Some(format!("send the ratio \"{word}\" in place of pixels")),
        (None, _) => {
            let word = closest_ratio(width, height, words.iter().copied())?;
            Some(if pixels {
                format!("send a ratio in place of pixels, the closest is \"{word}\"")
            } else {
                format!("the closest is \"{word}\"")
            })
        }
    }
}

/// Reads `1920x1080`, `16/9`, `1024*1024`, `16:10`.
fn two_numbers(text: &str) -> Option<(u32, u32)> {
    let (width, height) = text.split_once(['x', 'X', '×', '*', '/', ':', '-', ','])?;
    let side = |text: &str| text.trim().parse::<u32>().ok().filter(|side| *side > 0);
    Some((side(width)?, side(height)?))
}

/// The Levenshtein distance of two texts, in characters.
fn distance(one: &str, other: &str) -> usize {
    // Documented words are short; this only keeps a huge value from costing time.
    const LONGEST: usize = 64;
    let other: Vec<char> = other.chars().take(LONGEST).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, c) in one.chars().take(LONGEST).enumerate() {
        let mut diagonal = index;
        row[0] = index + 1;
        for (column, other_c) in other.iter().enumerate() {
            let substitute = diagonal + usize::from(c != *other_c);
            diagonal = row[column + 1];
            row[column + 1] = substitute.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATIOS: &[&str] = &["1:1", "3:2", "2:3", "4:3", "16:9", "9:16", "21:9"];

    #[test]
    fn letter_case_and_separators() {
        assert_eq!(word_hint("2k", &["1K", "2K"]).unwrap(), "did you mean \"2K\"?");
        assert_eq!(word_hint("16x9", RATIOS).unwrap(), "did you mean \"16:9\"?");
        assert_eq!(word_hint(" 16 : 9 ", RATIOS).unwrap(), "did you mean \"16:9\"?");
        assert_eq!(
            word_hint("match-input-image", &["match_input_image"]).unwrap(),
            "did you mean \"match_input_image\"?"
        );
    }

    #[test]
    fn pixels_become_ratios() {
        assert_eq!(word_hint("1920x1080", RATIOS).unwrap(), "send the ratio \"16:9\" in place of pixels");
        assert_eq!(
            word_hint("1000*700", RATIOS).unwrap(),
            "send a ratio in place of pixels, the closest is \"3:2\""
        );
        assert_eq!(word_hint("16:10", RATIOS).unwrap(), "the closest is \"3:2\"");
    }

    #[test]
    fn typing_errors() {
        assert_eq!(word_hint("landscap", &["landscape", "portrait"]).unwrap(), "did you mean \"landscape\"?");
        assert_eq!(word_hint("banana", &["landscape", "portrait"]), None);
        assert_eq!(word_hint("", &["1K"]), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}

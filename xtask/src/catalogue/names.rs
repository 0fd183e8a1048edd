//! Rust names for wire words. `crates/toapis-types/src/image/mod.rs` tells users the rules.

/// The name of an enum variant for a word, or `None` when the rules give none and the file must say `rust`.
///
/// - `16:9` becomes `R16x9`;
/// - `2K`, `0.5k`, `720P` become `K2`, `K0_5`, `P720`;
/// - `match_input_image`, `ALLOW_ALL`, `sound-effect_only` become `MatchInputImage`, `AllowAll`, `SoundEffectOnly`.
pub(crate) fn variant(word: &str) -> Option<String> {
    ratio(word).or_else(|| unit(word)).or_else(|| camel(word))
}

/// `metadata_resolution` becomes `MetadataResolution`; `None` when that is no name.
pub(crate) fn camel(text: &str) -> Option<String> {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let name: String = parts.map(capitalised).collect();
    is_type_name(&name).then_some(name)
}

/// `FirstFrame` becomes `first_frame`.
pub(crate) fn snake(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

/// Whether a text can name a Rust type or variant.
pub(crate) fn is_type_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether a text can name a Rust method, field or module.
pub(crate) fn is_snake_name(text: &str) -> bool {
    const KEYWORDS: &[&str] =
        &["type", "match", "move", "ref", "self", "super", "crate", "mod", "use", "fn", "in", "loop"];
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(plain) && !KEYWORDS.contains(&text)
}

fn ratio(word: &str) -> Option<String> {
    let (a, b) = word.split_once(':')?;
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    (is_number(a) && is_number(b)).then(|| format!("R{a}x{b}"))
}

fn unit(word: &str) -> Option<String> {
    let number = word.strip_suffix(['k', 'K', 'p', 'P'])?;
    let letter = word.chars().last()?.to_ascii_uppercase();
    let plain = number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    plain.then(|| format!("{letter}{}", number.replace('.', "_")))
}

fn capitalised(part: &str) -> String {
    let all_upper = part.chars().all(|c| !c.is_ascii_lowercase());
    let mut letters = part.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    let rest = letters.map(|c| if all_upper { c.to_ascii_lowercase() } else { c });
    first.into_iter().chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_variants() {
        let names = [
            ("16:9", "R16x9"),
            ("0.5K", "K0_5"),
            ("4k", "K4"),
            ("768P", "P768"),
            ("match_input_image", "MatchInputImage"),
            ("ALLOW_ALL", "AllowAll"),
            ("sound-effect_only", "SoundEffectOnly"),
            ("auto", "Auto"),
        ];
        for (word, name) in names {
            assert_eq!(variant(word).as_deref(), Some(name), "{word}");
        }
        assert_eq!(variant("5s"), None);
        assert_eq!(variant("*"), None);
    }
}

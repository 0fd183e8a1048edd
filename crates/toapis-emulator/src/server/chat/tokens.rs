//! How the emulator counts tokens: four characters are one, begun ones count whole.
//!
//! It is near enough for Western text to test code that counts and cuts. It is no tokenizer of any model.

use super::turns::Turn;

/// The characters of a token.
const CHARACTERS: usize = 4;

/// What a message costs besides its text, in tokens.
const MESSAGE: usize = 3;

/// What a picture costs, in tokens, whatever its size.
const PICTURE: usize = 85;

/// The tokens of a text, in order. Joined they are the text again.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.char_indices().nth(CHARACTERS).map_or(rest.len(), |(index, _)| index);
        let (token, after) = rest.split_at(end);
        rest = after;
        Some(token)
    })
}

/// How many tokens a text has.
pub(super) fn count(text: &str) -> usize {
    text.chars().count().div_ceil(CHARACTERS)
}

/// How many tokens a conversation has.
pub(super) fn of_turns(turns: &[Turn]) -> usize {
    turns.iter().map(|turn| MESSAGE + count(&turn.text) + PICTURE * turn.pictures).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_join_to_the_text_and_are_counted_alike() {
        for text in ["", "a", "four", "five!", "Grüße, 世界 und 🦀🦀🦀🦀🦀"] {
            assert_eq!(tokens(text).collect::<String>(), text);
            assert_eq!(tokens(text).count(), count(text), "{text}");
        }
        assert_eq!(count("five!"), 2);
    }

    #[test]
    fn a_conversation_costs_its_texts_messages_and_pictures() {
        let turn = Turn { role: "user".to_owned(), text: "12345678".to_owned(), pictures: 1 };
        assert_eq!(of_turns(&[turn.clone(), turn]), 2 * (3 + 2 + 85));
    }
}

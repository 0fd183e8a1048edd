//! Server text is for people to read, never to be matched on; this makes it safe to show.

/// The longest text of a server that is shown, in characters.
const MAX_SHOWN: usize = 600;

/// Makes a server's text safe for a terminal, a log or an error message.
///
/// Control characters (terminal escapes, carriage returns, bells), invisible direction marks and runs of white space
/// become single spaces, and what is longer than 600 characters ends in `…`.
pub fn clean_text(text: &str) -> String {
    let mut shown = String::with_capacity(text.len().min(MAX_SHOWN));
    let mut length = 0;
    let mut blank = true;
    for c in text.chars() {
        let c = if c.is_control() || c.is_whitespace() || is_direction_mark(c) { ' ' } else { c };
        if c == ' ' && blank {
            continue;
        }
        if length == MAX_SHOWN {
            shown.truncate(shown.trim_end().len());
            shown.push('…');
            return shown;
        }
        blank = c == ' ';
        shown.push(c);
        length += 1;
    }
    shown.truncate(shown.trim_end().len());
    shown
}

/// Marks that reorder the text around them, so that what is shown is not what is there.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::clean_text;

    #[test]
    fn j23_escapes_and_marks_never_reach_a_terminal() {
        assert_eq!(clean_text("a\u{1b}[31mred\u{7}\r\n\tb\u{202e}c"), "a [31mred b c");
        assert_eq!(clean_text("  \n "), "");
        assert_eq!(clean_text("无效的令牌"), "无效的令牌");
    }

    #[test]
    fn long_text_is_cut() {
        let cut = clean_text(&"x".repeat(5000));
        assert_eq!(cut.chars().count(), 601);
        assert!(cut.ends_with('…'));
    }
}

//! JSON text as text: laid out for people and packed again, without a change to any number or the order of any field.

/// Takes out the blanks between the tokens.
pub(super) fn compact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (token, _) in Tokens::new(text) {
        out.push_str(token);
    }
    out
}

/// One line for each value, two blanks for each level.
pub(super) fn pretty(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0usize;
    let mut tokens = Tokens::new(text).map(|(token, _)| token).peekable();
    while let Some(token) = tokens.next() {
        match token {
            "{" | "[" => {
                out.push_str(token);
                if let Some(end) = tokens.next_if(|next| matches!(*next, "}" | "]")) {
                    out.push_str(end);
                } else {
                    depth += 1;
                    new_line(&mut out, depth);
                }
            }
            "}" | "]" => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push_str(token);
            }
            "," => {
                out.push(',');
                new_line(&mut out, depth);
            }
            ":" => out.push_str(": "),
            other => out.push_str(other),
        }
    }
    out.push('\n');
    out
}

/// How deep arrays and objects are nested.
pub(super) fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for (token, _) in Tokens::new(text) {
        match token {
            "{" | "[" => depth += 1,
            "}" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

/// The tokens of valid JSON text, each with where it begins; strings keep their quotes.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (&'a str, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        let start = self.at;
        let mut end = start + 1;
        match bytes.get(start)? {
            b'"' => {
                while let Some(byte) = bytes.get(end) {
                    end += 1;
                    match byte {
                        b'"' => break,
                        b'\\' => end += 1,
                        _ => {}
                    }
                }
            }
            b'{' | b'}' | b'[' | b']' | b',' | b':' => {}
            _ => {
                let ends = |byte: &u8| byte.is_ascii_whitespace() || b"{}[],:\"".contains(byte);
                while bytes.get(end).is_some_and(|byte| !ends(byte)) {
                    end += 1;
                }
            }
        }
        self.at = end.min(bytes.len());
        Some((self.text.get(start..self.at)?, start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_changes_nothing_but_blanks() {
        let text = r#"{"b":[1.0,1e400,{},[]],"a":"x \" : , {","c":{"d":null}}"#;
        let shown = pretty(text);
        assert_eq!(compact(&shown), text);
        assert!(shown.starts_with("{\n  \"b\": [\n    1.0,\n"), "{shown}");
        assert!(shown.contains("    {},\n    []\n  ],\n"), "{shown}");
        assert_eq!(depth(text), 3);
        assert_eq!(depth(r#""{[""#), 0);
    }

    #[test]
    fn broken_text_neither_panics_nor_hangs() {
        for text in ["\"abc", "\"abc\\", "{\"", "}}}", "é\u{2028}\"é\\é", ""] {
            let _ = (pretty(text), compact(text), depth(text));
        }
    }
}

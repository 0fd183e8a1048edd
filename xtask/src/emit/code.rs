//! Writing Rust source: lines, doc comments, literals. rustfmt does the layout.

use std::fmt::Display;

use toml::Value;

use crate::workspace::MARK;

/// Rust source as it grows.
#[derive(Debug, Default)]
pub(super) struct Code {
    text: String,
}

impl Code {
    /// A file that says where it comes from.
    pub(super) fn file(source: &str) -> Self {
        let mut code = Self::default();
        code.line(format_args!("//! Generated from `catalog/{source}` {MARK}."));
        code.line("");
        code
    }

    /// A file with a front page of its own; the mark comes last.
    pub(super) fn file_about(source: &str, about: &str) -> Self {
        let mut code = Self::default();
        code.comment("//!", 0, about);
        code.line("//!");
        code.line(format_args!("//! Generated from `catalog/{source}` {MARK}."));
        code.line("");
        code
    }

    pub(super) fn line(&mut self, line: impl Display) {
        self.text.push_str(&line.to_string());
        self.text.push('\n');
    }

    /// A doc comment; blank lines part paragraphs, lines of code fences stay as they are.
    pub(super) fn doc(&mut self, indent: usize, text: &str) {
        self.comment("///", indent, text);
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    fn comment(&mut self, mark: &str, indent: usize, text: &str) {
        let room = WIDTH - indent - mark.len() - 1;
        let mut fenced = false;
        for line in text.lines() {
            let is_fence = line.trim_start().starts_with("```");
            fenced ^= is_fence;
            if line.is_empty() {
                self.line(mark);
            } else if fenced || is_fence || line.starts_with('|') {
                self.line(format_args!("{mark} {line}"));
            } else {
                for part in wrap(line, room) {
                    self.line(format_args!("{mark} {part}"));
                }
            }
        }
    }
}

/// The line width of this workspace.
const WIDTH: usize = 110;

/// Breaks a line between words; a list entry is indented where it goes on.
fn wrap(line: &str, room: usize) -> Vec<String> {
    let indent = if line.starts_with("- ") { "  " } else { "" };
    let mut lines = vec![String::new()];
    for word in line.split_whitespace() {
        let last = lines.last().map_or(0, |last| last.chars().count());
        if last > indent.len() && last + 1 + word.chars().count() > room {
            lines.push(indent.to_owned());
        }
        if let Some(last) = lines.last_mut() {
            if !last.is_empty() && last != indent {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}

/// A string literal.
pub(super) fn literal(text: &str) -> String {
    format!("{text:?}")
}

/// `&["a", "b"]`.
pub(super) fn literals<T: AsRef<str>>(texts: &[T]) -> String {
    let parts: Vec<String> = texts.iter().map(|text| literal(text.as_ref())).collect();
    format!("&[{}]", parts.join(", "))
}

/// A number with `_` between groups of three digits where it is long: `10_000_000`.
pub(super) fn number(value: impl Display) -> String {
    let digits = value.to_string();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
    if digits.len() < 5 {
        return format!("{sign}{digits}");
    }
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}")
}

/// A float literal: `2.0`.
pub(super) fn float(value: f64) -> String {
    let text = format!("{value:?}");
    match text.split_once('.') {
        Some((whole, fraction)) => format!("{}.{fraction}", number(whole)),
        None => text,
    }
}

/// A `Scalar` of the runtime table.
pub(super) fn scalar(value: &Value) -> String {
    match value {
        Value::Boolean(value) => format!("Scalar::Bool({value})"),
        Value::Integer(value) => format!("Scalar::Int({})", number(value)),
        Value::Float(value) => format!("Scalar::Float({})", float(*value)),
        other => format!("Scalar::Text({})", literal(other.as_str().unwrap_or_default())),
    }
}

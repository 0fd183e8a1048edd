//! What the first bytes of a file show it to be.

/// What a file looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// A picture or a film, of this media type.
    Media(&'static str),
    /// Text for people or programs, of this media type: what a host shows instead of a file.
    Text(&'static str),
    /// Anything else, with its media type where that is known.
    Other(Option<&'static str>),
}

/// How many bytes are enough to tell.
pub(crate) const HEAD: usize = 512;

/// Judges a file by its first bytes, never by its name or a header.
pub(crate) fn look(head: &[u8]) -> Look {
    let kind = infer::get(head).map(|kind| kind.mime_type());
    // Text comes first, because `BM` or `GIF` at the start of a sentence is a picture to a list of magic numbers.
    if let Some(text) = text_of(head) {
        return look_of_text(text, kind);
    }
    match kind {
        Some(kind) if kind.starts_with("image/") || kind.starts_with("video/") => Look::Media(kind),
        Some(kind) if kind.starts_with("text/") => Look::Text(kind),
        kind => Look::Other(kind),
    }
}

fn look_of_text(text: &[u8], kind: Option<&'static str>) -> Look {
    match (kind, text) {
        _ if is_svg(text) => Look::Media("image/svg+xml"),
        (Some(kind), _) if kind.starts_with("text/") => Look::Text(kind),
        (_, [b'<', ..]) => Look::Text("text/html"),
        (_, [b'{' | b'[', ..]) => Look::Text("application/json"),
        _ => Look::Text("text/plain"),
    }
}

/// The bytes from the first visible one on, if they are text: no control characters but white space, and either UTF-8
/// or, in older encodings, mostly ASCII. No picture or film passes: their headers are full of zeros.
fn text_of(head: &[u8]) -> Option<&[u8]> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if text.iter().any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()) {
        return None;
    }
    let is_utf8 = match std::str::from_utf8(text) {
        Ok(_) => true,
        // The head may end within a character.
        Err(error) => error.error_len().is_none() && error.valid_up_to() > 0,
    };
    let is_markup = matches!(text, [b'<' | b'{', ..]);
    let ascii = text.iter().filter(|byte| byte.is_ascii()).count();
    (is_utf8 || is_markup || ascii * 10 >= text.len() * 9).then_some(text)
}

/// Whether the first element is `svg`. A web page that holds one starts with another.
fn is_svg(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some(inner) = rest.strip_prefix(b"<?").or_else(|| rest.strip_prefix(b"<!")) {
        let Some(end) = inner.iter().position(|&byte| byte == b'>') else { return false };
        rest = inner[end + 1..].trim_ascii_start();
    }
    matches!(rest, [b'<', b's', b'v', b'g', next, ..] if *next == b'>' || next.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d11_pictures_and_films_are_known_by_their_bytes() {
        for (head, media_type) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "image/png"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "image/jpeg"),
            (b"GIF89a\x01\0\x01\0", "image/gif"),
            (b"RIFF\x24\0\0\0WEBPVP8 ", "image/webp"),
            (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "video/mp4"),
            (b"\n<svg xmlns=\"http://www.w3.org/2000/svg\">", "image/svg+xml"),
            (b"<?xml version=\"1.0\"?>\n<!DOCTYPE svg>\n<svg>", "image/svg+xml"),
        ] {
            assert_eq!(look(head), Look::Media(media_type));
        }
    }

    #[test]
    fn d11_what_a_host_says_instead_of_a_file_is_no_file() {
        for (head, media_type) in [
            (&b"<!DOCTYPE html><title>502</title>"[..], "text/html"),
            (b"\xef\xbb\xbf\r\n <html><svg>", "text/html"),
            (b"<center>busy</center>", "text/html"),
            // GBK, as an edge in China writes it.
            (b"<center>\xb7\xfe\xce\xf1\xc6\xf7\xb7\xb1\xc3\xa6</center>", "text/html"),
            (b"<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "text/xml"),
            (b" {\"error\": \"no\"}", "application/json"),
            (b"[]", "application/json"),
            (b"hello", "text/plain"),
            (b" \n", "text/plain"),
            (b"BMW and GIF are words", "text/plain"),
            (b"GIF is a word", "text/plain"),
            ("服务器繁忙".as_bytes(), "text/plain"),
            (b"Service indisponible, r\xe9essayez plus tard", "text/plain"),
        ] {
            assert_eq!(look(head), Look::Text(media_type), "{}", String::from_utf8_lossy(head));
        }
        let long = "忙".repeat(200);
        assert_eq!(look(&long.as_bytes()[..HEAD]), Look::Text("text/plain"), "cut within a character");
    }

    #[test]
    fn d11_other_bytes_are_neither() {
        assert_eq!(look(b"\x01\x02\x03\x04"), Look::Other(None));
        assert_eq!(look(b"\xb7\xfe\xce\xf1\xc6\xf7"), Look::Other(None));
        assert_eq!(look(b"PK\x03\x04\x14\0\0\0"), Look::Other(Some("application/zip")));
        assert_eq!(look(b"MZ\x90\0"), Look::Other(Some("application/vnd.microsoft.portable-executable")));
    }
}

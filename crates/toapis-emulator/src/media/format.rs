//! The file formats of pictures.

/// A file format that results have and `output_format` can ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Lossless.
    #[default]
    Png,
    /// Small; without transparency.
    Jpeg,
    /// Written lossless here.
    Webp,
}

impl Format {
    /// The format a request names: `png`, `jpg`, `jpeg` or `webp`, in any case. `None` for other words.
    pub fn from_word(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "png" => Some(Self::Png),
            "jpg" | "jpeg" => Some(Self::Jpeg),
            "webp" => Some(Self::Webp),
            _ => None,
        }
    }

    /// The format as results name it, in `output_format`: `png`, `jpeg` or `webp`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Webp => "webp",
        }
    }

    /// The value of `Content-Type`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }

    /// How file names end, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_extensions_name_their_format() {
        for format in [Format::Png, Format::Jpeg, Format::Webp] {
            assert_eq!(Format::from_word(format.word()), Some(format));
            assert_eq!(Format::from_word(format.extension()), Some(format));
            assert_eq!(Format::from_word(format.media_type()), None);
        }
        assert_eq!(Format::from_word("JPG"), Some(Format::Jpeg));
        for odd in ["", " png", ".png", "gif", "jpeg2000"] {
            assert_eq!(Format::from_word(odd), None, "{odd}");
        }
    }
}

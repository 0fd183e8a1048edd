//! Files of results: pictures in the documented formats, and short films.

use crate::paint::{Painting, paint};

/// The file format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Png,
    Jpeg,
    Webp,
}

impl Format {
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        match word {
            "png" => Some(Self::Png),
            "jpg" | "jpeg" => Some(Self::Jpeg),
            "webp" => Some(Self::Webp),
            _ => None,
        }
    }
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
        }
    }
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }
}

pub(crate) fn picture(painting: &Painting<'_>, _format: Format) -> Vec<u8> {
    paint(painting)
}

pub(crate) fn describe_layer(_painting: &Painting<'_>, index: u32) -> serde_json::Value {
    serde_json::json!({"z_index": index})
}

pub(crate) fn layer(painting: &Painting<'_>, _index: u32) -> Vec<u8> {
    paint(painting)
}
pub(crate) fn film(painting: &Painting<'_>, _seconds: u32, _mov: bool) -> Vec<u8> {
    paint(painting)
}
pub(crate) fn last_frame(painting: &Painting<'_>, _seconds: u32) -> Vec<u8> {
    paint(painting)
}

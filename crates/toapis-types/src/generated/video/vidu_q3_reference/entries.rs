//! Generated from `catalog/viduq3.toml` by `cargo xtask codegen`; do not edit.

use crate::request::list_entry;

/// An entry of the list that [`ViduQ3Reference::subject`](super::ViduQ3Reference::subject) adds to.
///
/// Page `videos/viduq3/generation`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct Subject {
    entry: serde_json::Map<String, serde_json::Value>,
}

impl Subject {
    /// One entry of the list. What the prompt calls by name, each with pictures of it.
    ///
    /// - `name`: The name; the prompt writes `@name`.
    ///
    /// - `image`: Public URLs of pictures of the subject. Limits: at most 3 URLs.
    pub fn new(name: impl Into<String>, image: impl Into<String>) -> Self {
        let mut entry = serde_json::Map::new();
        entry.insert("name".to_owned(), Into::<String>::into(name).into());
        crate::request::push_key(&mut entry, "images", Into::<String>::into(image));
        Self { entry }
    }

    /// Adds the public URL of a picture of the subject.
    ///
    /// Limits: at most 3 URLs.
    ///
    /// On the wire: `metadata.subjects[].images`.
    pub fn image(mut self, url: impl Into<String>) -> Self {
        crate::request::push_key(&mut self.entry, "images", Into::<String>::into(url));
        self
    }

    /// Adds several at once, behind those already there; see [`image`](Self::image).
    pub fn images<I>(self, urls: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        urls.into_iter().fold(self, Self::image)
    }
}

list_entry!(Subject);

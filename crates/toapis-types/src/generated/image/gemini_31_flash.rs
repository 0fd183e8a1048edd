//! Generated from `catalog/gemini-3.1-flash.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::Finding;
use crate::image::ImageRequest;

/// Builder.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Gemini31FlashImage {
    request: ImageRequest,
}

/// Size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// 1:1
    R1x1,
    /// 16:9
    R16x9,
}
crate::catalog::wire_words!(Size, "size", [R1x1 = "1:1", R16x9 = "16:9"]);

/// Resolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// 2K
    K2,
}
crate::catalog::wire_words!(Resolution, "resolution", [K2 = "2K"]);

impl Gemini31FlashImage {
    /// New.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: ImageRequest::new("gemini-3.1-flash-image-preview", prompt) }
    }
    /// Size.
    pub fn size(mut self, size: Size) -> Self {
        self.request = self.request.size(size.as_str());
        self
    }
    /// Resolution.
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.metadata("resolution", resolution);
        self
    }
    /// Check.
    pub fn check(&self) -> Vec<Finding> {
        self.request.check()
    }
}

impl From<Gemini31FlashImage> for ImageRequest {
    fn from(builder: Gemini31FlashImage) -> Self {
        builder.request
    }
}

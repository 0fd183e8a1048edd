//! Typed requests to Gemini 2.5 Flash Image: page `images/gemini-2.5-flash/generation`.
//!
//! Generated from `catalog/gemini-2.5-flash.toml` by `cargo xtask codegen`; do not edit.

use crate::image::ImageRequest;
use crate::request::typed_request;
use crate::words::wire_words;

/// A request to Gemini 2.5 Flash Image: `gemini-2.5-flash-image-preview`.
///
/// Makes and edits pictures of about one megapixel from text and up to 14 reference pictures, in seven aspect
/// ratios.
///
/// One picture a request, in one resolution.
///
/// Everything that is not set is left out of the request. Page `images/gemini-2.5-flash/generation`.
///
/// ```rust
/// use toapis_types::image::gemini_25_flash::{Gemini25FlashImage, Size};
///
/// let request = Gemini25FlashImage::new("A fox reading a map in a snowy forest")
///     .size(Size::R1x1)
///     .n(1);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Gemini25FlashImage {
    request: ImageRequest,
}

impl Gemini25FlashImage {
    /// Asks `gemini-2.5-flash-image-preview`.
    ///
    /// - `prompt`: What to draw. Limits: at most 1000 characters.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: ImageRequest::for_model("gemini-2.5-flash-image-preview").prompt(prompt) }
    }

    /// The aspect ratio of the picture. Pixels are not taken.
    ///
    /// Values: `1:1`, `16:9`, `9:16`, `4:3`, `3:4`, `3:2`, `2:3`. Default: not documented; the emulator
    /// assumes 1:1.
    ///
    /// On the wire: `size` (page `images/gemini-2.5-flash/generation`).
    pub fn size(mut self, size: Size) -> Self {
        self.request = self.request.size(size.as_str());
        self
    }

    /// How many pictures to make: always one.
    ///
    /// A quoted number is refused by the service.
    ///
    /// Default: `1`. Limits: only 1.
    ///
    /// On the wire: `n` (page `images/gemini-2.5-flash/generation`).
    pub fn n(mut self, n: u32) -> Self {
        self.request = self.request.n(n);
        self
    }

    /// Adds the public URL of a picture to edit or to take subjects and style from.
    ///
    /// The service fetches them, and takes no base64. A file on this machine is uploaded first.
    ///
    /// Limits: at most 14 URLs; each file at most 10,000,000 bytes; jpeg, jpg, png, webp.
    ///
    /// On the wire: `image_urls` (page `images/gemini-2.5-flash/generation`).
    pub fn reference(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.reference(url);
        self
    }

    /// Adds several at once, behind those already there; see [`reference`](Self::reference).
    pub fn references<I>(self, urls: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        urls.into_iter().fold(self, Self::reference)
    }

    /// How large the picture gets; this model has one resolution only.
    ///
    /// Values: `1K`. Default: `1K`.
    ///
    /// On the wire: `metadata.resolution` (page `images/gemini-2.5-flash/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.metadata("resolution", resolution);
        self
    }

    /// Whether the picture lies or stands.
    ///
    /// How it goes together with `size` is not explained; `size` alone says the same.
    ///
    /// Values: `landscape`, `portrait`. Default: none documented.
    ///
    /// On the wire: `metadata.orientation` (page `images/gemini-2.5-flash/generation`).
    pub fn orientation(mut self, orientation: Orientation) -> Self {
        self.request = self.request.metadata("orientation", orientation);
        self
    }

    /// Where the service reports the end of the task.
    ///
    /// The API key's token needs webhooks switched on, with a default URL and a signing secret, and this URL
    /// must have the same scheme, host and port as that default. Otherwise the call is refused with HTTP 400
    /// `webhook_not_configured` and no task is made.
    ///
    /// On the wire: `callback_url` (page `webhooks/task-webhooks`).
    pub fn callback_url(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.callback_url(url);
        self
    }

    /// Your own name for the task, which finds it again when the answer of the create call is lost.
    ///
    /// It is a look-up key, not an idempotency key: nothing documents that it is unique. Its limits are not
    /// documented either; 1 to 64 characters of `A-Z a-z 0-9 _ -` are this project's cautious choice.
    ///
    /// Limits: at most 64 characters; characters out of `A-Z a-z 0-9 _ -`; `check` only warns about these.
    ///
    /// On the wire: `client_business_id` (page `tasks/image-status`).
    pub fn client_business_id(mut self, client_business_id: impl Into<String>) -> Self {
        self.request = self.request.client_business_id(client_business_id);
        self
    }
}

typed_request!(Gemini25FlashImage, ImageRequest, crate::generated::pages::image::gemini_2_5_flash::PAGE);

/// The values of [`Gemini25FlashImage::size`].
///
/// Page `images/gemini-2.5-flash/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// `1:1`, square.
    R1x1,
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
    /// `4:3`, wide.
    R4x3,
    /// `3:4`, upright.
    R3x4,
    /// `3:2`, wide.
    R3x2,
    /// `2:3`, upright.
    R2x3,
}

wire_words!(
    Size,
    "size",
    [R1x1 = "1:1", R16x9 = "16:9", R9x16 = "9:16", R4x3 = "4:3", R3x4 = "3:4", R3x2 = "3:2", R2x3 = "2:3"]
);

/// The values of [`Gemini25FlashImage::resolution`].
///
/// Page `images/gemini-2.5-flash/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `1K`.
    K1,
}

wire_words!(Resolution, "resolution", [K1 = "1K"]);

/// The values of [`Gemini25FlashImage::orientation`].
///
/// Page `images/gemini-2.5-flash/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Orientation {
    /// `landscape`: wider than high.
    Landscape,
    /// `portrait`: higher than wide.
    Portrait,
}

wire_words!(Orientation, "orientation", [Landscape = "landscape", Portrait = "portrait"]);

//! Typed requests to Gemini 3 Pro Image: page `images/gemini-3-pro-image/generation`.
//!
//! Generated from `catalog/gemini-3-pro-image.toml` by `cargo xtask codegen`; do not edit.

use crate::image::ImageRequest;
use crate::request::typed_request;
use crate::words::wire_words;

/// A request to Gemini 3 Pro Image: `gemini-3-pro-image-preview`.
///
/// Makes and edits pictures from long texts and up to 14 reference pictures, up to 4K, in ten aspect ratios.
///
/// One picture a request.
///
/// Everything that is not set is left out of the request. Page `images/gemini-3-pro-image/generation`.
///
/// ```rust
/// use toapis_types::image::gemini_3_pro_image::{Gemini3ProImage, Orientation, Resolution, Size};
///
/// let request = Gemini3ProImage::new("Harbour town seen from a drone at sunrise")
///     .size(Size::R16x9)
///     .n(1)
///     .resolution(Resolution::K1)
///     .orientation(Orientation::Landscape);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Gemini3ProImage {
    request: ImageRequest,
}

impl Gemini3ProImage {
    /// Asks `gemini-3-pro-image-preview`.
    ///
    /// - `prompt`: What to draw. The model reads at most 65,536 tokens, which cannot be counted here; the
    ///   service itself adds no limit of 1000 characters.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: ImageRequest::for_model("gemini-3-pro-image-preview").prompt(prompt) }
    }

    /// The aspect ratio of the picture. Pixels are not taken.
    ///
    /// Values: `1:1`, `2:3`, `3:2`, `3:4`, `4:3`, `4:5`, `5:4`, `9:16`, `16:9`, `21:9`. Default: not
    /// documented.
    ///
    /// On the wire: `size` (page `images/gemini-3-pro-image/generation`).
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
    /// On the wire: `n` (page `images/gemini-3-pro-image/generation`).
    pub fn n(mut self, n: u32) -> Self {
        self.request = self.request.n(n);
        self
    }

    /// How large the picture gets.
    ///
    /// Values: `1K`, `2K`, `4K`. Default: `1K`.
    ///
    /// On the wire: `metadata.resolution` (page `images/gemini-3-pro-image/generation`).
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
    /// On the wire: `metadata.orientation` (page `images/gemini-3-pro-image/generation`).
    pub fn orientation(mut self, orientation: Orientation) -> Self {
        self.request = self.request.metadata("orientation", orientation);
        self
    }

    /// Adds the public URL of a picture to edit or to take subjects and style from.
    ///
    /// The service fetches them, and takes no base64. A file on this machine is uploaded first.
    ///
    /// Limits: at most 14 URLs; each file at most 10,000,000 bytes; jpeg, jpg, png, webp.
    ///
    /// On the wire: `image_urls` (page `images/gemini-3-pro-image/generation`).
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

typed_request!(Gemini3ProImage, ImageRequest, crate::generated::pages::image::gemini_3_pro_image::PAGE);

/// The values of [`Gemini3ProImage::size`].
///
/// Page `images/gemini-3-pro-image/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// `1:1`, square.
    R1x1,
    /// `2:3`, upright.
    R2x3,
    /// `3:2`, wide.
    R3x2,
    /// `3:4`, upright.
    R3x4,
    /// `4:3`, wide.
    R4x3,
    /// `4:5`, upright.
    R4x5,
    /// `5:4`, wide.
    R5x4,
    /// `9:16`, upright.
    R9x16,
    /// `16:9`, wide.
    R16x9,
    /// `21:9`, wide.
    R21x9,
}

wire_words!(
    Size,
    "size",
    [
        R1x1 = "1:1",
        R2x3 = "2:3",
        R3x2 = "3:2",
        R3x4 = "3:4",
        R4x3 = "4:3",
        R4x5 = "4:5",
        R5x4 = "5:4",
        R9x16 = "9:16",
        R16x9 = "16:9",
        R21x9 = "21:9"
    ]
);

/// The values of [`Gemini3ProImage::resolution`].
///
/// Page `images/gemini-3-pro-image/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `1K`.
    K1,
    /// `2K`.
    K2,
    /// `4K`.
    K4,
}

wire_words!(Resolution, "resolution", [K1 = "1K", K2 = "2K", K4 = "4K"]);

/// The values of [`Gemini3ProImage::orientation`].
///
/// Page `images/gemini-3-pro-image/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Orientation {
    /// `landscape`: wider than high.
    Landscape,
    /// `portrait`: higher than wide.
    Portrait,
}

wire_words!(Orientation, "orientation", [Landscape = "landscape", Portrait = "portrait"]);

//! Typed requests to Gemini 3.1 Flash Image: page `images/gemini-3.1-flash/generation`.
//!
//! Generated from `catalog/gemini-3.1-flash.toml` by `cargo xtask codegen`; do not edit.

use crate::image::ImageRequest;
use crate::request::typed_request;
use crate::words::wire_words;

/// A request to Gemini 3.1 Flash Image: `gemini-3.1-flash-image-preview`.
///
/// Makes and edits pictures from text and up to 14 reference pictures, up to 4K, in 14 aspect ratios from
/// very tall to very wide. It can look things up with Google before it draws.
///
/// The price depends on the resolution: 4K costs more than 1K.
///
/// References are best split into up to 10 pictures of objects and up to 4 of characters; 14 is the hard
/// limit.
///
/// Everything that is not set is left out of the request. Page `images/gemini-3.1-flash/generation`.
///
/// ```rust
/// use toapis_types::image::gemini_31_flash::{Gemini31FlashImage, Resolution, Size};
///
/// let request = Gemini31FlashImage::new("A lighthouse on a cliff at dusk, long exposure")
///     .size(Size::R16x9)
///     .resolution(Resolution::K2)
///     .n(1);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Gemini31FlashImage {
    request: ImageRequest,
}

impl Gemini31FlashImage {
    /// Asks `gemini-3.1-flash-image-preview`.
    ///
    /// - `prompt`: What to draw. The page names no limit on its length.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: ImageRequest::for_model("gemini-3.1-flash-image-preview").prompt(prompt) }
    }

    /// The aspect ratio of the picture. Pixels are not taken.
    ///
    /// Values: `1:1`, `3:2`, `2:3`, `4:3`, `3:4`, `16:9`, `9:16`, `5:4`, `4:5`, `21:9`, `1:4`, `4:1`, `1:8`,
    /// `8:1`. Default: not documented; the emulator assumes 1:1.
    ///
    /// On the wire: `size` (page `images/gemini-3.1-flash/generation`).
    pub fn size(mut self, size: Size) -> Self {
        self.request = self.request.size(size.as_str());
        self
    }

    /// How large the picture gets, as the approximate side of a square one.
    ///
    /// More pixels cost more.
    ///
    /// Values: `0.5K`, `1K`, `2K`, `4K`. Default: `1K`.
    ///
    /// On the wire: `metadata.resolution` (page `images/gemini-3.1-flash/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.metadata("resolution", resolution);
        self
    }

    /// How many pictures to make; each one is charged.
    ///
    /// The page names no upper limit. A quoted number is refused by the service.
    ///
    /// Default: `1`. Limits: at least 1.
    ///
    /// On the wire: `n` (page `images/gemini-3.1-flash/generation`).
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
    /// On the wire: `image_urls` (page `images/gemini-3.1-flash/generation`).
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

    /// Lets the model look facts up with Google before it draws.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `metadata.google_search` (page `images/gemini-3.1-flash/generation`).
    pub fn google_search(mut self, google_search: bool) -> Self {
        self.request = self.request.metadata("google_search", google_search);
        self
    }

    /// Lets the model look at pictures Google finds, as a visual reference.
    ///
    /// Works only together with `google_search`.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `metadata.google_image_search` (page `images/gemini-3.1-flash/generation`).
    pub fn google_image_search(mut self, google_image_search: bool) -> Self {
        self.request = self.request.metadata("google_image_search", google_image_search);
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

typed_request!(Gemini31FlashImage, ImageRequest, crate::generated::pages::image::gemini_3_1_flash::PAGE);

/// The values of [`Gemini31FlashImage::size`].
///
/// Page `images/gemini-3.1-flash/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// `1:1`, square.
    R1x1,
    /// `3:2`, wide.
    R3x2,
    /// `2:3`, upright.
    R2x3,
    /// `4:3`, wide.
    R4x3,
    /// `3:4`, upright.
    R3x4,
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
    /// `5:4`, wide.
    R5x4,
    /// `4:5`, upright.
    R4x5,
    /// `21:9`, wide.
    R21x9,
    /// `1:4`, upright.
    R1x4,
    /// `4:1`, wide.
    R4x1,
    /// `1:8`, upright.
    R1x8,
    /// `8:1`, wide.
    R8x1,
}

wire_words!(
    Size,
    "size",
    [
        R1x1 = "1:1",
        R3x2 = "3:2",
        R2x3 = "2:3",
        R4x3 = "4:3",
        R3x4 = "3:4",
        R16x9 = "16:9",
        R9x16 = "9:16",
        R5x4 = "5:4",
        R4x5 = "4:5",
        R21x9 = "21:9",
        R1x4 = "1:4",
        R4x1 = "4:1",
        R1x8 = "1:8",
        R8x1 = "8:1"
    ]
);

/// The values of [`Gemini31FlashImage::resolution`].
///
/// Page `images/gemini-3.1-flash/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `0.5K`: about 512 pixels a side.
    K0_5,
    /// `1K`: about 1024 pixels a side.
    K1,
    /// `2K`: about 2048 pixels a side.
    K2,
    /// `4K`: about 4096 pixels a side.
    K4,
}

wire_words!(Resolution, "resolution", [K0_5 = "0.5K", K1 = "1K", K2 = "2K", K4 = "4K"]);

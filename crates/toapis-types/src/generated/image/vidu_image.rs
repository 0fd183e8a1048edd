//! Typed requests to Vidu Image: page `images/vidu-image/generation`.
//!
//! Generated from `catalog/vidu-image.toml` by `cargo xtask codegen`; do not edit.

use crate::image::ImageRequest;
use crate::request::typed_request;
use crate::words::wire_words;

/// A request to Vidu Image: `vidu-image`, `viduq3-fast`, `viduq2-pro`, `viduq2-fast`.
///
/// Makes a picture from text and up to seven reference pictures, up to 4K, in seven aspect ratios, with a
/// seed and an optional watermark.
///
/// One picture a request.
///
/// The service keeps a copy of the result for 24 hours after the task has ended.
///
/// Everything that is not set is left out of the request. Page `images/vidu-image/generation`.
///
/// ```rust
/// use toapis_types::image::vidu_image::{Model, Resolution, Size, ViduImage};
///
/// let request = ViduImage::new(Model::Q3Fast, "Advert for the bottle in the reference, soft light")
///     .reference("https://example.com/bottle.png")
///     .size(Size::R3x2)
///     .resolution(Resolution::K2)
///     .n(1)
///     .seed(42)
///     .watermark(false);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct ViduImage {
    request: ImageRequest,
}

impl ViduImage {
    /// Asks a model; the page names none as the default.
    ///
    /// - `prompt`: What to draw. The page names no limit on its length.
    pub fn new(model: Model, prompt: impl Into<String>) -> Self {
        Self { request: ImageRequest::for_model(model.as_str()).prompt(prompt) }
    }

    /// Adds the public URL of a picture to take subjects and style from.
    ///
    /// The page names no limit on the size or the format of a file.
    ///
    /// Limits: at most 7 URLs.
    ///
    /// On the wire: `image_urls` (page `images/vidu-image/generation`).
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

    /// The aspect ratio of the picture; all four models take the same seven.
    ///
    /// The Chinese page also takes pixels such as `1024*1024`, with an asterisk; only the open request can
    /// send them, and `check` warns about them.
    ///
    /// Values: `1:1`, `4:3`, `3:4`, `16:9`, `9:16`, `3:2`, `2:3`. Default: `1:1`. Limits: `check` only warns
    /// about these.
    ///
    /// On the wire: `size` (page `images/vidu-image/generation`).
    pub fn size(mut self, size: Size) -> Self {
        self.request = self.request.size(size.as_str());
        self
    }

    /// How large the picture gets.
    ///
    /// It counts when `size` is a ratio. `viduq2-fast` takes 1K only.
    ///
    /// Values: `1K`, `2K`, `4K`. Default: `1K`.
    ///
    /// On the wire: `metadata.resolution` (page `images/vidu-image/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.metadata("resolution", resolution);
        self
    }

    /// How many pictures to make: always one.
    ///
    /// Default: `1`. Limits: only 1.
    ///
    /// On the wire: `n` (page `images/vidu-image/generation`).
    pub fn n(mut self, n: u32) -> Self {
        self.request = self.request.n(n);
        self
    }

    /// The number chance starts from.
    ///
    /// The page names no range.
    ///
    /// Default: none documented.
    ///
    /// On the wire: `seed` (page `images/vidu-image/generation`).
    pub fn seed(mut self, seed: i64) -> Self {
        self.request = self.request.extra("seed", seed);
        self
    }

    /// Whether the picture carries a watermark.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `metadata.watermark` (page `images/vidu-image/generation`).
    pub fn watermark(mut self, watermark: bool) -> Self {
        self.request = self.request.metadata("watermark", watermark);
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

typed_request!(ViduImage, ImageRequest, crate::generated::pages::image::vidu_image::PAGE);

/// The models of [`ViduImage`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// `vidu-image`: Up to 4K.
    ViduImage,
    /// `viduq3-fast`: Up to 4K.
    Q3Fast,
    /// `viduq2-pro`: Up to 4K.
    Q2Pro,
    /// `viduq2-fast`: 1K only.
    Q2Fast,
}

wire_words!(
    Model,
    "model",
    [ViduImage = "vidu-image", Q3Fast = "viduq3-fast", Q2Pro = "viduq2-pro", Q2Fast = "viduq2-fast"]
);

/// The values of [`ViduImage::size`].
///
/// Page `images/vidu-image/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// `1:1`, square.
    R1x1,
    /// `4:3`, wide.
    R4x3,
    /// `3:4`, upright.
    R3x4,
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
    /// `3:2`, wide.
    R3x2,
    /// `2:3`, upright.
    R2x3,
}

wire_words!(
    Size,
    "size",
    [R1x1 = "1:1", R4x3 = "4:3", R3x4 = "3:4", R16x9 = "16:9", R9x16 = "9:16", R3x2 = "3:2", R2x3 = "2:3"]
);

/// The values of [`ViduImage::resolution`].
///
/// Page `images/vidu-image/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `1K`.
    K1,
    /// `2K`. Only for `vidu-image`, `viduq3-fast`, `viduq2-pro`.
    K2,
    /// `4K`. Only for `vidu-image`, `viduq3-fast`, `viduq2-pro`.
    K4,
}

wire_words!(Resolution, "resolution", [K1 = "1K", K2 = "2K", K4 = "4K"]);

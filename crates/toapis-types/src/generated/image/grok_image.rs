//! Typed requests to Grok Image: page `images/grok-image/generation`.
//!
//! Generated from `catalog/grok-image.toml` by `cargo xtask codegen`; do not edit.

use crate::image::ImageRequest;
use crate::request::typed_request;
use crate::words::wire_words;

/// A request to Grok Image: `grok-4-1-image`, `grok-4-2-image`.
///
/// Makes one, two or four pictures a request from text and up to five reference pictures, in five aspect
/// ratios.
///
/// The price of all `n` pictures is taken off the balance when the task is made.
///
/// Everything that is not set is left out of the request. Page `images/grok-image/generation`.
///
/// ```rust
/// use toapis_types::image::grok_image::{GrokImage, Model, Size};
///
/// let request = GrokImage::new(Model::Grok4_1, "A canyon city at blue hour")
///     .size(Size::R16x9)
///     .n(1);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct GrokImage {
    request: ImageRequest,
}

impl GrokImage {
    /// Asks a model; the page names none as the default.
    ///
    /// - `prompt`: What to draw. Limits: at most 1000 characters.
    pub fn new(model: Model, prompt: impl Into<String>) -> Self {
        Self { request: ImageRequest::for_model(model.as_str()).prompt(prompt) }
    }

    /// The aspect ratio of the picture. Pixels are not taken.
    ///
    /// Values: `1:1`, `2:3`, `3:2`, `16:9`, `9:16`. Default: `1:1`.
    ///
    /// On the wire: `size` (page `images/grok-image/generation`).
    pub fn size(mut self, size: Size) -> Self {
        self.request = self.request.size(size.as_str());
        self
    }

    /// How many pictures to make; each one is charged, in advance.
    ///
    /// A quoted number is refused by the service.
    ///
    /// Default: `1`. Limits: one of 1, 2, 4.
    ///
    /// On the wire: `n` (page `images/grok-image/generation`).
    pub fn n(mut self, n: u32) -> Self {
        self.request = self.request.n(n);
        self
    }

    /// Adds the public URL of a picture to edit or to take subjects and style from.
    ///
    /// The service fetches them, and takes no base64. A file on this machine is uploaded first.
    ///
    /// Limits: at most 5 URLs; each file at most 10,000,000 bytes; jpeg, jpg, png, webp.
    ///
    /// On the wire: `image_urls` (page `images/grok-image/generation`).
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

typed_request!(GrokImage, ImageRequest, crate::generated::pages::image::grok_image::PAGE);

/// The models of [`GrokImage`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// `grok-4-1-image`.
    Grok4_1,
    /// `grok-4-2-image`.
    Grok4_2,
}

wire_words!(Model, "model", [Grok4_1 = "grok-4-1-image", Grok4_2 = "grok-4-2-image"]);

/// The values of [`GrokImage::size`].
///
/// Page `images/grok-image/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// `1:1`, square.
    R1x1,
    /// `2:3`, upright.
    R2x3,
    /// `3:2`, wide.
    R3x2,
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
}

wire_words!(Size, "size", [R1x1 = "1:1", R2x3 = "2:3", R3x2 = "3:2", R16x9 = "16:9", R9x16 = "9:16"]);

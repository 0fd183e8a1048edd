//! Typed requests to GPT-4o Image: page `images/gpt-4o/generation`.
//!
//! Generated from `catalog/gpt-4o.toml` by `cargo xtask codegen`; do not edit.

use crate::image::ImageRequest;
use crate::request::typed_request;
use crate::words::wire_words;

/// A request to GPT-4o Image: `gpt-4o-image`.
///
/// Makes pictures from text, reworks up to five reference pictures, and repaints the part of a picture that a
/// mask leaves open.
///
/// The price of all `n` pictures is taken before the work begins.
///
/// Everything that is not set is left out of the request. Page `images/gpt-4o/generation`.
///
/// ```rust
/// use toapis_types::image::gpt_4o::{Gpt4oImage, Size};
///
/// let request = Gpt4oImage::new("A windmill beside a canal")
///     .size(Size::R1x1)
///     .n(1);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Gpt4oImage {
    request: ImageRequest,
}

impl Gpt4oImage {
    /// Asks `gpt-4o-image`.
    ///
    /// - `prompt`: What to draw, or what to change in the references. Limits: at most 1000 characters.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: ImageRequest::for_model("gpt-4o-image").prompt(prompt) }
    }

    /// The aspect ratio of the picture.
    ///
    /// Values: `1:1`, `2:3`, `3:2`. Default: `1:1`.
    ///
    /// On the wire: `size` (page `images/gpt-4o/generation`).
    pub fn size(mut self, size: Size) -> Self {
        self.request = self.request.size(size.as_str());
        self
    }

    /// How many pictures to make: one, two or four.
    ///
    /// Each one is charged, and the sum is taken in advance. Three is not offered. A quoted number is refused
    /// by the service.
    ///
    /// Default: `1`. Limits: one of 1, 2, 4.
    ///
    /// On the wire: `n` (page `images/gpt-4o/generation`).
    pub fn n(mut self, n: u32) -> Self {
        self.request = self.request.n(n);
        self
    }

    /// Adds the public URL of a picture to work from.
    ///
    /// The service fetches them, and takes no base64. A file on this machine is uploaded first.
    ///
    /// Limits: at most 5 URLs; each file at most 10,000,000 bytes; jpeg, jpg, png, webp.
    ///
    /// On the wire: `image_urls` (page `images/gpt-4o/generation`).
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

    /// Public URL of a PNG that marks the part of the reference to repaint.
    ///
    /// Its width and height must be those of the reference, which nothing here can see from a URL.
    ///
    /// Limits: each file at most 4,000,000 bytes; png.
    ///
    /// On the wire: `mask_url` (page `images/gpt-4o/generation`).
    pub fn mask(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.extra("mask_url", Into::<String>::into(url));
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

typed_request!(Gpt4oImage, ImageRequest, crate::generated::pages::image::gpt_4o::PAGE);

/// The values of [`Gpt4oImage::size`].
///
/// Page `images/gpt-4o/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// `1:1`, square.
    R1x1,
    /// `2:3`, upright.
    R2x3,
    /// `3:2`, wide.
    R3x2,
}

wire_words!(Size, "size", [R1x1 = "1:1", R2x3 = "2:3", R3x2 = "3:2"]);

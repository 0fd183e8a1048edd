//! Typed requests to Flux 2.0: page `images/flux-2/generation`.
//!
//! Generated from `catalog/flux-2.toml` by `cargo xtask codegen`; do not edit.

use crate::image::ImageRequest;
use crate::request::typed_request;
use crate::words::wire_words;

/// A request to Flux 2.0: `flux-2-flex`, `flux-2-pro`.
///
/// Makes pictures from text and up to eight reference pictures, in seven aspect ratios and two resolutions.
/// One model is fast, the other makes better pictures.
///
/// The price depends on the resolution: 2K costs more than 1K.
///
/// The page has no `n`.
///
/// Everything that is not set is left out of the request. Page `images/flux-2/generation`.
///
/// ```rust
/// use toapis_types::image::flux_2::{Flux2, Model, Resolution, Size};
///
/// let request = Flux2::new(Model::Flex, "A tortoise in a sunlit garden")
///     .size(Size::R1x1)
///     .resolution(Resolution::K1);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Flux2 {
    request: ImageRequest,
}

impl Flux2 {
    /// Asks a model; the page names none as the default.
    ///
    /// - `prompt`: What to draw. The page names no limit on its length.
    pub fn new(model: Model, prompt: impl Into<String>) -> Self {
        Self { request: ImageRequest::for_model(model.as_str()).prompt(prompt) }
    }

    /// The aspect ratio of the picture. Pixels are not taken.
    ///
    /// Values: `1:1`, `4:3`, `3:4`, `16:9`, `9:16`, `3:2`, `2:3`. Default: `1:1`.
    ///
    /// On the wire: `size` (page `images/flux-2/generation`).
    pub fn size(mut self, size: Size) -> Self {
        self.request = self.request.size(size.as_str());
        self
    }

    /// Adds the public URL of a picture to take subjects and style from.
    ///
    /// The service fetches them, and takes no base64. A file on this machine is uploaded first. The page
    /// names no limit on the size or the format of a file.
    ///
    /// Limits: at most 8 URLs.
    ///
    /// On the wire: `image_urls` (page `images/flux-2/generation`).
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

    /// How large the picture gets.
    ///
    /// 2K costs more than 1K.
    ///
    /// Values: `1K`, `2K`. Default: `1K`.
    ///
    /// On the wire: `metadata.resolution` (page `images/flux-2/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.metadata("resolution", resolution);
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

typed_request!(Flux2, ImageRequest, crate::generated::pages::image::flux_2::PAGE);

/// The models of [`Flux2`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// `flux-2-flex`: The faster one.
    Flex,
    /// `flux-2-pro`: The one with better pictures.
    Pro,
}

wire_words!(Model, "model", [Flex = "flux-2-flex", Pro = "flux-2-pro"]);

/// The values of [`Flux2::size`].
///
/// Page `images/flux-2/generation`.
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

/// The values of [`Flux2::resolution`].
///
/// Page `images/flux-2/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `1K`: the shorter side has 1024 pixels.
    K1,
    /// `2K`: the shorter side has 2048 pixels.
    K2,
}

wire_words!(Resolution, "resolution", [K1 = "1K", K2 = "2K"]);

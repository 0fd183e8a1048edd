//! Typed requests to GPT-Image-2 image editing: page `images/gpt-image-2/edits`.
//!
//! Generated from `catalog/gpt-image-2--edits.toml` by `cargo xtask codegen`; do not edit.

use crate::image::ImageRequest;
use crate::request::typed_request;
use crate::words::wire_words;

/// A request to GPT-Image-2 image editing: `gpt-image-2`.
///
/// Edits and blends up to 16 reference pictures, and repaints the part of one that a mask leaves open.
///
/// There is no path of its own: a generation request with `image_urls` becomes an edit.
///
/// The backend is Azure OpenAI, which makes no WebP.
///
/// Everything that is not set is left out of the request. Page `images/gpt-image-2/edits`.
///
/// ```rust
/// use toapis_types::image::gpt_image_2_edit::{GptImage2Edit, Quality, Size};
///
/// let request = GptImage2Edit::new("Combine both pictures into one travel poster", "https://example.com/left.png")
///     .reference("https://example.com/right.png")
///     .size(Size::R1x1)
///     .quality(Quality::High)
///     .n(1);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct GptImage2Edit {
    request: ImageRequest,
}

impl GptImage2Edit {
    /// Asks `gpt-image-2`.
    ///
    /// - `prompt`: What to make of the references. This page names no limit on its length; the generation
    ///   page of the model says 32,000 characters.
    ///
    /// - `reference`: Public URLs of the pictures to edit; their presence makes the request an edit. The
    ///   service fetches them, so they have to stay reachable for a while. Limits: at most 16 URLs; each file
    ///   at most 50,000,000 bytes; png, jpg.
    pub fn new(prompt: impl Into<String>, reference: impl Into<String>) -> Self {
        Self { request: ImageRequest::for_model("gpt-image-2").prompt(prompt).reference(reference) }
    }

    /// Adds the public URL of a picture to edit or to blend in.
    ///
    /// The service fetches them, so they have to stay reachable for a while.
    ///
    /// Limits: at most 16 URLs; each file at most 50,000,000 bytes; png, jpg.
    ///
    /// On the wire: `image_urls` (page `images/gpt-image-2/edits`).
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

    /// Public URL of a PNG with transparency: what is transparent is repainted, what is opaque stays.
    ///
    /// It needs an alpha channel and the width and height of the first reference, which nothing here can see
    /// from a URL.
    ///
    /// Limits: png.
    ///
    /// On the wire: `mask_url` (page `images/gpt-image-2/edits`).
    pub fn mask(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.extra("mask_url", Into::<String>::into(url));
        self
    }

    /// The aspect ratio of the picture.
    ///
    /// Values: `1:1`, `3:2`, `2:3`, `4:3`, `3:4`, `5:4`, `4:5`, `16:9`, `9:16`, `2:1`, `1:2`, `21:9`, `9:21`,
    /// `auto`. Default: `1:1`.
    ///
    /// On the wire: `size` (page `images/gpt-image-2/edits`).
    pub fn size(mut self, size: Size) -> Self {
        self.request = self.request.size(size.as_str());
        self
    }

    /// How large the picture gets.
    ///
    /// At the top level and with a small k. By this page 4k goes with 16:9, 9:16, 2:1, 1:2, 21:9 and 9:21
    /// only.
    ///
    /// Values: `1k`, `2k`, `4k`. Default: `1k`.
    ///
    /// On the wire: `resolution` (page `images/gpt-image-2/edits`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.extra("resolution", resolution);
        self
    }

    /// How much work goes into the picture.
    ///
    /// Values: `low`, `medium`, `high`. Default: `high`.
    ///
    /// On the wire: `quality` (page `images/gpt-image-2/edits`).
    pub fn quality(mut self, quality: Quality) -> Self {
        self.request = self.request.extra("quality", quality);
        self
    }

    /// How many pictures to make.
    ///
    /// Default: `1`. Limits: 1 to 10; `check` only warns about these.
    ///
    /// On the wire: `n` (page `images/gpt-image-2/edits`).
    pub fn n(mut self, n: u32) -> Self {
        self.request = self.request.n(n);
        self
    }

    /// The file format of the picture; WebP is not to be had.
    ///
    /// Values: `png`, `jpeg`. Default: `png`.
    ///
    /// On the wire: `output_format` (page `images/gpt-image-2/edits`).
    pub fn output_format(mut self, output_format: OutputFormat) -> Self {
        self.request = self.request.extra("output_format", output_format);
        self
    }

    /// The compression of a JPEG in percent.
    ///
    /// Used only with the output format `jpeg`.
    ///
    /// Default: `100`. Limits: 0 to 100.
    ///
    /// On the wire: `output_compression` (page `images/gpt-image-2/edits`).
    pub fn output_compression(mut self, output_compression: u32) -> Self {
        self.request = self.request.extra("output_compression", output_compression);
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

typed_request!(GptImage2Edit, ImageRequest, crate::generated::pages::image::gpt_image_2_edits::PAGE);

/// The values of [`GptImage2Edit::size`].
///
/// Page `images/gpt-image-2/edits`.
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
    /// `5:4`, wide.
    R5x4,
    /// `4:5`, upright.
    R4x5,
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
    /// `2:1`, wide.
    R2x1,
    /// `1:2`, upright.
    R1x2,
    /// `21:9`, wide.
    R21x9,
    /// `9:21`, upright.
    R9x21,
    /// `auto`: the service decides.
    Auto,
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
        R5x4 = "5:4",
        R4x5 = "4:5",
        R16x9 = "16:9",
        R9x16 = "9:16",
        R2x1 = "2:1",
        R1x2 = "1:2",
        R21x9 = "21:9",
        R9x21 = "9:21",
        Auto = "auto"
    ]
);

/// The values of [`GptImage2Edit::resolution`].
///
/// Page `images/gpt-image-2/edits`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `1k`.
    K1,
    /// `2k`.
    K2,
    /// `4k`.
    K4,
}

wire_words!(Resolution, "resolution", [K1 = "1k", K2 = "2k", K4 = "4k"]);

/// The values of [`GptImage2Edit::quality`].
///
/// Page `images/gpt-image-2/edits`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quality {
    /// `low`.
    Low,
    /// `medium`.
    Medium,
    /// `high`.
    High,
}

wire_words!(Quality, "quality", [Low = "low", Medium = "medium", High = "high"]);

/// The values of [`GptImage2Edit::output_format`].
///
/// Page `images/gpt-image-2/edits`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutputFormat {
    /// `png`.
    Png,
    /// `jpeg`.
    Jpeg,
}

wire_words!(OutputFormat, "output format", [Png = "png", Jpeg = "jpeg"]);

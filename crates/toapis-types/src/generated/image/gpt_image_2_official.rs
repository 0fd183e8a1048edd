//! Typed requests to GPT-Image-2 (official channel): page `images/gpt-image-2/official`.
//!
//! Generated from `catalog/gpt-image-2--official.toml` by `cargo xtask codegen`; do not edit.

use crate::image::ImageRequest;
use crate::request::typed_request;
use crate::words::wire_words;

/// A request to GPT-Image-2 (official channel): `gpt-image-2-official`.
///
/// GPT-Image-2 through the official channel: pictures from text and up to 16 references, repainting with a
/// mask, a choice of quality and file format, up to 4k.
///
/// 4k at the quality `high` can take more than two minutes.
///
/// The backend is Azure OpenAI, which makes no WebP and no transparent backgrounds.
///
/// Everything that is not set is left out of the request. Page `images/gpt-image-2/official`.
///
/// ```rust
/// use toapis_types::image::gpt_image_2_official::{GptImage2Official, Quality, Resolution, Size};
///
/// let request = GptImage2Official::new("A stone bridge over a river of mist")
///     .size(Size::R16x9)
///     .resolution(Resolution::K2)
///     .quality(Quality::High)
///     .n(1);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct GptImage2Official {
    request: ImageRequest,
}

impl GptImage2Official {
    /// Asks `gpt-image-2-official`.
    ///
    /// - `prompt`: What to draw, in English or Chinese. The page names no limit on its length.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: ImageRequest::for_model("gpt-image-2-official").prompt(prompt) }
    }

    /// The aspect ratio of the picture.
    ///
    /// Values: `1:1`, `3:2`, `2:3`, `4:3`, `3:4`, `5:4`, `4:5`, `16:9`, `9:16`, `2:1`, `1:2`, `21:9`, `9:21`,
    /// `auto`. Default: `1:1`.
    ///
    /// On the wire: `size` (page `images/gpt-image-2/official`).
    pub fn size(mut self, size: Size) -> Self {
        self.request = self.request.size(size.as_str());
        self
    }

    /// How large the picture gets; the table of pixels says what it means for each ratio.
    ///
    /// At the top level and with a small k. 4k goes with 16:9, 9:16, 2:1, 1:2, 21:9 and 9:21 only.
    ///
    /// Values: `1k`, `2k`, `4k`. Default: `1k`.
    ///
    /// On the wire: `resolution` (page `images/gpt-image-2/official`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.extra("resolution", resolution);
        self
    }

    /// How much work goes into the picture.
    ///
    /// `high` at 4k can take more than two minutes.
    ///
    /// Values: `low`, `medium`, `high`. Default: `high`.
    ///
    /// On the wire: `quality` (page `images/gpt-image-2/official`).
    pub fn quality(mut self, quality: Quality) -> Self {
        self.request = self.request.extra("quality", quality);
        self
    }

    /// The file format of the picture; WebP is not to be had.
    ///
    /// Values: `png`, `jpeg`. Default: `png`.
    ///
    /// On the wire: `output_format` (page `images/gpt-image-2/official`).
    pub fn output_format(mut self, output_format: OutputFormat) -> Self {
        self.request = self.request.extra("output_format", output_format);
        self
    }

    /// The compression of a JPEG: by the page 0 is none and 100 the strongest.
    ///
    /// Used only with the output format `jpeg`.
    ///
    /// Default: `100`. Limits: 0 to 100.
    ///
    /// On the wire: `output_compression` (page `images/gpt-image-2/official`).
    pub fn output_compression(mut self, output_compression: u32) -> Self {
        self.request = self.request.extra("output_compression", output_compression);
        self
    }

    /// How many pictures to make.
    ///
    /// The table allows 10, the list of features speaks of 4: more than 4 draws a warning.
    ///
    /// Default: `1`. Limits: 1 to 10.
    ///
    /// On the wire: `n` (page `images/gpt-image-2/official`).
    pub fn n(mut self, n: u32) -> Self {
        self.request = self.request.n(n);
        self
    }

    /// Adds the public URL of a picture to work from.
    ///
    /// The service fetches them, so they have to stay reachable. The page names no limit on size or format.
    ///
    /// Limits: at most 16 URLs.
    ///
    /// On the wire: `image_urls` (page `images/gpt-image-2/official`).
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

    /// Public URL of a picture with transparency: what is transparent is repainted.
    ///
    /// It needs an alpha channel and the width and height of the first reference, which nothing here can see
    /// from a URL.
    ///
    /// On the wire: `mask_url` (page `images/gpt-image-2/official`).
    pub fn mask(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.extra("mask_url", Into::<String>::into(url));
        self
    }

    /// The background, which cannot be transparent: that word is silently turned into `auto`.
    ///
    /// The field is known from a warning only; the page lists no values.
    ///
    /// On the wire: `background` (page `images/gpt-image-2/official`).
    pub fn background(mut self, background: impl Into<String>) -> Self {
        self.request = self.request.extra("background", Into::<String>::into(background));
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

typed_request!(GptImage2Official, ImageRequest, crate::generated::pages::image::gpt_image_2_official::PAGE);

/// The values of [`GptImage2Official::size`].
///
/// Page `images/gpt-image-2/official`.
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
    /// `auto`: the service decides, by the prompt.
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

/// The values of [`GptImage2Official::resolution`].
///
/// Page `images/gpt-image-2/official`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `1k`: built on a side of 1024 pixels.
    K1,
    /// `2k`: built on a side of 2048 pixels.
    K2,
    /// `4k`: built on a side of 3840 pixels.
    K4,
}

wire_words!(Resolution, "resolution", [K1 = "1k", K2 = "2k", K4 = "4k"]);

/// The values of [`GptImage2Official::quality`].
///
/// Page `images/gpt-image-2/official`.
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

/// The values of [`GptImage2Official::output_format`].
///
/// Page `images/gpt-image-2/official`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutputFormat {
    /// `png`.
    Png,
    /// `jpeg`.
    Jpeg,
}

wire_words!(OutputFormat, "output format", [Png = "png", Jpeg = "jpeg"]);

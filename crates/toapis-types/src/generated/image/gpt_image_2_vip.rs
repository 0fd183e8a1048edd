//! Typed requests to GPT-Image-2 VIP: page `images/gpt-image-2-vip/generation`.
//!
//! Generated from `catalog/gpt-image-2-vip.toml` by `cargo xtask codegen`; do not edit.

use crate::image::ImageRequest;
use crate::request::typed_request;
use crate::words::wire_words;

/// A request to GPT-Image-2 VIP: `gpt-image-2-vip`.
///
/// GPT-Image-2 through the VIP channel: pictures from text and references in 13 aspect ratios at 1k, 2k or
/// 4k, with a choice of quality.
///
/// Results are URLs whatever `response_format` says.
///
/// Everything that is not set is left out of the request. Page `images/gpt-image-2-vip/generation`.
///
/// ```rust
/// use toapis_types::image::gpt_image_2_vip::{GptImage2Vip, Quality, Resolution, Size};
///
/// let request = GptImage2Vip::new("Wide poster of a mountain railway at night")
///     .size(Size::R16x9)
///     .resolution(Resolution::K2)
///     .quality(Quality::High)
///     .n(1)
///     .response_format("url");
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct GptImage2Vip {
    request: ImageRequest,
}

impl GptImage2Vip {
    /// Asks `gpt-image-2-vip`.
    ///
    /// - `prompt`: What to draw, or what to make of the references. Limits: at most 32,000 characters.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: ImageRequest::for_model("gpt-image-2-vip").prompt(prompt) }
    }

    /// The aspect ratio of the picture; `auto` is refused.
    ///
    /// Values: `1:1`, `3:2`, `2:3`, `4:3`, `3:4`, `5:4`, `4:5`, `16:9`, `9:16`, `2:1`, `1:2`, `21:9`, `9:21`.
    /// Default: `1:1`.
    ///
    /// On the wire: `size` (page `images/gpt-image-2-vip/generation`).
    pub fn size(mut self, size: Size) -> Self {
        self.request = self.request.size(size.as_str());
        self
    }

    /// How large the picture gets.
    ///
    /// At the top level and with a small k.
    ///
    /// Values: `1k`, `2k`, `4k`. Default: `1k`.
    ///
    /// On the wire: `resolution` (page `images/gpt-image-2-vip/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.extra("resolution", resolution);
        self
    }

    /// How much work goes into the picture.
    ///
    /// Values: `low`, `medium`, `high`. Default: `medium`.
    ///
    /// On the wire: `quality` (page `images/gpt-image-2-vip/generation`).
    pub fn quality(mut self, quality: Quality) -> Self {
        self.request = self.request.extra("quality", quality);
        self
    }

    /// How many pictures to make.
    ///
    /// The page names no upper limit.
    ///
    /// Default: `1`. Limits: at least 1.
    ///
    /// On the wire: `n` (page `images/gpt-image-2-vip/generation`).
    pub fn n(mut self, n: u32) -> Self {
        self.request = self.request.n(n);
        self
    }

    /// How results are delivered; `url` is the only form the page recommends.
    ///
    /// Results are URLs in any case.
    ///
    /// Default: `url`.
    ///
    /// On the wire: `response_format` (page `images/gpt-image-2-vip/generation`).
    pub fn response_format(mut self, response_format: impl Into<String>) -> Self {
        self.request = self.request.extra("response_format", Into::<String>::into(response_format));
        self
    }

    /// Adds the public URL of a picture to work from.
    ///
    /// The service fetches them, and takes no base64. A file on this machine is uploaded first. The gateway
    /// turns the field into `reference_images`.
    ///
    /// On the wire: `image_urls` (page `images/gpt-image-2-vip/generation`).
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
    /// The API key's token needs webhooks switched on, with a default URL over HTTPS and a signing secret,
    /// and this URL must have the same scheme, host and port as that default. Otherwise the call is refused
    /// with HTTP 400 `webhook_not_configured`.
    ///
    /// On the wire: `callback_url` (page `images/gpt-image-2-vip/generation`).
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

typed_request!(GptImage2Vip, ImageRequest, crate::generated::pages::image::gpt_image_2_vip::PAGE);

/// The values of [`GptImage2Vip::size`].
///
/// Page `images/gpt-image-2-vip/generation`.
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
        R9x21 = "9:21"
    ]
);

/// The values of [`GptImage2Vip::resolution`].
///
/// Page `images/gpt-image-2-vip/generation`.
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

/// The values of [`GptImage2Vip::quality`].
///
/// Page `images/gpt-image-2-vip/generation`.
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

//! Typed requests to Gemini 3.1 Flash Image (official channel): page
//! `images/gemini-3.1-flash-official/generation`.
//!
//! Generated from `catalog/gemini-3.1-flash-official.toml` by `cargo xtask codegen`; do not edit.

mod entries;

pub use entries::*;

use crate::image::ImageRequest;
use crate::request::typed_request;
use crate::words::wire_words;

/// A request to Gemini 3.1 Flash Image (official channel): `gemini-3.1-flash-image-preview-official`.
///
/// Makes and edits pictures from text and up to 14 reference pictures, up to 4K and up to eight times as wide
/// as high, with the options of Google's own service: sampling, thinking, file format and safety settings.
///
/// One picture a request.
///
/// The page describes it as a direct connection to Google's Vertex AI, whose own options go into `metadata`,
/// in camelCase.
///
/// Everything that is not set is left out of the request. Page `images/gemini-3.1-flash-official/generation`.
///
/// ```rust
/// use toapis_types::image::gemini_31_flash_official::{Gemini31FlashImageOfficial, PersonGeneration, Resolution, Size, ThinkingLevel};
///
/// let request = Gemini31FlashImageOfficial::new("Terraced rice fields under low clouds, brush painting")
///     .size(Size::R16x9)
///     .n(1)
///     .temperature(1.0)
///     .top_p(0.95)
///     .resolution(Resolution::K1)
///     .person_generation(PersonGeneration::AllowAll)
///     .thinking_level(ThinkingLevel::High);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Gemini31FlashImageOfficial {
    request: ImageRequest,
}

impl Gemini31FlashImageOfficial {
    /// Asks `gemini-3.1-flash-image-preview-official`.
    ///
    /// - `prompt`: What to draw. The page names no limit on its length.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: ImageRequest::for_model("gemini-3.1-flash-image-preview-official").prompt(prompt) }
    }

    /// The aspect ratio of the picture. Pixels are not taken.
    ///
    /// Values: `1:1`, `3:2`, `2:3`, `3:4`, `4:3`, `4:5`, `5:4`, `9:16`, `16:9`, `21:9`, `4:1`, `8:1`.
    /// Default: not documented.
    ///
    /// On the wire: `size` (page `images/gemini-3.1-flash-official/generation`).
    pub fn size(mut self, size: Size) -> Self {
        self.request = self.request.size(size.as_str());
        self
    }

    /// How many pictures to make: always one.
    ///
    /// Default: `1`. Limits: only 1.
    ///
    /// On the wire: `n` (page `images/gemini-3.1-flash-official/generation`).
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
    /// On the wire: `image_urls` (page `images/gemini-3.1-flash-official/generation`).
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

    /// How freely the model chooses: 0 keeps to the likeliest, more varies more.
    ///
    /// Default: `1.0`. Limits: 0 to 2.
    ///
    /// On the wire: `metadata.temperature` (page `images/gemini-3.1-flash-official/generation`).
    pub fn temperature(mut self, temperature: f64) -> Self {
        self.request = self.request.metadata("temperature", temperature);
        self
    }

    /// The share of likely tokens the model chooses from; less is more predictable.
    ///
    /// Default: `0.95`. Limits: 0 to 1.
    ///
    /// On the wire: `metadata.topP` (page `images/gemini-3.1-flash-official/generation`).
    pub fn top_p(mut self, top_p: f64) -> Self {
        self.request = self.request.metadata("topP", top_p);
        self
    }

    /// The most tokens the model may write.
    ///
    /// The page names no range.
    ///
    /// Default: `32768`.
    ///
    /// On the wire: `metadata.maxOutputTokens` (page `images/gemini-3.1-flash-official/generation`).
    pub fn max_output_tokens(mut self, max_output_tokens: i64) -> Self {
        self.request = self.request.metadata("maxOutputTokens", max_output_tokens);
        self
    }

    /// How large the picture gets.
    ///
    /// The service hands it on as Google's `imageSize`.
    ///
    /// Values: `1K`, `2K`, `4K`. Default: `1K`.
    ///
    /// On the wire: `metadata.resolution` (page `images/gemini-3.1-flash-official/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.metadata("resolution", resolution);
        self
    }

    /// Which people the picture may show.
    ///
    /// Values: `ALLOW_ALL`, `ALLOW_ADULT`, `ALLOW_NONE`. Default: none documented.
    ///
    /// On the wire: `metadata.personGeneration` (page `images/gemini-3.1-flash-official/generation`).
    pub fn person_generation(mut self, person_generation: PersonGeneration) -> Self {
        self.request = self.request.metadata("personGeneration", person_generation);
        self
    }

    /// The file format of the picture.
    ///
    /// Values: `image/png`, `image/jpeg`, `image/webp`. Default: none documented.
    ///
    /// On the wire: `metadata.imageOutputOptions.mimeType` (page
    /// `images/gemini-3.1-flash-official/generation`).
    pub fn output_format(mut self, output_format: OutputFormat) -> Self {
        self.request = self.request.set("metadata.imageOutputOptions.mimeType", output_format);
        self
    }

    /// The quality a JPEG is written with.
    ///
    /// It matters for `image/jpeg` only. The page names no range.
    ///
    /// Default: none documented.
    ///
    /// On the wire: `metadata.imageOutputOptions.compressionQuality` (page
    /// `images/gemini-3.1-flash-official/generation`).
    pub fn compression_quality(mut self, compression_quality: i64) -> Self {
        self.request =
            self.request.set("metadata.imageOutputOptions.compressionQuality", compression_quality);
        self
    }

    /// How many tokens the model may think before it draws.
    ///
    /// Default: chosen by the model. Limits: 0 to 24,576.
    ///
    /// On the wire: `metadata.thinkingConfig.thinkingBudget` (page
    /// `images/gemini-3.1-flash-official/generation`).
    pub fn thinking_budget(mut self, thinking_budget: u32) -> Self {
        self.request = self.request.set("metadata.thinkingConfig.thinkingBudget", thinking_budget);
        self
    }

    /// How much the model thinks before it draws.
    ///
    /// Values: `LOW`, `MEDIUM`, `HIGH`, `MINIMAL`. Default: none documented.
    ///
    /// On the wire: `metadata.thinkingConfig.thinkingLevel` (page
    /// `images/gemini-3.1-flash-official/generation`).
    pub fn thinking_level(mut self, thinking_level: ThinkingLevel) -> Self {
        self.request = self.request.set("metadata.thinkingConfig.thinkingLevel", thinking_level);
        self
    }

    /// Adds how strictly one category of harm is blocked.
    ///
    /// Takes entries of the type [`SafetySetting`].
    ///
    /// On the wire: `metadata.safetySettings` (page `images/gemini-3.1-flash-official/generation`).
    pub fn safety_setting(mut self, entry: SafetySetting) -> Self {
        self.request = self.request.push("metadata.safetySettings", entry);
        self
    }

    /// Adds several at once, behind those already there; see [`safety_setting`](Self::safety_setting).
    pub fn safety_settings<I>(self, entries: I) -> Self
    where
        I: IntoIterator<Item = SafetySetting>,
    {
        entries.into_iter().fold(self, Self::safety_setting)
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

typed_request!(
    Gemini31FlashImageOfficial,
    ImageRequest,
    crate::generated::pages::image::gemini_3_1_flash_official::PAGE
);

/// The values of [`Gemini31FlashImageOfficial::size`].
///
/// Page `images/gemini-3.1-flash-official/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// `1:1`, square.
    R1x1,
    /// `3:2`, wide.
    R3x2,
    /// `2:3`, upright.
    R2x3,
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
    /// `4:1`, wide.
    R4x1,
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
        R3x4 = "3:4",
        R4x3 = "4:3",
        R4x5 = "4:5",
        R5x4 = "5:4",
        R9x16 = "9:16",
        R16x9 = "16:9",
        R21x9 = "21:9",
        R4x1 = "4:1",
        R8x1 = "8:1"
    ]
);

/// The values of [`Gemini31FlashImageOfficial::resolution`].
///
/// Page `images/gemini-3.1-flash-official/generation`.
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

/// The values of [`Gemini31FlashImageOfficial::person_generation`].
///
/// Page `images/gemini-3.1-flash-official/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PersonGeneration {
    /// `ALLOW_ALL`: everyone, children included.
    AllowAll,
    /// `ALLOW_ADULT`: adults only.
    AllowAdult,
    /// `ALLOW_NONE`: no people.
    AllowNone,
}

wire_words!(
    PersonGeneration,
    "person generation",
    [AllowAll = "ALLOW_ALL", AllowAdult = "ALLOW_ADULT", AllowNone = "ALLOW_NONE"]
);

/// The values of [`Gemini31FlashImageOfficial::output_format`].
///
/// Page `images/gemini-3.1-flash-official/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutputFormat {
    /// `image/png`.
    Png,
    /// `image/jpeg`.
    Jpeg,
    /// `image/webp`.
    Webp,
}

wire_words!(OutputFormat, "output format", [Png = "image/png", Jpeg = "image/jpeg", Webp = "image/webp"]);

/// The values of [`Gemini31FlashImageOfficial::thinking_level`].
///
/// Page `images/gemini-3.1-flash-official/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ThinkingLevel {
    /// `LOW`.
    Low,
    /// `MEDIUM`.
    Medium,
    /// `HIGH`.
    High,
    /// `MINIMAL`.
    Minimal,
}

wire_words!(
    ThinkingLevel,
    "thinking level",
    [Low = "LOW", Medium = "MEDIUM", High = "HIGH", Minimal = "MINIMAL"]
);

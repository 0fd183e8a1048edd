//! Typed requests to Flux Kontext: page `images/flux-kontext/generation`.
//!
//! Generated from `catalog/flux-kontext.toml` by `cargo xtask codegen`; do not edit.

use crate::image::ImageRequest;
use crate::request::typed_request;
use crate::words::wire_words;

/// A request to Flux Kontext: `flux-kontext-pro`, `flux-kontext-max`.
///
/// Edits one picture by instruction, or makes one from text, in nine aspect ratios or the ratio of the
/// picture it edits.
///
/// A request has a fixed price.
///
/// With a reference the model edits it, without one it draws from the text alone.
///
/// The page has neither `n` nor a resolution.
///
/// Everything that is not set is left out of the request. Page `images/flux-kontext/generation`.
///
/// ```rust
/// use toapis_types::image::flux_kontext::{FluxKontext, Model, OutputFormat, Size};
///
/// let request = FluxKontext::new(Model::Pro, "Night market in light rain")
///     .size(Size::R16x9)
///     .output_format(OutputFormat::Png)
///     .safety_tolerance(2);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct FluxKontext {
    request: ImageRequest,
}

impl FluxKontext {
    /// Asks a model; the page names none as the default.
    ///
    /// - `prompt`: What to draw, or what to change in the reference. The page names no limit on its length.
    pub fn new(model: Model, prompt: impl Into<String>) -> Self {
        Self { request: ImageRequest::for_model(model.as_str()).prompt(prompt) }
    }

    /// The aspect ratio of the picture, or that of the reference. Pixels are not taken.
    ///
    /// Values: `match_input_image`, `1:1`, `4:3`, `3:4`, `16:9`, `9:16`, `3:2`, `2:3`, `21:9`, `9:21`.
    /// Default: `match_input_image` with a reference, `16:9` without one.
    ///
    /// On the wire: `size` (page `images/flux-kontext/generation`).
    pub fn size(mut self, size: Size) -> Self {
        self.request = self.request.size(size.as_str());
        self
    }

    /// Gives the public URL of the picture to edit; only one is taken.
    ///
    /// The service fetches it, and takes no base64. A file on this machine is uploaded first. The page names
    /// no limit on the size or the format of the file.
    ///
    /// Limits: at most one URL.
    ///
    /// On the wire: `image_urls` (page `images/flux-kontext/generation`).
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

    /// The file format of the picture.
    ///
    /// Values: `png`, `jpg`. Default: `png`.
    ///
    /// On the wire: `metadata.response_format` (page `images/flux-kontext/generation`).
    pub fn output_format(mut self, output_format: OutputFormat) -> Self {
        self.request = self.request.metadata("response_format", output_format);
        self
    }

    /// How much the moderation lets pass; more is more permissive.
    ///
    /// Default: `2`. Limits: 0 to 6.
    ///
    /// On the wire: `metadata.safety_tolerance` (page `images/flux-kontext/generation`).
    pub fn safety_tolerance(mut self, safety_tolerance: u32) -> Self {
        self.request = self.request.metadata("safety_tolerance", safety_tolerance);
        self
    }

    /// Has the prompt rewritten and extended before the model draws.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `metadata.prompt_upsampling` (page `images/flux-kontext/generation`).
    pub fn prompt_upsampling(mut self, prompt_upsampling: bool) -> Self {
        self.request = self.request.metadata("prompt_upsampling", prompt_upsampling);
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

typed_request!(FluxKontext, ImageRequest, crate::generated::pages::image::flux_kontext::PAGE);

/// The models of [`FluxKontext`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// `flux-kontext-pro`.
    Pro,
    /// `flux-kontext-max`: The one with better pictures.
    Max,
}

wire_words!(Model, "model", [Pro = "flux-kontext-pro", Max = "flux-kontext-max"]);

/// The values of [`FluxKontext::size`].
///
/// Page `images/flux-kontext/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// `match_input_image`: the ratio of the reference, which must be there.
    MatchInputImage,
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
    /// `21:9`, wide.
    R21x9,
    /// `9:21`, upright.
    R9x21,
}

wire_words!(
    Size,
    "size",
    [
        MatchInputImage = "match_input_image",
        R1x1 = "1:1",
        R4x3 = "4:3",
        R3x4 = "3:4",
        R16x9 = "16:9",
        R9x16 = "9:16",
        R3x2 = "3:2",
        R2x3 = "2:3",
        R21x9 = "21:9",
        R9x21 = "9:21"
    ]
);

/// The values of [`FluxKontext::output_format`].
///
/// Page `images/flux-kontext/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutputFormat {
    /// `png`.
    Png,
    /// `jpg`.
    Jpg,
}

wire_words!(OutputFormat, "output format", [Png = "png", Jpg = "jpg"]);

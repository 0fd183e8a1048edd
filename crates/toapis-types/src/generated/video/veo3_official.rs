//! Typed requests to Veo 3.1 (official): page `videos/veo3-official/generation`.
//!
//! Generated from `catalog/veo3-official.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Veo 3.1 (official): `Veo3.1-quality-official`, `Veo3.1-fast-official`,
/// `Veo3.1-lite-official`.
///
/// Google's own Veo 3.1: clips of 4, 6 or 8 seconds up to 4k, with sound when wanted, from text, from a first
/// and a last frame, or from up to three reference pictures.
///
/// The links to the video stay valid for 24 hours.
///
/// Everything that is not set is left out of the request. Page `videos/veo3-official/generation`.
///
/// ```rust
/// use toapis_types::video::veo3_official::{AspectRatio, Resolution, Veo3Official};
///
/// let request = Veo3Official::new("A kingfisher dives into a still pond")
///     .duration(8)
///     .aspect_ratio(AspectRatio::R16x9)
///     .resolution(Resolution::P1080)
///     .audio(true)
///     .negative_prompt("noise, artefacts");
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Veo3Official {
    request: VideoRequest,
}

impl Veo3Official {
    /// Asks `Veo3.1-quality-official`.
    ///
    /// - `prompt`: What happens in the clip. The page names no limit on its length.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: VideoRequest::for_model("Veo3.1-quality-official").prompt(prompt) }
    }

    /// Chooses the model.
    pub fn model(mut self, model: Model) -> Self {
        model.as_str().clone_into(&mut self.request.model);
        self
    }

    /// The length of the clip in seconds.
    ///
    /// Default: `8`. Limits: one of 4, 6, 8.
    ///
    /// On the wire: `duration` (page `videos/veo3-official/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// The shape of the picture; this page calls it size.
    ///
    /// Values: `16:9`, `9:16`. Default: `16:9`.
    ///
    /// On the wire: `size` (page `videos/veo3-official/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> Self {
        self.request = self.request.extra("size", aspect_ratio);
        self
    }

    /// How many lines the picture has.
    ///
    /// Values: `720p`, `1080p`, `4k`. Default: `720p`.
    ///
    /// On the wire: `resolution` (page `videos/veo3-official/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.resolution(resolution.as_str());
        self
    }

    /// The public URL of the picture the clip ends with.
    ///
    /// Works only together with a first frame.
    ///
    /// On the wire: `metadata.lastFrame` (page `videos/veo3-official/generation`).
    pub fn last_frame(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.metadata("lastFrame", Into::<String>::into(url));
        self
    }

    /// Adds the public URL of a picture to take style or subjects from.
    ///
    /// Not together with a first frame, which would win.
    ///
    /// Limits: at most 3 URLs.
    ///
    /// On the wire: `metadata.referenceImages` (page `videos/veo3-official/generation`).
    pub fn reference(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.push("metadata.referenceImages", Into::<String>::into(url));
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

    /// Makes sound as well.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `metadata.generateAudio` (page `videos/veo3-official/generation`).
    pub fn audio(mut self, audio: bool) -> Self {
        self.request = self.request.metadata("generateAudio", audio);
        self
    }

    /// What should not be in the clip.
    ///
    /// On the wire: `metadata.negativePrompt` (page `videos/veo3-official/generation`).
    pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
        self.request = self.request.metadata("negativePrompt", Into::<String>::into(negative_prompt));
        self
    }

    /// Whether there may be people.
    ///
    /// Values: `allow_adult`, `dont_allow`. Default: none documented.
    ///
    /// On the wire: `metadata.personGeneration` (page `videos/veo3-official/generation`).
    pub fn person_generation(mut self, person_generation: PersonGeneration) -> Self {
        self.request = self.request.metadata("personGeneration", person_generation);
        self
    }

    /// How the video is compressed.
    ///
    /// Values: `optimized`, `lossless`. Default: `optimized`.
    ///
    /// On the wire: `metadata.compressionQuality` (page `videos/veo3-official/generation`).
    pub fn compression_quality(mut self, compression_quality: CompressionQuality) -> Self {
        self.request = self.request.metadata("compressionQuality", compression_quality);
        self
    }

    /// How a first frame of another shape is made to fit.
    ///
    /// Values: `pad`, `crop`. Default: none documented.
    ///
    /// On the wire: `metadata.resizeMode` (page `videos/veo3-official/generation`).
    pub fn resize_mode(mut self, resize_mode: ResizeMode) -> Self {
        self.request = self.request.metadata("resizeMode", resize_mode);
        self
    }

    /// Sets the public URL of the picture the clip begins with; not together with reference pictures.
    ///
    /// Limits: each file at most 10,000,000 bytes; jpeg, jpg, png, webp.
    ///
    /// On the wire: `image_urls[0]` (page `videos/veo3-official/generation`).
    pub fn first_frame(mut self, url: impl Into<String>) -> Self {
        crate::request::put_at(&mut self.request, "image_urls", 0, Into::<String>::into(url).into());
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
    /// On the wire: `client_business_id` (page `tasks/video-status`).
    pub fn client_business_id(mut self, client_business_id: impl Into<String>) -> Self {
        self.request = self.request.client_business_id(client_business_id);
        self
    }
}

typed_request!(Veo3Official, VideoRequest, crate::generated::pages::video::veo3_official::PAGE);

/// The models of [`Veo3Official`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// `Veo3.1-quality-official`.
    Quality,
    /// `Veo3.1-fast-official`.
    Fast,
    /// `Veo3.1-lite-official`: The page calls it a 720p model.
    Lite,
}

wire_words!(
    Model,
    "model",
    [Quality = "Veo3.1-quality-official", Fast = "Veo3.1-fast-official", Lite = "Veo3.1-lite-official"]
);

/// The values of [`Veo3Official::aspect_ratio`].
///
/// Page `videos/veo3-official/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AspectRatio {
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
}

wire_words!(AspectRatio, "aspect ratio", [R16x9 = "16:9", R9x16 = "9:16"]);

/// The values of [`Veo3Official::resolution`].
///
/// Page `videos/veo3-official/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `720p`.
    P720,
    /// `1080p`.
    P1080,
    /// `4k`: a preview.
    K4,
}

wire_words!(Resolution, "resolution", [P720 = "720p", P1080 = "1080p", K4 = "4k"]);

/// The values of [`Veo3Official::person_generation`].
///
/// Page `videos/veo3-official/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PersonGeneration {
    /// `allow_adult`: adults only.
    AllowAdult,
    /// `dont_allow`: nobody.
    DontAllow,
}

wire_words!(PersonGeneration, "person generation", [AllowAdult = "allow_adult", DontAllow = "dont_allow"]);

/// The values of [`Veo3Official::compression_quality`].
///
/// Page `videos/veo3-official/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompressionQuality {
    /// `optimized`.
    Optimized,
    /// `lossless`.
    Lossless,
}

wire_words!(CompressionQuality, "compression quality", [Optimized = "optimized", Lossless = "lossless"]);

/// The values of [`Veo3Official::resize_mode`].
///
/// Page `videos/veo3-official/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResizeMode {
    /// `pad`: with borders.
    Pad,
    /// `crop`: cut to shape.
    Crop,
}

wire_words!(ResizeMode, "resize mode", [Pad = "pad", Crop = "crop"]);

//! Typed requests to Veo 3.1: page `videos/veo3/generation`.
//!
//! Generated from `catalog/veo3.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Veo 3.1: `veo3.1-fast`, `veo3.1-quality`, `veo3.1-lite`.
///
/// Makes clips of 8 seconds up to 4k from text, from a first and a last frame, or from reference pictures; a
/// GIF when wanted.
///
/// The links to the video stay valid for 24 hours.
///
/// Two pictures are taken for the first and the last frame, three for references, unless
/// `metadata.generation_type` says otherwise.
///
/// Everything that is not set is left out of the request. Page `videos/veo3/generation`.
///
/// ```rust
/// use toapis_types::video::veo3::{AspectRatio, GenerationType, Resolution, Veo3};
///
/// let request = Veo3::new("Ice melts from a window pane")
///     .duration(8)
///     .aspect_ratio(AspectRatio::R16x9)
///     .first_frame("https://example.com/start.jpg")
///     .last_frame("https://example.com/end.jpg")
///     .generation_type(GenerationType::Frame)
///     .resolution(Resolution::P1080)
///     .enable_gif(false);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Veo3 {
    request: VideoRequest,
}

impl Veo3 {
    /// Asks `veo3.1-fast`.
    ///
    /// - `prompt`: What happens in the clip. The page names no limit on its length.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: VideoRequest::for_model("veo3.1-fast").prompt(prompt) }
    }

    /// Chooses the model.
    pub fn model(mut self, model: Model) -> Self {
        model.as_str().clone_into(&mut self.request.model);
        self
    }

    /// The length of the clip in seconds; it is fixed.
    ///
    /// Default: not documented; 8 is the only value. Limits: only 8.
    ///
    /// On the wire: `duration` (page `videos/veo3/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// The shape of the picture.
    ///
    /// Values: `16:9`, `9:16`. Default: none documented.
    ///
    /// On the wire: `aspect_ratio` (page `videos/veo3/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio.as_str());
        self
    }

    /// Adds the public URL of a picture: a frame, or a reference.
    ///
    /// Two are frames and three are references, unless `generation_type` says otherwise. The service fetches
    /// them, and takes no base64. A file on this machine is uploaded first.
    ///
    /// Limits: each file at most 10,000,000 bytes; jpeg, jpg, png, webp.
    ///
    /// On the wire: `image_urls` (page `videos/veo3/generation`).
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

    /// What the pictures are for.
    ///
    /// Values: `frame`, `reference`. Default: follows the number of pictures: two are frames, three are
    /// references.
    ///
    /// On the wire: `metadata.generation_type` (page `videos/veo3/generation`).
    pub fn generation_type(mut self, generation_type: GenerationType) -> Self {
        self.request = self.request.metadata("generation_type", generation_type);
        self
    }

    /// How many lines the picture has.
    ///
    /// Values: `720p`, `1080p`, `4k`. Default: `720p`.
    ///
    /// On the wire: `metadata.resolution` (page `videos/veo3/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.metadata("resolution", resolution);
        self
    }

    /// Makes a GIF.
    ///
    /// Not with 1080p or 4k.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `metadata.enable_gif` (page `videos/veo3/generation`).
    pub fn enable_gif(mut self, enable_gif: bool) -> Self {
        self.request = self.request.metadata("enable_gif", enable_gif);
        self
    }

    /// Sets the public URL of the picture the clip begins with.
    ///
    /// Limits: each file at most 10,000,000 bytes; jpeg, jpg, png, webp.
    ///
    /// On the wire: `image_urls[0]` (page `videos/veo3/generation`).
    pub fn first_frame(mut self, url: impl Into<String>) -> Self {
        crate::request::put_at(&mut self.request, "image_urls", 0, Into::<String>::into(url).into());
        self
    }

    /// Sets the public URL of the picture the clip ends with; it goes with a first frame.
    ///
    /// Limits: each file at most 10,000,000 bytes; jpeg, jpg, png, webp.
    ///
    /// On the wire: `image_urls[1]` (page `videos/veo3/generation`).
    pub fn last_frame(mut self, url: impl Into<String>) -> Self {
        crate::request::put_at(&mut self.request, "image_urls", 1, Into::<String>::into(url).into());
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

typed_request!(Veo3, VideoRequest, crate::generated::pages::video::veo3::PAGE);

/// The models of [`Veo3`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// `veo3.1-fast`.
    Fast,
    /// `veo3.1-quality`: Frames only, no reference pictures.
    Quality,
    /// `veo3.1-lite`.
    Lite,
}

wire_words!(Model, "model", [Fast = "veo3.1-fast", Quality = "veo3.1-quality", Lite = "veo3.1-lite"]);

/// The values of [`Veo3::aspect_ratio`].
///
/// Page `videos/veo3/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AspectRatio {
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
}

wire_words!(AspectRatio, "aspect ratio", [R16x9 = "16:9", R9x16 = "9:16"]);

/// The values of [`Veo3::generation_type`].
///
/// Page `videos/veo3/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GenerationType {
    /// `frame`: the first and the last frame.
    Frame,
    /// `reference`: subjects and style. Only for `veo3.1-fast`, `veo3.1-lite`.
    Reference,
}

wire_words!(GenerationType, "generation type", [Frame = "frame", Reference = "reference"]);

/// The values of [`Veo3::resolution`].
///
/// Page `videos/veo3/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `720p`.
    P720,
    /// `1080p`.
    P1080,
    /// `4k`.
    K4,
}

wire_words!(Resolution, "resolution", [P720 = "720p", P1080 = "1080p", K4 = "4k"]);

//! Typed requests to Wan2.6 Video Generation: page `videos/wan2.6/generation`.
//!
//! Generated from `catalog/wan2.6.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Wan2.6 Video Generation: `wan2.6`.
///
/// Makes films of 5, 10 or 15 seconds with sound from text, from a first frame, or after reference films.
///
/// Reference films decide first what is made: with them it is a film after references, else with a picture
/// one that starts from it, else one from text.
///
/// Everything that is not set is left out of the request. Page `videos/wan2.6/generation`.
///
/// ```rust
/// use toapis_types::video::wan_26::{AspectRatio, Resolution, Wan26};
///
/// let request = Wan26::new()
///     .prompt("A heron stalks through reeds")
///     .aspect_ratio(AspectRatio::R16x9)
///     .resolution(Resolution::P1080)
///     .duration(5);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Wan26 {
    request: VideoRequest,
}

impl Wan26 {
    /// Asks `wan2.6`.
    pub fn new() -> Self {
        Self { request: VideoRequest::for_model("wan2.6") }
    }

    /// What happens in the film.
    ///
    /// Needed for a film from text; with a picture or a reference film it may be left out by the text of the
    /// page, not by its table. The page names no limit on its length.
    ///
    /// On the wire: `prompt` (page `videos/wan2.6/generation`).
    pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
        self.request = self.request.prompt(prompt);
        self
    }

    /// Gives the public URL of the picture the film starts from; there is one only.
    ///
    /// The service fetches it, and takes no base64. A file on this machine is uploaded first. Not together
    /// with reference films.
    ///
    /// Limits: at most one URL.
    ///
    /// On the wire: `image_urls` (page `videos/wan2.6/generation`).
    pub fn first_frame(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.reference(url);
        self
    }

    /// Adds several at once, behind those already there; see [`first_frame`](Self::first_frame).
    pub fn image_urls<I>(self, urls: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        urls.into_iter().fold(self, Self::first_frame)
    }

    /// The shape of the picture; a film that starts from a picture has the shape of that.
    ///
    /// Values: `16:9`, `9:16`, `1:1`, `4:3`, `3:4`. Default: `16:9`.
    ///
    /// On the wire: `aspect_ratio` (page `videos/wan2.6/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio.as_str());
        self
    }

    /// How many lines the film has.
    ///
    /// 480p is not offered.
    ///
    /// Values: `720p`, `1080p`. Default: `1080p`.
    ///
    /// On the wire: `resolution` (page `videos/wan2.6/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.resolution(resolution.as_str());
        self
    }

    /// The length of the film in seconds.
    ///
    /// Default: `5`. Limits: one of 5, 10, 15.
    ///
    /// On the wire: `duration` (page `videos/wan2.6/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// What is not to be seen.
    ///
    /// On the wire: `negative_prompt` (page `videos/wan2.6/generation`).
    pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
        self.request = self.request.extra("negative_prompt", Into::<String>::into(negative_prompt));
        self
    }

    /// Start of the random numbers; the page names no range.
    ///
    /// Default: none documented.
    ///
    /// On the wire: `seed` (page `videos/wan2.6/generation`).
    pub fn seed(mut self, seed: i64) -> Self {
        self.request = self.request.extra("seed", seed);
        self
    }

    /// Lets the service enlarge on the prompt.
    ///
    /// Default: `true`.
    ///
    /// On the wire: `prompt_extend` (page `videos/wan2.6/generation`).
    pub fn prompt_extend(mut self, prompt_extend: bool) -> Self {
        self.request = self.request.extra("prompt_extend", prompt_extend);
        self
    }

    /// Sound on or off; by the page films of this model have sound in any case.
    ///
    /// Default: none documented.
    ///
    /// On the wire: `audio` (page `videos/wan2.6/generation`).
    pub fn audio(mut self, audio: bool) -> Self {
        self.request = self.request.extra("audio", audio);
        self
    }

    /// One shot or several; not for a film that starts from a picture.
    ///
    /// Values: `single`, `multi`. Default: none documented.
    ///
    /// On the wire: `shot_type` (page `videos/wan2.6/generation`).
    pub fn shot_type(mut self, shot_type: ShotType) -> Self {
        self.request = self.request.extra("shot_type", shot_type);
        self
    }

    /// Puts the mark of Alibaba Cloud on the film.
    ///
    /// Default: none documented.
    ///
    /// On the wire: `watermark` (page `videos/wan2.6/generation`).
    pub fn watermark(mut self, watermark: bool) -> Self {
        self.request = self.request.extra("watermark", watermark);
        self
    }

    /// Adds the public URL of a film to take people and motion from.
    ///
    /// The page names no largest number. Not together with a picture to start from.
    ///
    /// On the wire: `metadata.reference_urls` (page `videos/wan2.6/generation`).
    pub fn video(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.push("metadata.reference_urls", Into::<String>::into(url));
        self
    }

    /// Adds several at once, behind those already there; see [`video`](Self::video).
    pub fn videos<I>(self, urls: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        urls.into_iter().fold(self, Self::video)
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

impl Default for Wan26 {
    fn default() -> Self {
        Self::new()
    }
}

typed_request!(Wan26, VideoRequest, crate::generated::pages::video::wan2_6::PAGE);

/// The values of [`Wan26::aspect_ratio`].
///
/// Page `videos/wan2.6/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AspectRatio {
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
    /// `1:1`, square.
    R1x1,
    /// `4:3`, wide.
    R4x3,
    /// `3:4`, upright.
    R3x4,
}

wire_words!(
    AspectRatio,
    "aspect ratio",
    [R16x9 = "16:9", R9x16 = "9:16", R1x1 = "1:1", R4x3 = "4:3", R3x4 = "3:4"]
);

/// The values of [`Wan26::resolution`].
///
/// Page `videos/wan2.6/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `720p`.
    P720,
    /// `1080p`.
    P1080,
}

wire_words!(Resolution, "resolution", [P720 = "720p", P1080 = "1080p"]);

/// The values of [`Wan26::shot_type`].
///
/// Page `videos/wan2.6/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShotType {
    /// `single`: one shot.
    Single,
    /// `multi`: several shots.
    Multi,
}

wire_words!(ShotType, "shot type", [Single = "single", Multi = "multi"]);

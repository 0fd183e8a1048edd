//! Typed requests to Sora 2 VVIP: page `videos/sora2/generation`.
//!
//! Generated from `catalog/sora2--generation.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Sora 2 VVIP: `sora-2-vvip`.
///
/// Makes clips of 4, 8 or 12 seconds from text or pictures, with characters made earlier, six styles,
/// storyboards and up to four variants.
///
/// The prompt may name characters made earlier as @username; the query of a character tells its username.
///
/// A video made with `metadata.private` cannot be remixed later.
///
/// A character taken from a video or from a span of one makes the clip 1 second shorter.
///
/// Everything that is not set is left out of the request. Page `videos/sora2/generation`.
///
/// ```rust
/// use toapis_types::video::sora_2_vvip::{AspectRatio, Sora2Vvip};
///
/// let request = Sora2Vvip::new("A paper boat drifts down a rainy gutter")
///     .duration(4)
///     .aspect_ratio(AspectRatio::R16x9);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Sora2Vvip {
    request: VideoRequest,
}

impl Sora2Vvip {
    /// Asks `sora-2-vvip`.
    ///
    /// - `prompt`: What happens in the clip; @username stands for a character made earlier. Several
    ///   characters may be named. The page names no limit on its length.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: VideoRequest::for_model("sora-2-vvip").prompt(prompt) }
    }

    /// The length of the clip in seconds.
    ///
    /// Default: none documented. Limits: one of 4, 8, 12.
    ///
    /// On the wire: `duration` (page `videos/sora2/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// The shape of the picture.
    ///
    /// Values: `16:9`, `9:16`. Default: none documented.
    ///
    /// On the wire: `aspect_ratio` (page `videos/sora2/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio.as_str());
        self
    }

    /// Adds the public URL of a picture to make the clip from.
    ///
    /// The service fetches them, and takes no base64. A file on this machine is uploaded first. The page does
    /// not say how many it takes.
    ///
    /// On the wire: `image_urls` (page `videos/sora2/generation`).
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

    /// Asks for a preview picture as well.
    ///
    /// Leave it out when none is wanted.
    ///
    /// Default: none documented.
    ///
    /// On the wire: `thumbnail` (page `videos/sora2/generation`).
    pub fn thumbnail(mut self, thumbnail: bool) -> Self {
        self.request = self.request.extra("thumbnail", thumbnail);
        self
    }

    /// How many variants to make.
    ///
    /// Default: `1`. Limits: 1 to 4.
    ///
    /// On the wire: `metadata.n` (page `videos/sora2/generation`).
    pub fn n(mut self, n: u32) -> Self {
        self.request = self.request.metadata("n", n);
        self
    }

    /// Puts the Sora watermark on the video.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `metadata.watermark` (page `videos/sora2/generation`).
    pub fn watermark(mut self, watermark: bool) -> Self {
        self.request = self.request.metadata("watermark", watermark);
        self
    }

    /// Keeps the video unpublished, which also rules out remixing it.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `metadata.private` (page `videos/sora2/generation`).
    pub fn private(mut self, private: bool) -> Self {
        self.request = self.request.metadata("private", private);
        self
    }

    /// A ready-made look.
    ///
    /// Values: `thanksgiving`, `comic`, `news`, `selfie`, `nostalgic`, `anime`. Default: none documented.
    ///
    /// On the wire: `metadata.style` (page `videos/sora2/generation`).
    pub fn style(mut self, style: Style) -> Self {
        self.request = self.request.metadata("style", style);
        self
    }

    /// Gives finer control over the scenes.
    ///
    /// Default: none documented.
    ///
    /// On the wire: `metadata.storyboard` (page `videos/sora2/generation`).
    pub fn storyboard(mut self, storyboard: bool) -> Self {
        self.request = self.request.metadata("storyboard", storyboard);
        self
    }

    /// The URL of a video to take a character from.
    ///
    /// The clip gets 1 second shorter.
    ///
    /// On the wire: `metadata.character_url` (page `videos/sora2/generation`).
    pub fn character_url(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.metadata("character_url", Into::<String>::into(url));
        self
    }

    /// Which seconds of the video show the character, as `start,end`, such as `1,3`.
    ///
    /// By this page the span is 2 seconds; making a character by itself takes 1 to 3. The clip gets 1 second
    /// shorter.
    ///
    /// Limits: `start,end`, 2 apart; `check` only warns about these.
    ///
    /// On the wire: `metadata.character_timestamps` (page `videos/sora2/generation`).
    pub fn character_timestamps(mut self, character_timestamps: impl Into<String>) -> Self {
        self.request =
            self.request.metadata("character_timestamps", Into::<String>::into(character_timestamps));
        self
    }

    /// Makes a character out of the finished video.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `metadata.character_create` (page `videos/sora2/generation`).
    pub fn character_create(mut self, character_create: bool) -> Self {
        self.request = self.request.metadata("character_create", character_create);
        self
    }

    /// The task id of an earlier video to take the character from.
    ///
    /// On the wire: `metadata.character_from_task` (page `videos/sora2/generation`).
    pub fn character_from_task(mut self, character_from_task: impl Into<String>) -> Self {
        self.request =
            self.request.metadata("character_from_task", Into::<String>::into(character_from_task));
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

typed_request!(Sora2Vvip, VideoRequest, crate::generated::pages::video::sora2_generation::PAGE);

/// The values of [`Sora2Vvip::aspect_ratio`].
///
/// Page `videos/sora2/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AspectRatio {
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
}

wire_words!(AspectRatio, "aspect ratio", [R16x9 = "16:9", R9x16 = "9:16"]);

/// The values of [`Sora2Vvip::style`].
///
/// Page `videos/sora2/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `thanksgiving`.
    Thanksgiving,
    /// `comic`.
    Comic,
    /// `news`.
    News,
    /// `selfie`.
    Selfie,
    /// `nostalgic`.
    Nostalgic,
    /// `anime`.
    Anime,
}

wire_words!(
    Style,
    "style",
    [
        Thanksgiving = "thanksgiving",
        Comic = "comic",
        News = "news",
        Selfie = "selfie",
        Nostalgic = "nostalgic",
        Anime = "anime"
    ]
);

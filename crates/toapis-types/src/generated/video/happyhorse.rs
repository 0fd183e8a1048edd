//! Typed requests to HappyHorse 1.1 Video Generation: page `videos/happyhorse/generation`.
//!
//! Generated from `catalog/happyhorse.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to HappyHorse 1.1 Video Generation: `happyhorse-1.1`.
///
/// Makes films of 3 to 15 seconds from text, from a first frame or after up to nine reference pictures, and
/// edits a film.
///
/// Without `watermark = false` the film is marked.
///
/// Everything that is not set is left out of the request. Page `videos/happyhorse/generation`.
///
/// ```rust
/// use toapis_types::video::happyhorse::{Action, AspectRatio, HappyHorse, Resolution};
///
/// let request = HappyHorse::new()
///     .action(Action::TextToVideo)
///     .prompt("A chalk drawing steps off a blackboard and dances")
///     .duration(10)
///     .resolution(Resolution::P1080)
///     .aspect_ratio(AspectRatio::R16x9)
///     .seed(42)
///     .watermark(true);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct HappyHorse {
    request: VideoRequest,
}

impl HappyHorse {
    /// Asks `happyhorse-1.1`.
    pub fn new() -> Self {
        Self { request: VideoRequest::for_model("happyhorse-1.1") }
    }

    /// What is to be made, and out of what.
    ///
    /// The safe way is to send it: left out, reference pictures and a film to edit do not count.
    ///
    /// Values: `text-to-video`, `image-to-video`, `reference-to-video`, `video-edit`. Default:
    /// `image-to-video` when there is a first frame, else `text-to-video`.
    ///
    /// On the wire: `action` (page `videos/happyhorse/generation`).
    pub fn action(mut self, action: Action) -> Self {
        self.request = self.request.extra("action", action);
        self
    }

    /// What happens in the film, or what to change in it; only `image-to-video` goes without.
    ///
    /// The page names no limit on its length.
    ///
    /// On the wire: `prompt` (page `videos/happyhorse/generation`).
    pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
        self.request = self.request.prompt(prompt);
        self
    }

    /// Gives the public URL of the picture the film starts from; only the first one given is used.
    ///
    /// Its sides are at least 300 pixels, width to height lies between 1:2.5 and 2.5:1. The film takes its
    /// shape.
    ///
    /// Limits: each file at most 10,000,000 bytes; jpeg, jpg, png, bmp, webp.
    ///
    /// On the wire: `image_urls` (page `videos/happyhorse/generation`).
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

    /// Adds the public URL of a picture to take subjects and style from.
    ///
    /// 1 to 9 for `reference-to-video`, up to 5 for `video-edit`; the other actions have no use for them. The
    /// prompt speaks of them as image 1, image 2 and so on.
    ///
    /// Limits: at most 9 URLs.
    ///
    /// On the wire: `reference_images` (page `videos/happyhorse/generation`).
    pub fn reference(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.push("reference_images", Into::<String>::into(url));
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

    /// The public URL of the film to edit, for the action `video-edit`.
    ///
    /// On the wire: `url` (page `videos/happyhorse/generation`).
    pub fn video(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.extra("url", Into::<String>::into(url));
        self
    }

    /// The sound of an edited film; for the action `video-edit` only.
    ///
    /// Values: `auto`, `origin`. Default: `auto`.
    ///
    /// On the wire: `audio_setting` (page `videos/happyhorse/generation`).
    pub fn audio_setting(mut self, audio_setting: AudioSetting) -> Self {
        self.request = self.request.extra("audio_setting", audio_setting);
        self
    }

    /// The length of the film in seconds.
    ///
    /// Default: `5`. Limits: 3 to 15.
    ///
    /// On the wire: `duration` (page `videos/happyhorse/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// How many lines the film has.
    ///
    /// With a large P.
    ///
    /// Values: `720P`, `1080P`. Default: `1080P`.
    ///
    /// On the wire: `resolution` (page `videos/happyhorse/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.resolution(resolution.as_str());
        self
    }

    /// The shape of the picture; with a first frame the film has the shape of that.
    ///
    /// Values: `16:9`, `9:16`, `1:1`, `4:3`, `3:4`. Default: `16:9`.
    ///
    /// On the wire: `aspect_ratio` (page `videos/happyhorse/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio.as_str());
        self
    }

    /// Start of the random numbers; the page names no range.
    ///
    /// Default: none documented.
    ///
    /// On the wire: `seed` (page `videos/happyhorse/generation`).
    pub fn seed(mut self, seed: i64) -> Self {
        self.request = self.request.extra("seed", seed);
        self
    }

    /// Puts a mark on the film.
    ///
    /// Default: `true`.
    ///
    /// On the wire: `watermark` (page `videos/happyhorse/generation`).
    pub fn watermark(mut self, watermark: bool) -> Self {
        self.request = self.request.extra("watermark", watermark);
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

impl Default for HappyHorse {
    fn default() -> Self {
        Self::new()
    }
}

typed_request!(HappyHorse, VideoRequest, crate::generated::pages::video::happyhorse::PAGE);

/// The values of [`HappyHorse::action`].
///
/// Page `videos/happyhorse/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// `text-to-video`: needs a prompt.
    TextToVideo,
    /// `image-to-video`: starts from a first frame; the prompt may be left out.
    ImageToVideo,
    /// `reference-to-video`: needs a prompt and 1 to 9 reference pictures.
    ReferenceToVideo,
    /// `video-edit`: needs a prompt and the film to edit; takes up to 5 reference pictures.
    VideoEdit,
}

wire_words!(
    Action,
    "action",
    [
        TextToVideo = "text-to-video",
        ImageToVideo = "image-to-video",
        ReferenceToVideo = "reference-to-video",
        VideoEdit = "video-edit"
    ]
);

/// The values of [`HappyHorse::audio_setting`].
///
/// Page `videos/happyhorse/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AudioSetting {
    /// `auto`: the service decides.
    Auto,
    /// `origin`: the sound of the film that is edited.
    Origin,
}

wire_words!(AudioSetting, "audio setting", [Auto = "auto", Origin = "origin"]);

/// The values of [`HappyHorse::resolution`].
///
/// Page `videos/happyhorse/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `720P`.
    P720,
    /// `1080P`.
    P1080,
}

wire_words!(Resolution, "resolution", [P720 = "720P", P1080 = "1080P"]);

/// The values of [`HappyHorse::aspect_ratio`].
///
/// Page `videos/happyhorse/generation`.
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

//! Typed requests to Seedance 2.5: page `videos/seedance-2-5/generation`.
//!
//! Generated from `catalog/seedance-2-5.toml` by `cargo xtask codegen`; do not edit.

mod entries;

pub use entries::*;

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Seedance 2.5: `seedance-2-5`.
///
/// Makes films of 4 to 30 seconds with sound from text, frames or up to 50 reference pictures, films and
/// sounds, and edits and extends films, in 480p and 720p.
///
/// The prompt names the inputs in their order: image 1, video 1, audio 1.
///
/// A wrong combination may be accepted at first and fail later with the error code
/// `InvalidParameter.TaskTypeConstraint`.
///
/// The model behind the id is doubao-seedance-2-5-260628.
///
/// Everything that is not set is left out of the request. Page `videos/seedance-2-5/generation`.
///
/// ```rust
/// use toapis_types::video::seedance_25::{AspectRatio, Resolution, Seedance25};
///
/// let request = Seedance25::new()
///     .prompt("A watch turns on black velvet, slow push-in")
///     .duration(10)
///     .aspect_ratio(AspectRatio::R16x9)
///     .resolution(Resolution::P720)
///     .audio(true);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Seedance25 {
    request: VideoRequest,
}

impl Seedance25 {
    /// Asks `seedance-2-5`.
    pub fn new() -> Self {
        Self { request: VideoRequest::for_model("seedance-2-5") }
    }

    /// What happens in the film; it may name the inputs as image 1, video 1, audio 1.
    ///
    /// The page names no limit on its length.
    ///
    /// On the wire: `prompt` (page `videos/seedance-2-5/generation`).
    pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
        self.request = self.request.prompt(prompt);
        self
    }

    /// Whether to make a film, edit one or extend one.
    ///
    /// Editing and extending need at least one film, and the aspect ratio `adaptive`.
    ///
    /// Values: `generate`, `edit`, `extend`. Default: `generate`.
    ///
    /// On the wire: `video_operation` (page `videos/seedance-2-5/generation`).
    pub fn video_operation(mut self, video_operation: VideoOperation) -> Self {
        self.request = self.request.extra("video_operation", video_operation);
        self
    }

    /// How long the film is, in seconds; -1 lets the model choose.
    ///
    /// For edits and frames the page asks for -1; for extensions it contradicts itself.
    ///
    /// Default: not documented. Limits: 4 to 30, or -1.
    ///
    /// On the wire: `duration` (page `videos/seedance-2-5/generation`).
    pub fn duration(mut self, duration: i64) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// The form of the picture.
    ///
    /// `adaptive` is the only one for edits, extensions and films from frames.
    ///
    /// Values: `21:9`, `16:9`, `4:3`, `1:1`, `3:4`, `9:16`, `adaptive`. Default: not documented.
    ///
    /// On the wire: `aspect_ratio` (page `videos/seedance-2-5/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio.as_str());
        self
    }

    /// Adds the URL of a picture in the older way.
    ///
    /// `image_with_roles` says it; only one of the two may be sent.
    ///
    /// Limits: URL schemes https, http, data, asset.
    ///
    /// On the wire: `image_urls` (page `videos/seedance-2-5/generation`).
    pub fn image_url(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.reference(url);
        self
    }

    /// Adds several at once, behind those already there; see [`image_url`](Self::image_url).
    pub fn image_urls<I>(self, urls: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        urls.into_iter().fold(self, Self::image_url)
    }

    /// Adds a picture and says what it is for.
    ///
    /// Frames and references exclude each other. Not together with `image_urls`.
    ///
    /// Limits: at most 30 entries.
    ///
    /// Takes entries of the type [`ImageWithRole`].
    ///
    /// On the wire: `image_with_roles` (page `videos/seedance-2-5/generation`).
    pub fn image_with_role(mut self, entry: ImageWithRole) -> Self {
        self.request = self.request.push("image_with_roles", entry);
        self
    }

    /// Adds several at once, behind those already there; see [`image_with_role`](Self::image_with_role).
    pub fn image_with_roles<I>(self, entries: I) -> Self
    where
        I: IntoIterator<Item = ImageWithRole>,
    {
        entries.into_iter().fold(self, Self::image_with_role)
    }

    /// Adds a film and its role.
    ///
    /// Limits: at most 10 entries.
    ///
    /// Takes entries of the type [`VideoWithRole`], or just its text.
    ///
    /// On the wire: `video_with_roles` (page `videos/seedance-2-5/generation`).
    pub fn video_with_role(mut self, entry: impl Into<VideoWithRole>) -> Self {
        self.request = self.request.push("video_with_roles", Into::<VideoWithRole>::into(entry));
        self
    }

    /// Adds several at once, behind those already there; see [`video_with_role`](Self::video_with_role).
    pub fn video_with_roles<I>(self, entries: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<VideoWithRole>,
    {
        entries.into_iter().fold(self, Self::video_with_role)
    }

    /// Adds a reference sound and its role.
    ///
    /// They may be sent without any picture or film.
    ///
    /// Limits: at most 10 entries.
    ///
    /// Takes entries of the type [`AudioWithRole`], or just its text.
    ///
    /// On the wire: `audio_with_roles` (page `videos/seedance-2-5/generation`).
    pub fn audio_with_role(mut self, entry: impl Into<AudioWithRole>) -> Self {
        self.request = self.request.push("audio_with_roles", Into::<AudioWithRole>::into(entry));
        self
    }

    /// Adds several at once, behind those already there; see [`audio_with_role`](Self::audio_with_role).
    pub fn audio_with_roles<I>(self, entries: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<AudioWithRole>,
    {
        entries.into_iter().fold(self, Self::audio_with_role)
    }

    /// How fine the picture is.
    ///
    /// Values: `480p`, `720p`. Default: not documented.
    ///
    /// On the wire: `resolution` (page `videos/seedance-2-5/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.resolution(resolution.as_str());
        self
    }

    /// The format of the file.
    ///
    /// Values: `mp4`, `mov`. Default: `mp4`.
    ///
    /// On the wire: `output_format` (page `videos/seedance-2-5/generation`).
    pub fn output_format(mut self, output_format: OutputFormat) -> Self {
        self.request = self.request.extra("output_format", output_format);
        self
    }

    /// Makes sound in time with the picture.
    ///
    /// Default: `true`.
    ///
    /// On the wire: `generate_audio` (page `videos/seedance-2-5/generation`).
    pub fn audio(mut self, audio: bool) -> Self {
        self.request = self.request.extra("generate_audio", audio);
        self
    }

    /// Gives the last frame of the film back as a picture too.
    ///
    /// It stands in the finished task.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `return_last_frame` (page `videos/seedance-2-5/generation`).
    pub fn return_last_frame(mut self, return_last_frame: bool) -> Self {
        self.request = self.request.extra("return_last_frame", return_last_frame);
        self
    }

    /// Lets the model search the web before it begins.
    ///
    /// For films from text alone, without any picture, film or sound.
    ///
    /// Takes entries of the type [`WebSearch`].
    ///
    /// On the wire: `tools` (page `videos/seedance-2-5/generation`).
    pub fn web_search(mut self, entry: WebSearch) -> Self {
        self.request = self.request.push("tools", entry);
        self
    }

    /// Adds several at once, behind those already there; see [`web_search`](Self::web_search).
    pub fn tools<I>(self, entries: I) -> Self
    where
        I: IntoIterator<Item = WebSearch>,
    {
        entries.into_iter().fold(self, Self::web_search)
    }

    /// Your own value for tracing the request.
    ///
    /// On the wire: `trace_id` (page `videos/seedance-2-5/generation`).
    pub fn trace_id(mut self, trace_id: impl Into<String>) -> Self {
        self.request = self.request.extra("trace_id", Into::<String>::into(trace_id));
        self
    }

    /// The URL of the picture the film begins with.
    ///
    /// Limits: URL schemes https, http, data, asset.
    ///
    /// On the wire: `image_with_roles`, role `first_frame` (page `videos/seedance-2-5/generation`).
    pub fn first_frame(mut self, url: impl Into<String>) -> Self {
        let entry = serde_json::json!({"url": Into::<String>::into(url), "role": "first_frame"});
        crate::request::put_entry(
            &mut self.request,
            "image_with_roles",
            &[("role", "first_frame".into())],
            entry,
        );
        self
    }

    /// The URL of the picture the film ends with.
    ///
    /// Limits: URL schemes https, http, data, asset.
    ///
    /// On the wire: `image_with_roles`, role `last_frame` (page `videos/seedance-2-5/generation`).
    pub fn last_frame(mut self, url: impl Into<String>) -> Self {
        let entry = serde_json::json!({"url": Into::<String>::into(url), "role": "last_frame"});
        crate::request::put_entry(
            &mut self.request,
            "image_with_roles",
            &[("role", "last_frame".into())],
            entry,
        );
        self
    }

    /// Adds the URL of a picture to take subjects and style from.
    ///
    /// Limits: URL schemes https, http, data, asset; at most 30 entries.
    ///
    /// On the wire: `image_with_roles`, role `reference_image` (page `videos/seedance-2-5/generation`).
    pub fn reference(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.push(
            "image_with_roles",
            serde_json::json!({"url": Into::<String>::into(url), "role": "reference_image"}),
        );
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

    /// Adds the URL of a film to edit, to extend or to take something from.
    ///
    /// Limits: URL schemes https, http, asset; at most 10 entries.
    ///
    /// On the wire: `video_with_roles`, role `reference_video` (page `videos/seedance-2-5/generation`).
    pub fn video(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.push(
            "video_with_roles",
            serde_json::json!({"url": Into::<String>::into(url), "role": "reference_video"}),
        );
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

    /// Adds the URL of a sound to take voice, beat or mood from.
    ///
    /// Limits: URL schemes https, http, data, asset; at most 10 entries.
    ///
    /// On the wire: `audio_with_roles`, role `reference_audio` (page `videos/seedance-2-5/generation`).
    pub fn reference_audio(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.push(
            "audio_with_roles",
            serde_json::json!({"url": Into::<String>::into(url), "role": "reference_audio"}),
        );
        self
    }

    /// Adds several at once, behind those already there; see [`reference_audio`](Self::reference_audio).
    pub fn audios<I>(self, urls: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        urls.into_iter().fold(self, Self::reference_audio)
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

impl Default for Seedance25 {
    fn default() -> Self {
        Self::new()
    }
}

typed_request!(Seedance25, VideoRequest, crate::generated::pages::video::seedance_2_5::PAGE);

/// The values of [`Seedance25::video_operation`].
///
/// Page `videos/seedance-2-5/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VideoOperation {
    /// `generate`: makes a new film.
    Generate,
    /// `edit`: changes a film that is sent along.
    Edit,
    /// `extend`: goes on with a film that is sent along.
    Extend,
}

wire_words!(VideoOperation, "video operation", [Generate = "generate", Edit = "edit", Extend = "extend"]);

/// The values of [`Seedance25::aspect_ratio`].
///
/// Page `videos/seedance-2-5/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AspectRatio {
    /// `21:9`, wide.
    R21x9,
    /// `16:9`, wide.
    R16x9,
    /// `4:3`, wide.
    R4x3,
    /// `1:1`, square.
    R1x1,
    /// `3:4`, upright.
    R3x4,
    /// `9:16`, upright.
    R9x16,
    /// `adaptive`: follows the inputs.
    Adaptive,
}

wire_words!(
    AspectRatio,
    "aspect ratio",
    [
        R21x9 = "21:9",
        R16x9 = "16:9",
        R4x3 = "4:3",
        R1x1 = "1:1",
        R3x4 = "3:4",
        R9x16 = "9:16",
        Adaptive = "adaptive"
    ]
);

/// The values of [`Seedance25::resolution`].
///
/// Page `videos/seedance-2-5/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `480p`.
    P480,
    /// `720p`.
    P720,
}

wire_words!(Resolution, "resolution", [P480 = "480p", P720 = "720p"]);

/// The values of [`Seedance25::output_format`].
///
/// Page `videos/seedance-2-5/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutputFormat {
    /// `mp4`.
    Mp4,
    /// `mov`.
    Mov,
}

wire_words!(OutputFormat, "output format", [Mp4 = "mp4", Mov = "mov"]);

//! Typed requests to Seedance 2: page `videos/seedance-2/generation`.
//!
//! Generated from `catalog/seedance-2--generation.toml` by `cargo xtask codegen`; do not edit.

mod entries;

pub use entries::*;

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Seedance 2: `seedance-2`, `seedance-2-fast`, `seedance-2-mini`.
///
/// Makes films of 4 to 15 seconds with sound from text, from frames or from reference pictures, films and
/// sounds, up to 4K, and can search the web for what it shows.
///
/// First frame, first and last frame, and references are three modes; a request uses one of them.
///
/// The prompt names the inputs in their order: image 1, video 1, audio 1. The Chinese page advises at most
/// 500 Chinese characters or 1000 English words.
///
/// Stored pictures, films and sounds are sent as `asset://<ASSET_ID>`; while an asset is processing or after
/// it has failed, the request fails.
///
/// How many reference films and sounds the standard and the fast model take depends on the channel behind
/// them.
///
/// A request makes one film; there is no field for a count.
///
/// Everything that is not set is left out of the request. Page `videos/seedance-2/generation`.
///
/// ```rust
/// use toapis_types::video::seedance_2::{AspectRatio, Model, Resolution, Seedance2};
///
/// let request = Seedance2::new()
///     .model(Model::Mini)
///     .prompt("The host of image 1 moves as in video 1 to the beat of audio 1")
///     .duration(10)
///     .aspect_ratio(AspectRatio::R16x9)
///     .reference("https://example.com/host.jpg")
///     .video("https://example.com/moves.mp4")
///     .reference_audio("https://example.com/beat.mp3")
///     .resolution(Resolution::P480)
///     .client_business_id("order_example_001");
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Seedance2 {
    request: VideoRequest,
}

impl Seedance2 {
    /// Asks `seedance-2`.
    pub fn new() -> Self {
        Self { request: VideoRequest::for_model("seedance-2") }
    }

    /// Chooses the model.
    pub fn model(mut self, model: Model) -> Self {
        model.as_str().clone_into(&mut self.request.model);
        self
    }

    /// What happens in the film; it may name the inputs as image 1, video 1, audio 1.
    ///
    /// The page sets no hard limit; the Chinese one advises at most 500 Chinese characters or 1000 English
    /// words.
    ///
    /// On the wire: `prompt` (page `videos/seedance-2/generation`).
    pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
        self.request = self.request.prompt(prompt);
        self
    }

    /// How long the film is, in seconds; 0 and -1 let the model choose.
    ///
    /// Only `seedance-2` and `seedance-2-fast` choose a length; `seedance-2-mini` wants 4 to 15.
    ///
    /// Default: `0`, automatic; what it means for `seedance-2-mini` is not documented. Limits: 4 to 15, or 0,
    /// -1.
    ///
    /// On the wire: `duration` (page `videos/seedance-2/generation`).
    pub fn duration(mut self, duration: i64) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// The form of the picture.
    ///
    /// Values: `21:9`, `16:9`, `4:3`, `1:1`, `3:4`, `9:16`, `adaptive`. Default: not documented.
    ///
    /// On the wire: `aspect_ratio` (page `videos/seedance-2/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio.as_str());
        self
    }

    /// Adds the URL of a picture in the older way.
    ///
    /// `image_with_roles` says what each picture is for; only one of the two may be sent.
    ///
    /// Limits: URL schemes https, http, data, asset.
    ///
    /// On the wire: `image_urls` (page `videos/seedance-2/generation`).
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
    /// At most one first frame, one last frame and nine references. Frames and references exclude each other.
    /// Not together with `image_urls`.
    ///
    /// Takes entries of the type [`ImageWithRole`].
    ///
    /// On the wire: `image_with_roles` (page `videos/seedance-2/generation`).
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

    /// Adds a reference film and its role.
    ///
    /// For references only, not with frames. `seedance-2-mini` takes 3; for the others the number depends on
    /// the channel.
    ///
    /// Takes entries of the type [`VideoWithRole`], or just its text.
    ///
    /// On the wire: `video_with_roles` (page `videos/seedance-2/generation`).
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
    /// For references only, and never alone: at least one picture or film comes with them. `seedance-2-mini`
    /// takes 3; for the others the number depends on the channel.
    ///
    /// Takes entries of the type [`AudioWithRole`], or just its text.
    ///
    /// On the wire: `audio_with_roles` (page `videos/seedance-2/generation`).
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
    /// Values: `480p`, `720p`, `1080p`, `4k`. Default: `720p`.
    ///
    /// On the wire: `resolution` (page `videos/seedance-2/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.resolution(resolution.as_str());
        self
    }

    /// Makes sound in time with the picture.
    ///
    /// Default: `true`.
    ///
    /// On the wire: `generate_audio` (page `videos/seedance-2/generation`).
    pub fn audio(mut self, audio: bool) -> Self {
        self.request = self.request.extra("generate_audio", audio);
        self
    }

    /// Gives the last frame of the film back as a picture too.
    ///
    /// The finished task has its URL in `result.data[0].last_frame_url`.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `return_last_frame` (page `videos/seedance-2/generation`).
    pub fn return_last_frame(mut self, return_last_frame: bool) -> Self {
        self.request = self.request.extra("return_last_frame", return_last_frame);
        self
    }

    /// Lets the model search the web before it begins.
    ///
    /// For films from text alone, without any picture, film or sound. The finished task counts the searches
    /// in `usage.tool_usage.web_search`; 0 means none.
    ///
    /// Takes entries of the type [`WebSearch`].
    ///
    /// On the wire: `tools` (page `videos/seedance-2/generation`).
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

    /// A number that makes results repeatable as far as the model allows.
    ///
    /// The page names no range.
    ///
    /// Default: none documented.
    ///
    /// On the wire: `seed` (page `videos/seedance-2/generation`).
    pub fn seed(mut self, seed: i64) -> Self {
        self.request = self.request.extra("seed", seed);
        self
    }

    /// Your own value for tracing the request; it has nothing to do with webhooks.
    ///
    /// On the wire: `trace_id` (page `videos/seedance-2/generation`).
    pub fn trace_id(mut self, trace_id: impl Into<String>) -> Self {
        self.request = self.request.extra("trace_id", Into::<String>::into(trace_id));
        self
    }

    /// The URL of the picture the film begins with.
    ///
    /// Limits: URL schemes https, http, data, asset.
    ///
    /// On the wire: `image_with_roles`, role `first_frame` (page `videos/seedance-2/generation`).
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
    /// On the wire: `image_with_roles`, role `last_frame` (page `videos/seedance-2/generation`).
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
    /// Limits: URL schemes https, http, data, asset.
    ///
    /// On the wire: `image_with_roles`, role `reference_image` (page `videos/seedance-2/generation`).
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

    /// Adds the URL of a film to take motion, camera or content from.
    ///
    /// Limits: URL schemes https, http, asset.
    ///
    /// On the wire: `video_with_roles`, role `reference_video` (page `videos/seedance-2/generation`).
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
    /// Limits: URL schemes https, http, data, asset.
    ///
    /// On the wire: `audio_with_roles`, role `reference_audio` (page `videos/seedance-2/generation`).
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

impl Default for Seedance2 {
    fn default() -> Self {
        Self::new()
    }
}

typed_request!(Seedance2, VideoRequest, crate::generated::pages::video::seedance_2_generation::PAGE);

/// The models of [`Seedance2`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// `seedance-2`: up to 4K, with automatic length
    Standard,
    /// `seedance-2-fast`: up to 720p, with automatic length
    Fast,
    /// `seedance-2-mini`: up to 720p, without automatic length, at most 3 reference films and 3 reference
    /// sounds
    Mini,
}

wire_words!(Model, "model", [Standard = "seedance-2", Fast = "seedance-2-fast", Mini = "seedance-2-mini"]);

/// The values of [`Seedance2::aspect_ratio`].
///
/// Page `videos/seedance-2/generation`.
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

/// The values of [`Seedance2::resolution`].
///
/// Page `videos/seedance-2/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `480p`.
    P480,
    /// `720p`.
    P720,
    /// `1080p`. Only for `seedance-2`.
    P1080,
    /// `4k`. Only for `seedance-2`.
    K4,
}

wire_words!(Resolution, "resolution", [P480 = "480p", P720 = "720p", P1080 = "1080p", K4 = "4k"]);

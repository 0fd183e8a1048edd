//! Typed requests to MiniMax H3: page `videos/minimax-h3/generation`.
//!
//! Generated from `catalog/minimax-h3.toml` by `cargo xtask codegen`; do not edit.

mod entries;

pub use entries::*;

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to MiniMax H3: `MiniMax-H3`.
///
/// Makes films of 4 to 15 seconds in 768p or 2K from text, from frames or from reference pictures, films and
/// sounds.
///
/// Reference films are 2 to 15 seconds long each and 15 together; the same holds for reference sounds.
///
/// The platform measures reference films itself to charge for them; a length is not sent with them.
///
/// The finished film is at `result.data[0].url`.
///
/// Everything that is not set is left out of the request. Page `videos/minimax-h3/generation`.
///
/// ```rust
/// use toapis_types::video::minimax_h3::{AspectRatio, MiniMaxH3, Resolution};
///
/// let request = MiniMaxH3::new("A glass city floats above storm clouds")
///     .duration(5)
///     .resolution(Resolution::K2)
///     .aspect_ratio(AspectRatio::R16x9);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct MiniMaxH3 {
    request: VideoRequest,
}

impl MiniMaxH3 {
    /// Asks `MiniMax-H3`.
    ///
    /// - `prompt`: What happens in the film. Limits: at most 7000 characters.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: VideoRequest::for_model("MiniMax-H3").prompt(prompt) }
    }

    /// How long the film is, in seconds.
    ///
    /// Default: `5`. Limits: 4 to 15.
    ///
    /// On the wire: `duration` (page `videos/minimax-h3/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// How fine the picture is; mind the letter case.
    ///
    /// Values: `2K`, `768p`. Default: `2K`.
    ///
    /// On the wire: `resolution` (page `videos/minimax-h3/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.resolution(resolution.as_str());
        self
    }

    /// The form of the picture.
    ///
    /// Films from frames always follow the frame, whatever is sent. Films from text alone do not take
    /// `adaptive`.
    ///
    /// Values: `21:9`, `16:9`, `4:3`, `1:1`, `3:4`, `9:16`, `adaptive`. Default: `16:9` for films from text,
    /// `adaptive` with references and with frames.
    ///
    /// On the wire: `aspect_ratio` (page `videos/minimax-h3/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio.as_str());
        self
    }

    /// Adds the public URL of a picture in the older way.
    ///
    /// `image_with_roles` says what each picture is for; only one of the two may be sent.
    ///
    /// Limits: at most 9 URLs.
    ///
    /// On the wire: `image_urls` (page `videos/minimax-h3/generation`).
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
    /// At most one first frame, one last frame and nine references. Frames and references of any kind exclude
    /// each other. Not together with `image_urls`.
    ///
    /// Takes entries of the type [`ImageWithRole`].
    ///
    /// On the wire: `image_with_roles` (page `videos/minimax-h3/generation`).
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
    /// For references only, not with frames. All together they are at most 15 seconds long.
    ///
    /// Limits: at most 3 entries.
    ///
    /// Takes entries of the type [`VideoWithRole`], or just its text.
    ///
    /// On the wire: `video_with_roles` (page `videos/minimax-h3/generation`).
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
    /// For references only, and never alone: a reference picture or film comes with them. All together they
    /// are at most 15 seconds long.
    ///
    /// Limits: at most 3 entries.
    ///
    /// Takes entries of the type [`AudioWithRole`], or just its text.
    ///
    /// On the wire: `audio_with_roles` (page `videos/minimax-h3/generation`).
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

    /// Marks the film as made by a machine.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `watermark` (page `videos/minimax-h3/generation`).
    pub fn watermark(mut self, watermark: bool) -> Self {
        self.request = self.request.extra("watermark", watermark);
        self
    }

    /// The public URL of the picture the film begins with.
    ///
    /// Limits: each file at most 30,000,000 bytes; jpg, jpeg, png, webp, heic, heif.
    ///
    /// On the wire: `image_with_roles`, role `first_frame` (page `videos/minimax-h3/generation`).
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

    /// The public URL of the picture the film ends with.
    ///
    /// Limits: each file at most 30,000,000 bytes; jpg, jpeg, png, webp, heic, heif.
    ///
    /// On the wire: `image_with_roles`, role `last_frame` (page `videos/minimax-h3/generation`).
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

    /// Adds the public URL of a picture to take subjects and style from.
    ///
    /// Limits: each file at most 30,000,000 bytes; jpg, jpeg, png, webp, heic, heif.
    ///
    /// On the wire: `image_with_roles`, role `reference_image` (page `videos/minimax-h3/generation`).
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

    /// Adds the public URL of a film to take motion or content from.
    ///
    /// Limits: each file at most 50,000,000 bytes; mp4, mov; at most 3 entries.
    ///
    /// On the wire: `video_with_roles`, role `reference_video` (page `videos/minimax-h3/generation`).
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

    /// Adds the public URL of a sound to take voice or beat from.
    ///
    /// Limits: each file at most 15,000,000 bytes; wav, mp3; at most 3 entries.
    ///
    /// On the wire: `audio_with_roles`, role `reference_audio` (page `videos/minimax-h3/generation`).
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

typed_request!(MiniMaxH3, VideoRequest, crate::generated::pages::video::minimax_h3::PAGE);

/// The values of [`MiniMaxH3::resolution`].
///
/// Page `videos/minimax-h3/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `2K`.
    K2,
    /// `768p`.
    P768,
}

wire_words!(Resolution, "resolution", [K2 = "2K", P768 = "768p"]);

/// The values of [`MiniMaxH3::aspect_ratio`].
///
/// Page `videos/minimax-h3/generation`.
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

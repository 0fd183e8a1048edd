//! Typed requests to Kling Video O1: page `videos/kling-video-o1/generation`.
//!
//! Generated from `catalog/kling-video-o1.toml` by `cargo xtask codegen`; do not edit.

mod entries;

pub use entries::*;

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Kling Video O1: `kling-video-o1`.
///
/// Makes films of 3 to 10 seconds from text, frames, pictures, subjects and a film, and edits films, in 720p
/// and 1080p, with sound if wanted.
///
/// The prompt names inputs by placeholders counted from 1: `<<<image_1>>>` is the first of
/// `metadata.image_list`, `<<<video_1>>>` the film, `<<<element_1>>>` the first of `metadata.element_list`.
/// The service adds none by itself, and makes no picture a first frame by itself.
///
/// The price depends on the mode, which stands for 720P or 1080P, on sound and on a film being sent.
///
/// When a film is edited (`refer_type` base), it has 3 to 10 seconds, and the new film is as long as it
/// (Chinese page).
///
/// Everything that is not set is left out of the request. Page `videos/kling-video-o1/generation`.
///
/// ```rust
/// use toapis_types::video::kling_video_o1::{KlingVideoO1, Resolution};
///
/// let request = KlingVideoO1::new("A lighthouse beam sweeps over dark water")
///     .resolution(Resolution::P720)
///     .duration(5)
///     .aspect_ratio("16:9");
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct KlingVideoO1 {
    request: VideoRequest,
}

impl KlingVideoO1 {
    /// Asks `kling-video-o1`.
    ///
    /// - `prompt`: What happens in the film, with placeholders such as `<<<image_1>>>` for the inputs. The
    ///   page names no limit on its length.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: VideoRequest::for_model("kling-video-o1").prompt(prompt) }
    }

    /// How fine the picture is; Kling calls it the mode.
    ///
    /// It decides the price too.
    ///
    /// Values: `std`, `pro`. Default: `std`.
    ///
    /// On the wire: `mode` (page `videos/kling-video-o1/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.extra("mode", resolution);
        self
    }

    /// How long the film is, in seconds.
    ///
    /// Default: `5`. Limits: 3 to 10.
    ///
    /// On the wire: `duration` (page `videos/kling-video-o1/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// The form of the picture.
    ///
    /// Common values: `16:9`, `9:16`, `1:1`; others may work. Default: `16:9`.
    ///
    /// On the wire: `aspect_ratio` (page `videos/kling-video-o1/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: impl Into<String>) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio);
        self
    }

    /// Makes sound for the film too, at the price for sound.
    ///
    /// Not together with a film in `video_list`.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `audio` (page `videos/kling-video-o1/generation`).
    pub fn audio(mut self, audio: bool) -> Self {
        self.request = self.request.extra("audio", audio);
        self
    }

    /// Adds a film to edit or to take motion from; `<<<video_1>>>` in the prompt.
    ///
    /// Not together with `audio`.
    ///
    /// Limits: at most one entry; `check` only warns about these.
    ///
    /// Takes entries of the type [`VideoReference`], or just its text.
    ///
    /// On the wire: `video_list` (page `videos/kling-video-o1/generation`).
    pub fn video(mut self, entry: impl Into<VideoReference>) -> Self {
        self.request = self.request.push("video_list", Into::<VideoReference>::into(entry));
        self
    }

    /// Adds several at once, behind those already there; see [`video`](Self::video).
    pub fn videos<I>(self, entries: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<VideoReference>,
    {
        entries.into_iter().fold(self, Self::video)
    }

    /// Adds a picture; `<<<image_N>>>` in the prompt, counted from 1.
    ///
    /// An end frame needs a first frame.
    ///
    /// Takes entries of the type [`ImageReference`], or just its text.
    ///
    /// On the wire: `metadata.image_list` (page `videos/kling-video-o1/generation`).
    pub fn image(mut self, entry: impl Into<ImageReference>) -> Self {
        self.request = self.request.push("metadata.image_list", Into::<ImageReference>::into(entry));
        self
    }

    /// Adds several at once, behind those already there; see [`image`](Self::image).
    pub fn images<I>(self, entries: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<ImageReference>,
    {
        entries.into_iter().fold(self, Self::image)
    }

    /// Adds a subject; `<<<element_N>>>` in the prompt, counted from 1.
    ///
    /// Takes entries of the type [`ElementReference`], or just its text.
    ///
    /// On the wire: `metadata.element_list` (page `videos/kling-video-o1/generation`).
    pub fn element(mut self, entry: impl Into<ElementReference>) -> Self {
        self.request = self.request.push("metadata.element_list", Into::<ElementReference>::into(entry));
        self
    }

    /// Adds several at once, behind those already there; see [`element`](Self::element).
    pub fn elements<I>(self, entries: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<ElementReference>,
    {
        entries.into_iter().fold(self, Self::element)
    }

    /// Puts a watermark on the film.
    ///
    /// Default: not documented.
    ///
    /// On the wire: `metadata.watermark` (page `videos/kling-video-o1/generation`).
    pub fn watermark(mut self, watermark: bool) -> Self {
        self.request = self.request.metadata("watermark", watermark);
        self
    }

    /// The public URL of the picture the film begins with.
    ///
    /// On the wire: `metadata.image_list`, type `first_frame` (page `videos/kling-video-o1/generation`).
    pub fn first_frame(mut self, url: impl Into<String>) -> Self {
        let entry = serde_json::json!({"image_url": Into::<String>::into(url), "type": "first_frame"});
        crate::request::put_entry(
            &mut self.request,
            "metadata.image_list",
            &[("type", "first_frame".into())],
            entry,
        );
        self
    }

    /// The public URL of the picture the film ends with.
    ///
    /// On the wire: `metadata.image_list`, type `end_frame` (page `videos/kling-video-o1/generation`).
    pub fn last_frame(mut self, url: impl Into<String>) -> Self {
        let entry = serde_json::json!({"image_url": Into::<String>::into(url), "type": "end_frame"});
        crate::request::put_entry(
            &mut self.request,
            "metadata.image_list",
            &[("type", "end_frame".into())],
            entry,
        );
        self
    }

    /// Adds the public URL of a picture; `<<<image_N>>>` in the prompt, counted from 1.
    ///
    /// On the wire: `metadata.image_list` (page `videos/kling-video-o1/generation`).
    pub fn reference(mut self, url: impl Into<String>) -> Self {
        self.request = self
            .request
            .push("metadata.image_list", serde_json::json!({"image_url": Into::<String>::into(url)}));
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

typed_request!(KlingVideoO1, VideoRequest, crate::generated::pages::video::kling_video_o1::PAGE);

/// The values of [`KlingVideoO1::resolution`].
///
/// Page `videos/kling-video-o1/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `std`: 720P.
    P720,
    /// `pro`: 1080P.
    P1080,
}

wire_words!(Resolution, "resolution", [P720 = "std", P1080 = "pro"]);

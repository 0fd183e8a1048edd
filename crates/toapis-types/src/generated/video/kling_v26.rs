//! Typed requests to Kling v2.6: page `videos/kling-2-6/generation`.
//!
//! Generated from `catalog/kling-2-6.toml` by `cargo xtask codegen`; do not edit.

mod entries;

pub use entries::*;

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Kling v2.6: `kling-v2-6`.
///
/// Makes films of 5 or 10 seconds from text, frames and reference pictures, silent in 720p and with sound if
/// wanted in 1080p.
///
/// References alone stay references. Frames alone steer the beginning and the end. Both together are the
/// mixed mode.
///
/// A last frame is one only when `image_with_roles` says so; the second reference picture is no longer taken
/// for it.
///
/// Everything that is not set is left out of the request. Page `videos/kling-2-6/generation`.
///
/// ```rust
/// use toapis_types::video::kling_v26::{KlingV26, Resolution};
///
/// let request = KlingV26::new("A red kayak glides down a river canyon")
///     .resolution(Resolution::P720)
///     .duration(5)
///     .aspect_ratio("16:9");
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct KlingV26 {
    request: VideoRequest,
}

impl KlingV26 {
    /// Asks `kling-v2-6`.
    ///
    /// - `prompt`: What happens in the film. Limits: at most 2500 characters.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: VideoRequest::for_model("kling-v2-6").prompt(prompt) }
    }

    /// How fine the picture is; Kling calls it the mode.
    ///
    /// Values: `std`, `pro`. Default: `std`.
    ///
    /// On the wire: `mode` (page `videos/kling-2-6/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.extra("mode", resolution);
        self
    }

    /// How long the film is, in seconds.
    ///
    /// Default: `5`. Limits: one of 5, 10.
    ///
    /// On the wire: `duration` (page `videos/kling-2-6/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// The form of the picture.
    ///
    /// Common values: `16:9`, `9:16`, `1:1`; others may work. Default: `16:9`.
    ///
    /// On the wire: `aspect_ratio` (page `videos/kling-2-6/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: impl Into<String>) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio);
        self
    }

    /// Adds the public URL of a picture to take subjects and style from.
    ///
    /// The service fetches them, and takes no base64. A file on this machine is uploaded first. The page
    /// names no limit on their number.
    ///
    /// On the wire: `reference_images` (page `videos/kling-2-6/generation`).
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

    /// Adds a picture and says what it is for.
    ///
    /// Frames alone steer the beginning and the end; frames and references may be mixed here.
    ///
    /// Takes entries of the type [`ImageWithRole`].
    ///
    /// On the wire: `image_with_roles` (page `videos/kling-2-6/generation`).
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

    /// What the film is not to show.
    ///
    /// On the wire: `negative_prompt` (page `videos/kling-2-6/generation`).
    pub fn negative_prompt(mut self, negative_prompt: impl Into<String>) -> Self {
        self.request = self.request.extra("negative_prompt", Into::<String>::into(negative_prompt));
        self
    }

    /// Makes sound for the film too.
    ///
    /// In 1080p (`pro`) only.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `audio` (page `videos/kling-2-6/generation`).
    pub fn audio(mut self, audio: bool) -> Self {
        self.request = self.request.extra("audio", audio);
        self
    }

    /// Puts a watermark on the film.
    ///
    /// Default: not documented.
    ///
    /// On the wire: `watermark` (page `videos/kling-2-6/generation`).
    pub fn watermark(mut self, watermark: bool) -> Self {
        self.request = self.request.extra("watermark", watermark);
        self
    }

    /// The public URL of the picture the film begins with.
    ///
    /// On the wire: `image_with_roles`, role `first_frame` (page `videos/kling-2-6/generation`).
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
    /// On the wire: `image_with_roles`, role `last_frame` (page `videos/kling-2-6/generation`).
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

typed_request!(KlingV26, VideoRequest, crate::generated::pages::video::kling_2_6::PAGE);

/// The values of [`KlingV26::resolution`].
///
/// Page `videos/kling-2-6/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `std`: 720P, silent.
    P720,
    /// `pro`: 1080P, with sound if wanted.
    P1080,
}

wire_words!(Resolution, "resolution", [P720 = "std", P1080 = "pro"]);

//! Typed requests to Wan2.6 Flash Video Generation: page `videos/wan2.6-flash/generation`.
//!
//! Generated from `catalog/wan2.6-flash.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Wan2.6 Flash Video Generation: `wan2.6-flash`.
///
/// Makes films of 5, 10 or 15 seconds from a first frame or after reference films, with sound or silent; not
/// from text alone.
///
/// The page prices a second at 0.3 CNY in 720p and 0.5 in 1080p with sound, 0.15 and 0.25 without.
///
/// Reference films decide first what is made: with them it is a film after references, else one that starts
/// from the picture.
///
/// Everything that is not set is left out of the request. Page `videos/wan2.6-flash/generation`.
///
/// ```rust
/// use toapis_types::video::wan_26_flash::{Resolution, Wan26Flash};
///
/// let request = Wan26Flash::new()
///     .first_frame("https://example.com/portrait.jpg")
///     .prompt("The man winks")
///     .resolution(Resolution::P1080)
///     .duration(5)
///     .audio(true);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Wan26Flash {
    request: VideoRequest,
}

impl Wan26Flash {
    /// Asks `wan2.6-flash`.
    pub fn new() -> Self {
        Self { request: VideoRequest::for_model("wan2.6-flash") }
    }

    /// Gives the public URL of the picture the film starts from; there is one only.
    ///
    /// The service fetches it, and takes no base64. A file on this machine is uploaded first. Not together
    /// with reference films.
    ///
    /// Limits: at most one URL.
    ///
    /// On the wire: `image_urls` (page `videos/wan2.6-flash/generation`).
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

    /// What happens in the film; it may be left out.
    ///
    /// A prompt alone is refused. The page names no limit on its length.
    ///
    /// On the wire: `prompt` (page `videos/wan2.6-flash/generation`).
    pub fn prompt(mut self, prompt: impl Into<String>) -> Self {
        self.request = self.request.prompt(prompt);
        self
    }

    /// How many lines the film has.
    ///
    /// Values: `720p`, `1080p`. Default: `1080p`.
    ///
    /// On the wire: `resolution` (page `videos/wan2.6-flash/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.resolution(resolution.as_str());
        self
    }

    /// The length of the film in seconds.
    ///
    /// Default: `5`. Limits: one of 5, 10, 15.
    ///
    /// On the wire: `duration` (page `videos/wan2.6-flash/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// Sound on or off; a silent film costs half.
    ///
    /// Default: `true`.
    ///
    /// On the wire: `audio` (page `videos/wan2.6-flash/generation`).
    pub fn audio(mut self, audio: bool) -> Self {
        self.request = self.request.extra("audio", audio);
        self
    }

    /// Puts the mark of Alibaba Cloud on the film.
    ///
    /// Default: none documented.
    ///
    /// On the wire: `watermark` (page `videos/wan2.6-flash/generation`).
    pub fn watermark(mut self, watermark: bool) -> Self {
        self.request = self.request.extra("watermark", watermark);
        self
    }

    /// Adds the public URL of a film to take people and motion from.
    ///
    /// The page names no largest number. Not together with a picture to start from.
    ///
    /// On the wire: `metadata.reference_urls` (page `videos/wan2.6-flash/generation`).
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

impl Default for Wan26Flash {
    fn default() -> Self {
        Self::new()
    }
}

typed_request!(Wan26Flash, VideoRequest, crate::generated::pages::video::wan2_6_flash::PAGE);

/// The values of [`Wan26Flash::resolution`].
///
/// Page `videos/wan2.6-flash/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `720p`.
    P720,
    /// `1080p`.
    P1080,
}

wire_words!(Resolution, "resolution", [P720 = "720p", P1080 = "1080p"]);

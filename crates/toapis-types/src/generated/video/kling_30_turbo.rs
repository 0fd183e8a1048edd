//! Typed requests to Kling 3.0 Turbo: page `videos/kling-3.0-turbo/generation`.
//!
//! Generated from `catalog/kling-3.0-turbo.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Kling 3.0 Turbo: `kling-3.0-turbo`.
///
/// Makes films of 3 to 15 seconds from text or from a first frame, in 720p and 1080p.
///
/// Films from a picture take a first frame only; there is no last frame.
///
/// Everything that is not set is left out of the request. Page `videos/kling-3.0-turbo/generation`.
///
/// ```rust
/// use toapis_types::video::kling_30_turbo::{AspectRatio, Kling30Turbo, Resolution};
///
/// let request = Kling30Turbo::new("A night train crosses a long bridge")
///     .resolution(Resolution::P720)
///     .duration(5)
///     .aspect_ratio(AspectRatio::R16x9);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Kling30Turbo {
    request: VideoRequest,
}

impl Kling30Turbo {
    /// Asks `kling-3.0-turbo`.
    ///
    /// - `prompt`: What happens in the film. The page names no limit on its length.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: VideoRequest::for_model("kling-3.0-turbo").prompt(prompt) }
    }

    /// Adds the public URL of the picture the film begins with.
    ///
    /// The service fetches it, and takes no base64. A file on this machine is uploaded first.
    ///
    /// On the wire: `reference_images` (page `videos/kling-3.0-turbo/generation`).
    pub fn reference_image(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.push("reference_images", Into::<String>::into(url));
        self
    }

    /// Adds several at once, behind those already there; see [`reference_image`](Self::reference_image).
    pub fn reference_images<I>(self, urls: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        urls.into_iter().fold(self, Self::reference_image)
    }

    /// How fine the picture is.
    ///
    /// Values: `720p`, `1080p`. Default: `720p`.
    ///
    /// On the wire: `resolution` (page `videos/kling-3.0-turbo/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.resolution(resolution.as_str());
        self
    }

    /// How long the film is, in seconds.
    ///
    /// Default: `5`. Limits: 3 to 15.
    ///
    /// On the wire: `duration` (page `videos/kling-3.0-turbo/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// The form of the picture, for films from text alone.
    ///
    /// Values: `16:9`, `9:16`, `1:1`. Default: `16:9`.
    ///
    /// On the wire: `aspect_ratio` (page `videos/kling-3.0-turbo/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio.as_str());
        self
    }

    /// Puts a watermark on the film.
    ///
    /// On or off; marks of your own are not supported.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `watermark` (page `videos/kling-3.0-turbo/generation`).
    pub fn watermark(mut self, watermark: bool) -> Self {
        self.request = self.request.extra("watermark", watermark);
        self
    }

    /// The public URL of the picture the film begins with.
    ///
    /// On the wire: `reference_images[0]` (page `videos/kling-3.0-turbo/generation`).
    pub fn first_frame(mut self, url: impl Into<String>) -> Self {
        crate::request::put_at(&mut self.request, "reference_images", 0, Into::<String>::into(url).into());
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

typed_request!(Kling30Turbo, VideoRequest, crate::generated::pages::video::kling_3_0_turbo::PAGE);

/// The values of [`Kling30Turbo::resolution`].
///
/// Page `videos/kling-3.0-turbo/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `720p`.
    P720,
    /// `1080p`.
    P1080,
}

wire_words!(Resolution, "resolution", [P720 = "720p", P1080 = "1080p"]);

/// The values of [`Kling30Turbo::aspect_ratio`].
///
/// Page `videos/kling-3.0-turbo/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AspectRatio {
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
    /// `1:1`, square.
    R1x1,
}

wire_words!(AspectRatio, "aspect ratio", [R16x9 = "16:9", R9x16 = "9:16", R1x1 = "1:1"]);

//! Typed requests to Vidu Q3 (pro-fast, ad, drama, mix) Video Generation: page `videos/vidu-ali/generation`.
//!
//! Generated from `catalog/vidu-ali.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Vidu Q3 (pro-fast, ad, drama, mix) Video Generation: `viduq3-pro-fast`.
///
/// Vidu Q3 by way of Alibaba: `viduq3-pro-fast` makes a film from a first frame; ad, drama and mix make one
/// after a reference film and reference pictures.
///
/// The page exists in Chinese only.
///
/// Upstream these are vidu/viduq3-pro-fast_img2video, vidu/viduq3-ad_reference2video,
/// vidu/viduq3-drama_reference2video and vidu/viduq3-mix_reference2video.
///
/// Everything that is not set is left out of the request. Page `videos/vidu-ali/generation`.
///
/// ```rust
/// use toapis_types::video::vidu_q3_pro_fast::{Resolution, ViduQ3ProFast};
///
/// let request = ViduQ3ProFast::new("The girl looks up and smiles, slight push-in")
///     .first_frame("https://example.com/first.png")
///     .duration(5)
///     .resolution(Resolution::P720)
///     .audio(true)
///     .watermark(false);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct ViduQ3ProFast {
    request: VideoRequest,
}

impl ViduQ3ProFast {
    /// Asks `viduq3-pro-fast`.
    ///
    /// - `prompt`: What happens in the film. The page names no limit on its length.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: VideoRequest::for_model("viduq3-pro-fast").prompt(prompt) }
    }

    /// Adds the public URL of a picture: the first frame, or a reference.
    ///
    /// `viduq3-pro-fast` uses the first one only.
    ///
    /// On the wire: `image_urls` (page `videos/vidu-ali/generation`).
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

    /// The length of the film in seconds; the page names no range.
    ///
    /// Default: `5`.
    ///
    /// On the wire: `duration` (page `videos/vidu-ali/generation`).
    pub fn duration(mut self, duration: i64) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// How many lines the film has.
    ///
    /// With a large P. For `viduq3-drama` the page advises 1080P.
    ///
    /// Values: `720P`, `1080P`. Default: `720P`.
    ///
    /// On the wire: `resolution` (page `videos/vidu-ali/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.resolution(resolution.as_str());
        self
    }

    /// Sound on or off.
    ///
    /// Default: `true`; `viduq3-drama` has no documented default, and the page asks to send it there.
    ///
    /// On the wire: `audio` (page `videos/vidu-ali/generation`).
    pub fn audio(mut self, audio: bool) -> Self {
        self.request = self.request.extra("audio", audio);
        self
    }

    /// Puts a mark on the film.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `watermark` (page `videos/vidu-ali/generation`).
    pub fn watermark(mut self, watermark: bool) -> Self {
        self.request = self.request.extra("watermark", watermark);
        self
    }

    /// Start of the random numbers; the page names no range.
    ///
    /// Default: none documented.
    ///
    /// On the wire: `seed` (page `videos/vidu-ali/generation`).
    pub fn seed(mut self, seed: i64) -> Self {
        self.request = self.request.extra("seed", seed);
        self
    }

    /// The first frame as Alibaba's own interface calls it; passed on as it is.
    ///
    /// On the wire: `metadata.input.first_frame_url` (page `videos/vidu-ali/generation`).
    pub fn input_first_frame_url(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.set("metadata.input.first_frame_url", Into::<String>::into(url));
        self
    }

    /// The last frame as Alibaba's own interface calls it; passed on as it is.
    ///
    /// On the wire: `metadata.input.last_frame_url` (page `videos/vidu-ali/generation`).
    pub fn input_last_frame_url(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.set("metadata.input.last_frame_url", Into::<String>::into(url));
        self
    }

    /// A sound file as Alibaba's own interface calls it; passed on as it is.
    ///
    /// On the wire: `metadata.input.audio_url` (page `videos/vidu-ali/generation`).
    pub fn input_audio_url(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.set("metadata.input.audio_url", Into::<String>::into(url));
        self
    }

    /// Sound on or off as Alibaba's own interface calls it; passed on as it is.
    ///
    /// Default: none documented.
    ///
    /// On the wire: `metadata.parameters.audio` (page `videos/vidu-ali/generation`).
    pub fn parameters_audio(mut self, parameters_audio: bool) -> Self {
        self.request = self.request.set("metadata.parameters.audio", parameters_audio);
        self
    }

    /// The mark as Alibaba's own interface calls it; passed on as it is.
    ///
    /// Default: none documented.
    ///
    /// On the wire: `metadata.parameters.watermark` (page `videos/vidu-ali/generation`).
    pub fn parameters_watermark(mut self, parameters_watermark: bool) -> Self {
        self.request = self.request.set("metadata.parameters.watermark", parameters_watermark);
        self
    }

    /// Sets the public URL of the picture the film begins with; this model needs one.
    ///
    /// On the wire: `image_urls[0]` (page `videos/vidu-ali/generation`).
    pub fn first_frame(mut self, url: impl Into<String>) -> Self {
        crate::request::put_at(&mut self.request, "image_urls", 0, Into::<String>::into(url).into());
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

typed_request!(ViduQ3ProFast, VideoRequest, crate::generated::pages::video::vidu_ali::PAGE);

/// The values of [`ViduQ3ProFast::resolution`].
///
/// Page `videos/vidu-ali/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `720P`.
    P720,
    /// `1080P`.
    P1080,
}

wire_words!(Resolution, "resolution", [P720 = "720P", P1080 = "1080P"]);

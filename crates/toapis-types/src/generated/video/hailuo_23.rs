//! Typed requests to MiniMax Hailuo 2.3: page `videos/minimax-hailuo-2.3/generation`.
//!
//! Generated from `catalog/minimax-hailuo-2.3.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to MiniMax Hailuo 2.3: `MiniMax-Hailuo-2.3`, `MiniMax-Hailuo-2.3-Fast`.
///
/// Makes films of 6 or 10 seconds from text or from a first frame, in 768P and 1080P, with camera directions
/// in the prompt.
///
/// The prompt may direct the camera in square brackets: `[Pan left]`, `[Pan right]`, `[Tilt up]`, `[Tilt
/// down]`, `[Push in]`, `[Pull out]`, `[Pedestal up]`, `[Pedestal down]`, `[Truck left]`, `[Truck right]`,
/// `[Zoom in]`, `[Zoom out]`, `[Shake]`, `[Tracking shot]`, `[Static shot]`. Several in one bracket, with
/// commas between them, act at once; several brackets act one after the other.
///
/// Everything that is not set is left out of the request. Page `videos/minimax-hailuo-2.3/generation`.
///
/// ```rust
/// use toapis_types::video::hailuo_23::{Hailuo23, Model, Resolution};
///
/// let request = Hailuo23::new(Model::Standard, "A harbour at night with cranes at work")
///     .duration(6)
///     .resolution(Resolution::P1080);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Hailuo23 {
    request: VideoRequest,
}

impl Hailuo23 {
    /// Asks a model; the page names none as the default.
    ///
    /// - `prompt`: What happens in the film; it may direct the camera, as in `[Push in]`. Limits: at most
    ///   2000 characters.
    pub fn new(model: Model, prompt: impl Into<String>) -> Self {
        Self { request: VideoRequest::for_model(model.as_str()).prompt(prompt) }
    }

    /// How long the film is, in seconds.
    ///
    /// 1080P films have 6 seconds.
    ///
    /// Default: `6`. Limits: one of 6, 10.
    ///
    /// On the wire: `duration` (page `videos/minimax-hailuo-2.3/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// How fine the picture is; the letter is a capital.
    ///
    /// Values: `768P`, `1080P`. Default: `768P`.
    ///
    /// On the wire: `resolution` (page `videos/minimax-hailuo-2.3/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.resolution(resolution.as_str());
        self
    }

    /// Adds the public URL of the picture the film begins with.
    ///
    /// `MiniMax-Hailuo-2.3-Fast` needs it. The service fetches the picture and takes no base64: a file on
    /// this machine is uploaded first. Its short side has more than 300 pixels, its ratio is between 2:5 and
    /// 5:2, and it has less than 20 MB.
    ///
    /// Limits: at most one URL; each file at most 20,000,000 bytes; jpg, jpeg, png, webp.
    ///
    /// On the wire: `image_urls` (page `videos/minimax-hailuo-2.3/generation`).
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

    /// Lets the service improve the prompt; `false` keeps it as it is.
    ///
    /// Default: `true`.
    ///
    /// On the wire: `metadata.prompt_optimizer` (page `videos/minimax-hailuo-2.3/generation`).
    pub fn prompt_optimizer(mut self, prompt_optimizer: bool) -> Self {
        self.request = self.request.metadata("prompt_optimizer", prompt_optimizer);
        self
    }

    /// Makes the improvement of the prompt shorter.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `metadata.fast_pretreatment` (page `videos/minimax-hailuo-2.3/generation`).
    pub fn fast_pretreatment(mut self, fast_pretreatment: bool) -> Self {
        self.request = self.request.metadata("fast_pretreatment", fast_pretreatment);
        self
    }

    /// Marks the film as made by a machine.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `metadata.aigc_watermark` (page `videos/minimax-hailuo-2.3/generation`).
    pub fn watermark(mut self, watermark: bool) -> Self {
        self.request = self.request.metadata("aigc_watermark", watermark);
        self
    }

    /// Where the service reports the end of the task.
    ///
    /// The API key's token needs webhooks switched on, with a default URL and a signing secret, and this URL
    /// must have the same scheme, host and port as that default.
    ///
    /// On the wire: `metadata.callback_url` (page `videos/minimax-hailuo-2.3/generation`).
    pub fn callback_url(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.metadata("callback_url", Into::<String>::into(url));
        self
    }

    /// The public URL of the picture the film begins with.
    ///
    /// Limits: at most one URL; each file at most 20,000,000 bytes; jpg, jpeg, png, webp.
    ///
    /// On the wire: `image_urls[0]` (page `videos/minimax-hailuo-2.3/generation`).
    pub fn first_frame(mut self, url: impl Into<String>) -> Self {
        crate::request::put_at(&mut self.request, "image_urls", 0, Into::<String>::into(url).into());
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

typed_request!(Hailuo23, VideoRequest, crate::generated::pages::video::minimax_hailuo_2_3::PAGE);

/// The models of [`Hailuo23`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// `MiniMax-Hailuo-2.3`: from text or from a picture
    Standard,
    /// `MiniMax-Hailuo-2.3-Fast`: from a picture only
    Fast,
}

wire_words!(Model, "model", [Standard = "MiniMax-Hailuo-2.3", Fast = "MiniMax-Hailuo-2.3-Fast"]);

/// The values of [`Hailuo23::resolution`].
///
/// Page `videos/minimax-hailuo-2.3/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `768P`.
    P768,
    /// `1080P`: for 6 seconds only.
    P1080,
}

wire_words!(Resolution, "resolution", [P768 = "768P", P1080 = "1080P"]);

//! Typed requests to Doubao Seedance 1.0: page `videos/doubao-seedance/generation`.
//!
//! Generated from `catalog/doubao-seedance.toml` by `cargo xtask codegen`; do not edit.

mod entries;

pub use entries::*;

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Doubao Seedance 1.0: `doubao-seedance-1-0-pro-fast`, `doubao-seedance-1-0-pro-quality`.
///
/// Makes films of 2 to 12 seconds from text, from a first frame, from a first and a last frame or with a
/// reference picture, up to 1080p.
///
/// The fast model takes about 40 to 90 seconds for a film, the quality model about 90 to 300.
///
/// Every resolution comes in all six aspect ratios.
///
/// Everything that is not set is left out of the request. Page `videos/doubao-seedance/generation`.
///
/// ```rust
/// use toapis_types::video::seedance_10::{AspectRatio, Resolution, Seedance10};
///
/// let request = Seedance10::new("A gull lands on a mooring post")
///     .duration(5)
///     .aspect_ratio(AspectRatio::R16x9)
///     .resolution(Resolution::P720);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct Seedance10 {
    request: VideoRequest,
}

impl Seedance10 {
    /// Asks `doubao-seedance-1-0-pro-fast`.
    ///
    /// - `prompt`: What happens in the film. The page names no limit on its length.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: VideoRequest::for_model("doubao-seedance-1-0-pro-fast").prompt(prompt) }
    }

    /// Chooses the model.
    pub fn model(mut self, model: Model) -> Self {
        model.as_str().clone_into(&mut self.request.model);
        self
    }

    /// How long the film is, in seconds.
    ///
    /// Default: `5`. Limits: 2 to 12.
    ///
    /// On the wire: `duration` (page `videos/doubao-seedance/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// The form of the picture.
    ///
    /// Values: `16:9`, `9:16`, `1:1`, `4:3`, `3:4`, `21:9`. Default: `16:9`.
    ///
    /// On the wire: `aspect_ratio` (page `videos/doubao-seedance/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio.as_str());
        self
    }

    /// How fine the picture is.
    ///
    /// 1080p does not go together with a reference picture.
    ///
    /// Values: `480p`, `720p`, `1080p`. Default: `720p`.
    ///
    /// On the wire: `resolution` (page `videos/doubao-seedance/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.resolution(resolution.as_str());
        self
    }

    /// Adds the public URL of the picture the film begins with, in the older way.
    ///
    /// `image_with_roles` says the same and more; only one of the two may be sent. The service fetches the
    /// picture and takes no base64: a file on this machine is uploaded first.
    ///
    /// On the wire: `image_urls` (page `videos/doubao-seedance/generation`).
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
    /// One picture for each role at most. Not together with `image_urls`.
    ///
    /// Limits: at most 3 entries.
    ///
    /// Takes entries of the type [`ImageWithRole`].
    ///
    /// On the wire: `image_with_roles` (page `videos/doubao-seedance/generation`).
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

    /// Makes films of the same request similar, though not identical.
    ///
    /// The page gives the range, and does not say what -1 means.
    ///
    /// Default: none documented. Limits: -1 to 4,294,967,295.
    ///
    /// On the wire: `metadata.seed` (page `videos/doubao-seedance/generation`).
    pub fn seed(mut self, seed: i64) -> Self {
        self.request = self.request.metadata("seed", seed);
        self
    }

    /// The public URL of the picture the film begins with.
    ///
    /// On the wire: `image_with_roles`, role `first_frame` (page `videos/doubao-seedance/generation`).
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
    /// Only for `doubao-seedance-1-0-pro-quality`.
    ///
    /// On the wire: `image_with_roles`, role `last_frame` (page `videos/doubao-seedance/generation`).
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

    /// The public URL of a picture to take subjects and style from; one only.
    ///
    /// On the wire: `image_with_roles`, role `reference` (page `videos/doubao-seedance/generation`).
    pub fn reference(mut self, url: impl Into<String>) -> Self {
        let entry = serde_json::json!({"url": Into::<String>::into(url), "role": "reference"});
        crate::request::put_entry(
            &mut self.request,
            "image_with_roles",
            &[("role", "reference".into())],
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

typed_request!(Seedance10, VideoRequest, crate::generated::pages::video::doubao_seedance::PAGE);

/// The models of [`Seedance10`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// `doubao-seedance-1-0-pro-fast`: done in about 40 to 90 seconds, takes no last frame
    Fast,
    /// `doubao-seedance-1-0-pro-quality`: takes about 90 to 300 seconds and a last frame too
    Quality,
}

wire_words!(
    Model,
    "model",
    [Fast = "doubao-seedance-1-0-pro-fast", Quality = "doubao-seedance-1-0-pro-quality"]
);

/// The values of [`Seedance10::aspect_ratio`].
///
/// Page `videos/doubao-seedance/generation`.
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
    /// `21:9`, wide.
    R21x9,
}

wire_words!(
    AspectRatio,
    "aspect ratio",
    [R16x9 = "16:9", R9x16 = "9:16", R1x1 = "1:1", R4x3 = "4:3", R3x4 = "3:4", R21x9 = "21:9"]
);

/// The values of [`Seedance10::resolution`].
///
/// Page `videos/doubao-seedance/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `480p`.
    P480,
    /// `720p`.
    P720,
    /// `1080p`.
    P1080,
}

wire_words!(Resolution, "resolution", [P480 = "480p", P720 = "720p", P1080 = "1080p"]);

//! Typed requests to Vidu Q3 Video Generation: page `videos/viduq3/generation`.
//!
//! Generated from `catalog/viduq3.toml` by `cargo xtask codegen`; do not edit.

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Vidu Q3 Video Generation: `viduq3-pro`, `viduq3-turbo`.
///
/// Makes films of up to 16 seconds with speech and sound effects: from text or from a first and a last frame
/// with the models pro and turbo, after references and named subjects with `viduq3`.
///
/// Everything that is not set is left out of the request. Page `videos/viduq3/generation`.
///
/// ```rust
/// use toapis_types::video::vidu_q3::{Model, Resolution, ViduQ3};
///
/// let request = ViduQ3::new(Model::Pro, "A fiddler plays on a rooftop at dusk")
///     .duration(8)
///     .resolution(Resolution::P1080)
///     .aspect_ratio("16:9")
///     .audio(true);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct ViduQ3 {
    request: VideoRequest,
}

impl ViduQ3 {
    /// Asks a model; the page names none as the default.
    ///
    /// - `prompt`: What happens in the film. With `viduq3` a subject is called by its name as `@name`.
    ///   Limits: at most 5000 characters.
    pub fn new(model: Model, prompt: impl Into<String>) -> Self {
        Self { request: VideoRequest::for_model(model.as_str()).prompt(prompt) }
    }

    /// The length of the film in seconds; `viduq3` begins at 3.
    ///
    /// Default: `5`. Limits: 1 to 16.
    ///
    /// On the wire: `duration` (page `videos/viduq3/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// How many lines the film has.
    ///
    /// Values: `540p`, `720p`, `1080p`. Default: `720p`.
    ///
    /// On the wire: `resolution` (page `videos/viduq3/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.resolution(resolution.as_str());
        self
    }

    /// The shape of the picture; any ratio works.
    ///
    /// With pictures the film usually has their shape.
    ///
    /// Common values: `16:9`, `9:16`, `1:1`; others may work. Default: none documented.
    ///
    /// On the wire: `aspect_ratio` (page `videos/viduq3/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: impl Into<String>) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio);
        self
    }

    /// Adds the public URL of a picture: a frame, or a reference.
    ///
    /// The service fetches them, and takes no base64. A file on this machine is uploaded first. `viduq3`
    /// needs 1 to 7; the other models take none, the first frame, or the first and the last.
    ///
    /// Limits: at most 7 URLs.
    ///
    /// On the wire: `image_urls` (page `videos/viduq3/generation`).
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

    /// Speech and sound effects on or off.
    ///
    /// Default: `true`.
    ///
    /// On the wire: `audio` (page `videos/viduq3/generation`).
    pub fn audio(mut self, audio: bool) -> Self {
        self.request = self.request.extra("audio", audio);
        self
    }

    /// Start of the random numbers; the page names no range.
    ///
    /// Default: none documented.
    ///
    /// On the wire: `seed` (page `videos/viduq3/generation`).
    pub fn seed(mut self, seed: i64) -> Self {
        self.request = self.request.extra("seed", seed);
        self
    }

    /// Uses the service's library of known subjects.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `metadata.auto_subjects` (page `videos/viduq3/generation`).
    pub fn auto_subjects(mut self, auto_subjects: bool) -> Self {
        self.request = self.request.metadata("auto_subjects", auto_subjects);
        self
    }

    /// The voice of the speech; left out, a fitting one is chosen.
    ///
    /// On the wire: `metadata.voice_id` (page `videos/viduq3/generation`).
    pub fn voice_id(mut self, voice_id: impl Into<String>) -> Self {
        self.request = self.request.metadata("voice_id", Into::<String>::into(voice_id));
        self
    }

    /// Which sounds there are; only with `audio` on.
    ///
    /// Values: `all`, `speech_only`, `sound-effect_only`. Default: `all`.
    ///
    /// On the wire: `metadata.audio_type` (page `videos/viduq3/generation`).
    pub fn audio_type(mut self, audio_type: AudioType) -> Self {
        self.request = self.request.metadata("audio_type", audio_type);
        self
    }

    /// Waits for quiet hours: cheaper, done within 48 hours, or else called off and refunded.
    ///
    /// These models take it with `audio` on too.
    ///
    /// Default: `false`.
    ///
    /// On the wire: `metadata.off_peak` (page `videos/viduq3/generation`).
    pub fn off_peak(mut self, off_peak: bool) -> Self {
        self.request = self.request.metadata("off_peak", off_peak);
        self
    }

    /// A text of your own that is passed through unchanged.
    ///
    /// Limits: at most 1,048,576 characters.
    ///
    /// On the wire: `metadata.payload` (page `videos/viduq3/generation`).
    pub fn payload(mut self, payload: impl Into<String>) -> Self {
        self.request = self.request.metadata("payload", Into::<String>::into(payload));
        self
    }

    /// Where the service reports the end of the task.
    ///
    /// The API key's token needs webhooks switched on, with a URL and a signing secret.
    ///
    /// On the wire: `metadata.callback_url` (page `videos/viduq3/generation`).
    pub fn callback_url(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.metadata("callback_url", Into::<String>::into(url));
        self
    }

    /// Sets the public URL of the picture the film begins with.
    ///
    /// On the wire: `image_urls[0]` (page `videos/viduq3/generation`).
    pub fn first_frame(mut self, url: impl Into<String>) -> Self {
        crate::request::put_at(&mut self.request, "image_urls", 0, Into::<String>::into(url).into());
        self
    }

    /// Sets the public URL of the picture the film ends with; it goes with a first frame.
    ///
    /// On the wire: `image_urls[1]` (page `videos/viduq3/generation`).
    pub fn last_frame(mut self, url: impl Into<String>) -> Self {
        crate::request::put_at(&mut self.request, "image_urls", 1, Into::<String>::into(url).into());
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

typed_request!(ViduQ3, VideoRequest, crate::generated::pages::video::viduq3::PAGE);

/// The models of [`ViduQ3`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// `viduq3-pro`: From text, or from a first and a last frame.
    Pro,
    /// `viduq3-turbo`: From text, or from a first and a last frame.
    Turbo,
}

wire_words!(Model, "model", [Pro = "viduq3-pro", Turbo = "viduq3-turbo"]);

/// The values of [`ViduQ3::resolution`].
///
/// Page `videos/viduq3/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `540p`.
    P540,
    /// `720p`.
    P720,
    /// `1080p`.
    P1080,
}

wire_words!(Resolution, "resolution", [P540 = "540p", P720 = "720p", P1080 = "1080p"]);

/// The values of [`ViduQ3::audio_type`].
///
/// Page `videos/viduq3/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AudioType {
    /// `all`: speech and sound effects.
    All,
    /// `speech_only`: speech.
    SpeechOnly,
    /// `sound-effect_only`: sound effects.
    SoundEffectOnly,
}

wire_words!(
    AudioType,
    "audio type",
    [All = "all", SpeechOnly = "speech_only", SoundEffectOnly = "sound-effect_only"]
);

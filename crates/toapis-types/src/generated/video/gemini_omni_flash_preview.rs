//! Typed requests to Gemini Omni Flash Preview (official): page
//! `videos/gemini-omni-flash-preview-official/generation`.
//!
//! Generated from `catalog/gemini-omni-flash-preview-official.toml` by `cargo xtask codegen`; do not edit.

mod entries;

pub use entries::*;

use crate::request::typed_request;
use crate::video::VideoRequest;
use crate::words::wire_words;

/// A request to Gemini Omni Flash Preview (official): `gemini-omni-flash-preview-official`.
///
/// Makes clips of up to 10 seconds in 720p from text and up to ten reference pictures, or edits up to three
/// videos.
///
/// It runs on Google's Interactions API and is another model than gemini-omni-flash.
///
/// Fields that only Veo knows are refused.
///
/// Everything that is not set is left out of the request. Page
/// `videos/gemini-omni-flash-preview-official/generation`.
///
/// ```rust
/// use toapis_types::video::gemini_omni_flash_preview::{AspectRatio, GeminiOmniFlashPreview, Resolution};
///
/// let request = GeminiOmniFlashPreview::new("A tin robot turns its head on a wooden desk")
///     .duration(6)
///     .aspect_ratio(AspectRatio::R9x16)
///     .resolution(Resolution::P720)
///     .reference("https://example.com/robot.jpg");
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct GeminiOmniFlashPreview {
    request: VideoRequest,
}

impl GeminiOmniFlashPreview {
    /// Asks `gemini-omni-flash-preview-official`.
    ///
    /// - `prompt`: What happens in the clip, or what to change in the videos. The page names no limit on its
    ///   length.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: VideoRequest::for_model("gemini-omni-flash-preview-official").prompt(prompt) }
    }

    /// The length of the clip in seconds.
    ///
    /// 4, 6, 8 and 10 are the presets of the playground, not the only values. The page names no smallest one.
    ///
    /// Default: `6`. Limits: at most 10.
    ///
    /// On the wire: `duration` (page `videos/gemini-omni-flash-preview-official/generation`).
    pub fn duration(mut self, duration: u32) -> Self {
        self.request = self.request.duration(duration);
        self
    }

    /// The shape of the picture.
    ///
    /// When videos are edited, the platform leaves it out of what it passes on.
    ///
    /// Values: `16:9`, `9:16`. Default: `16:9`.
    ///
    /// On the wire: `aspect_ratio` (page `videos/gemini-omni-flash-preview-official/generation`).
    pub fn aspect_ratio(mut self, aspect_ratio: AspectRatio) -> Self {
        self.request = self.request.aspect_ratio(aspect_ratio.as_str());
        self
    }

    /// How many lines a wide picture has; there is one choice.
    ///
    /// Values: `720p`. Default: `720p`.
    ///
    /// On the wire: `resolution` (page `videos/gemini-omni-flash-preview-official/generation`).
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.request = self.request.resolution(resolution.as_str());
        self
    }

    /// Adds the public URL of a reference picture.
    ///
    /// Not together with videos.
    ///
    /// Limits: at most 10 URLs.
    ///
    /// On the wire: `image_urls` (page `videos/gemini-omni-flash-preview-official/generation`).
    pub fn reference(mut self, url: impl Into<String>) -> Self {
        self.request = self.request.reference(url);
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

    /// Adds a video to edit.
    ///
    /// Not together with reference pictures.
    ///
    /// Limits: at most 3 entries.
    ///
    /// Takes entries of the type [`VideoInput`], or just its text.
    ///
    /// On the wire: `video_list` (page `videos/gemini-omni-flash-preview-official/generation`).
    pub fn video(mut self, entry: impl Into<VideoInput>) -> Self {
        self.request = self.request.push("video_list", Into::<VideoInput>::into(entry));
        self
    }

    /// Adds several at once, behind those already there; see [`video`](Self::video).
    pub fn videos<I>(self, entries: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<VideoInput>,
    {
        entries.into_iter().fold(self, Self::video)
    }

    /// How freely the model picks among likely continuations.
    ///
    /// Default: none documented. Limits: 0 to 2.
    ///
    /// On the wire: `metadata.temperature` (page `videos/gemini-omni-flash-preview-official/generation`).
    pub fn temperature(mut self, temperature: f64) -> Self {
        self.request = self.request.metadata("temperature", temperature);
        self
    }

    /// The share of likely continuations the model picks from.
    ///
    /// Default: none documented. Limits: 0 to 1.
    ///
    /// On the wire: `metadata.topP` (page `videos/gemini-omni-flash-preview-official/generation`).
    pub fn top_p(mut self, top_p: f64) -> Self {
        self.request = self.request.metadata("topP", top_p);
        self
    }

    /// How many candidates the model makes.
    ///
    /// The page states neither the type nor bounds, nor what each costs.
    ///
    /// Default: none documented.
    ///
    /// On the wire: `metadata.candidateCount` (page `videos/gemini-omni-flash-preview-official/generation`).
    pub fn candidate_count(mut self, candidate_count: i64) -> Self {
        self.request = self.request.metadata("candidateCount", candidate_count);
        self
    }

    /// The interaction this one goes on from.
    ///
    /// The page names it without a type; an id as text is this project's reading.
    ///
    /// On the wire: `metadata.previous_interaction_id` (page
    /// `videos/gemini-omni-flash-preview-official/generation`).
    pub fn previous_interaction_id(mut self, previous_interaction_id: impl Into<String>) -> Self {
        self.request =
            self.request.metadata("previous_interaction_id", Into::<String>::into(previous_interaction_id));
        self
    }

    /// What kind of work this is.
    ///
    /// Values: `text_to_video`, `image_to_video`, `reference_to_video`, `edit`. Default: none; the model
    /// guesses from the prompt and the media.
    ///
    /// On the wire: `metadata.task` (page `videos/gemini-omni-flash-preview-official/generation`).
    pub fn task(mut self, task: Task) -> Self {
        self.request = self.request.metadata("task", task);
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

typed_request!(
    GeminiOmniFlashPreview,
    VideoRequest,
    crate::generated::pages::video::gemini_omni_flash_preview_official::PAGE
);

/// The values of [`GeminiOmniFlashPreview::aspect_ratio`].
///
/// Page `videos/gemini-omni-flash-preview-official/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AspectRatio {
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
}

wire_words!(AspectRatio, "aspect ratio", [R16x9 = "16:9", R9x16 = "9:16"]);

/// The values of [`GeminiOmniFlashPreview::resolution`].
///
/// Page `videos/gemini-omni-flash-preview-official/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// `720p`.
    P720,
}

wire_words!(Resolution, "resolution", [P720 = "720p"]);

/// The values of [`GeminiOmniFlashPreview::task`].
///
/// Page `videos/gemini-omni-flash-preview-official/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Task {
    /// `text_to_video`: from the prompt alone.
    TextToVideo,
    /// `image_to_video`: a picture that moves.
    ImageToVideo,
    /// `reference_to_video`: a new scene with the subjects of the pictures.
    ReferenceToVideo,
    /// `edit`: change the videos.
    Edit,
}

wire_words!(
    Task,
    "task",
    [
        TextToVideo = "text_to_video",
        ImageToVideo = "image_to_video",
        ReferenceToVideo = "reference_to_video",
        Edit = "edit"
    ]
);

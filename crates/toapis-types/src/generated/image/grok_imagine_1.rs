//! Typed requests to Grok Imagine 1.0: page `images/grok-imagine-1.0/generation`.
//!
//! Generated from `catalog/grok-imagine-1.0--generation.toml` by `cargo xtask codegen`; do not edit.

use crate::image::ImageRequest;
use crate::request::typed_request;
use crate::words::wire_words;

/// A request to Grok Imagine 1.0: `grok-imagine-1.0`.
///
/// Makes up to ten pictures a request from text alone, in five aspect ratios; prompts may be in several
/// languages.
///
/// It takes no reference pictures: `grok-imagine-1.0-edit`, which has a path of its own, edits.
///
/// Everything that is not set is left out of the request. Page `images/grok-imagine-1.0/generation`.
///
/// ```rust
/// use toapis_types::image::grok_imagine_1::{GrokImagine1, Size};
///
/// let request = GrokImagine1::new("A teapot on a wooden bench, pastel drawing")
///     .size(Size::R1x1)
///     .n(1);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct GrokImagine1 {
    request: ImageRequest,
}

impl GrokImagine1 {
    /// Asks `grok-imagine-1.0`.
    ///
    /// - `prompt`: What to draw, in one of several languages. The page names no limit on its length.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self { request: ImageRequest::for_model("grok-imagine-1.0").prompt(prompt) }
    }

    /// The aspect ratio of the picture. Pixels are not taken.
    ///
    /// Values: `1:1`, `16:9`, `9:16`, `3:2`, `2:3`. Default: `1:1`.
    ///
    /// On the wire: `size` (page `images/grok-imagine-1.0/generation`).
    pub fn size(mut self, size: Size) -> Self {
        self.request = self.request.size(size.as_str());
        self
    }

    /// How many pictures to make.
    ///
    /// A quoted number is refused by the service.
    ///
    /// Default: `1`. Limits: 1 to 10.
    ///
    /// On the wire: `n` (page `images/grok-imagine-1.0/generation`).
    pub fn n(mut self, n: u32) -> Self {
        self.request = self.request.n(n);
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
    /// On the wire: `client_business_id` (page `tasks/image-status`).
    pub fn client_business_id(mut self, client_business_id: impl Into<String>) -> Self {
        self.request = self.request.client_business_id(client_business_id);
        self
    }
}

typed_request!(GrokImagine1, ImageRequest, crate::generated::pages::image::grok_imagine_1_0_generation::PAGE);

/// The values of [`GrokImagine1::size`].
///
/// Page `images/grok-imagine-1.0/generation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// `1:1`, square.
    R1x1,
    /// `16:9`, wide.
    R16x9,
    /// `9:16`, upright.
    R9x16,
    /// `3:2`, wide.
    R3x2,
    /// `2:3`, upright.
    R2x3,
}

wire_words!(Size, "size", [R1x1 = "1:1", R16x9 = "16:9", R9x16 = "9:16", R3x2 = "3:2", R2x3 = "2:3"]);

//! Typed requests to Grok Imagine 1.0 editing: page `images/grok-imagine-1.0/edits`.
//!
//! Generated from `catalog/grok-imagine-1.0--edits.toml` by `cargo xtask codegen`; do not edit.

use crate::image::ImageRequest;
use crate::request::typed_request;

/// A request to Grok Imagine 1.0 editing: `grok-imagine-1.0-edit`.
///
/// Edits pictures by instruction; prompts may be in several languages.
///
/// It has a path of its own, unlike every other image model.
///
/// The page has no `size`.
///
/// Everything that is not set is left out of the request. Page `images/grok-imagine-1.0/edits`.
///
/// ```rust
/// use toapis_types::image::grok_imagine_1_edit::GrokImagine1Edit;
///
/// let request = GrokImagine1Edit::new("Move the scene to a rainy evening", "https://example.com/source.png")
///     .n(1);
/// assert!(request.check().is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(transparent)]
#[must_use = "a request does nothing until it is sent"]
pub struct GrokImagine1Edit {
    request: ImageRequest,
}

impl GrokImagine1Edit {
    /// Asks `grok-imagine-1.0-edit`.
    ///
    /// - `prompt`: What to change, in one of several languages. The page names no limit on its length.
    ///
    /// - `reference`: Public URLs of the pictures to edit, at least one. A file on this machine is uploaded
    ///   first. The page names no limit on how many there may be, nor on the size or the format of a file.
    ///   Limits: at least 1 URLs.
    pub fn new(prompt: impl Into<String>, reference: impl Into<String>) -> Self {
        Self { request: ImageRequest::for_model("grok-imagine-1.0-edit").prompt(prompt).reference(reference) }
    }

    /// Adds the public URL of a picture to edit.
    ///
    /// A file on this machine is uploaded first. The page names no limit on how many there may be, nor on the
    /// size or the format of a file.
    ///
    /// Limits: at least 1 URLs.
    ///
    /// On the wire: `image_urls` (page `images/grok-imagine-1.0/edits`).
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

    /// How many pictures to make.
    ///
    /// The page recommends 1 to 10.
    ///
    /// Default: `1`. Limits: 1 to 10; `check` only warns about these.
    ///
    /// On the wire: `n` (page `images/grok-imagine-1.0/edits`).
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

typed_request!(GrokImagine1Edit, ImageRequest, crate::generated::pages::image::grok_imagine_1_0_edits::PAGE);

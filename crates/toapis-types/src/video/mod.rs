//! Requests for films.
//!
//! There are three ways to ask, and one wire format:
//!
//! - a typed builder per model family: what the family does not have cannot be said, and what people mean by first
//!   frame, resolution or sound goes where the family wants it;
//! - [`VideoRequest`]: any model, known or not, with free metadata and extra fields;
//! - [`VideoRequest::from_json`]: a body that came from somewhere else, kept as it is.
//!
//! An earlier film is changed with a [`RemixRequest`] and made longer with an [`ExtendRequest`], typed builders of
//! which exist too. Words that begin with a digit get a letter in front, as in [`image`](crate::image): `16:9` is
//! `R16x9`, `720p` is `P720`.
//!
//! ```
//! use toapis_types::video::kling_v3::{KlingV3, Resolution};
//! use toapis_types::video::seedance_2::{self, Seedance2};
//!
//! // The same three wishes, in the words of two families.
//! let kling = KlingV3::new("The boat drifts out of the picture")
//!     .resolution(Resolution::P1080)
//!     .audio(true)
//!     .first_frame("https://example.com/boat.png");
//! assert_eq!(
//!     serde_json::to_value(&kling)?,
//!     serde_json::json!({
//!         "model": "kling-v3",
//!         "prompt": "The boat drifts out of the picture",
//!         "mode": "pro",
//!         "audio": true,
//!         "image_with_roles": [{"url": "https://example.com/boat.png", "role": "first_frame"}],
//!     }),
//! );
//! let seedance = Seedance2::new()
//!     .prompt("The boat drifts out of the picture")
//!     .resolution(seedance_2::Resolution::P1080)
//!     .audio(true)
//!     .first_frame("https://example.com/boat.png");
//! assert_eq!(serde_json::to_value(&seedance)?["generate_audio"], true);
//! # Ok::<(), serde_json::Error>(())
//! ```

mod follow_up;
mod request;
#[cfg(test)]
mod tests;

pub use crate::generated::video::*;
pub use follow_up::{ExtendRequest, RemixRequest};
pub use request::VideoRequest;

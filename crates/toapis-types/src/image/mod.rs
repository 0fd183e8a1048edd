//! Requests for pictures.
//!
//! There are three ways to ask, and one wire format:
//!
//! - a typed builder per model family, such as [`Gemini31FlashImage`]: what the family does not have cannot be said;
//! - [`ImageRequest`]: any model, known or not, with free metadata and extra fields;
//! - [`ImageRequest::from_json`]: a body that came from somewhere else, kept as it is.
//!
//! Each family has a module with the words of its fields. Words that begin with a digit get a letter in front:
//!
//! | on the wire | in Rust |
//! | --- | --- |
//! | `16:9` | `R16x9` (R for ratio) |
//! | `2K`, `0.5K`, `4k` | `K2`, `K0_5`, `K4` |
//! | `720p`, `1080P` | `P720`, `P1080` |
//! | `match_input_image`, `ALLOW_ALL` | `MatchInputImage`, `AllowAll` |
//!
//! ```
//! use toapis_types::image::gemini_31_flash::{Gemini31FlashImage, Resolution, Size};
//!
//! let request = Gemini31FlashImage::new("A lighthouse at dusk").size(Size::R16x9).resolution(Resolution::K2);
//! assert!(request.check().is_empty());
//! ```

mod request;
#[cfg(test)]
#[cfg(feature = "catalog")]
mod tests;

pub use crate::generated::image::*;
pub use crate::request::NotAnObject;
pub use request::ImageRequest;

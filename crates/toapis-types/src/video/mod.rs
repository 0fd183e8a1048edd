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

mod follow_up;
mod request;
#[cfg(test)]
mod tests;

pub use crate::generated::video::*;
pub use follow_up::{ExtendRequest, RemixRequest};
pub use request::VideoRequest;

//! Words of the wire: closed sets of them, the nearest one to what was written, ratios.

mod near;
mod ratio;
mod word;

pub(crate) use near::{did_you_mean, nearest, squash, word_hint};
pub(crate) use ratio::{closest_ratio, parse_ratio};
pub use word::UnknownWord;
pub(crate) use word::{open_words, wire_words};

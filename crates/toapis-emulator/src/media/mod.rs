//! What a finished task hands out: pictures, layers and films, made by code from a prompt and a seed.
//!
//! ```
//! use std::time::Duration;
//!
//! use toapis_emulator::media::{Container, Film, Format, film, last_frame, layers, picture};
//! use toapis_emulator::paint::Painting;
//!
//! let painting = Painting {
//!     prompt: "A lighthouse on a cliff at dusk",
//!     seed: 7,
//!     width: 320,
//!     height: 180,
//!     model: "seedance-2",
//!     references: &[],
//! };
//! let jpeg = picture(&painting, Format::Jpeg);
//! assert!(jpeg.starts_with(b"\xff\xd8"));
//!
//! let cup = layers(&painting, 3).remove(0).png(&painting);
//! assert!(cup.starts_with(b"\x89PNG"));
//!
//! let shot = Film::new(painting, Duration::from_secs(1))?;
//! assert_eq!(&film(&shot, Container::Mp4)[4..12], b"ftypisom");
//! assert!(last_frame(&shot).starts_with(b"\x89PNG"));
//! # Ok::<(), toapis_emulator::media::FilmError>(())
//! ```
//!
//! Everything here takes a moment of computing: call it from a thread that may block. The same request gives
//! the same bytes on every run (see [`paint`](crate::paint) for what may differ between processor families).
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "sides are at most 16384, films have at most 3600 pictures, and samples are clamped to 8 bits"
)]

mod film;
mod format;
mod h264;
mod layers;
mod mp4;
mod picture;
mod yuv;

pub use film::{Film, FilmError, film, last_frame};
pub use format::Format;
pub use layers::{Layer, MAX_LAYERS, layers};
pub use mp4::Container;
pub use picture::picture;

//! The blocking client: the same calls, the same judgement, no runtime, hidden or otherwise.
//!
//! It may be used anywhere, also inside of an async runtime, where it blocks the thread it runs on.
//!
//! ```no_run
//! use toapis_client::blocking::Client;
//! use toapis_client::types::image::Gemini31FlashImage;
//!
//! # fn main() -> Result<(), toapis_client::Error> {
//! let client = Client::from_env()?;
//! let done = client.images().run(Gemini31FlashImage::new("A lighthouse at dusk"))?;
//! client.download(&done, "lighthouse.png")?;
//! # Ok(())
//! # }
//! ```

mod account;
mod client;
mod create;
mod download;
mod drive;
mod fleet;
#[cfg(feature = "image")]
mod images;
#[cfg(any(feature = "image", feature = "video"))]
mod submit_all;
mod task;
mod upload;
#[cfg(feature = "video")]
mod videos;
mod wait;

pub use client::Client;
pub use create::PreparedCreate;
pub use fleet::{Fleet, Watch};
#[cfg(feature = "image")]
pub use images::Images;
#[cfg(any(feature = "image", feature = "video"))]
pub use submit_all::SubmitAll;
pub use task::RemoteTask;
#[cfg(feature = "video")]
pub use videos::Videos;
pub use wait::{Until, Wait};

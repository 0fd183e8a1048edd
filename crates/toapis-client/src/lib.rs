//! A client for ToAPIs, one HTTP gateway to many AI image and video models, that never pays twice.
//!
//! ```no_run
//! use toapis_client::Client;
//! use toapis_client::types::image::Gemini31FlashImage;
//!
//! # async fn run() -> Result<(), toapis_client::Error> {
//! let client = Client::from_env()?; // TOAPIS_API_KEY
//! let done = client.images().run(Gemini31FlashImage::new("A lighthouse at dusk")).await?;
//! client.download(&done, "lighthouse.png").await?;
//! # Ok(())
//! # }
//! ```
//!
//! A picture or film on this machine is a reference like any other: it is uploaded before the request is sent.
//!
//! ```no_run
//! use toapis_client::types::image::Gemini31FlashImage;
//! use toapis_client::{Client, LocalFile};
//!
//! # async fn run(client: Client) -> Result<(), toapis_client::Error> {
//! let request = Gemini31FlashImage::new("The same place in winter").reference(LocalFile::new("photo.jpg"));
//! let done = client.images().run(request).await?;
//! # Ok(())
//! # }
//! ```
//!
//! A create is sent **once**. When its answer is lost, [`run`](Images::run) looks for the task for two minutes; when that
//! brings nothing, the error is [`Error::Unknown`] with a [ticket](types::Ticket) that may find it later. Nothing is ever
//! sent again on a guess. Once a task exists, every error carries its
//! [handle](types::TaskHandle): plain data that [`Client::wait`] takes in any process.
//!
//! The key goes to the API's origin in one header, and nowhere else. Results are fetched without it, from known hosts
//! only, and a file has its name only once it is whole.
//!
//! | feature | default | what it adds |
//! | --- | --- | --- |
//! | `hyper` | yes | the async backend on hyper's pool |
//! | `reqwest` | | the async backend on reqwest, which knows proxies |
//! | `ureq` | | the backend of [`blocking::Client`] |
//! | `image`, `video` | yes | requests for pictures and films, and the methods that take them |
//! | `webhook` | | waits that webhook events end, see `webhooks` |
//! | `http2` | | HTTP/2 for the async backends, where the server offers it |
//! | `ring` | yes | rustls with ring, for every backend |
//! | `aws-lc-rs` | | rustls with AWS-LC instead |
//!
//! None of this was tried against the live service; see `docs/service-notes.md` in the repository.

#![cfg_attr(
    not(any(feature = "image", feature = "video")),
    allow(dead_code, unused_imports, reason = "without requests, tasks are only looked at")
)]

pub mod blocking;

mod account;
mod attach;
mod attempt;
mod base_url;
mod circuit;
mod client;
mod config;
mod core;
mod create;
mod download;
mod drive;
mod duplicates;
mod error;
pub mod fleet;
#[cfg(feature = "image")]
mod images;
mod key;
mod outcome;
mod prepared;
mod recover;
mod retry;
mod sending;
mod task;
mod upload;
#[cfg(feature = "video")]
mod videos;
mod wait;
#[cfg(feature = "webhook")]
pub mod webhooks;

pub use attempt::{Attempt, AttemptOutcome};
pub use base_url::{BaseUrl, InvalidBaseUrl};
pub use client::Client;
pub use config::Config;
pub use create::PreparedCreate;
pub use download::{DownloadError, FetchError, ResultHosts, Saved, Target};
pub use duplicates::Earlier;
pub use error::{ConfigError, Error, Money, NoAnswer, Refusal, UnknownCause};
#[cfg(feature = "image")]
pub use images::Images;
pub use key::{ApiKey, InvalidKey};
pub use outcome::{Completed, Submitted};
pub use retry::RetryPolicy;
pub use sending::LimitsState;
pub use task::RemoteTask;
pub use toapis_types::LocalFile;
pub use upload::{UploadFile, UploadFileError};
#[cfg(feature = "video")]
pub use videos::Videos;
pub use wait::{Until, Wait};

pub use toapis_poll as poll;
pub use toapis_transport as transport;
pub use toapis_types as types;

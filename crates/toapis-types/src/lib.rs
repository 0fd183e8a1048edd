//! Protocol types of the ToAPIs gateway, for anyone to embed: no I/O, no clock, no environment.
//!
//! ToAPIs is one HTTP+JSON gateway to many image and video models. A `POST` creates a [`Task`] and costs money, a `GET`
//! polls it, and the result is a URL that dies after 24 hours. This crate knows the words of that conversation:
//!
//! - requests: the open [`ImageRequest`](image::ImageRequest) and [`VideoRequest`](video::VideoRequest), and a typed
//!   builder per model family;
//! - answers: [`Task`], [`Upload`], [`ApiError`], [`WebhookEvent`], read leniently, whatever shape they come in;
//! - records to store: [`TaskHandle`] finds a task again, [`Ticket`] is a create whose outcome is unknown;
//! - the model [`catalog`]: what each model takes, so that a request is checked before it costs anything.
//!
//! Features, all on by default: `image` and `video` for the requests, `catalog` for the table and the checks. Requests
//! can be built without the table.
//!
//! What is sent is exactly what the model's page documents; what is read may be anything. Nothing here was tried
//! against the live service: it is built from its documentation and from answers that public clients recorded.

// What the features share is one set of modules, of which each feature uses a part.
#![cfg_attr(
    not(all(feature = "image", feature = "video", feature = "catalog")),
    allow(dead_code, unused_imports, unused_macros)
)]

pub mod call;
#[cfg(feature = "catalog")]
pub mod catalog;
#[cfg(feature = "image")]
pub mod image;
pub mod json;
#[cfg(feature = "video")]
pub mod video;

mod account;
mod api_error;
mod billing;
mod category;
mod character;
mod event;
mod generated;
mod handle;
mod id;
mod kind;
mod lenient;
mod local_file;
mod model_list;
mod output;
mod raw;
#[cfg(any(feature = "image", feature = "video"))]
mod request;
mod secret;
mod status;
mod task;
mod text;
mod upload;
#[cfg(any(feature = "image", feature = "video", feature = "catalog"))]
mod words;

pub use account::{Balance, CreatedToken, TokenRequest};
pub use api_error::ApiError;
pub use billing::Billing;
pub use category::Category;
pub use character::Character;
pub use event::{EventKind, ReadEventError, Verdict, WebhookEvent};
pub use handle::{TaskHandle, Ticket, Version};
pub use id::{BusinessId, InvalidBusinessId, TaskId};
pub use kind::{TaskKind, UnknownTaskKind};
pub use local_file::LocalFile;
pub use model_list::{ListedModel, ModelFilter};
pub use output::{Output, OutputRole, OutputSource};
pub use raw::RawObject;
#[cfg(any(feature = "image", feature = "video"))]
pub use request::{CreateRequest, NotAnObject};
pub use secret::Secret;
pub use status::{Phase, TaskStatus};
pub use task::{ReadTaskError, Task};
pub use text::clean_text;
pub use upload::Upload;
#[cfg(any(feature = "image", feature = "video", feature = "catalog"))]
pub use words::UnknownWord;

//! Receive the signed webhook events of the ToAPIs gateway (`webhooks/task-webhooks`).
//!
//! ```
//! use toapis_types::EventKind;
//! use toapis_webhook::{SignatureHeaders, Verifier, WebhookSecret};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let (now, raw_body) = (1_783_953_302, br#"{"id":"evt_01abcdef","type":"generation.completed"}"#);
//! # let received_headers = [
//! #     ("X-ToAPIs-Webhook-Id", "evt_01abcdef"),
//! #     ("X-ToAPIs-Webhook-Timestamp", "1783953302"),
//! #     (
//! #         "X-ToAPIs-Webhook-Signature",
//! #         "v1=258988b0b76ee13b218de0df8f07c0b2069d3b6527b34fc0bbbf7f3052a374bc",
//! #     ),
//! # ];
//! let verifier = Verifier::new(WebhookSecret::new("whsec_test_0123456789abcdef01234567")?);
//!
//! // For each delivery: the headers, the body's bytes exactly as they came, and the time.
//! let headers = SignatureHeaders::from_headers(received_headers)?;
//! let verified = verifier.verify(&headers, raw_body, now)?;
//! match verified.event.kind {
//!     EventKind::Completed => println!("finished: {:?}", verified.event.task),
//!     EventKind::Failed => println!("failed: {:?}", verified.event.task),
//!     EventKind::Test => println!("the button in the console works"),
//!     other => println!("not known here: {}", other.as_str()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # A whole receiver
//!
//! That is the first step of a receiver. The others are an [`Inbox`], which stores each event once, in an [`EventStore`],
//! before its delivery is answered, and a worker, which handles it afterwards, at least once, whatever crashes in between:
//!
//! | feature | what it adds |
//! | --- | --- |
//! | | [`receive`], the decisions alone; [`Inbox`], [`MemoryStore`], [`Handler`]: no runtime, no server |
//! | `tokio` | `Worker`: several handlers at once, leases that are kept alive, panics survived |
//! | `tower` | `WebhookService` for every server that takes a tower service |
//! | `axum` | `router` for axum |
//! | `sqlite`, `postgres` | `SqliteStore`, `PostgresStore` on sqlx; SQLite brings C code |
//! | `conformance` | `check_store`, for a store of your own |
//!
//! `docs/webhooks.md` in the repository goes through it step by step.
//!
//! # What a verified event is, and what it is not
//!
//! It was signed by someone who holds one of your secrets, and not longer ago than the tolerance (300 s unless set
//! otherwise). It may still be a repetition: the service delivers *at least* once, and within the tolerance anyone
//! who saw a delivery can send it again. Store [`event.id`](toapis_types::WebhookEvent::id) before you act on it,
//! keep it for 48 hours at least (the last retry comes about 31 hours after the first attempt), and answer 2xx to an
//! id you have: an [`Inbox`] does that.
//!
//! # The bytes that were sent
//!
//! The signature covers the body's bytes. Give [`Verifier::verify`] what stood in the HTTP message, with the chunks
//! of a chunked transfer joined, and before anything else touched it: a framework that parses and re-prints JSON,
//! converts the character set, or undoes a `Content-Encoding` hands over other bytes, and the signature no longer
//! matches. Stop reading at [`BODY_LIMIT`]; a longer body is refused anyway.
//!
//! # Rotating the secret
//!
//! For 24 hours after a rotation the service signs with the new and the previous secret. Hold both with
//! [`Verifier::with_secrets`]; any match is enough, and [`Verified::secret_index`] says which one it was.
//!
//! # Neither clock nor network
//!
//! Nothing here does I/O or reads the clock: the time is an argument, in whole Unix seconds. To make deliveries of
//! your own, in a test or an emulator, there are [`sign`] and [`sign_rotated`].

#[cfg(feature = "conformance")]
mod conformance;
mod error;
mod handler;
mod headers;
mod inbox;
mod receive;
#[cfg(feature = "axum")]
mod router;
mod secret;
#[cfg(feature = "tower")]
mod service;
mod signature;
mod store;
mod verifier;
#[cfg(feature = "tokio")]
mod worker;

#[cfg(feature = "conformance")]
pub use self::conformance::check_store;
pub use self::error::VerifyError;
pub use self::handler::{Handler, HandlerError, Received};
pub use self::headers::{ID_HEADER, MAX_SIGNATURES, SIGNATURE_HEADER, SignatureHeaders, TIMESTAMP_HEADER};
pub use self::inbox::Inbox;
pub use self::receive::{Answer, Decision, receive};
#[cfg(feature = "axum")]
pub use self::router::router;
pub use self::secret::{InvalidSecret, WebhookSecret};
#[cfg(feature = "tower")]
pub use self::service::WebhookService;
pub use self::signature::{sign, sign_rotated};
#[cfg(feature = "postgres")]
pub use self::store::PostgresStore;
#[cfg(feature = "sqlite")]
pub use self::store::SqliteStore;
pub use self::store::{Claimed, EventState, EventStore, Insert, MIN_LIFE, MemoryStore, StoreError};
pub use self::verifier::{Authentic, BODY_LIMIT, DEFAULT_TOLERANCE, Verified, Verifier};
#[cfg(feature = "tokio")]
pub use self::worker::{Trouble, Worker};

/// The version of sqlx whose pools the stores take.
#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub use sqlx;

//! Recording and replaying: exchanges with a real server, kept in a file that a person can read and a test can use.
//!
//! [`RecordTransport`] wraps any transport and keeps what went through it in a [`Cassette`]; [`ReplayTransport`] answers
//! from a cassette and never goes to the network.
//!
//! ```
//! use toapis_transport::cassette::{RecordTransport, ReplayTransport};
//! use toapis_transport::memory::{Expect, MemoryTransport};
//! use toapis_transport::{Request, RequestBody, Transport, http};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let directory = tempfile::tempdir()?;
//! # let path = directory.path().join("things.json");
//! # let server = MemoryTransport::new();
//! # server.expect(Expect::post("/v1/things")).answer(200, r#"{"id":"thing_1"}"#);
//! fn make(name: &str) -> http::Result<Request> {
//!     let body = format!(r#"{{"name": "{name}", "key": "sk-0123456789abcdef"}}"#);
//!     http::Request::post("https://api.example/v1/things")
//!         .header("authorization", "Bearer sk-0123456789abcdef")
//!         .body(RequestBody::from(body))
//! }
//!
//! // Once, with the real thing behind it (any backend of this crate):
//! let recorder = RecordTransport::to_file(server, &path);
//! recorder.send(make("lamp")?).await?.body_mut().read_to_end(1024).await?;
//! recorder.finish()?;
//! assert!(!std::fs::read_to_string(&path)?.contains("0123456789abcdef"));
//!
//! // In every test from then on:
//! let replay = ReplayTransport::load(&path)?;
//! let body = replay.send(make("lamp")?).await?.body_mut().read_to_end(1024).await?;
//! assert_eq!(body, r#"{"id":"thing_1"}"#);
//! replay.assert_done();
//!
//! // What was not recorded fails, and says how it differs from what was:
//! let error = replay.send(make("boat")?).await.unwrap_err();
//! assert!(error.to_string().contains(r#"/name: recorded "lamp", now "boat""#), "{error}");
//! # Ok(())
//! # }
//! ```
//!
//! # What is in a cassette
//!
//! One JSON document: the requests in the order in which they were begun, each with its answer or its error. A JSON body
//! stands in it as JSON, other text as text, anything else in base64; what is replayed has the same bytes. An error keeps
//! its kind, its [`Delivery`](crate::Delivery), its message, and the text of its source. A body that broke keeps what came and
//! the error; a body that its reader left half read keeps what was read, and replaying more than that is an error. A
//! request that was given up before its answer replays as one that is never answered.
//!
//! # What is not in it
//!
//! Secrets are taken out before anything is written, in the order of trust:
//!
//! - the values of headers for keys, cookies, tokens and signatures, and of headers marked as sensitive;
//! - those values, and what [`RecordTransport::secret`] names, wherever else they occur, also percent-encoded or with
//!   JSON escapes;
//! - whatever looks like a key (`sk-…`, `whsec_…`, `Bearer …`) or like the signature of a webhook (`v1=…`);
//! - JSON fields with names like `key`, `token`, `secret` or `password`;
//! - signed queries and user names in URLs, in bodies and headers as well as in the request line.
//!
//! A key that is reversed, encrypted or compressed is not found; do not ask for compressed answers while recording.
//! A cassette that holds something like a key all the same is neither saved nor loaded.
//! Prompts and pictures are kept: look at a cassette before you publish it.

mod exchange;
mod format;
mod layout;
mod matching;
mod record;
mod replay;
mod scrub;

pub use self::format::{Cassette, CassetteError};
pub use self::record::RecordTransport;
pub use self::replay::ReplayTransport;

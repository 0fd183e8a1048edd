//! Many tasks at once: made from a list, a bounded number at a time.
//!
//! ```no_run
//! use toapis_client::types::image::Gemini31FlashImage;
//! use toapis_client::{Client, Target};
//!
//! # async fn run() -> Result<(), toapis_client::Error> {
//! let client = Client::from_env()?;
//! let requests = (1..=1000).map(|night| Gemini31FlashImage::new(format!("A lighthouse, night {night}")));
//! let mut results = client.submit_all(requests);
//! while let Some((index, result)) = results.next().await {
//!     match result {
//!         Ok(done) => drop(client.download(&done, Target::dir("nights")).await?),
//!         Err(error) => eprintln!("night {}: {error}", index + 1),
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What [`SubmitAll`] does
//!
//! - It takes a request from the iterator when there is room for it, and never more than a handful ahead. Pictures and
//!   films are mixed as [`CreateRequest`](crate::types::CreateRequest); whatever was [prepared](crate::PreparedCreate) will do as
//!   well.
//! - Creates draw on the client's budget, behind single ones, with the same retries. At most
//!   [so many](SubmitAll::most_in_flight) are sent and unfinished.
//! - A result comes out when it is there, with the index of its request. An error is that request's alone and stops no
//!   other.
//! - But for a refused key (401) or an empty balance (402): the requests that met it come out with that error, what was sent
//!   goes on, and no more is taken from the iterator. [`stopped`](SubmitAll::stopped) says how many were never sent;
//!   [`resume`](SubmitAll::resume) goes on, and [`into_rest`](SubmitAll::into_rest) gives them back.
//! - A create whose answer was lost is looked for, as [`run`](crate::Images::run) does, and never sent again. When creates
//!   meet with no answer at all, or with a rate limit after all retries, one at a time finds out whether that is
//!   over, so that a list is not spent on an outage.
//! - Dropping it stops nothing that was sent. [`in_flight`](SubmitAll::in_flight) is what finds it; so is what
//!   [`on_sending`](SubmitAll::on_sending) and [`on_submitted`](SubmitAll::on_submitted) are told, should the process die. Another
//!   run, in any process, [takes it up](SubmitAll::take_up).

mod flow;
mod hooks;
mod in_flight;
mod into_create;
mod rest;
mod submit_all;

pub use flow::Counts;
pub use in_flight::{InFlight, Receipt};
pub use into_create::IntoCreate;
pub use rest::{Rest, Stopped};
pub use submit_all::SubmitAll;

//! Many tasks at once: made from a list, watched together, saved as they come in.
//!
//! ```no_run
//! use toapis_client::types::image::Gemini31FlashImage;
//! use toapis_client::Client;
//!
//! # async fn run() -> Result<(), toapis_client::Error> {
//! let client = Client::from_env()?;
//! let requests = (1..=1000).map(|night| Gemini31FlashImage::new(format!("A lighthouse, night {night}")));
//! let mut saving = client.save_all(client.submit_all(requests), "nights");
//! while let Some((index, saved)) = saving.next().await {
//!     match saved {
//!         Ok(files) => println!("night {}: {}", index + 1, files[0].path.display()),
//!         Err(error) => eprintln!("night {}: {error}", index + 1),
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Tasks that exist already are watched by a [`Fleet`]:
//!
//! ```no_run
//! # async fn run(client: toapis_client::Client, handles: Vec<toapis_client::types::TaskHandle>) -> Result<(), toapis_client::Error> {
//! let fleet = client.fleet();
//! for handle in handles {
//!     fleet.add(handle)?;
//! }
//! while let Some(finished) = fleet.next().await {
//!     println!("{}: {}", finished.handle.id, finished.result.is_ok());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What a [`Fleet`] does
//!
//! - All its tasks share the client's query budget, and leave a reserve to single calls. The next look goes to the task
//!   that has most likely ended since it was seen last, by what the client learned about [durations](crate::Client::durations).
//! - A 429 stops every look of the client, never that of one task.
//! - A webhook event (feature `webhook`) ends a task at once; one that contradicts what is known about it makes the fleet look.
//! - Each task ends once, however many events and looks say so.
//! - Whoever polls drives. There is no thread, no runtime and no timer per task, and no future that is dropped loses
//!   anything; [`pending`](Fleet::pending) is what another process goes on with.
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

mod finished;
mod fleets;
#[cfg(any(feature = "image", feature = "video"))]
mod flow;
#[cfg(any(feature = "image", feature = "video"))]
mod hooks;
mod in_flight;
#[cfg(any(feature = "image", feature = "video"))]
mod into_create;
mod reading;
#[cfg(any(feature = "image", feature = "video"))]
mod rest;
mod saving;
#[cfg(any(feature = "image", feature = "video"))]
mod submit_all;
mod watch;

pub use finished::Finished;
pub(crate) use fleets::{Fleets, Told, told};
#[cfg(any(feature = "image", feature = "video"))]
pub use flow::Counts;
#[cfg(any(feature = "image", feature = "video"))]
pub(crate) use flow::{Flow, Lost, Next, Pull, lock};
#[cfg(any(feature = "image", feature = "video"))]
pub(crate) use hooks::{Hooks, forward_hooks};
pub use in_flight::{InFlight, Receipt};
#[cfg(any(feature = "image", feature = "video"))]
pub use into_create::IntoCreate;
#[cfg(any(feature = "image", feature = "video"))]
pub(crate) use into_create::Sealed;
#[cfg(feature = "webhook")]
pub(crate) use reading::{Reading, concerns};
#[cfg(any(feature = "image", feature = "video"))]
pub use rest::{Rest, Stopped};
pub use saving::Saving;
#[cfg(any(feature = "image", feature = "video"))]
pub use submit_all::SubmitAll;
pub use watch::{Fleet, Watch};

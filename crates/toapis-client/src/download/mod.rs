//! From a result URL to a file on disk: no key, known hosts only, and a file that is there is whole.

mod drive;
mod error;
mod fetch;
mod hosts;
mod media;
mod plan;
mod report;
mod sink;
mod target;
mod whole;

pub use error::{DownloadError, FetchError};
pub use hosts::ResultHosts;
pub use target::{Saved, Target};

pub(crate) use fetch::{Fetch, Next, pause_before_attempt};
pub(crate) use plan::{Planned, plan};
pub(crate) use report::Report;
pub(crate) use sink::{Sink, save_inline};

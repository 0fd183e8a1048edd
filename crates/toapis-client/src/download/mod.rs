//! From a result URL to a file on disk: no key, known hosts only, and a file that is there is whole.

mod backoff;
mod batch;
#[cfg(test)]
mod disk_tests;
mod drive;
mod error;
mod folder;
mod hosts;
mod leftover;
#[cfg(test)]
mod leftover_tests;
mod media;
mod open_folder;
mod plan;
mod report;
mod resume;
mod route;
mod run;
mod sink;
mod target;
mod whole;
mod work;

pub use error::{DownloadError, FetchError};
pub use hosts::ResultHosts;
pub use target::{Saved, Target};

pub(crate) use backoff::Now;
pub(crate) use batch::{Batch, Job};
pub(crate) use report::{LIFE, Report, expires_at};
pub(crate) use run::Run;
pub(crate) use work::{Step, Work};

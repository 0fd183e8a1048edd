//! What all files of one call have in common: their folder, and how much may be written.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::error::FetchError;
use super::folder::Folder;
use super::open_folder::OpenFolder;
use crate::config::Shared;

/// One call of `download`, `download_rest` or `download_all`.
#[derive(Debug)]
pub(crate) struct Run {
    dir: PathBuf,
    folder: OnceLock<Box<dyn Folder>>,
    limits: Limits,
    written: AtomicU64,
    leftovers: OnceLock<Leftovers>,
}

/// What killed runs left in the folder, as it was found when the first file needed it.
#[derive(Debug)]
pub(super) struct Leftovers {
    pub(super) names: Vec<OsString>,
    pub(super) session: Option<u64>,
    is_swept: AtomicBool,
}

/// How much may be written, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) file: u64,
    pub(crate) run: u64,
}

impl Run {
    pub(crate) fn new(dir: PathBuf, shared: &Shared) -> Self {
        let limits = Limits { file: shared.max_download, run: shared.max_download_run };
        Self { dir, folder: OnceLock::new(), limits, written: AtomicU64::new(0), leftovers: OnceLock::new() }
    }

    /// A run in a folder that is open already.
    #[cfg(test)]
    pub(super) fn within(dir: PathBuf, folder: Box<dyn Folder>, limits: Limits) -> Self {
        let written = AtomicU64::new(0);
        Self { dir, folder: OnceLock::from(folder), limits, written, leftovers: OnceLock::new() }
    }

    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The folder: opened, and made if it is missing, when the first file needs it, and kept open from then on.
    pub(super) fn folder(&self) -> Result<&dyn Folder, FetchError> {
        if let Some(folder) = self.folder.get() {
            return Ok(&**folder);
        }
        let opened = OpenFolder::open(&self.dir);
        let opened = opened.map_err(|source| FetchError::Disk { path: self.dir.clone(), source })?;
        Ok(&**self.folder.get_or_init(|| Box::new(opened)))
    }

    /// What killed runs left in the folder. A folder that cannot be listed has nothing.
    pub(super) fn leftovers(&self, folder: &dyn Folder) -> &Leftovers {
        self.leftovers.get_or_init(|| Leftovers {
            names: folder.leftovers().unwrap_or_default(),
            session: folder.session(),
            is_swept: AtomicBool::new(false),
        })
    }

    /// Removes what is old and of no use any more, once a run. `own` is an unfinished file of this moment.
    pub(super) fn sweep(&self, folder: &dyn Folder, own: &OsStr) {
        let leftovers = self.leftovers(folder);
        if leftovers.is_swept.swap(true, Ordering::Relaxed) {
            return;
        }
        for name in leftovers.names.iter().filter(|name| *name != own) {
            // What cannot be removed is not in anybody's way.
            if folder.discard(name, own).unwrap_or(false) {
                tracing::debug!(?name, "removed the unfinished file of a process that was killed");
            }
        }
    }

    /// Whether a file of `written` bytes may grow by `more`.
    pub(super) fn check(&self, written: u64, more: u64) -> Result<(), FetchError> {
        let Limits { file, run } = self.limits;
        if written.saturating_add(more) > file {
            return Err(FetchError::TooLarge { limit: file });
        }
        if self.written.load(Ordering::Relaxed).saturating_add(more) > run {
            return Err(FetchError::RunTooLarge { limit: run });
        }
        Ok(())
    }

    /// A file of `written` bytes grows by `more`.
    pub(super) fn take(&self, written: u64, more: u64) -> Result<(), FetchError> {
        self.check(written, more)?;
        self.written.fetch_add(more, Ordering::Relaxed);
        Ok(())
    }

    /// These bytes were thrown away.
    pub(super) fn give_back(&self, bytes: u64) {
        self.written.fetch_sub(bytes, Ordering::Relaxed);
    }
}

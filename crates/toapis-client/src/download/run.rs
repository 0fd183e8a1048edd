//! What all files of one call have in common: their folder, and how much may be written.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

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
        Self { dir, folder: OnceLock::new(), limits, written: AtomicU64::new(0) }
    }

    /// A run in a folder that is open already.
    #[cfg(test)]
    pub(super) fn within(dir: PathBuf, folder: Box<dyn Folder>, limits: Limits) -> Self {
        Self { dir, folder: OnceLock::from(folder), limits, written: AtomicU64::new(0) }
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

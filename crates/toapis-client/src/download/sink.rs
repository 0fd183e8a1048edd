//! The file being written: it has its final name only once it is whole and on disk.

use std::io::{ErrorKind, Write};
use std::path::Path;

use base64::Engine as _;
use tempfile::NamedTempFile;

use super::error::FetchError;
use super::media::{HEAD, Look, look};
use super::plan::Planned;
use super::target::{Saved, check_free};
use super::whole::is_cut;

/// Takes the bytes of one result. Dropped before [`finish`](Self::finish), it leaves nothing behind.
#[derive(Debug)]
pub(crate) struct Sink<'a> {
    planned: &'a Planned<'a>,
    file: NamedTempFile,
    /// The first bytes, which tell the type.
    head: Vec<u8>,
    written: u64,
    limit: u64,
}

impl<'a> Sink<'a> {
    /// Opens a temporary file in the target's directory, which is made if it is missing.
    pub(crate) fn open(planned: &'a Planned<'a>, limit: u64) -> Result<Self, FetchError> {
        let file = open_temporary(&planned.dir())?;
        Ok(Self { planned, file, head: Vec::new(), written: 0, limit })
    }

    /// Takes the next bytes. This blocks for as long as the disk takes, usually the time of a copy in memory.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), FetchError> {
        self.written = self.written.saturating_add(bytes.len() as u64);
        if self.written > self.limit {
            return Err(FetchError::TooLarge { limit: self.limit });
        }
        let missing = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..missing]);
        self.file
            .write_all(bytes)
            .map_err(|source| FetchError::Disk { path: self.planned.path(None), source })
    }

    /// Judges what came, syncs the file and gives it its final name in one step, replacing another regular file only if
    /// that was allowed.
    pub(crate) fn finish(self) -> Result<Saved, FetchError> {
        let Self { planned, file, head, written, .. } = self;
        let media_type = judge(&file, &head, written, planned)?;
        let path = planned.path(media_type);
        let saved = Saved { path, bytes: written, media_type };
        if !saved.is_media() {
            tracing::warn!(?media_type, path = %saved.path.display(), "a result is no known picture or film");
        }
        let disk = |source| FetchError::Disk { path: saved.path.clone(), source };
        file.as_file().sync_all().map_err(disk)?;
        give_name(file, &saved.path, planned.overwrite)?;
        sync_dir(&planned.dir());
        Ok(saved)
    }
}

/// What the bytes are, if they can be a result.
fn judge(
    file: &NamedTempFile,
    head: &[u8],
    written: u64,
    planned: &Planned<'_>,
) -> Result<Option<&'static str>, FetchError> {
    if written == 0 {
        return Err(FetchError::Empty);
    }
    let media_type = match look(head) {
        Look::Media(media_type) => Some(media_type),
        Look::Other(media_type) => media_type,
        Look::Text(found) => return Err(FetchError::NotMedia { found }),
    };
    match is_cut(head, file.as_file(), written) {
        Ok(false) => Ok(media_type),
        Ok(true) => Err(FetchError::CutOff { bytes: written }),
        Err(source) => Err(FetchError::Disk { path: planned.path(media_type), source }),
    }
}

/// A new file in `dir`, which is made if it is missing. It is removed when it is dropped.
pub(super) fn open_temporary(dir: &Path) -> Result<NamedTempFile, FetchError> {
    let disk = |source| FetchError::Disk { path: dir.to_owned(), source };
    std::fs::create_dir_all(dir).map_err(disk)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".toapis-").suffix(".part");
    make_readable(&mut builder);
    builder.tempfile_in(dir).map_err(disk)
}

/// Gives a temporary file its final name, in one step.
pub(super) fn give_name(file: NamedTempFile, path: &Path, overwrite: bool) -> Result<(), FetchError> {
    check_free(path, overwrite)?;
    let kept = if overwrite { file.persist(path) } else { file.persist_noclobber(path) };
    kept.map(drop).map_err(|error| match error.error.kind() {
        ErrorKind::AlreadyExists => FetchError::Exists { path: path.to_owned() },
        _ => FetchError::Disk { path: path.to_owned(), source: error.error },
    })
}

/// Saves a result that came inline, as base64 with or without a `data:` prefix.
pub(crate) fn save_inline(planned: &Planned<'_>, text: &str, limit: u64) -> Result<Saved, FetchError> {
    let mut sink = Sink::open(planned, limit)?;
    sink.write(&inline_bytes(text)?)?;
    sink.finish()
}

fn inline_bytes(text: &str) -> Result<Vec<u8>, FetchError> {
    let base64 = text.rsplit_once("base64,").map_or(text, |(_, base64)| base64);
    let compact: Vec<u8> = base64.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    base64::engine::general_purpose::STANDARD.decode(compact).map_err(|_| FetchError::Base64)
}

/// Temporary files are private by default. A result is as readable as any new file: as the umask has it.
#[cfg(unix)]
fn make_readable(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt as _;

    builder.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn make_readable(_: &mut tempfile::Builder<'_, '_>) {}

/// A rename survives a power failure once its directory is synced. Not every system can; the file is whole either way.
fn sync_dir(dir: &Path) {
    let synced = std::fs::File::open(dir).and_then(|dir| dir.sync_all());
    if let Err(error) = synced {
        tracing::debug!(%error, "the directory could not be synced");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_data_is_decoded() {
        assert_eq!(inline_bytes("aGk=").unwrap(), b"hi");
        assert_eq!(inline_bytes("data:image/png;base64,aGk=\n").unwrap(), b"hi");
        assert!(inline_bytes("%%%").is_err());
    }
}

//! The file being written: it has its final name only once it is whole and on disk.

use std::io::{ErrorKind, Write};
use std::path::Path;

use base64::Engine as _;
use tempfile::NamedTempFile;

use super::error::FetchError;
use super::target::{Planned, Saved};

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

/// How many bytes are kept to tell the type of a file.
const HEAD: usize = 512;

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

    /// Syncs the file and gives it its final name in one step, replacing another file only if that was allowed.
    pub(crate) fn finish(self) -> Result<Saved, FetchError> {
        if self.written == 0 {
            return Err(FetchError::Empty);
        }
        let media_type = infer::get(&self.head).map(|kind| kind.mime_type());
        let path = self.planned.path(media_type);
        let disk = |source| FetchError::Disk { path: path.clone(), source };
        self.file.as_file().sync_all().map_err(disk)?;
        make_readable(self.file.as_file()).map_err(disk)?;
        let kept = if self.planned.overwrite {
            self.file.persist(&path)
        } else {
            self.file.persist_noclobber(&path)
        };
        kept.map_err(|error| match error.error.kind() {
            ErrorKind::AlreadyExists => FetchError::Exists { path: path.clone() },
            _ => disk(error.error),
        })?;
        sync_dir(&self.planned.dir());
        Ok(Saved { path, bytes: self.written, media_type })
    }
}

/// A new file in `dir`, which is made if it is missing. It is removed when it is dropped.
pub(crate) fn open_temporary(dir: &Path) -> Result<NamedTempFile, FetchError> {
    let disk = |source| FetchError::Disk { path: dir.to_owned(), source };
    std::fs::create_dir_all(dir).map_err(disk)?;
    tempfile::Builder::new().prefix(".toapis-").suffix(".part").tempfile_in(dir).map_err(disk)
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

/// Temporary files are private; a picture is as readable as any new file.
#[cfg(unix)]
fn make_readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

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

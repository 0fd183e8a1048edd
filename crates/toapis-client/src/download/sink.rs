//! The file being written: it has its final name only once it is whole and on disk.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read as _};
use std::path::Path;

use base64::Engine as _;

use super::error::FetchError;
use super::folder::{Entry, Folder, PartFile};
use super::leftover::{Beginning, PartName, hidden_name, version_of};
use super::media::{HEAD, Look, look};
use super::plan::Planned;
use super::resume::Validator;
use super::run::Run;
use super::target::{Existing, Saved};
use super::whole::is_cut;

/// Takes the bytes of one result. Dropped before [`finish`](Self::finish) went well, it leaves nothing behind.
#[derive(Debug)]
pub(crate) struct Sink<'a> {
    planned: &'a Planned<'a>,
    run: &'a Run,
    folder: &'a dyn Folder,
    file: Box<dyn PartFile>,
    /// The name of the hidden file; `None` once it has its final one.
    part: Option<OsString>,
    /// The first bytes, which tell the type.
    head: Vec<u8>,
    written: u64,
    /// The version of the result's file that the hidden file's name says it is the beginning of.
    version: Option<u64>,
}

impl<'a> Sink<'a> {
    /// Opens a hidden file in the target's folder, unless something at the target forbids that already: the beginning of the
    /// same result, where a killed process left one, or a new one.
    pub(crate) fn open(planned: &'a Planned<'a>, run: &'a Run) -> Result<Self, FetchError> {
        let folder = run.folder()?;
        if let Some(path) = planned.known_path() {
            check_free(folder, path, planned.existing == Existing::Replace)?;
        }
        if let Some(sink) = Self::go_on(planned, run, folder) {
            return Ok(sink);
        }
        let disk = |source| FetchError::Disk { path: run.dir().to_owned(), source };
        let (file, part) = folder.create().map_err(disk)?;
        run.sweep(folder, &part);
        Ok(Self { planned, run, folder, file, part: Some(part), head: Vec::new(), written: 0, version: None })
    }

    /// Takes over what a killed process left of the same result. Whatever is wrong with it is a reason to begin anew.
    fn go_on(planned: &'a Planned<'a>, run: &'a Run, folder: &'a dyn Folder) -> Option<Self> {
        let leftovers = run.leftovers(folder);
        leftovers.session?;
        leftovers.names.iter().find_map(|name| {
            let Beginning { result, version } = PartName::parse(name)?.beginning?;
            let mut file = (result == planned.key).then(|| folder.adopt(name).ok()?)??;
            let written = file.seek(io::SeekFrom::End(0)).ok().filter(|written| *written > 0)?;
            let mut head = Vec::new();
            file.rewind().ok()?;
            (&mut file).take(HEAD as u64).read_to_end(&mut head).ok()?;
            file.seek(io::SeekFrom::End(0)).ok()?;
            run.take(0, written).ok()?;
            tracing::debug!(bytes = written, "going on with a file that a killed process left unfinished");
            let part = Some(name.clone());
            Some(Self { planned, run, folder, file, part, head, written, version: Some(version) })
        })
    }

    /// The version that the bytes are of which a killed process left, if there are any.
    pub(crate) fn left(&self) -> Option<u64> {
        self.version
    }

    /// Which version an answer's file is. `None` where that cannot be told.
    pub(crate) fn version(&self, validator: Option<&Validator>, total: Option<u64>) -> Option<u64> {
        version_of(validator, total, self.run.leftovers(self.folder).session)
    }

    /// All bytes from here on are of the file with this validator and length: the hidden file's name says so from now on,
    /// so that they are of use should this process be killed. A file of few bytes is not worth it.
    pub(crate) fn begins(
        &mut self,
        validator: Option<&Validator>,
        total: Option<u64>,
    ) -> Result<(), FetchError> {
        let version = self.version(validator, total).filter(|_| total >= Some(WORTH_KEEPING));
        let Some(part) = self.part.as_ref().filter(|_| version != self.version) else { return Ok(()) };
        let name = match version {
            Some(version) => Beginning { result: self.planned.key, version }.hidden_name(),
            None => hidden_name(),
        };
        self.folder.publish(part, &name, false).map_err(|source| self.disk(source))?;
        (self.part, self.version) = (Some(name), version);
        Ok(())
    }

    /// How many bytes are there.
    pub(crate) fn written(&self) -> u64 {
        self.written
    }

    /// Whether this many further bytes may come and find room, as far as that is known.
    pub(crate) fn expect(&self, more: u64) -> Result<(), FetchError> {
        self.run.check(self.written, more)?;
        match self.folder.room() {
            Some(free) if free < more => {
                Err(FetchError::NoRoom { path: self.run.dir().to_owned(), needed: more, free })
            }
            _ => Ok(()),
        }
    }

    /// Takes the next bytes. This blocks for as long as the disk takes, usually the time of a copy in memory.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), FetchError> {
        let more = bytes.len() as u64;
        self.run.take(self.written, more)?;
        self.written += more;
        let missing = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..missing]);
        self.file.write_all(bytes).map_err(|source| self.disk(source))
    }

    /// Throws away what came and begins anew.
    pub(crate) fn restart(&mut self) -> Result<(), FetchError> {
        self.run.give_back(self.written);
        self.written = 0;
        self.head.clear();
        self.file.clear().map_err(|source| self.disk(source))
    }

    /// Judges what came, syncs the file and gives it its final name in one step, replacing another regular file only if
    /// that was allowed. After an error the file can still be added to, or begun anew.
    pub(crate) fn finish(&mut self) -> Result<Saved, FetchError> {
        let media_type = self.judge()?;
        let path = self.planned.path(media_type);
        let (place, role) = (self.planned.place, self.planned.role());
        let saved = Saved { path, bytes: self.written, media_type, place, role, was_there: false };
        if !saved.is_media() {
            tracing::warn!(?media_type, path = %saved.path.display(), "a result is no known picture or film");
        }
        let Some(part) = &self.part else { return Ok(saved) };
        let disk = |source| FetchError::Disk { path: saved.path.clone(), source };
        self.file.sync().map_err(disk)?;
        let replace = self.planned.existing == Existing::Replace;
        match give_name(self.folder, part, &saved.path, replace) {
            // Somebody else was faster.
            Err(error @ FetchError::Exists { .. }) if self.planned.existing == Existing::Skip => {
                return find_existing(self.planned, self.run)?.ok_or(error);
            }
            named => named?,
        }
        self.part = None;
        if let Err(error) = self.folder.sync() {
            // The file is whole either way, and not every system can do this.
            tracing::debug!(%error, "the folder could not be synced");
        }
        Ok(saved)
    }

    /// What the bytes are, if they can be a result.
    fn judge(&mut self) -> Result<Option<&'static str>, FetchError> {
        if self.written == 0 {
            return Err(FetchError::Empty);
        }
        let media_type = match look(&self.head) {
            Look::Media(media_type) => Some(media_type),
            Look::Other(media_type) => media_type,
            Look::Text(found) => return Err(FetchError::NotMedia { found }),
        };
        let cut = is_cut(&self.head, &mut self.file, self.written);
        // Whatever is added later goes to the end.
        let at_end = self.file.seek(io::SeekFrom::End(0));
        match (cut, at_end) {
            (Ok(false), Ok(_)) => Ok(media_type),
            (Ok(true), Ok(_)) => Err(FetchError::CutOff { bytes: self.written }),
            (Err(source), _) | (_, Err(source)) => Err(self.disk(source)),
        }
    }

    fn disk(&self, source: io::Error) -> FetchError {
        FetchError::Disk { path: self.planned.path(None), source }
    }
}

impl Drop for Sink<'_> {
    fn drop(&mut self) {
        if let Some(part) = &self.part {
            self.run.give_back(self.written);
            if let Err(error) = self.folder.remove(part) {
                tracing::warn!(%error, "an unfinished file could not be removed");
            }
        }
    }
}

/// The result, if its file is there already and is to be left alone.
pub(super) fn find_existing(planned: &Planned<'_>, run: &Run) -> Result<Option<Saved>, FetchError> {
    if planned.existing != Existing::Skip {
        return Ok(None);
    }
    let folder = run.folder()?;
    for path in planned.all_paths() {
        let disk = |source| FetchError::Disk { path: path.clone(), source };
        match folder.entry(name_of(&path)).map_err(disk)? {
            None => continue,
            Some(Entry::Other) => return Err(FetchError::NotAFile { path }),
            Some(Entry::File) => {}
        }
        let (bytes, head) = folder.peek(name_of(&path), HEAD).map_err(disk)?;
        if bytes == 0 {
            return Err(FetchError::Exists { path });
        }
        let media_type = match look(&head) {
            Look::Media(media_type) | Look::Text(media_type) => Some(media_type),
            Look::Other(media_type) => media_type,
        };
        let (place, role) = (planned.place, planned.role());
        return Ok(Some(Saved { path, bytes, media_type, place, role, was_there: true }));
    }
    Ok(None)
}

/// Gives a hidden file its final name, in one step.
pub(super) fn give_name(
    folder: &dyn Folder,
    part: &OsStr,
    path: &Path,
    overwrite: bool,
) -> Result<(), FetchError> {
    check_free(folder, path, overwrite)?;
    let disk = |source| FetchError::Disk { path: path.to_owned(), source };
    if !folder.is_in_place() {
        return Err(disk(io::Error::other("something else was put in the place of its folder meanwhile")));
    }
    folder.publish(part, name_of(path), overwrite).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => FetchError::Exists { path: path.to_owned() },
        _ => disk(error),
    })
}

/// Whether a result may be put at `path`: nothing is there, or a regular file that may be replaced.
///
/// A link, dangling or not, counts as something that is there, and is never written through. Who swaps the file for
/// something else after this look gets that replaced; it is not followed either, since results get their name by a
/// rename.
pub(super) fn check_free(folder: &dyn Folder, path: &Path, overwrite: bool) -> Result<(), FetchError> {
    if path.file_name().is_none() {
        // `/` and `..` name folders.
        return Err(FetchError::NotAFile { path: path.to_owned() });
    }
    let entry = folder.entry(name_of(path));
    match entry.map_err(|source| FetchError::Disk { path: path.to_owned(), source })? {
        Some(Entry::Other) => Err(FetchError::NotAFile { path: path.to_owned() }),
        Some(Entry::File) if !overwrite => Err(FetchError::Exists { path: path.to_owned() }),
        _ => Ok(()),
    }
}

/// The last part of a path that names a file.
fn name_of(path: &Path) -> &OsStr {
    path.file_name().unwrap_or_default()
}

/// Saves a result that came inline, as base64 with or without a `data:` prefix.
pub(super) fn save_inline(planned: &Planned<'_>, text: &str, run: &Run) -> Result<Saved, FetchError> {
    let mut sink = Sink::open(planned, run)?;
    sink.write(&inline_bytes(text)?)?;
    sink.finish()
}

/// The length from which on an unfinished file is kept for the next process, in bytes.
const WORTH_KEEPING: u64 = 1 << 20;

fn inline_bytes(text: &str) -> Result<Vec<u8>, FetchError> {
    let base64 = text.rsplit_once("base64,").map_or(text, |(_, base64)| base64);
    let compact: Vec<u8> = base64.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    base64::engine::general_purpose::STANDARD.decode(compact).map_err(|_| FetchError::Base64)
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

//! The folder that results go to, held open for a whole run, so that nobody can put another one in its place.

use std::ffi::{OsStr, OsString};
use std::fmt::Debug;
use std::io::{self, Read, Seek, Write};

/// What is done with a folder, one method a step. The real one is [`OpenFolder`](super::open_folder::OpenFolder); tests
/// put one in between that fails, or stops as a killed process does, at any step.
pub(crate) trait Folder: Debug + Send + Sync {
    /// What is there under this name; a link is not followed.
    fn entry(&self, name: &OsStr) -> io::Result<Option<Entry>>;

    /// A new hidden file, and its name.
    fn create(&self) -> io::Result<(Box<dyn PartFile>, OsString)>;

    /// Gives a file its final name, in one step.
    ///
    /// Without `replace` it fails with [`AlreadyExists`](io::ErrorKind::AlreadyExists) when anything is there.
    fn publish(&self, part: &OsStr, name: &OsStr, replace: bool) -> io::Result<()>;

    fn remove(&self, name: &OsStr) -> io::Result<()>;

    /// The names of unfinished files in it that are of our making; of a folder with very many entries, only of the first.
    fn leftovers(&self) -> io::Result<Vec<OsString>>;

    /// Takes an unfinished file over, to go on writing it. `None` when it is written by somebody, is not a plain file of
    /// our own, or when that cannot be told.
    fn adopt(&self, name: &OsStr) -> io::Result<Option<Box<dyn PartFile>>>;

    /// Removes an unfinished file that is a day older than `newer`, if nobody writes it. Whether it did.
    fn discard(&self, name: &OsStr, newer: &OsStr) -> io::Result<bool>;

    /// The length of a file, and its first bytes, up to this many.
    fn peek(&self, name: &OsStr, most: usize) -> io::Result<(u64, Vec<u8>)>;

    /// What tells this boot of the machine from others, where that is known.
    fn session(&self) -> Option<u64>;

    /// Makes sure that names given by now survive a power failure, as far as the system can.
    fn sync(&self) -> io::Result<()>;

    /// How many bytes can still be written; `None` where that is not known.
    fn room(&self) -> Option<u64>;

    /// Whether the folder's path still leads to it.
    fn is_in_place(&self) -> bool;
}

/// The file that is being written.
pub(crate) trait PartFile: Debug + Send + Sync + Read + Write + Seek {
    /// Makes it empty.
    fn clear(&mut self) -> io::Result<()>;

    /// Makes sure that its bytes survive a power failure.
    fn sync(&mut self) -> io::Result<()>;
}

impl PartFile for std::fs::File {
    fn clear(&mut self) -> io::Result<()> {
        self.set_len(0)?;
        self.rewind()
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// A regular file.
    File,
    /// A folder, link, device, pipe or socket.
    Other,
}

/// The most entries of a folder among which unfinished files are looked for.
pub(super) const MOST_ENTRIES: usize = 10_000;

/// How old an unfinished file is, in seconds, that is of no use any more: results are gone after a day.
pub(super) const OLD: i64 = 24 * 60 * 60;

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

/// A name for a hidden file that nobody else uses.
pub(super) fn hidden_name() -> OsString {
    format!(".toapis-{}.part", uuid::Uuid::new_v4().simple()).into()
}

//! A [`Folder`] of the file system.
//!
//! On Unix the folder is opened once, and every step names a file within that open folder, never a path: whoever puts a
//! link in the folder's place meanwhile moves nothing. Elsewhere there are only paths, and such a swap is not noticed;
//! what exists is not replaced there either, and links at the target are not followed.

#[cfg(not(unix))]
pub(super) use self::paths::OpenFolder;
#[cfg(unix)]
pub(super) use self::unix::OpenFolder;

#[cfg(unix)]
mod unix {
    use std::ffi::{OsStr, OsString};
    use std::fs::File;
    use std::io::{self, Read as _};
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::MetadataExt as _;
    use std::path::{Path, PathBuf};

    use rustix::fs::{AtFlags, FileType, FlockOperation, Mode, OFlags};
    use rustix::io::Errno;

    use super::super::folder::{Entry, Folder, MOST_ENTRIES, OLD, PartFile};
    use super::super::leftover::{PartName, first_bytes, hidden_name};

    #[derive(Debug)]
    pub(in super::super) struct OpenFolder {
        path: PathBuf,
        dir: File,
    }

    impl OpenFolder {
        /// Opens a folder, which is made if it is missing.
        pub(in super::super) fn open(path: &Path) -> io::Result<Self> {
            std::fs::create_dir_all(path)?;
            let dir = File::open(path)?;
            if !dir.metadata()?.is_dir() {
                return Err(io::ErrorKind::NotADirectory.into());
            }
            Ok(Self { path: path.to_owned(), dir })
        }

        /// A second name for the file, then not the first one: no step of it replaces anything.
        fn link(&self, part: &OsStr, name: &OsStr) -> io::Result<()> {
            rustix::fs::linkat(&self.dir, part, &self.dir, name, AtFlags::empty())?;
            rustix::fs::unlinkat(&self.dir, part, AtFlags::empty())?;
            Ok(())
        }

        fn rename(&self, part: &OsStr, name: &OsStr) -> io::Result<()> {
            Ok(rustix::fs::renameat(&self.dir, part, &self.dir, name)?)
        }

        /// Opens an unfinished file that is ours alone, and that nobody writes.
        fn lock(&self, name: &OsStr) -> io::Result<Option<File>> {
            let flags = OFlags::RDWR | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
            let file = File::from(rustix::fs::openat(&self.dir, name, flags, Mode::empty())?);
            let own = file.metadata()?;
            // A second name may be that of somebody else's file.
            let is_ours =
                own.is_file() && own.nlink() == 1 && own.uid() == rustix::process::geteuid().as_raw();
            if !is_ours || rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive).is_err() {
                return Ok(None);
            }
            // Whoever held the lock until now may have given the file its final name.
            let there = rustix::fs::statat(&self.dir, name, AtFlags::SYMLINK_NOFOLLOW)?;
            Ok(((there.st_dev, there.st_ino) == (own.dev(), own.ino())).then_some(file))
        }
    }

    impl Folder for OpenFolder {
        fn entry(&self, name: &OsStr) -> io::Result<Option<Entry>> {
            match rustix::fs::statat(&self.dir, name, AtFlags::SYMLINK_NOFOLLOW) {
                Ok(stat) if FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile => {
                    Ok(Some(Entry::File))
                }
                Ok(_) => Ok(Some(Entry::Other)),
                Err(Errno::NOENT) => Ok(None),
                Err(error) => Err(error.into()),
            }
        }

        fn create(&self) -> io::Result<(Box<dyn PartFile>, OsString)> {
            let name = hidden_name();
            let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            // As readable as any new file: as the umask has it.
            let mode = Mode::from_raw_mode(0o666);
            let file = rustix::fs::openat(&self.dir, &name, flags, mode)?;
            // It shows that somebody writes this file, for as long as the process lives. Not every file system can do that.
            let _ = rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive);
            Ok((Box::new(File::from(file)), name))
        }

        fn publish(&self, part: &OsStr, name: &OsStr, replace: bool) -> io::Result<()> {
            if replace {
                return self.rename(part, name);
            }
            match rename_without_replacing(&self.dir, part, name) {
                Some(done) => done,
                None => match self.link(part, name) {
                    // A file system without second names. Two programs that write the same name at the same moment can
                    // replace each other here, each with a whole file.
                    Err(error) if error.kind() != io::ErrorKind::AlreadyExists => match self.entry(name)? {
                        None => self.rename(part, name),
                        Some(_) => Err(io::ErrorKind::AlreadyExists.into()),
                    },
                    done => done,
                },
            }
        }

        fn remove(&self, name: &OsStr) -> io::Result<()> {
            Ok(rustix::fs::unlinkat(&self.dir, name, AtFlags::empty())?)
        }

        fn leftovers(&self) -> io::Result<Vec<OsString>> {
            let entries = rustix::fs::Dir::read_from(&self.dir)?.take(MOST_ENTRIES);
            let names = entries.filter_map(|entry| {
                let name = OsStr::from_bytes(entry.ok()?.file_name().to_bytes()).to_owned();
                PartName::parse(&name).map(|_| name)
            });
            Ok(names.collect())
        }

        fn adopt(&self, name: &OsStr) -> io::Result<Option<Box<dyn PartFile>>> {
            Ok(self.lock(name)?.map(|file| Box::new(file) as _))
        }

        fn discard(&self, name: &OsStr, newer: &OsStr) -> io::Result<bool> {
            let newer = rustix::fs::statat(&self.dir, newer, AtFlags::SYMLINK_NOFOLLOW)?;
            let Some(file) = self.lock(name)? else { return Ok(false) };
            // Both are by the clock of the file system.
            if newer.st_mtime.saturating_sub(file.metadata()?.mtime()) < OLD {
                return Ok(false);
            }
            self.remove(name)?;
            Ok(true)
        }

        fn peek(&self, name: &OsStr, most: usize) -> io::Result<(u64, Vec<u8>)> {
            let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
            let file = File::from(rustix::fs::openat(&self.dir, name, flags, Mode::empty())?);
            let length = file.metadata()?.len();
            let mut head = Vec::new();
            file.take(most as u64).read_to_end(&mut head)?;
            Ok((length, head))
        }

        fn session(&self) -> Option<u64> {
            // There is no such file on other systems.
            let boot = std::fs::read("/proc/sys/kernel/random/boot_id").ok()?;
            Some(first_bytes(&[boot.as_slice()]))
        }

        fn sync(&self) -> io::Result<()> {
            self.dir.sync_all()
        }

        fn room(&self) -> Option<u64> {
            let room = rustix::fs::fstatvfs(&self.dir).ok()?;
            // Some network file systems say nothing, and say it with zeros.
            (room.f_blocks > 0).then(|| room.f_bavail.saturating_mul(room.f_frsize))
        }

        fn is_in_place(&self) -> bool {
            let (Ok(there), Ok(own)) = (std::fs::metadata(&self.path), self.dir.metadata()) else {
                return false;
            };
            (there.dev(), there.ino()) == (own.dev(), own.ino())
        }
    }

    /// `None` where the system or the file system cannot do that.
    #[cfg(any(target_os = "linux", target_os = "android", target_os = "macos", target_os = "ios"))]
    fn rename_without_replacing(dir: &File, part: &OsStr, name: &OsStr) -> Option<io::Result<()>> {
        match rustix::fs::renameat_with(dir, part, dir, name, rustix::fs::RenameFlags::NOREPLACE) {
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP | Errno::PERM) => None,
            done => Some(done.map_err(Into::into)),
        }
    }

    #[cfg(not(any(target_os = "linux", target_os = "android", target_os = "macos", target_os = "ios")))]
    fn rename_without_replacing(_: &File, _: &OsStr, _: &OsStr) -> Option<io::Result<()>> {
        None
    }
}

#[cfg(not(unix))]
mod paths {
    use std::ffi::{OsStr, OsString};
    use std::fs::OpenOptions;
    use std::io::{self, Read as _};
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    use super::super::folder::{Entry, Folder, MOST_ENTRIES, OLD, PartFile};
    use super::super::leftover::{PartName, hidden_name};

    #[derive(Debug)]
    pub(in super::super) struct OpenFolder {
        path: PathBuf,
    }

    impl OpenFolder {
        /// Opens a folder, which is made if it is missing.
        pub(in super::super) fn open(path: &Path) -> io::Result<Self> {
            std::fs::create_dir_all(path)?;
            Ok(Self { path: path.to_owned() })
        }
    }

    impl Folder for OpenFolder {
        fn entry(&self, name: &OsStr) -> io::Result<Option<Entry>> {
            match self.path.join(name).symlink_metadata() {
                Ok(there) if there.is_file() => Ok(Some(Entry::File)),
                Ok(_) => Ok(Some(Entry::Other)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error),
            }
        }

        fn create(&self) -> io::Result<(Box<dyn PartFile>, OsString)> {
            let name = hidden_name();
            let file =
                OpenOptions::new().read(true).write(true).create_new(true).open(self.path.join(&name))?;
            Ok((Box::new(file), name))
        }

        fn publish(&self, part: &OsStr, name: &OsStr, replace: bool) -> io::Result<()> {
            let part = tempfile::TempPath::from_path(self.path.join(part));
            let name = self.path.join(name);
            let kept = if replace { part.persist(name) } else { part.persist_noclobber(name) };
            kept.map_err(|error| error.error)
        }

        fn remove(&self, name: &OsStr) -> io::Result<()> {
            std::fs::remove_file(self.path.join(name))
        }

        fn leftovers(&self) -> io::Result<Vec<OsString>> {
            let entries = std::fs::read_dir(&self.path)?.take(MOST_ENTRIES);
            let names = entries.filter_map(|entry| Some(entry.ok()?.file_name()));
            Ok(names.filter(|name| PartName::parse(name).is_some()).collect())
        }

        /// Whether somebody writes it cannot be told here.
        fn adopt(&self, _: &OsStr) -> io::Result<Option<Box<dyn PartFile>>> {
            Ok(None)
        }

        /// A file that was not written to for a day is written by nobody.
        fn discard(&self, name: &OsStr, newer: &OsStr) -> io::Result<bool> {
            let old = self.path.join(name).symlink_metadata()?;
            let newer = self.path.join(newer).symlink_metadata()?.modified()?;
            let age = newer.duration_since(old.modified()?).unwrap_or_default();
            if !old.is_file() || age < Duration::from_secs(OLD.unsigned_abs()) {
                return Ok(false);
            }
            self.remove(name)?;
            Ok(true)
        }

        fn peek(&self, name: &OsStr, most: usize) -> io::Result<(u64, Vec<u8>)> {
            let file = std::fs::File::open(self.path.join(name))?;
            let length = file.metadata()?.len();
            let mut head = Vec::new();
            file.take(most as u64).read_to_end(&mut head)?;
            Ok((length, head))
        }

        fn session(&self) -> Option<u64> {
            None
        }

        fn sync(&self) -> io::Result<()> {
            Ok(())
        }

        fn room(&self) -> Option<u64> {
            None
        }

        fn is_in_place(&self) -> bool {
            true
        }
    }
}

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
    use std::io;
    use std::os::unix::fs::MetadataExt as _;
    use std::path::{Path, PathBuf};

    use rustix::fs::{AtFlags, FileType, Mode, OFlags};
    use rustix::io::Errno;

    use super::super::folder::{Entry, Folder, PartFile, hidden_name};

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
    use std::io;
    use std::path::{Path, PathBuf};

    use super::super::folder::{Entry, Folder, PartFile, hidden_name};

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

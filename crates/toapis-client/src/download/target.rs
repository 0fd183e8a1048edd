//! Where results go on disk, and whether they can.

use std::path::{Path, PathBuf};

use toapis_types::OutputRole;

use super::error::FetchError;
use super::folder::Folder;
use super::open_folder::OpenFolder;
use super::plan::{Name, parent_of};
use super::sink::{check_free, give_name};

/// Where to put the results of a task.
///
/// A text or path converts into one: an existing directory, or a path that ends in a slash, is a directory, everything
/// else a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub(super) place: Place,
    pub(super) existing: Existing,
}

/// What becomes of files that exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Existing {
    Refuse,
    Skip,
    Replace,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    File(PathBuf),
    Dir(PathBuf),
}

impl Target {
    /// Exactly this file for the first result; `name-2.ext`, `name-3.ext` and so on for further ones.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self { place: Place::File(path.into()), existing: Existing::Refuse }
    }

    /// Files in this directory, named after the task and the type of their bytes: `tsk_img_1.png`, `tsk_img_1-2.png`.
    pub fn dir(path: impl Into<PathBuf>) -> Self {
        Self { place: Place::Dir(path.into()), existing: Existing::Refuse }
    }

    /// Whether files that exist are replaced. Default: they are left alone, and saving fails.
    ///
    /// Only regular files are ever replaced: a link, a folder, a device or a pipe at the target is left alone.
    #[must_use]
    pub fn overwrite(self, overwrite: bool) -> Self {
        self.with(Existing::Replace, overwrite)
    }

    /// Whether a result whose file exists is not fetched, and counts as saved: with [`Saved::was_there`]. Default: it is an
    /// error. So a download that was interrupted, or that another process makes as well, can be made again until
    /// everything is there. It takes the place of [`overwrite`](Self::overwrite), and the other way round.
    ///
    /// It is the name that counts, in a [folder](Self::dir) with any of the extensions that results get; nothing is compared,
    /// since a file that this library saved has its name only once it is whole. A file without a single byte is no result,
    /// nor is a link, a folder, a device or a pipe: those are an error.
    #[must_use]
    pub fn skip_existing(self, skip: bool) -> Self {
        self.with(Existing::Skip, skip)
    }

    fn with(mut self, existing: Existing, is_on: bool) -> Self {
        if is_on {
            self.existing = existing;
        } else if self.existing == existing {
            self.existing = Existing::Refuse;
        }
        self
    }

    /// The file that the first result will be written to, unless its name depends on the result.
    pub fn first_file(&self) -> Option<&Path> {
        match &self.place {
            Place::File(path) => Some(path),
            Place::Dir(_) => None,
        }
    }

    /// Looks whether `count` results can be written here, before they are paid for; 0 counts as 1.
    ///
    /// Every name that is known by now must be one that the file system takes, and free, or a regular file that may be
    /// replaced or skipped. The folder is made if it is missing; in it, a hidden file is made, given another name in the way that
    /// results get theirs, and removed. Names that depend on the task's id or on the bytes are not known by now, nor is
    /// whether there will be room enough on the disk.
    ///
    /// # Errors
    ///
    /// [`FetchError::Exists`], [`FetchError::NotAFile`] or [`FetchError::Disk`].
    pub fn probe(&self, count: u32) -> Result<(), FetchError> {
        let dir = self.folder();
        let disk = |source| FetchError::Disk { path: dir.clone(), source };
        let folder = OpenFolder::open(&dir).map_err(disk)?;
        if let Place::File(path) = &self.place {
            for number in 1..=count.clamp(1, MOST_NAMES) {
                match Name::numbered(path, number) {
                    Name::Exact(path) => check_free(&folder, &path, self.existing != Existing::Refuse)?,
                    // What can be known is whether it is too long, with the longest of the usual extensions.
                    stem @ Name::Stem(_) => {
                        let path = stem.path(Some("image/webp"));
                        let name = path.file_name().unwrap_or_default();
                        let entry = folder.entry(name);
                        entry.map_err(|source| FetchError::Disk { path: path.clone(), source })?;
                    }
                }
            }
        }
        let (file, part) = folder.create().map_err(disk)?;
        drop(file);
        let mut hidden = part.clone();
        hidden.push(".probe");
        let named = give_name(&folder, &part, &dir.join(&hidden), self.existing == Existing::Replace);
        let left = if named.is_ok() { hidden } else { part };
        let removed = folder.remove(&left).map_err(disk);
        named.and(removed)
    }

    /// The same place as a folder.
    pub(crate) fn into_folder(self) -> Self {
        let (Place::Dir(path) | Place::File(path)) = self.place;
        Self { place: Place::Dir(path), existing: self.existing }
    }

    /// The folder that the results go to.
    pub(crate) fn folder(&self) -> PathBuf {
        match &self.place {
            Place::Dir(dir) => dir.clone(),
            Place::File(path) => parent_of(path),
        }
    }
}

impl<P: AsRef<Path>> From<P> for Target {
    fn from(path: P) -> Self {
        let path = path.as_ref();
        let last = path.as_os_str().as_encoded_bytes().last();
        let ends_in_slash = last.is_some_and(|byte| std::path::is_separator(char::from(*byte)));
        if ends_in_slash || path.is_dir() { Self::dir(path) } else { Self::file(path) }
    }
}

/// A result that is on disk, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Saved {
    /// The file.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its media type by its own bytes, such as `image/png`; `None` when they are of no known type.
    pub media_type: Option<&'static str>,
    /// Its place among the results of its task, counted from 1.
    pub place: usize,
    /// What role it plays in the result.
    pub role: OutputRole,
    /// Whether it was there already, and was not fetched: see [`Target::skip_existing`].
    pub was_there: bool,
}

impl Saved {
    /// Whether its bytes are a picture or a film. Where they are not, look twice before opening it.
    pub fn is_media(&self) -> bool {
        self.media_type.is_some_and(|kind| kind.starts_with("image/") || kind.starts_with("video/"))
    }

    /// The extension that fits the bytes, when the file was given another one: `Some("jpg")` for a JPEG in `a.png`.
    pub fn better_extension(&self) -> Option<&'static str> {
        let fitting = extensions(self.media_type?);
        let own = self.path.extension()?.to_str()?.to_ascii_lowercase();
        if fitting.contains(&own.as_str()) { None } else { fitting.first().copied() }
    }
}

/// The usual extensions of a media type, the best first.
pub(super) fn extensions(media_type: &str) -> &'static [&'static str] {
    match media_type {
        "image/png" => &["png"],
        "image/jpeg" => &["jpg", "jpeg", "jpe"],
        "image/webp" => &["webp"],
        "image/gif" => &["gif"],
        "image/avif" => &["avif"],
        "image/svg+xml" => &["svg"],
        "video/mp4" | "video/x-m4v" => &["mp4", "m4v"],
        "video/webm" => &["webm"],
        "video/quicktime" => &["mov"],
        _ => &[],
    }
}

/// All media types that have an extension, each extension once.
pub(super) const MEDIA_TYPES: [&str; 9] = [
    "image/png",
    "image/jpeg",
    "image/webp",
    "image/gif",
    "image/avif",
    "image/svg+xml",
    "video/mp4",
    "video/webm",
    "video/quicktime",
];

/// How many names a probe looks at. No model makes as many results at once.
const MOST_NAMES: u32 = 1000;

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    /// A folder with these files in it.
    fn folder(files: &[&str]) -> TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            fs::write(dir.path().join(file), "mine").unwrap();
        }
        dir
    }

    fn entries(dir: &Path) -> Vec<String> {
        let names = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    }

    #[test]
    fn d11_a_wrong_extension_is_noticed() {
        let saved = |name: &str| Saved {
            path: name.into(),
            bytes: 1,
            media_type: Some("image/jpeg"),
            place: 1,
            role: OutputRole::Main,
            was_there: false,
        };
        assert_eq!(saved("a.png").better_extension(), Some("jpg"));
        assert_eq!(saved("a.JPEG").better_extension(), None);
        assert!(saved("a").is_media());
        assert!(!Saved { media_type: Some("application/zip"), ..saved("a") }.is_media());
        assert!(!Saved { media_type: None, ..saved("a") }.is_media());
    }

    #[test]
    fn d14_a_probe_looks_at_every_name_that_is_known() {
        let dir = folder(&["multi-3.png"]);
        let target = Target::file(dir.path().join("multi.png"));
        assert!(target.probe(0).is_ok() && target.probe(2).is_ok());
        for count in [3, 4, u32::MAX] {
            let error = target.probe(count).unwrap_err();
            assert!(
                matches!(&error, FetchError::Exists { path } if path.ends_with("multi-3.png")),
                "{error:?}"
            );
        }
        assert!(target.clone().overwrite(true).probe(4).is_ok());
        assert_eq!(entries(dir.path()), ["multi-3.png"], "nothing is left behind");
        assert_eq!(fs::read(dir.path().join("multi-3.png")).unwrap(), b"mine");
    }

    #[test]
    fn d16_a_probe_finds_a_name_that_is_too_long() {
        let dir = folder(&[]);
        let probe = |name: String, count| Target::file(dir.path().join(name)).probe(count);
        assert!(matches!(probe("x".repeat(300), 1), Err(FetchError::Disk { .. })));
        // 255 bytes are the most that usual file systems take: here the number is too much, there the extension is.
        let exact = "x".repeat(251) + ".png";
        assert!(probe(exact.clone(), 1).is_ok());
        assert!(matches!(probe(exact, 2), Err(FetchError::Disk { .. })));
        let plain = "x".repeat(250);
        assert!(probe(plain.clone(), 1).is_ok());
        assert!(matches!(probe(plain, 2), Err(FetchError::Disk { .. })));
    }

    #[test]
    fn d16_a_probe_fails_where_writing_does() {
        let dir = folder(&["file"]);
        assert!(Target::file(dir.path().join("file/a.png")).probe(1).is_err());
        assert!(Target::dir(dir.path().join("file")).probe(1).is_err());

        let made = dir.path().join("new/place");
        assert!(Target::dir(&made).probe(1).is_ok());
        assert!(entries(&made).is_empty());

        let mut permissions = fs::metadata(&made).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&made, permissions).unwrap();
        // Where the tests run as root, both work.
        let works = fs::write(made.join("a"), "").is_ok();
        assert_eq!(Target::dir(&made).probe(1).is_ok(), works);
        assert_eq!(Target::file(made.join("b.png")).overwrite(true).probe(1).is_ok(), works);
    }

    #[cfg(unix)]
    #[test]
    fn d15_a_probe_refuses_what_is_no_regular_file_even_to_overwrite() {
        let dir = folder(&["victim"]);
        let place = |name: &str| dir.path().join(name);
        fs::create_dir(place("folder")).unwrap();
        std::os::unix::fs::symlink(place("victim"), place("link")).unwrap();
        std::os::unix::fs::symlink(place("nowhere"), place("dangling")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(place("socket")).unwrap();
        let before = entries(dir.path());
        for name in ["folder", "link", "dangling", "socket"] {
            for overwrite in [false, true] {
                let error = Target::file(place(name)).overwrite(overwrite).probe(1).unwrap_err();
                assert!(matches!(error, FetchError::NotAFile { .. }), "{name}: {error:?}");
            }
        }
        assert_eq!(entries(dir.path()), before);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_whose_name_is_no_text_is_a_folder() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt as _;

        assert_eq!(Target::from(OsStr::from_bytes(b"\xff/")).first_file(), None);
        assert!(Target::from(OsStr::from_bytes(b"\xff")).first_file().is_some());
    }
}

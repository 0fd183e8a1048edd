//! Where results go on disk, and what they are called.

use std::path::{Path, PathBuf};

use super::error::FetchError;
use super::sink::open_temporary;
use toapis_types::{Output, OutputRole, OutputSource, TaskHandle};

/// Where to put the results of a task.
///
/// A text or path converts into one: an existing directory, or a path that ends in a slash, is a directory, everything
/// else a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    place: Place,
    overwrite: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    File(PathBuf),
    Dir(PathBuf),
}

impl Target {
    /// Exactly this file for the first result; `name-2.ext`, `name-3.ext` and so on for further ones.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self { place: Place::File(path.into()), overwrite: false }
    }

    /// Files in this directory, named after the task and the type of their bytes: `tsk_img_1.png`, `tsk_img_1-2.png`.
    pub fn dir(path: impl Into<PathBuf>) -> Self {
        Self { place: Place::Dir(path.into()), overwrite: false }
    }

    /// Whether files that exist are replaced. Default: they are left alone, and saving fails.
    #[must_use]
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// The file that the first result will be written to, unless its name depends on the result.
    pub fn first_file(&self) -> Option<&Path> {
        match &self.place {
            Place::File(path) => Some(path),
            Place::Dir(_) => None,
        }
    }

    /// Looks whether results can be written here, before they are paid for: the folder is made if it is missing, a file
    /// is opened in it and removed, and the first file must not exist unless it may be replaced.
    ///
    /// # Errors
    ///
    /// [`FetchError::Exists`] or [`FetchError::Disk`].
    pub fn probe(&self) -> Result<(), FetchError> {
        let dir = match &self.place {
            Place::Dir(dir) => dir.clone(),
            Place::File(path) => {
                // A dangling link counts as something that exists: writing through it is not what was asked for.
                if !self.overwrite && path.symlink_metadata().is_ok() {
                    return Err(FetchError::Exists { path: path.clone() });
                }
                if path.is_dir() {
                    let source = std::io::Error::from(std::io::ErrorKind::IsADirectory);
                    return Err(FetchError::Disk { path: path.clone(), source });
                }
                parent_of(path)
            }
        };
        open_temporary(&dir).map(drop)
    }
}

impl<P: AsRef<Path>> From<P> for Target {
    fn from(path: P) -> Self {
        let path = path.as_ref();
        let ends_in_slash = path.to_str().is_some_and(|text| text.ends_with(std::path::is_separator));
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
}

impl Saved {
    /// The extension that fits the bytes, when the file was given another one: `Some("jpg")` for a JPEG in `a.png`.
    pub fn better_extension(&self) -> Option<&'static str> {
        let fitting = extensions(self.media_type?);
        let own = self.path.extension()?.to_str()?.to_ascii_lowercase();
        if fitting.contains(&own.as_str()) { None } else { fitting.first().copied() }
    }
}

/// What one result is to become.
#[derive(Debug)]
pub(crate) struct Planned<'a> {
    output: &'a Output,
    pub(crate) overwrite: bool,
    name: Name,
}

#[derive(Debug)]
enum Name {
    Exact(PathBuf),
    /// The extension is added once the bytes are known.
    Stem(PathBuf),
}

impl<'a> Planned<'a> {
    /// The URL to fetch it from, or else the bytes themselves, as base64 text.
    pub(crate) fn url(&self) -> Result<&'a str, &'a str> {
        match &self.output.source {
            OutputSource::Url(url) => Ok(url),
            OutputSource::Base64(text) => Err(text),
        }
    }

    /// The final path, given the media type that the bytes show.
    pub(crate) fn path(&self, media_type: Option<&str>) -> PathBuf {
        match &self.name {
            Name::Exact(path) => path.clone(),
            Name::Stem(stem) => {
                let extension = media_type
                    .and_then(|media_type| extensions(media_type).first().copied())
                    .unwrap_or("bin");
                let mut path = stem.clone().into_os_string();
                path.push(".");
                path.push(extension);
                path.into()
            }
        }
    }

    /// The directory that the file goes to, and so the temporary one.
    pub(crate) fn dir(&self) -> PathBuf {
        let (Name::Exact(path) | Name::Stem(path)) = &self.name;
        parent_of(path)
    }
}

/// The folder that a file is in; `.` for a bare name.
fn parent_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Names every result of a task.
pub(crate) fn plan<'a>(handle: &TaskHandle, outputs: &'a [Output], target: &Target) -> Vec<Planned<'a>> {
    let mut mains = 0;
    outputs
        .iter()
        .map(|output| {
            if output.role == OutputRole::Main || mains == 0 {
                mains += 1;
            }
            let mut suffix = if mains > 1 { format!("-{mains}") } else { String::new() };
            if output.role == OutputRole::LastFrame {
                suffix.push_str("-last-frame");
            }
            let name = match &target.place {
                Place::Dir(dir) => Name::Stem(dir.join(safe_name(handle.id.as_str()) + &suffix)),
                Place::File(path) if suffix.is_empty() => Name::Exact(path.clone()),
                Place::File(path) => {
                    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned() + &suffix;
                    match (output.role, path.extension()) {
                        (OutputRole::Main, Some(extension)) => {
                            Name::Exact(path.with_file_name(stem).with_extension(extension))
                        }
                        // A last frame is a picture beside a film: its bytes decide.
                        _ => Name::Stem(path.with_file_name(stem)),
                    }
                }
            };
            Planned { output, overwrite: target.overwrite, name }
        })
        .collect()
}

/// A server's id as a file name: nothing that could leave the directory or surprise a shell.
fn safe_name(id: &str) -> String {
    let name: String = id
        .chars()
        .take(100)
        .map(|c| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '_' })
        .collect();
    if name.starts_with('-') { format!("_{name}") } else { name }
}

/// The usual extensions of a media type, the best first.
fn extensions(media_type: &str) -> &'static [&'static str] {
    match media_type {
        "image/png" => &["png"],
        "image/jpeg" => &["jpg", "jpeg", "jpe"],
        "image/webp" => &["webp"],
        "image/gif" => &["gif"],
        "image/avif" => &["avif"],
        "video/mp4" | "video/x-m4v" => &["mp4", "m4v"],
        "video/webm" => &["webm"],
        "video/quicktime" => &["mov"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use toapis_types::{Task, TaskId, TaskKind};

    use super::*;

    fn names(target: &Target, items: &serde_json::Value) -> Vec<PathBuf> {
        let task =
            Task::from_value(json!({"id": "../tsk/1", "status": "completed", "result": {"data": items}}))
                .unwrap();
        let handle = TaskHandle::new(TaskKind::Image, TaskId::new("../tsk/1").unwrap());
        plan(&handle, &task.outputs, target).iter().map(|planned| planned.path(Some("image/jpeg"))).collect()
    }

    #[test]
    fn names_are_ours_and_stay_in_their_directory() {
        let two = json!([{"url": "https://h/a"}, {"url": "https://h/b"}]);
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(names(&Target::dir("out"), &two), paths(&["out/___tsk_1.jpg", "out/___tsk_1-2.jpg"]));
        assert_eq!(names(&Target::file("a/b.png"), &two), paths(&["a/b.png", "a/b-2.png"]));
        assert_eq!(names(&Target::file("plain"), &two), paths(&["plain", "plain-2.jpg"]));
        let film = json!([{"url": "https://h/a.mp4", "last_frame_url": "https://h/l.png"}]);
        assert_eq!(names(&Target::file("f.mp4"), &film), paths(&["f.mp4", "f-last-frame.jpg"]));
    }

    #[test]
    fn d11_a_wrong_extension_is_noticed() {
        let saved = |name: &str| Saved { path: name.into(), bytes: 1, media_type: Some("image/jpeg") };
        assert_eq!(saved("a.png").better_extension(), Some("jpg"));
        assert_eq!(saved("a.JPEG").better_extension(), None);
    }
}

//! What each result of a task is called.

use std::path::{Path, PathBuf};

use toapis_types::{Output, OutputRole, OutputSource, Task, TaskHandle};

use super::leftover::result_key;
use super::target::{Existing, MEDIA_TYPES, Place, Target, extensions};

/// What one result is to become.
#[derive(Debug)]
pub(crate) struct Planned<'a> {
    output: &'a Output,
    /// Its place among the results of its task, counted from 1.
    pub(crate) place: usize,
    pub(super) existing: Existing,
    /// Tells it from all other results.
    pub(super) key: u64,
    name: Name,
}

impl<'a> Planned<'a> {
    /// Where to fetch it from, or else the bytes themselves.
    pub(super) fn source(&self) -> &'a OutputSource {
        &self.output.source
    }

    pub(super) fn role(&self) -> OutputRole {
        self.output.role
    }

    /// Where the same result is by a later look at its task.
    pub(super) fn url_in<'t>(&self, task: &'t Task) -> Option<&'t str> {
        let index = self.place.checked_sub(1)?;
        task.outputs.get(index).filter(|output| output.role == self.output.role)?.url()
    }

    /// The final path, given the media type that the bytes show.
    pub(super) fn path(&self, media_type: Option<&str>) -> PathBuf {
        self.name.path(media_type)
    }

    /// Every path that it may get.
    pub(super) fn all_paths(&self) -> Vec<PathBuf> {
        match &self.name {
            Name::Exact(path) => vec![path.clone()],
            Name::Stem(_) => {
                let known = MEDIA_TYPES.iter().map(|media_type| self.path(Some(media_type)));
                known.chain([self.path(None)]).collect()
            }
        }
    }

    /// The final path, where it does not depend on the bytes.
    pub(super) fn known_path(&self) -> Option<&Path> {
        match &self.name {
            Name::Exact(path) => Some(path),
            Name::Stem(_) => None,
        }
    }
}

/// The name of a result, as far as it is known before its bytes are.
#[derive(Debug)]
pub(super) enum Name {
    Exact(PathBuf),
    /// The extension is added once the bytes are known.
    Stem(PathBuf),
}

impl Name {
    /// The name of the `number`th picture or film, counted from 1, when the first is to be called `path`.
    pub(super) fn numbered(path: &Path, number: u32) -> Self {
        Self::beside(path, &number_suffix(number), OutputRole::Main)
    }

    /// `path` itself, or a name beside it: with a suffix before the last extension.
    ///
    /// Names are put together from whole pieces: replacing an extension would take the end of `v1.2-2` for one, and
    /// give two results one name.
    fn beside(path: &Path, suffix: &str, role: OutputRole) -> Self {
        if suffix.is_empty() {
            return Self::Exact(path.to_owned());
        }
        let mut name = path.file_stem().unwrap_or_default().to_owned();
        name.push(suffix);
        match (role, path.extension()) {
            (OutputRole::Main, Some(extension)) => {
                name.push(".");
                name.push(extension);
                Self::Exact(path.with_file_name(name))
            }
            // A last frame is a picture beside a film, and a layer is a PNG beside a JPEG: their bytes decide.
            _ => Self::Stem(path.with_file_name(name)),
        }
    }

    /// The whole name, given the media type that the bytes show.
    pub(super) fn path(&self, media_type: Option<&str>) -> PathBuf {
        match self {
            Self::Exact(path) => path.clone(),
            Self::Stem(stem) => {
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
}

/// Names every result of a task, each differently.
pub(crate) fn plan<'a>(handle: &TaskHandle, outputs: &'a [Output], target: &Target) -> Vec<Planned<'a>> {
    let mut mains = 0;
    let mut last_frames = 0;
    let mut thumbnails = 0;
    outputs
        .iter()
        .zip(1..)
        .map(|(output, place)| {
            let beside = match output.role {
                OutputRole::LastFrame => Some(("-last-frame", &mut last_frames)),
                OutputRole::Thumbnail => Some(("-thumbnail", &mut thumbnails)),
                // Pictures, films, layers, and whatever else there may be one day: one after the other.
                _ => None,
            };
            let suffix = if let Some((word, count)) = beside {
                // One that comes before any picture or film belongs to the first.
                mains = mains.max(1);
                *count += 1;
                number_suffix(mains) + word + &number_suffix(*count)
            } else {
                mains += 1;
                (last_frames, thumbnails) = (0, 0);
                number_suffix(mains)
            };
            let name = match &target.place {
                Place::Dir(dir) => Name::Stem(dir.join(safe_name(handle.id.as_str()) + &suffix)),
                Place::File(path) => Name::beside(path, &suffix, output.role),
            };
            let key = result_key(handle, place, output.role);
            Planned { output, place, existing: target.existing, key, name }
        })
        .collect()
}

/// The folder that a file is in; `.` for a bare name.
pub(super) fn parent_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn number_suffix(number: u32) -> String {
    if number > 1 { format!("-{number}") } else { String::new() }
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};
    use toapis_types::{Task, TaskId, TaskKind};

    use super::*;

    fn names(target: &Target, items: &Value) -> Vec<PathBuf> {
        let task =
            Task::from_value(json!({"id": "../tsk/1", "status": "completed", "result": {"data": items}}))
                .unwrap();
        let handle = TaskHandle::new(TaskKind::Image, TaskId::new("../tsk/1").unwrap());
        plan(&handle, &task.outputs, target).iter().map(|planned| planned.path(Some("image/jpeg"))).collect()
    }

    fn paths(names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(PathBuf::from).collect()
    }

    fn two() -> Value {
        json!([{"url": "https://h/a"}, {"url": "https://h/b"}])
    }

    #[test]
    fn names_are_ours_and_stay_in_their_directory() {
        assert_eq!(names(&Target::dir("out"), &two()), paths(&["out/___tsk_1.jpg", "out/___tsk_1-2.jpg"]));
        assert_eq!(names(&Target::file("a/b.png"), &two()), paths(&["a/b.png", "a/b-2.png"]));
        assert_eq!(names(&Target::file("plain"), &two()), paths(&["plain", "plain-2.jpg"]));
        let film = json!([{"url": "https://h/a.mp4", "last_frame_url": "https://h/l.png"}]);
        assert_eq!(names(&Target::file("f.mp4"), &film), paths(&["f.mp4", "f-last-frame.jpg"]));
    }

    #[test]
    fn d14_a_number_goes_before_the_last_extension_only() {
        assert_eq!(names(&Target::file("w1.2.png"), &two()), paths(&["w1.2.png", "w1.2-2.png"]));
        assert_eq!(names(&Target::file("a.b/v1.2"), &two()), paths(&["a.b/v1.2", "a.b/v1-2.2"]));
        assert_eq!(names(&Target::file(".hidden"), &two()), paths(&[".hidden", ".hidden-2.jpg"]));
        assert_eq!(names(&Target::file("end."), &two()), paths(&["end.", "end-2."]));
    }

    #[test]
    fn d14_d20_no_two_results_of_a_task_share_a_name() {
        let film = |n: u32| json!({"url": format!("https://h/{n}.mp4"), "last_frame_url": format!("https://h/{n}.png")});
        let only_a_frame = json!({"last_frame_url": "https://h/l.png"});
        let all =
            json!({"url": "https://h/a", "last_frame_url": "https://h/b", "thumbnail_url": "https://h/c"});
        let layer = json!({"url": "https://h/d", "z_index": 1, "thumbnail_url": "https://h/e"});
        let lists = [
            json!([film(1), film(2), film(3)]),
            json!([film(1), only_a_frame, only_a_frame, film(2), only_a_frame]),
            json!([only_a_frame, only_a_frame, film(1)]),
            json!([all, layer, layer, all]),
            (1..=12).map(film).collect(),
        ];
        for name in
            ["x.png", "w1.2.png", "v1.2-2.png", "x-2.png", "x-last-frame.jpg", ".jpg", "plain", "a.b.c.jpg"]
        {
            for target in [Target::file(name), Target::dir(name)] {
                for list in &lists {
                    let names = names(&target, list);
                    let distinct: BTreeSet<_> = names.iter().collect();
                    assert_eq!(distinct.len(), names.len(), "{names:?}");
                    assert!(names.len() >= 3, "{names:?}");
                }
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_is_kept_as_it_is() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

        let target = Target::file(OsStr::from_bytes(b"d\xff/na\xffme.p\xff"));
        let names: Vec<_> =
            names(&target, &two()).into_iter().map(|name| name.into_os_string().into_vec()).collect();
        assert_eq!(names, [&b"d\xff/na\xffme.p\xff"[..], b"d\xff/na\xffme-2.p\xff"]);
    }
}

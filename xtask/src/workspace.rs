//! The files a generator owns, in memory and on disk.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::run::Outcome;

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_owned()
}

/// Generated files: paths below the root, with `/`, and what they hold.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Files {
    contents: BTreeMap<String, String>,
    /// Directories that hold generated files only, apart from what `is_other` spares.
    owned: Vec<&'static str>,
}

impl Files {
    /// No files yet; files in these directories that carry the header and are not added count as leftovers.
    pub(crate) fn owning(owned: &[&'static str]) -> Self {
        Self { contents: BTreeMap::new(), owned: owned.to_vec() }
    }

    pub(crate) fn add(&mut self, path: impl Into<String>, content: String) {
        self.contents.insert(path.into(), content);
    }

    /// The content of a file.
    #[cfg(test)]
    pub(crate) fn get(&self, path: &str) -> Option<&str> {
        self.contents.get(path).map(String::as_str)
    }

    /// The paths, in alphabetical order.
    #[cfg(test)]
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.contents.keys().map(String::as_str)
    }

    pub(crate) fn len(&self) -> usize {
        self.contents.len()
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&String, &mut String)> {
        self.contents.iter_mut()
    }

    /// Writes what differs and removes leftovers. Says how many files that were.
    pub(crate) fn write(&self, root: &Path) -> Outcome<usize> {
        let mut changed = 0;
        for (path, content) in &self.contents {
            let target = root.join(path);
            if read(&target)?.as_ref() == Some(content) {
                continue;
            }
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(&target, content).map_err(|error| format!("{path}: {error}"))?;
            changed += 1;
        }
        for path in self.leftovers(root)? {
            fs::remove_file(root.join(&path)).map_err(|error| format!("{path}: {error}"))?;
            changed += 1;
        }
        Ok(changed)
    }

    /// Fails with the names of all files that are not as they should be, and the command that writes them.
    pub(crate) fn compare(&self, root: &Path, command: &str) -> Outcome {
        let mut stale = Vec::new();
        for (path, content) in &self.contents {
            match read(&root.join(path))? {
                None => stale.push(format!("{path}: missing")),
                Some(found) if found != *content => {
                    stale.push(format!("{path}: stale{}", first_difference(&found, content)));
                }
                Some(_) => {}
            }
        }
        stale.extend(
            self.leftovers(root)?.into_iter().map(|path| format!("{path}: nothing generates it any more")),
        );
        if stale.is_empty() {
            return Ok(());
        }
        Err(format!("run `cargo xtask {command}`:\n  {}", stale.join("\n  ")).into())
    }

    fn leftovers(&self, root: &Path) -> Outcome<Vec<String>> {
        let mut leftovers = Vec::new();
        for owned in &self.owned {
            for path in files_below(&root.join(owned))? {
                let Ok(relative) = path.strip_prefix(root) else { continue };
                let name = relative.to_string_lossy().replace('\\', "/");
                let is_generated = || read(&path).ok().flatten().is_some_and(|text| text.contains(MARK));
                if !self.contents.contains_key(&name) && is_generated() {
                    leftovers.push(name);
                }
            }
        }
        Ok(leftovers)
    }
}

/// Every generated file says so in its first lines, with these words.
pub(crate) const MARK: &str = "by `cargo xtask codegen`; do not edit";

fn read(path: &Path) -> Outcome<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{}: {error}", path.display()).into()),
    }
}

fn files_below(directory: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries = match fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(files),
        Err(error) => return Err(format!("{}: {error}", directory.display()).into()),
    };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "md") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn first_difference(found: &str, wanted: &str) -> String {
    let line = found.lines().zip(wanted.lines()).position(|(one, other)| one != other);
    line.map(|line| format!(" from line {}", line + 1)).unwrap_or_default()
}

//! The catalogue: loading its files and refusing what cannot be right.

pub(crate) mod format;
mod format_calls;
pub(crate) mod names;
mod validate;

pub(crate) use self::validate::{leaves, parse_pixels};

use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;

use self::format::{Conflict, Field, Kind, Operation, PageFile, PlatformFile};
use crate::run::Outcome;

/// Where the files are, below the root of the workspace.
pub(crate) const DIRECTORY: &str = "crates/toapis-types/catalog";

/// The file of the fields that every create call takes.
const PLATFORM: &str = "_platform.toml";

/// All pages, with the fields of the platform added to each.
#[derive(Debug)]
pub(crate) struct Catalogue {
    /// The pages, by file name.
    pub(crate) pages: Vec<Page>,
    /// The fields every create call takes.
    pub(crate) platform: PlatformFile,
}

/// One page and the file it stands in.
#[derive(Debug)]
pub(crate) struct Page {
    /// The name of the file without `.toml`.
    pub(crate) stem: String,
    pub(crate) file: PageFile,
    /// The fields of the platform it takes over, because it gives no field of that name itself.
    pub(crate) shared: Vec<Field>,
}

impl Catalogue {
    /// Reads and checks every file of the catalogue directory.
    pub(crate) fn load(root: &Path) -> Outcome<Self> {
        Self::read(&Self::texts(root)?)
    }

    /// The files of the catalogue directory, as name and text, by name.
    pub(crate) fn texts(root: &Path) -> Outcome<Vec<(String, String)>> {
        let directory = root.join(DIRECTORY);
        let mut files = Vec::new();
        for entry in fs::read_dir(&directory).map_err(|error| format!("{}: {error}", directory.display()))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let text =
                    fs::read_to_string(&path).map_err(|error| format!("{DIRECTORY}/{name}: {error}"))?;
                files.push((name, text));
            }
        }
        files.sort();
        Ok(files)
    }

    /// Reads and checks files given as name and text.
    pub(crate) fn read(files: &[(String, String)]) -> Outcome<Self> {
        let platform = files.iter().find(|(name, _)| name == PLATFORM);
        let (name, text) = platform.ok_or_else(|| format!("{DIRECTORY}/{PLATFORM} is missing"))?;
        let platform: PlatformFile = parse(name, text)?;
        let mut pages = Vec::new();
        let mut files: Vec<&(String, String)> = files.iter().filter(|(name, _)| name != PLATFORM).collect();
        files.sort();
        for (name, text) in files {
            let file: PageFile = parse(name, text)?;
            let shared = shared_fields(&platform, &file);
            let stem = name.strip_suffix(".toml").unwrap_or(name).to_owned();
            pages.push(Page { stem, file, shared });
        }
        let catalogue = Self { pages, platform };
        let problems = validate::problems(&catalogue);
        if problems.is_empty() {
            return Ok(catalogue);
        }
        Err(format!("{} problems in {DIRECTORY}:\n  {}", problems.len(), problems.join("\n  ")).into())
    }
}

impl Page {
    /// The page's own fields, then those of the platform.
    pub(crate) fn all_fields(&self) -> impl Iterator<Item = &Field> {
        self.file.fields.iter().chain(&self.shared)
    }

    /// The name of a Rust module for this page: `gemini-3.1-flash` becomes `gemini_3_1_flash`.
    pub(crate) fn module(&self) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
        self.stem.replace("--", "-").chars().map(plain).collect()
    }

    /// `image` or `video`, the module of its builders.
    pub(crate) fn kind(&self) -> &'static str {
        match self.file.kind {
            Kind::Image => "image",
            Kind::Video => "video",
        }
    }

    pub(crate) fn path(&self) -> &str {
        self.file.path.as_deref().unwrap_or(match (self.file.kind, self.file.operation) {
            (Kind::Image, _) => "/v1/images/generations",
            (Kind::Video, Operation::Remix) => "/v1/videos/{video_id}/remix",
            (Kind::Video, Operation::Extend) => "/v1/videos/{video_id}/extend",
            (Kind::Video, _) => "/v1/videos/generations",
        })
    }

    /// Whether the page has a place in the runtime table: it documents a body.
    pub(crate) fn has_table(&self) -> bool {
        self.file.operation != Operation::Calls
    }

    /// Contested points of the page and of the fields it takes over.
    pub(crate) fn conflicts<'a>(&'a self, platform: &'a PlatformFile) -> impl Iterator<Item = &'a Conflict> {
        self.file.conflicts.iter().chain(&platform.conflicts)
    }
}

/// The platform fields a page does not define itself, with the page that documents them for its kind.
fn shared_fields(platform: &PlatformFile, file: &PageFile) -> Vec<Field> {
    if file.operation == Operation::Calls {
        return Vec::new();
    }
    let own = |shared: &Field| {
        file.fields.iter().any(|field| field.name == shared.name || field.at() == shared.at())
    };
    let for_kind = |field: &Field| {
        let mut field = field.clone();
        if let (Kind::Video, Some(page)) = (file.kind, &field.video_page) {
            field.page = Some(page.clone());
        }
        field
    };
    platform.fields.iter().filter(|field| !own(field)).map(for_kind).collect()
}

fn parse<T: DeserializeOwned>(name: &str, text: &str) -> Outcome<T> {
    toml::from_str(text).map_err(|error| format!("{DIRECTORY}/{name}: {error}").into())
}

#[cfg(test)]
mod tests;

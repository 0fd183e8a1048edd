//! The catalogue: loading its files and refusing what cannot be right.

pub(crate) mod format;
pub(crate) mod names;
mod validate;

pub(crate) use self::validate::{leaves, parse_pixels};

use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;

use self::format::{Conflict, Field, Kind, PageFile, PlatformFile};
use crate::run::Outcome;

/// Where the files are, below the root of the workspace.
pub(crate) const DIRECTORY: &str = "crates/toapis-types/catalog";

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
    /// Reads and checks every file.
    pub(crate) fn load(root: &Path) -> Outcome<Self> {
        let directory = root.join(DIRECTORY);
        let platform: PlatformFile = read(&directory, "_platform.toml")?;
        let mut names = Vec::new();
        for entry in fs::read_dir(&directory).map_err(|error| format!("{}: {error}", directory.display()))? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        let mut pages = Vec::new();
        for name in names.iter().filter(|name| !name.starts_with('_')) {
            let Some(stem) = name.strip_suffix(".toml") else { continue };
            let file: PageFile = read(&directory, name)?;
            let shared = shared_fields(&platform, &file);
            pages.push(Page { stem: stem.to_owned(), file, shared });
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

    pub(crate) fn path(&self) -> &str {
        self.file.path.as_deref().unwrap_or(match self.file.kind {
            Kind::Image => "/v1/images/generations",
            Kind::Video => "/v1/videos/generations",
        })
    }

    /// Contested points of the page and of the fields it takes over.
    pub(crate) fn conflicts<'a>(&'a self, platform: &'a PlatformFile) -> impl Iterator<Item = &'a Conflict> {
        self.file.conflicts.iter().chain(&platform.conflicts)
    }
}

/// The platform fields a page does not define itself, with the page that documents them for its kind.
fn shared_fields(platform: &PlatformFile, file: &PageFile) -> Vec<Field> {
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

fn read<T: DeserializeOwned>(directory: &Path, name: &str) -> Outcome<T> {
    let text =
        fs::read_to_string(directory.join(name)).map_err(|error| format!("{DIRECTORY}/{name}: {error}"))?;
    toml::from_str(&text).map_err(|error| format!("{DIRECTORY}/{name}: {error}").into())
}

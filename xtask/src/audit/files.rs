//! Reading both sides from disk.

use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::facts::FactPage;
use crate::catalogue::Page;
use crate::catalogue::format::{Field, Operation, PageFile, PlatformFile};
use crate::run::Outcome;

/// The file of the fields that every create call takes.
const PLATFORM: &str = "_platform.toml";

/// The pages of `images/` and `videos/`; what the facts say about the platform has no page in the catalogue.
pub(super) fn facts(directory: &Path) -> Outcome<Vec<FactPage>> {
    let mut pages = Vec::new();
    for kind in ["images", "videos"] {
        for path in toml_files(&directory.join(kind))? {
            let mut page: FactPage = parse(&path)?;
            page.stem = stem(&path);
            pages.push(page);
        }
    }
    Ok(pages)
}

/// All pages of a folder. The platform's file is taken from the usual folder when this one has none.
pub(super) fn catalogue(directory: &Path, usual: &Path) -> Outcome<(Vec<Page>, PlatformFile)> {
    let own = directory.join(PLATFORM);
    let platform: PlatformFile = parse(&if own.exists() { own } else { usual.join(PLATFORM) })?;
    let mut pages = Vec::new();
    for path in toml_files(directory)? {
        if !path.ends_with(PLATFORM) {
            pages.push(page(stem(&path), parse(&path)?, &platform));
        }
    }
    Ok((pages, platform))
}

/// A page with the fields of the platform that it does not define itself.
pub(super) fn page(stem: String, file: PageFile, platform: &PlatformFile) -> Page {
    let is_own = |shared: &Field| {
        file.fields.iter().any(|field| field.name == shared.name || field.at() == shared.at())
    };
    let creates = file.operation != Operation::Calls;
    let shared = platform.fields.iter().filter(|field| creates && !is_own(field)).cloned().collect();
    Page { stem, file, shared }
}

fn toml_files(directory: &Path) -> Outcome<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory).map_err(|error| format!("{}: {error}", directory.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn parse<T: DeserializeOwned>(path: &Path) -> Outcome<T> {
    let at_path = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = fs::read_to_string(path).map_err(|error| at_path(&error))?;
    Ok(toml::from_str(&text).map_err(|error| at_path(&error))?)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

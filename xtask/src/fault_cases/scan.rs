//! Finds the tests of the workspace by reading its source text.
//!
//! Text, not syntax trees: most tests of properties stand inside of macros, where a parser sees only tokens.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::Outcome;

/// One test: the package that holds it, and the name of its function.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Test {
    pub(crate) package: String,
    pub(crate) name: String,
}

impl Test {
    /// Whether this is a test of the emulator, which causes faults.
    pub(crate) fn is_of_emulator(&self) -> bool {
        self.package == "toapis-emulator"
    }
}

/// All tests that an ordinary run of the workspace runs.
pub(crate) fn workspace(root: &Path) -> Outcome<Vec<Test>> {
    let mut tests = Vec::new();
    let crates = directories(&root.join("crates"))?;
    for package in crates.into_iter().chain([root.join("tests"), root.join("xtask")]) {
        let name = package_name(&package)?;
        for part in ["src", "tests"] {
            for file in rust_files(&package.join(part))? {
                let text = fs::read_to_string(&file)?;
                let names = functions(&text).into_iter().chain(conformance_cases(&text));
                tests.extend(names.map(|test| Test { package: name.clone(), name: test }));
            }
        }
    }
    tests.sort();
    tests.dedup();
    Ok(tests)
}

/// The names of the functions that are marked as tests and not ignored.
pub(crate) fn functions(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut marked, mut ignored, mut open) = (false, false, false);
    for line in text.lines().map(str::trim) {
        if open || line.starts_with("#[") {
            marked |= is_test_attribute(line);
            ignored |= line.starts_with("#[ignore");
            open = !line.ends_with(']');
        } else if line.starts_with("//") {
            // Comments may stand between an attribute and its function.
        } else {
            if let Some(name) = function_name(line).filter(|_| marked && !ignored) {
                found.push(name.to_owned());
            }
            (marked, ignored) = (false, false);
        }
    }
    found
}

/// The cases of the transport's conformance suite: lines of its list, `name: "what must come of it";`.
pub(crate) fn conformance_cases(text: &str) -> Vec<String> {
    let Some((_, list)) = text.split_once(CONFORMANCE_LIST) else { return Vec::new() };
    let list = list.split("\n}").next().unwrap_or_default();
    let names = list.lines().filter_map(|line| line.trim().strip_suffix("\";")?.split_once(": \""));
    names.map(|(name, _)| name.to_owned()).filter(|name| is_identifier(name)).collect()
}

const CONFORMANCE_LIST: &str = "macro_rules! __conformance_list {";

fn is_test_attribute(line: &str) -> bool {
    ["#[test]", "#[tokio::test]", "#[tokio::test("].iter().any(|attribute| line.starts_with(attribute))
}

fn function_name(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let line = line.strip_prefix("async ").unwrap_or(line);
    let name = line.strip_prefix("fn ")?.split(['(', '<']).next()?;
    is_identifier(name).then_some(name)
}

fn is_identifier(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn package_name(directory: &Path) -> Outcome<String> {
    let path = directory.join("Cargo.toml");
    let manifest: toml::Table = toml::from_str(&fs::read_to_string(&path)?)?;
    let name = manifest.get("package").and_then(|package| package.get("name")).and_then(toml::Value::as_str);
    Ok(name.ok_or_else(|| format!("{}: no package name", path.display()))?.to_owned())
}

fn directories(path: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        if path.join("Cargo.toml").is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn rust_files(path: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            let path = entry?.path();
            if path.is_dir() {
                found.extend(rust_files(&path)?);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    Ok(found)
}

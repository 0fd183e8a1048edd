//! A model that does not exist goes the whole way: out of the file in `docs/adding-a-model.md`, through the loader and
//! the generator, into a builder, a table and a page.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::files;
use crate::catalogue::{Catalogue, DIRECTORY};
use crate::rustfmt::format_all;
use crate::workspace::{Files, root};

const GENERATED: &str = "crates/toapis-types/src/generated";

/// The file shown in the documentation.
fn shown() -> String {
    let page = fs::read_to_string(root().join("docs/adding-a-model.md")).unwrap();
    let start = page.find("```toml\n").unwrap() + "```toml\n".len();
    let length = page[start..].find("```").unwrap();
    page[start..start + length].to_owned()
}

/// Everything that is generated when a file is added to the catalogue.
fn generated_with(name: &str, text: &str) -> Files {
    let mut files = Catalogue::texts(&root()).unwrap();
    files.push((name.to_owned(), text.to_owned()));
    let catalogue = Catalogue::read(&files).unwrap();
    super::files(&catalogue)
}

/// The same files, formatted. `None`, with a word about it, where rustfmt is not installed: it is no part of the
/// smallest Rust installation, and only who changes the catalogue needs it.
fn formatted(mut files: Files) -> Option<Files> {
    match format_all(&root(), &mut files) {
        Ok(()) => Some(files),
        Err(error) if error.to_string().contains("rustfmt is not installed") => {
            eprintln!("not tested: {error}");
            None
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn an_invented_model_becomes_a_builder_a_table_and_a_page() {
    let Some(files) = formatted(generated_with("aurora-1.toml", &shown())) else { return };
    let holds = |path: &str, parts: &[&str]| {
        let text = files.get(path).unwrap_or_else(|| panic!("{path} is not generated"));
        for part in parts {
            assert!(text.contains(part), "{path} lacks {part:?}:\n{text}");
        }
    };
    holds(
        &format!("{GENERATED}/image/aurora_1.rs"),
        &[
            "pub struct Aurora1 {",
            "pub fn new(prompt: impl Into<String>) -> Self {",
            "/// - `prompt`: What to draw. Limits: at most 500 characters.",
            "pub fn model(mut self, model: Model) -> Self {",
            "self.request = self.request.metadata(\"resolution\", resolution);",
            "/// Default: `0.5`. Limits: 0 to 1.",
            "pub fn glow(mut self, glow: f64) -> Self {",
            "pub fn references<I>(self, urls: I) -> Self",
            "/// `2K`. Only for `aurora-1`.",
            "wire_words!(Resolution, \"resolution\", [K1 = \"1K\", K2 = \"2K\"]);",
        ],
    );
    holds(
        &format!("{GENERATED}/pages/image/aurora_1.rs"),
        &[
            "max_length: Some(500)",
            "Word::new(\"2K\").models(&[\"aurora-1\"])",
            "Condition::Set(\"image_urls\")",
        ],
    );
    holds(super::OPENAPI, &["\"Aurora1\"", "\"aurora-1-mini\""]);
    holds(&format!("{GENERATED}/pages/image/mod.rs"), &["pub(crate) mod aurora_1;", "&aurora_1::PAGE"]);
    holds(&format!("{GENERATED}/image/mod.rs"), &["pub mod aurora_1;", "pub use aurora_1::Aurora1;"]);
    holds(
        &format!("{GENERATED}/examples/image/aurora_1.rs"),
        &[".model(Model::Aurora1Mini)", ".glow(0.25)", "\"glow\": 0.25"],
    );
    holds(
        "docs/models/aurora-1.md",
        &["# Aurora 1", "--model aurora-1 --size 16:9 --resolution 2K", "**Decision:** 1 is the limit."],
    );
    holds("docs/models/README.md", &["| `aurora-1-mini` | Example Labs |"]);
}

#[test]
fn a_new_model_changes_nothing_but_the_lists() {
    let before = generated_with("aurora-1.toml", &shown());
    let plain = files(&Catalogue::load(&root()).unwrap());
    let changed: Vec<&str> = plain.paths().filter(|path| plain.get(path) != before.get(path)).collect();
    let lists = [
        &format!("{GENERATED}/examples/image/mod.rs"),
        &format!("{GENERATED}/image/mod.rs"),
        &format!("{GENERATED}/pages/image/mod.rs"),
        "docs/models/README.md",
        "docs/models/contested.md",
        super::OPENAPI,
    ];
    assert_eq!(changed, lists.map(str::to_owned));
}

/// The whole way in a copy of the crate: generate, build, run the generated tests, and check a bad request. It builds
/// the crate once more, so it runs only when asked for: `cargo test -p xtask -- --ignored`.
#[test]
#[ignore = "builds a copy of toapis-types, which takes a minute"]
fn an_invented_model_compiles_and_is_checked() {
    let copy = env::temp_dir().join(format!("toapis-invented-{}", std::process::id()));
    for part in ["crates/toapis-types", "Cargo.toml", "Cargo.lock", "rustfmt.toml"] {
        copy_all(&root().join(part), &copy.join(part));
    }
    let manifest = fs::read_to_string(copy.join("Cargo.toml")).unwrap();
    let manifest = manifest
        .replace("members = [\"crates/*\", \"tests\", \"xtask\"]", "members = [\"crates/toapis-types\"]");
    fs::write(copy.join("Cargo.toml"), manifest).unwrap();
    fs::write(copy.join(DIRECTORY).join("aurora-1.toml"), shown()).unwrap();
    generated_with("aurora-1.toml", &shown()).write(&copy).unwrap();
    fs::create_dir_all(copy.join("crates/toapis-types/examples")).unwrap();
    fs::write(copy.join("crates/toapis-types/examples/aurora.rs"), PROGRAM).unwrap();
    let cargo = |arguments: &[&str]| {
        let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(program);
        command.current_dir(&copy).args(arguments).env("CARGO_TARGET_DIR", copy.join("target"));
        let output = command.env("INSTA_UPDATE", "always").output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
        text
    };
    let tests = cargo(&["test", "--offline", "-p", "toapis-types", "--lib", "--", "aurora_1"]);
    assert!(tests.contains("2 passed"), "{tests}");
    let said = cargo(&["run", "--offline", "-q", "-p", "toapis-types", "--example", "aurora"]);
    let page = fs::read_to_string(root().join("docs/adding-a-model.md")).unwrap();
    assert_eq!(said.lines().count(), 3, "{said}");
    for line in said.lines().take(2) {
        assert!(page.contains(line), "the documentation does not show {line:?}");
    }
    fs::remove_dir_all(&copy).unwrap();
}

/// What the documentation shows, and a rule.
const PROGRAM: &str = r#"
use toapis_types::image::aurora_1::{Aurora1, Model, Resolution};

fn main() {
    let request = Aurora1::new("Green light over a fjord").resolution(Resolution::K2);
    assert!(request.check().is_empty());
    for finding in request.model(Model::Aurora1Mini).glow(1.5).check() {
        println!("{finding}");
    }
    for finding in Aurora1::new("Green light over a fjord").glow(0.7).check() {
        println!("{finding}");
    }
}
"#;

fn copy_all(from: &Path, to: &Path) {
    if from.is_dir() {
        let entries: Vec<PathBuf> = fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()).collect();
        for path in entries {
            copy_all(&path, &to.join(path.file_name().unwrap()));
        }
    } else {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }
}

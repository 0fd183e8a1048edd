//! The module files that list what was generated, and the front page of the model pages.

use super::code::Code;
use super::{GENERATED, MODELS};
use crate::catalogue::{Catalogue, Page};
use crate::workspace::{Files, MARK};

/// Adds the index files.
pub(super) fn add(catalogue: &Catalogue, files: &mut Files) {
    files.add(format!("{GENERATED}/mod.rs"), root());
    files.add(format!("{GENERATED}/image/mod.rs"), builders(catalogue));
    files.add(format!("{GENERATED}/pages/mod.rs"), pages(catalogue));
    files.add(format!("{GENERATED}/examples/mod.rs"), examples(catalogue));
    files.add(format!("{MODELS}/README.md"), models(catalogue));
}

fn root() -> String {
    let mut code = Code::file("*.toml");
    code.line("#[cfg(test)]\nmod examples;\npub(crate) mod image;\npub(crate) mod pages;");
    code.finish()
}

fn builders(catalogue: &Catalogue) -> String {
    let mut code = Code::file("*.toml");
    let builders = || catalogue.pages.iter().flat_map(|page| &page.file.builders);
    for builder in builders() {
        code.line(format_args!("pub mod {};", builder.module));
    }
    code.line("");
    for builder in builders() {
        code.line(format_args!("pub use {}::{};", builder.module, builder.name));
    }
    code.finish()
}

fn pages(catalogue: &Catalogue) -> String {
    let mut code = Code::file("*.toml");
    code.line("use crate::catalog::Page;\n");
    let modules: Vec<String> = catalogue.pages.iter().map(Page::module).collect();
    for module in &modules {
        code.line(format_args!("pub(crate) mod {module};"));
    }
    code.line("mod platform;\n");
    code.doc(0, "Every page, in alphabetical order of the files.");
    let pages = modules.iter().map(|module| format!("&{module}::PAGE"));
    code.line(format_args!(
        "pub(crate) static PAGES: &[&Page] = &[{}];",
        pages.collect::<Vec<_>>().join(", ")
    ));
    code.finish()
}

fn examples(catalogue: &Catalogue) -> String {
    let mut code = Code::file("*.toml");
    for builder in catalogue.pages.iter().flat_map(|page| &page.file.builders) {
        code.line(format_args!("mod {};", builder.module));
    }
    code.finish()
}

fn models(catalogue: &Catalogue) -> String {
    let mut text = format!("<!-- Generated from `catalog/*.toml` {MARK}. -->\n\n# Models\n\n");
    text.push_str("| Model | Made by | Page | Can |\n| --- | --- | --- | --- |\n");
    for page in &catalogue.pages {
        for model in &page.file.models {
            let aliases: String = model.aliases.iter().map(|alias| format!(" (`{alias}`)")).collect();
            text.push_str(&format!(
                "| `{}`{aliases} | {} | [{}]({}.md) | {} |\n",
                model.id,
                page.file.provider,
                page.file.title,
                page.stem,
                page.file.capabilities.join(", ")
            ));
        }
    }
    text
}

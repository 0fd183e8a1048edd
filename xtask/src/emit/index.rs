//! The module files that list what was generated, and the front page of the model pages.

use super::code::{Code, literal};
use super::{GENERATED, MODELS, models_page};
use crate::catalogue::format::{Kind, Operation};
use crate::catalogue::{Catalogue, Page};
use crate::workspace::Files;

/// Adds the index files.
pub(super) fn add(catalogue: &Catalogue, files: &mut Files) {
    files.add(format!("{GENERATED}/mod.rs"), root());
    files.add(format!("{GENERATED}/paths.rs"), paths(catalogue));
    files.add(format!("{GENERATED}/pages/mod.rs"), all_pages());
    files.add(format!("{GENERATED}/examples/mod.rs"), all_examples());
    for (kind, name) in KINDS {
        files.add(format!("{GENERATED}/{name}/mod.rs"), builders(catalogue, kind));
        files.add(format!("{GENERATED}/pages/{name}/mod.rs"), pages(catalogue, kind));
        files.add(format!("{GENERATED}/examples/{name}/mod.rs"), examples(catalogue, kind));
    }
    files.add(format!("{MODELS}/README.md"), models_page::source(catalogue));
    files.add(format!("{MODELS}/contested.md"), models_page::contested(catalogue));
}

const KINDS: [(Kind, &str); 2] = [(Kind::Image, "image"), (Kind::Video, "video")];

/// The modules of typed requests on a page: one for each builder, or one for its calls.
pub(super) fn modules(page: &Page) -> Vec<&str> {
    let own = page.file.module.as_deref().filter(|_| page.file.builders.is_empty());
    page.file.builders.iter().map(|builder| builder.module.as_str()).chain(own).collect()
}

fn root() -> String {
    let mut code = Code::file("*.toml");
    code.line("#[cfg(test)]\n#[cfg(feature = \"catalog\")]\nmod examples;");
    code.line("#[cfg(feature = \"image\")]\npub(crate) mod image;");
    code.line("#[cfg(feature = \"catalog\")]\npub(crate) mod pages;");
    code.line("#[cfg(any(feature = \"image\", feature = \"video\"))]\npub(crate) mod paths;");
    code.line("#[cfg(feature = \"video\")]\npub(crate) mod video;");
    code.finish()
}

/// Create calls that do not go to the path of their kind.
fn paths(catalogue: &Catalogue) -> String {
    let mut code = Code::file("*.toml");
    for (kind, name) in KINDS {
        let is_own = |page: &&Page| {
            let file = &page.file;
            file.kind == kind && file.operation == Operation::Create && file.path.is_some()
        };
        let usual = format!("/v1/{name}s/generations");
        let pages = catalogue.pages.iter().filter(is_own).filter(|page| page.path() != usual);
        let pairs: Vec<String> = pages
            .flat_map(|page| page.file.models.iter().map(move |model| (model, page.path())))
            .flat_map(|(model, path)| {
                let ids = [&model.id].into_iter().chain(&model.aliases);
                ids.map(move |id| format!("({}, {})", literal(id), literal(path))).collect::<Vec<_>>()
            })
            .collect();
        code.doc(0, &format!("Models whose create call does not go to `{usual}`."));
        code.line(format_args!("#[cfg(feature = {})]", literal(name)));
        code.line(format_args!(
            "pub(crate) static {}: &[(&str, &str)] = &[{}];",
            name.to_uppercase(),
            pairs.join(", ")
        ));
    }
    code.finish()
}

fn of_kind(catalogue: &Catalogue, kind: Kind) -> impl Iterator<Item = &Page> {
    catalogue.pages.iter().filter(move |page| page.file.kind == kind)
}

fn builders(catalogue: &Catalogue, kind: Kind) -> String {
    let mut code = Code::file("*.toml");
    let mut modules: Vec<&str> = of_kind(catalogue, kind).flat_map(modules).collect();
    modules.sort_unstable();
    for module in modules {
        code.line(format_args!("pub mod {module};"));
    }
    code.line("");
    for builder in of_kind(catalogue, kind).flat_map(|page| &page.file.builders) {
        code.line(format_args!("pub use {}::{};", builder.module, builder.name));
    }
    code.finish()
}

fn all_pages() -> String {
    let mut code = Code::file("*.toml");
    code.line("use crate::catalog::Page;\n");
    for (_, name) in KINDS {
        code.line(format_args!("#[cfg(feature = {})]\npub(crate) mod {name};", literal(name)));
    }
    code.line("mod platform;\n");
    code.doc(0, "The pages of each kind, in alphabetical order of the files.");
    code.line("pub(crate) static ALL: &[&[&Page]] = &[");
    for (_, name) in KINDS {
        code.line(format_args!("#[cfg(feature = {})]\n{name}::PAGES,", literal(name)));
    }
    code.line("];\n");
    code.doc(0, "The models of each kind by id and by alias: the page and the position among its models.");
    code.line("pub(crate) static MODELS: &[&[(&str, &Page, usize)]] = &[");
    for (_, name) in KINDS {
        code.line(format_args!("#[cfg(feature = {})]\n{name}::MODELS,", literal(name)));
    }
    code.line("];");
    code.finish()
}

fn pages(catalogue: &Catalogue, kind: Kind) -> String {
    let mut code = Code::file("*.toml");
    code.line("use crate::catalog::Page;\n");
    let modules: Vec<String> =
        of_kind(catalogue, kind).filter(|page| page.has_table()).map(Page::module).collect();
    for module in &modules {
        code.line(format_args!("pub(crate) mod {module};"));
    }
    code.line("");
    let pages = modules.iter().map(|module| format!("&{module}::PAGE"));
    code.line(format_args!(
        "pub(crate) static PAGES: &[&Page] = &[{}];",
        pages.collect::<Vec<_>>().join(", ")
    ));
    let models = models(catalogue, kind);
    let models =
        models.iter().map(|(id, module, index)| format!("({}, &{module}::PAGE, {index})", literal(id)));
    code.line(format_args!(
        "\npub(crate) static MODELS: &[(&str, &Page, usize)] = &[{}];",
        models.collect::<Vec<_>>().join(", ")
    ));
    code.finish()
}

/// The ids and aliases of a kind, sorted, with the module of the page and the position among its models. Of a model with
/// two pages the main one counts.
fn models(catalogue: &Catalogue, kind: Kind) -> Vec<(&str, String, usize)> {
    let pages = of_kind(catalogue, kind).filter(|page| page.has_table() && page.file.adds_to.is_none());
    let mut models: Vec<(&str, String, usize)> = pages
        .flat_map(|page| page.file.models.iter().enumerate().map(move |(index, model)| (page, index, model)))
        .flat_map(|(page, index, model)| {
            let ids = [&model.id].into_iter().chain(&model.aliases);
            ids.map(move |id| (id.as_str(), page.module(), index))
        })
        .collect();
    models.sort_by_key(|(id, ..)| *id);
    models
}

fn all_examples() -> String {
    let mut code = Code::file("*.toml");
    code.line("#![allow(clippy::too_many_lines, reason = \"the examples of a page are one test\")]\n");
    for (_, name) in KINDS {
        code.line(format_args!("#[cfg(feature = {})]\nmod {name};", literal(name)));
    }
    code.finish()
}

fn examples(catalogue: &Catalogue, kind: Kind) -> String {
    let mut code = Code::file("*.toml");
    for module in of_kind(catalogue, kind).flat_map(modules) {
        code.line(format_args!("mod {module};"));
    }
    code.finish()
}

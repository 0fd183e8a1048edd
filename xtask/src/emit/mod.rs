//! What is written from the catalogue.

mod builder;
mod calls;
mod code;
mod command;
mod examples;
mod expression;
mod index;
mod item;
mod markdown;
mod models_page;
mod openapi;
mod page;
mod plan;
mod setter;
mod text;
mod words;

use crate::catalogue::Catalogue;
use crate::workspace::Files;

/// All generated files, not yet formatted.
pub(crate) fn files(catalogue: &Catalogue) -> Files {
    let mut files = Files::owning(&[GENERATED, MODELS]);
    files.add(format!("{GENERATED}/pages/platform.rs"), page::platform(catalogue));
    for page in &catalogue.pages {
        let (kind, module) = (page.kind(), page.module());
        if page.has_table() {
            files.add(format!("{GENERATED}/pages/{kind}/{module}.rs"), page::source(catalogue, page));
        }
        for builder in &page.file.builders {
            let name = format!("{kind}/{}.rs", builder.module);
            files.add(format!("{GENERATED}/{name}"), builder::source(page, builder));
            files.add(format!("{GENERATED}/examples/{name}"), examples::source(page, builder));
            if let Some(entries) = builder::entries(page, builder) {
                files.add(format!("{GENERATED}/{kind}/{}/entries.rs", builder.module), entries);
            }
        }
        if let (Some(module), true) = (&page.file.module, page.file.builders.is_empty()) {
            files.add(format!("{GENERATED}/{kind}/{module}.rs"), calls::source(page));
            files.add(format!("{GENERATED}/examples/{kind}/{module}.rs"), examples::of_calls(page, module));
        }
        files.add(format!("{MODELS}/{}.md", page.stem), markdown::page(page, &catalogue.platform));
    }
    index::add(catalogue, &mut files);
    files.add(OPENAPI, openapi::text(catalogue));
    files
}

#[cfg(test)]
mod tests;

const GENERATED: &str = "crates/toapis-types/src/generated";
const MODELS: &str = "docs/models";
const OPENAPI: &str = "docs/openapi.json";

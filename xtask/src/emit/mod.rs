//! What is written from the catalogue.

mod builder;
mod code;
mod examples;
mod index;
mod markdown;
mod page;
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
        let module = page.module();
        files.add(format!("{GENERATED}/pages/{module}.rs"), page::source(page));
        for builder in &page.file.builders {
            files.add(format!("{GENERATED}/image/{}.rs", builder.module), builder::source(page, builder));
            files.add(format!("{GENERATED}/examples/{}.rs", builder.module), examples::source(page, builder));
        }
        files.add(format!("{MODELS}/{}.md", page.stem), markdown::page(page, &catalogue.platform));
    }
    index::add(catalogue, &mut files);
    files
}

const GENERATED: &str = "crates/toapis-types/src/generated";
const MODELS: &str = "docs/models";

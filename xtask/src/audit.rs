//! `cargo xtask catalog-audit <facts>`: the catalogue against the facts it was written from, field by field.
//!
//! The facts are TOML files about the same pages, in a format of their own (`facts`). What both sides can say is
//! brought into one form and compared; sentences are not. A difference is either a mistake or a decision: the places
//! in the `fields` of a page's `[[conflict]]`s are forgiven and stand in the footer of the report.

use std::path::PathBuf;

use clap::Parser;

use self::facts::FactPage;
use self::report::Report;
use crate::catalogue::format::PlatformFile;
use crate::catalogue::{DIRECTORY, Page};
use crate::run::{Outcome, Run};
use crate::workspace::root;

mod calls;
mod examples;
mod facts;
mod files;
mod limits;
mod page;
mod params;
mod pixels;
mod report;
#[cfg(test)]
mod tests;

/// Compare the catalogue with the facts it was written from.
#[derive(Debug, Parser)]
pub(crate) struct CatalogAudit {
    /// The folder of the facts, with `images/` and `videos/` in it.
    facts: PathBuf,
    /// Another folder of catalogue files than that of the workspace.
    #[arg(long, value_name = "DIR", hide = true)]
    catalog: Option<PathBuf>,
}

impl Run for CatalogAudit {
    fn run(self) -> Outcome {
        let facts = files::facts(&self.facts)?;
        let usual = root().join(DIRECTORY);
        let (pages, platform) = files::catalogue(self.catalog.as_ref().unwrap_or(&usual), &usual)?;
        let report = audit(&facts, &Catalogue { pages, platform });
        print!("{report}");
        match report.differences() {
            0 => Ok(()),
            1 => Err("1 difference".into()),
            many => Err(format!("{many} differences").into()),
        }
    }
}

/// The side that is audited, read but not validated: that is for `codegen` to do.
struct Catalogue {
    pages: Vec<Page>,
    platform: PlatformFile,
}

impl Catalogue {
    /// The file of a page: the one that says so, or else the one with the same name.
    fn page(&self, facts: &FactPage) -> Option<&Page> {
        let named = self.pages.iter().find(|page| page.file.page == facts.page);
        named.or_else(|| self.pages.iter().find(|page| page.stem == facts.stem))
    }

    /// Whether every create call takes this place.
    fn is_shared(&self, place: &str) -> bool {
        self.platform.fields.iter().any(|field| field.at() == place)
    }
}

/// Compares every page of the facts, and lists the pages that only one side has.
fn audit(facts: &[FactPage], catalogue: &Catalogue) -> Report {
    let mut report = Report::default();
    let mut audited = Vec::new();
    for page in facts {
        match catalogue.page(page) {
            None => report.missing.push(page.page.clone()),
            Some(ours) => {
                audited.push(ours.stem.as_str());
                report.pages.push(page::compare(page, ours, facts, catalogue));
            }
        }
    }
    let unknown = catalogue.pages.iter().filter(|page| !audited.contains(&page.stem.as_str()));
    report.unknown = unknown.map(|page| page.file.page.clone()).collect();
    report
}

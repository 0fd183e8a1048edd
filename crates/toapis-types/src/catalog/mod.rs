//! What each model takes: a static table, and checks that are driven by it.
//!
//! The table is written from the files in `catalog/` of this crate, one for each page of the service's documentation.
//! It is plain static data: nothing is built or parsed when a program starts. [`find`] looks a model up, [`models`]
//! lists them all, and [`check`] judges a request body before it costs anything.
//!
//! ```
//! let entry = toapis_types::catalog::find("gemini-3.1-flash-image-preview").ok_or("unknown model")?;
//! assert_eq!(entry.provider(), "Google");
//! assert!(entry.resolutions().any(|resolution| resolution == "4K"));
//! assert_eq!(entry.pixel_size(Some("16:9"), Some("2K")), Some((2720, 1530)));
//! assert_eq!(entry.closest_ratio(1920, 1200), Some("3:2"));
//! # Ok::<(), &str>(())
//! ```

mod check;
mod condition;
mod entry;
mod field;
mod finding;
mod page;
mod pixels;
mod place;
mod rule;
mod shortcut;
mod survey;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
#[cfg(all(feature = "image", feature = "video"))]
mod tests;
#[cfg(test)]
#[cfg(all(feature = "image", feature = "video"))]
mod tests_families;
mod unknown;
mod url;
mod value;

pub(crate) use check::check_on;
pub use check::{check, check_for};
pub use entry::ModelEntry;
pub use field::{Field, Media, Scalar, Shape, Word};
pub use finding::{Finding, FindingKind, Severity};
pub use page::{Model, Operation, Page};
pub use pixels::{PixelRow, Pixels};
pub use rule::{Condition, Rule};
pub use shortcut::Shortcut;

pub use crate::words::UnknownWord;

/// The model an id or an alias names, for a create call. Letter case counts.
pub fn find(id: &str) -> Option<ModelEntry> {
    find_for(Operation::Create, id)
}

/// The model an id or an alias names, for a call of some sort. An id with two pages gives the main one; see
/// [`ModelEntry::also`].
pub fn find_for(operation: Operation, id: &str) -> Option<ModelEntry> {
    let by_id = |models: &&'static [(&'static str, &'static Page, usize)]| {
        let first = models.partition_point(|(other, ..)| *other < id);
        let same = models.iter().skip(first).take_while(|(other, ..)| *other == id);
        let mut of_operation = same.filter(|(_, page, _)| page.operation == operation);
        of_operation.find_map(|(_, page, index)| Some(ModelEntry::new(page.models.get(*index)?, page)))
    };
    crate::generated::pages::MODELS.iter().find_map(by_id)
}

/// Every model of the table that has a create call, once each: pictures first, pages in alphabetical order.
pub fn models() -> impl Iterator<Item = ModelEntry> {
    entries(Operation::Create)
}

/// Every page of the table: pictures first, in alphabetical order.
pub fn pages() -> impl Iterator<Item = &'static Page> {
    crate::generated::pages::ALL.iter().flat_map(|pages| pages.iter().copied())
}

fn entries(operation: Operation) -> impl Iterator<Item = ModelEntry> {
    let pages = pages().filter(move |page| page.operation == operation && page.adds_to.is_empty());
    pages.flat_map(|page| page.models.iter().map(move |model| ModelEntry::new(model, page)))
}

/// What the model's page says against a body, whatever it makes.
#[cfg(test)]
pub(crate) fn check_raw(body: &serde_json::Value) -> Vec<Finding> {
    let model = body["model"].as_str().unwrap_or_default();
    find(model).map(|entry| entry.check(body)).unwrap_or_default()
}

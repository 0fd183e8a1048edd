//! What was found, page by page.

use std::collections::BTreeSet;
use std::fmt;

use crate::catalogue::Page;

/// The whole audit.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) pages: Vec<PageReport>,
    /// Pages of the facts that the catalogue lacks.
    pub(super) missing: Vec<String>,
    /// Pages of the catalogue that the facts do not know.
    pub(super) unknown: Vec<String>,
}

/// What differs on one page.
#[derive(Debug)]
pub(super) struct PageReport {
    page: String,
    file: String,
    /// The places its `[[conflict]]`s decide.
    decided: BTreeSet<String>,
    /// Those of them where something differs.
    used: BTreeSet<String>,
    /// Places and what differs there, in the order of the page.
    open: Vec<(String, String)>,
    /// The same, where a conflict has decided it.
    forgiven: Vec<(String, String)>,
    pub(super) fields: usize,
    pub(super) examples: usize,
}

impl Report {
    pub(super) fn differences(&self) -> usize {
        let on_pages: usize = self.pages.iter().map(|page| page.open.len()).sum();
        on_pages + self.missing.len() + self.unknown.len()
    }
}

impl PageReport {
    pub(super) fn new(page: &Page) -> Self {
        let decided = page.file.conflicts.iter().flat_map(|conflict| conflict.fields.iter().cloned());
        Self {
            page: page.file.page.clone(),
            file: format!("{}.toml", page.stem),
            decided: decided.collect(),
            used: BTreeSet::new(),
            open: Vec::new(),
            forgiven: Vec::new(),
            fields: 0,
            examples: 0,
        }
    }

    /// Notes a difference at a place.
    pub(super) fn add(&mut self, place: &str, text: impl Into<String>) {
        self.add_about(place, &[place], text);
    }

    /// Notes a difference that is decided when all of these places are.
    pub(super) fn add_about(&mut self, title: &str, places: &[&str], text: impl Into<String>) {
        let decided = places.iter().all(|place| self.decided.contains(*place));
        if decided {
            self.used.extend(places.iter().map(|place| (*place).to_owned()));
        }
        let list = if decided { &mut self.forgiven } else { &mut self.open };
        list.push((title.to_owned(), text.into()));
    }

    /// Notes a difference that the catalogue explains where it stands.
    pub(super) fn forgive(&mut self, place: &str, text: impl Into<String>) {
        self.used.insert(place.to_owned());
        self.forgiven.push((place.to_owned(), text.into()));
    }

    /// Notes where a value of the facts and one of the catalogue are not the same.
    pub(super) fn same<T: PartialEq + fmt::Debug>(&mut self, place: &str, facts: &T, catalogue: &T) {
        if facts != catalogue {
            self.add(place, differ(facts, catalogue));
        }
    }
}

/// The wording for two values that should be the same.
pub(super) fn differ(facts: &impl fmt::Debug, catalogue: &impl fmt::Debug) -> String {
    format!("{facts:?} in the facts, {catalogue:?} in the catalogue")
}

/// The wording for two sets that should be the same; `None` when they are.
pub(super) fn differ_in<T: Ord + fmt::Debug>(facts: &BTreeSet<T>, catalogue: &BTreeSet<T>) -> Option<String> {
    let only = |one: &BTreeSet<T>, other: &BTreeSet<T>, side: &str| {
        let only: Vec<String> = one.difference(other).map(|entry| format!("{entry:?}")).collect();
        (!only.is_empty()).then(|| format!("{} only in {side}", only.join(", ")))
    };
    let sides = [only(facts, catalogue, "the facts"), only(catalogue, facts, "the catalogue")];
    let sides: Vec<String> = sides.into_iter().flatten().collect();
    (!sides.is_empty()).then(|| sides.join("; "))
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for page in self.pages.iter().filter(|page| !page.open.is_empty()) {
            writeln!(f, "{} ({})", page.page, page.file)?;
            for (place, text) in &page.open {
                writeln!(f, "  {place}: {text}")?;
            }
            writeln!(f)?;
        }
        for (title, pages) in [("not in the catalogue", &self.missing), ("not in the facts", &self.unknown)] {
            if !pages.is_empty() {
                writeln!(f, "{title}:")?;
                for page in pages {
                    writeln!(f, "  {page}")?;
                }
                writeln!(f)?;
            }
        }
        let sum = |count: fn(&PageReport) -> usize| self.pages.iter().map(count).sum::<usize>();
        let (fields, examples) = (sum(|page| page.fields), sum(|page| page.examples));
        let result = if self.differences() == 0 { "; nothing differs" } else { "" };
        let counts = [(self.pages.len(), "page"), (fields, "field"), (examples, "example")];
        let counts =
            counts.map(|(count, noun)| format!("{count} {noun}{}", if count == 1 { "" } else { "s" }));
        writeln!(f, "{} compared{result}", counts.join(", "))?;
        for page in &self.pages {
            for (place, text) in &page.forgiven {
                writeln!(f, "decided differently: {}: {place}: {text}", page.page)?;
            }
        }
        for page in &self.pages {
            for place in page.decided.difference(&page.used) {
                writeln!(f, "decided, but the same: {}: {place}", page.page)?;
            }
        }
        Ok(())
    }
}

//! Rules between fields, as data: when this holds, that must hold too.

use super::{Scalar, Severity};

/// A rule between the fields of a body.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Rule {
    /// The place the finding names.
    pub field: &'static str,
    /// When the rule applies.
    pub when: Condition,
    /// What must hold then.
    pub then: Condition,
    /// What to tell a person, worded to follow the field and its value: `needs google_search = true beside it`.
    pub says: &'static str,
    /// Error where the documentation agrees, warning where it contradicts itself.
    pub severity: Severity,
    /// The models it binds; empty for every model of the page.
    pub models: &'static [&'static str],
    /// The page that states it, when that is not the page it is listed on; else empty.
    pub page: &'static str,
}

impl Rule {
    /// A rule for every model of the page whose breach is an error.
    pub const fn new(field: &'static str, when: Condition, then: Condition, says: &'static str) -> Self {
        Self { field, when, then, says, severity: Severity::Error, models: &[], page: "" }
    }

    /// Whether the rule binds a model.
    pub fn is_for(&self, model: &str) -> bool {
        self.models.is_empty() || self.models.contains(&model)
    }
}

/// Something that holds for a body or does not.
///
/// Fields are named by their place. A field that is left out counts with its documented default; without a documented
/// default it has no value. An empty list counts as left out. Other spellings of a field count as the field.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Condition {
    /// Holds always.
    Always,
    /// The field is sent.
    Set(&'static str),
    /// The field is not sent.
    Unset(&'static str),
    /// The value is one of these; for a list, at least one entry is.
    Is(&'static str, &'static [Scalar]),
    /// The value is none of these; for a list, no entry is. A field without a value is none of anything.
    IsNot(&'static str, &'static [Scalar]),
    /// The sum over the fields lies between the bounds, both included: a number counts by its value, a list by its
    /// entries, any other value that is sent as one.
    Total(&'static [&'static str], Option<i64>, Option<i64>),
    /// So many entries have one of these values: place, values, fewest, most.
    Count(&'static str, &'static [Scalar], Option<i64>, Option<i64>),
    /// All of these hold.
    All(&'static [Condition]),
    /// At least one of these holds.
    Any(&'static [Condition]),
}

impl Condition {
    /// Calls `visit` with every place the condition looks at.
    pub fn places(&self, visit: &mut dyn FnMut(&'static str)) {
        match self {
            Self::Always => {}
            Self::Set(place)
            | Self::Unset(place)
            | Self::Is(place, _)
            | Self::IsNot(place, _)
            | Self::Count(place, ..) => visit(place),
            Self::Total(places, ..) => places.iter().for_each(|place| visit(place)),
            Self::All(inner) | Self::Any(inner) => inner.iter().for_each(|one| one.places(visit)),
        }
    }
}

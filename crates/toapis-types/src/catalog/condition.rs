//! Evaluating the conditions of rules on a body.

use serde_json::Value;

use super::place::{Found, Values, values_at};
use super::{Condition, Page, Scalar};

/// A body seen as a request to one page.
pub(super) struct View<'a> {
    pub(super) page: &'static Page,
    pub(super) body: &'a Value,
    /// Whether anything stands at a place that is only another spelling.
    pub(super) has_aliases: bool,
}

impl View<'_> {
    /// Whether a condition holds.
    pub(super) fn holds(&self, condition: &Condition) -> bool {
        match *condition {
            Condition::Always => true,
            Condition::Set(place) => self.is_set(place),
            Condition::Unset(place) => !self.is_set(place),
            Condition::Is(place, values) => self.count(place, values) > 0,
            Condition::IsNot(place, values) => self.count(place, values) == 0,
            Condition::Total(places, fewest, most) => {
                within(places.iter().map(|place| self.weight(place)).sum(), fewest, most)
            }
            Condition::Count(place, values, fewest, most) => within(self.count(place, values), fewest, most),
            Condition::All(inner) => inner.iter().all(|one| self.holds(one)),
            Condition::Any(inner) => inner.iter().any(|one| self.holds(one)),
        }
    }

    fn is_set(&self, place: &'static str) -> bool {
        !self.sent(place).is_empty()
    }

    /// How many values at a place, or entries of lists there, are one of `values`.
    fn count(&self, place: &'static str, values: &[Scalar]) -> i64 {
        let sent = self.sent(place);
        if sent.is_empty() {
            let default = self.default(place);
            return i64::from(default.is_some_and(|default| values.contains(&default)));
        }
        let is_one = |value: &Value| values.iter().any(|scalar| scalar.matches(value));
        let count = |found: &Found<'_>| match found.value {
            Value::Array(entries) => entries.iter().filter(|entry| is_one(entry)).count(),
            plain => usize::from(is_one(plain)),
        };
        as_i64(sent.iter().map(count).sum())
    }

    /// What a field adds to a total.
    fn weight(&self, place: &'static str) -> i64 {
        let sent = self.sent(place);
        if sent.is_empty() {
            return match self.default(place) {
                Some(Scalar::Int(number)) => number,
                _ => 0,
            };
        }
        let weight = |found: &Found<'_>| match found.value {
            Value::Array(entries) => as_i64(entries.len()),
            Value::Number(number) => number.as_i64().unwrap_or(i64::MAX / 16),
            _ => 1,
        };
        sent.iter().map(weight).fold(0, i64::saturating_add)
    }

    /// The values at a place or, failing that, at another spelling of it. Empty lists and nulls count as not sent.
    fn sent(&self, place: &'static str) -> Values<'_> {
        let own = sent_at(self.body, place);
        if !own.is_empty() || !self.has_aliases {
            return own;
        }
        let mut aliases = self.page.all_fields().filter(|field| field.alias_of == place);
        aliases
            .find_map(|alias| Some(sent_at(self.body, alias.at)).filter(|values| !values.is_empty()))
            .unwrap_or(Values::AtMostOne(None))
    }

    fn default(&self, place: &str) -> Option<Scalar> {
        self.page.all_fields().find(|field| field.at == place)?.default
    }
}

/// What is sent at a place; nulls and empty lists are nothing.
pub(super) fn sent_at<'a>(body: &'a Value, place: &'a str) -> Values<'a> {
    match values_at(body, place) {
        Values::AtMostOne(found) => Values::AtMostOne(found.filter(|found| !is_nothing(found.value))),
        Values::Several(mut found) => {
            found.retain(|found| !is_nothing(found.value));
            Values::Several(found)
        }
    }
}

pub(super) fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

fn within(value: i64, fewest: Option<i64>, most: Option<i64>) -> bool {
    fewest.is_none_or(|fewest| value >= fewest) && most.is_none_or(|most| value <= most)
}

fn as_i64(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

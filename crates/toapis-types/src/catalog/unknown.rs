//! Fields a page does not know, and what was probably meant.

use serde_json::{Map, Value};

use super::place::join;
use super::{Field, Finding, FindingKind, Page, Severity, Shape};
use crate::words::{nearest, squash};

/// Every field of a body that the page does not document, with the field that was probably meant.
pub(super) fn unknown_fields(page: &'static Page, model: &str, body: &Map<String, Value>) -> Vec<Finding> {
    let walk = Walk { page, model };
    let mut findings = Vec::new();
    walk.object("", "", body, &mut findings);
    findings
}

struct Walk<'m> {
    page: &'static Page,
    model: &'m str,
}

impl Walk<'_> {
    /// Walks an object. `place` says where it stands (`list[0]`), `pattern` how the table writes that (`list[]`).
    fn object(&self, place: &str, pattern: &str, object: &Map<String, Value>, findings: &mut Vec<Finding>) {
        for (key, value) in object {
            if pattern.is_empty() && key == "model" {
                continue;
            }
            let (mut is_known, mut has_inner) = (false, false);
            for rest in self.page.all_fields().filter_map(|field| behind(field.at, pattern, key)) {
                is_known |= rest.is_empty();
                has_inner |= rest.starts_with('.') || rest.starts_with("[].");
            }
            if is_known && !has_inner {
                continue;
            }
            let (place, pattern) = (join(place, key), join(pattern, key));
            if has_inner {
                self.inner(&place, &pattern, value, findings);
            } else {
                findings.push(self.finding(&place, &pattern, value));
            }
        }
    }

    fn inner(&self, place: &str, pattern: &str, value: &Value, findings: &mut Vec<Finding>) {
        match value {
            Value::Object(object) => self.object(place, pattern, object, findings),
            Value::Array(entries) => {
                for (index, entry) in entries.iter().enumerate() {
                    if let Value::Object(object) = entry {
                        self.object(&format!("{place}[{index}]"), &format!("{pattern}[]"), object, findings);
                    }
                }
            }
            // A documented field reports its type itself; a mere container such as `metadata` is checked here.
            other if !self.page.all_fields().any(|field| field.at == pattern) => {
                let problem = "must be an object";
                let finding = Finding::new(FindingKind::WrongType, place, problem, self.page.name);
                findings.push(finding.value(other));
            }
            _ => {}
        }
    }

    fn finding(&self, place: &str, pattern: &str, value: &Value) -> Finding {
        let key = pattern.rsplit('.').next().unwrap_or(pattern);
        if let Some(home) = self.same_key_elsewhere(key) {
            let problem = "stands at the wrong place";
            return Finding::new(FindingKind::Misplaced, place, problem, self.page.name).value(value).hint(
                if home.at.contains('.') {
                    format!("it belongs in {}", home.at)
                } else {
                    "it belongs at the top level".to_owned()
                },
            );
        }
        let hint = self.meant(key).map(|field| format!("did you mean {}?", field.at));
        Finding::new(FindingKind::UnknownField, place, "is not a field the page knows", self.page.name)
            .severity(Severity::Warning)
            .maybe_hint(hint)
    }

    fn same_key_elsewhere(&self, key: &str) -> Option<&'static Field> {
        self.homes().find(|field| field.key() == key)
    }

    fn meant(&self, key: &str) -> Option<&'static Field> {
        let wanted = squash(key);
        let same = |field: &&Field| squash(field.key()) == wanted || squash(field.name) == wanted;
        let synonym = || {
            let names = SYNONYMS.iter().find(|(words, _)| words.contains(&wanted.as_str()))?.1;
            names.iter().find_map(|name| self.homes().find(|field| field.name == *name))
        };
        let typing_error = || {
            let keys: Vec<&'static str> = self.homes().map(Field::key).collect();
            let near = nearest(key, &keys)?;
            self.homes().find(|field| field.key() == near)
        };
        self.homes().find(same).or_else(synonym).or_else(typing_error)
    }

    /// Fields that can be pointed at: those in objects of a list have no single place.
    fn homes(&self) -> impl Iterator<Item = &'static Field> + use<'_> {
        let is_home = |field: &Field| {
            !field.at.contains("[]") && field.shape != Shape::Object && field.alias_of.is_empty()
        };
        self.page.all_fields().filter(|field| field.is_for(self.model)).filter(move |field| is_home(field))
    }
}

/// What is left of a place behind a key in an object.
fn behind<'a>(place: &'a str, object: &str, key: &str) -> Option<&'a str> {
    let inside = if object.is_empty() { place } else { place.strip_prefix(object)?.strip_prefix('.')? };
    inside.strip_prefix(key)
}

/// What other services call the fields of this one, squashed, and the names they have here.
const SYNONYMS: &[(&[&str], &[&str])] = &[
    (&["aspectratio", "ratio", "imagesize", "dimensions", "width", "height"], &["size", "aspect_ratio"]),
    (&["size"], &["aspect_ratio"]),
    (&["count", "numimages", "numberofimages", "samplecount", "batchsize"], &["n"]),
    (
        &["image", "images", "imageurl", "inputimage", "referenceimages", "references", "initimage"],
        &["references", "image"],
    ),
    (&["imageresolution", "quality", "mode"], &["resolution"]),
    (&["mask"], &["mask_url"]),
    (&["webhook", "webhookurl", "callback", "notifyurl"], &["callback_url"]),
    (&["seconds", "length"], &["duration"]),
    (&["text", "description", "input"], &["prompt"]),
    (&["businessid", "clientid", "requestid", "externalid"], &["client_business_id"]),
];

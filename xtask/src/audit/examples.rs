//! The requests a page shows: each stands in the catalogue with the same body, as JSON values.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Catalogue;
use super::calls::{Owner, owner};
use super::facts::{FactExample, FactPage};
use super::report::PageReport;
use crate::catalogue::Page;
use crate::catalogue::format::{Call, Example, Part, json};

/// A body of the catalogue that a request of the facts is compared with.
struct Candidate<'a> {
    name: &'a str,
    body: Map<String, Value>,
}

/// Both directions.
pub(super) fn compare(facts: &FactPage, ours: &Page, catalogue: &Catalogue, report: &mut PageReport) {
    let mut seen: Vec<&str> = Vec::new();
    for example in &facts.examples {
        report.examples += 1;
        let Ok(body) = serde_json::from_str::<Map<String, Value>>(&example.request) else {
            report.add(&title(&example.name), "is no JSON object in the facts");
            continue;
        };
        let owner = owner(example.endpoint.as_deref(), facts, ours, catalogue);
        let is_create = !matches!(owner, Owner::Call(_));
        seen.extend(find(example, &body, &candidates(&owner, ours), is_create, report));
    }
    for example in ours.file.examples.iter().filter(|example| !seen.contains(&example.name.as_str())) {
        let text = "not in the facts";
        match example.contested {
            Some(_) => report.forgive(&title(&example.name), text),
            None => report.add(&title(&example.name), text),
        }
    }
}

fn candidates<'a>(owner: &Owner<'a>, ours: &'a Page) -> Vec<Candidate<'a>> {
    let of_page = |page: &'a Page| page.file.examples.iter().map(|example| of_example(example, page));
    match owner {
        Owner::Call(call) => of_call(call),
        Owner::Family(pages) => of_page(ours).chain(pages.iter().copied().flat_map(of_page)).collect(),
        Owner::Page | Owner::Nobody => of_page(ours).collect(),
    }
}

/// The body with the model in it, be it that of the example or of the page.
fn of_example<'a>(example: &'a Example, page: &Page) -> Candidate<'a> {
    let models = &page.file.models;
    let usual = models.iter().find(|model| model.default);
    let usual = usual.or_else(|| models.first().filter(|_| models.len() == 1)).map(|model| &model.id);
    let mut body = table(&example.body);
    if let Some(model) = example.model.as_ref().or(usual) {
        body.insert("model".to_owned(), model.as_str().into());
    }
    Candidate { name: &example.name, body }
}

/// The arguments that go into the body.
fn of_call(call: &Call) -> Vec<Candidate<'_>> {
    let in_body = |name: &str| call.fields.iter().any(|field| field.name == name && field.part == Part::Body);
    let examples = call.examples.iter().map(|example| {
        let mut body = table(&example.arguments);
        body.retain(|name, _| in_body(name));
        Candidate { name: &example.name, body }
    });
    examples.collect()
}

/// Finds the example, or says how it differs from the one that comes nearest, and gives the name of that. A conflict
/// can excuse a sample that nobody could send; others are either the same or `contested`.
fn find<'a>(
    example: &FactExample,
    body: &Map<String, Value>,
    candidates: &[Candidate<'a>],
    is_create: bool,
    report: &mut PageReport,
) -> Option<&'a str> {
    // A create call without a model is a sample that the page cut short: it only has to be part of one.
    let cut_short = is_create && !body.contains_key("model");
    if let Some(same) = candidates.iter().find(|candidate| candidate.body == *body) {
        return Some(same.name);
    }
    let stated = places(body);
    let known = |candidate: &Candidate<'_>| {
        let mut known = places(&candidate.body);
        known.retain(|place, _| !cut_short || stated.contains_key(place));
        known
    };
    let distance = |candidate: &&Candidate<'_>| differing(&stated, &known(candidate)).len();
    let title = title(&example.name);
    let note = |places: &[&str], text: String, report: &mut PageReport| {
        if cut_short { report.add_about(&title, places, text) } else { report.add(&title, text) }
    };
    let nearest = candidates.iter().min_by_key(distance);
    let Some(nearest) = nearest.filter(|nearest| distance(nearest) * 2 <= stated.len().max(2)) else {
        let all: Vec<&str> = stated.keys().map(String::as_str).collect();
        note(&all, "not in the catalogue".to_owned(), report);
        return None;
    };
    let known = known(nearest);
    let differing = differing(&stated, &known);
    for place in &differing {
        let said =
            |side: &BTreeMap<String, Value>| side.get(place).map_or("nothing".to_owned(), Value::to_string);
        let text = format!(
            "`{place}` is {} in the facts, {} in the catalogue ({:?})",
            said(&stated),
            said(&known),
            nearest.name
        );
        note(&[place], text, report);
    }
    if differing.is_empty() && !cut_short {
        report.add(&title, format!("has its entries in another order in the catalogue ({:?})", nearest.name));
    }
    Some(nearest.name)
}

/// The places of a body and what stands there. Objects in lists share their places: what stands there is a list.
fn places(body: &Map<String, Value>) -> BTreeMap<String, Value> {
    fn walk(place: &str, value: &Value, found: &mut BTreeMap<String, Value>) {
        match value {
            Value::Object(entries) if !entries.is_empty() => {
                for (key, inner) in entries {
                    walk(&format!("{place}.{key}"), inner, found);
                }
            }
            Value::Array(entries) if entries.iter().any(Value::is_object) => {
                for inner in entries {
                    walk(&format!("{place}[]"), inner, found);
                }
            }
            plain => match found.get_mut(place) {
                Some(Value::Array(several)) if place.contains("[]") => several.push(plain.clone()),
                _ if place.contains("[]") => {
                    found.insert(place.to_owned(), Value::Array(vec![plain.clone()]));
                }
                _ => {
                    found.insert(place.to_owned(), plain.clone());
                }
            },
        }
    }
    let mut found = BTreeMap::new();
    for (key, value) in body {
        walk(key, value, &mut found);
    }
    found
}

/// The places where two bodies are not the same.
fn differing(one: &BTreeMap<String, Value>, other: &BTreeMap<String, Value>) -> Vec<String> {
    let places: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    places.into_iter().filter(|place| one.get(*place) != other.get(*place)).cloned().collect()
}

fn table(table: &toml::Table) -> Map<String, Value> {
    table.iter().map(|(key, value)| (key.clone(), json(value))).collect()
}

fn title(name: &str) -> String {
    format!("example {name:?}")
}

//! Every row of the page's table against the field at the same place, and every field against the table.

use super::Catalogue;
use super::calls::{Owner, owner};
use super::facts::{FactPage, FactShape, Param, Part};
use super::limits::Limits;
use super::report::PageReport;
use crate::catalogue::Page;
use crate::catalogue::format::{self, Call, Field};

/// Both directions.
pub(super) fn compare(
    facts: &FactPage,
    ours: &Page,
    all_facts: &[FactPage],
    catalogue: &Catalogue,
    report: &mut PageReport,
) {
    let is_ours = |param: &&Param| param.part != Part::Header && param.name != "model";
    for param in facts.params.iter().filter(is_ours) {
        report.fields += 1;
        match owner(param.endpoint.as_deref(), facts, ours, catalogue) {
            Owner::Page if param.part == Part::Body => compare_row(param, facts, ours, report),
            Owner::Page => compare_part(param, ours, report),
            Owner::Call(call) => compare_argument(param, call, report),
            Owner::Family(pages) => compare_with_family(param, &pages, report),
            Owner::Nobody => report.add(&param.name, "belongs to a call that the catalogue has not"),
        }
    }
    for field in &ours.file.fields {
        compare_back(field, facts, ours, all_facts, catalogue, report);
    }
    for call in &ours.file.calls {
        compare_call_back(call, facts, ours, catalogue, report);
    }
}

/// A row about the body of the page's call.
fn compare_row(param: &Param, facts: &FactPage, ours: &Page, report: &mut PageReport) {
    let place = param.name.as_str();
    if collapsed_list(place, ours).is_some() {
        return; // compared with the list it stands in
    }
    let Some(field) = ours.file.fields.iter().find(|field| field.at() == place) else {
        match ours.shared.iter().find(|field| field.at() == place) {
            Some(shared) => compare_shared(param, shared, report),
            None if is_container(param, facts, ours) => {}
            None => report.add(place, "not in the catalogue"),
        }
        return;
    };
    let models = model_ids(ours);
    let known = Limits::of_field(field, &models);
    let mut stated = Limits::of_param(param);
    let objects = matches!(stated.shape, FactShape::Object | FactShape::ObjectList);
    if let (Some(key), true) = (&field.object_key, objects) {
        let dots = if stated.shape == FactShape::Object { "." } else { "[]." };
        let inner = facts.param(&format!("{place}{dots}{key}"));
        stated = stated.flattened(inner.map(Limits::of_param));
    }
    note(place, &stated, &drop_contested(field, known, &stated, report), report);
}

/// A contested word says itself why it is there although the table has it not.
fn drop_contested(field: &Field, mut known: Limits, stated: &Limits, report: &mut PageReport) -> Limits {
    let words = field.values.iter().map(format::WordEntry::word).filter(|word| word.contested.is_some());
    for word in words.filter(|word| !stated.words.contains(&word.text)) {
        if known.words.remove(&word.text) {
            report.forgive(field.at(), format!("values: {:?} only in the catalogue", word.text));
        }
    }
    known
}

/// A field every create call takes: its limits are the project's choice where the page names none.
fn compare_shared(param: &Param, shared: &Field, report: &mut PageReport) {
    let stated = Limits::of_param(param);
    let known = Limits::of_field(shared, &[]).limited_to(&stated);
    note(&param.name, &stated, &known, report);
}

/// A row about the path or the query of the page's call.
fn compare_part(param: &Param, ours: &Page, report: &mut PageReport) {
    if param.part != Part::Path || !ours.path().contains(&format!("{{{}}}", param.name)) {
        report.add(
            &param.name,
            format!(
                "stands in the {} in the facts, not in the catalogue",
                format!("{:?}", param.part).to_lowercase()
            ),
        );
    }
}

/// A row about one of the other calls.
fn compare_argument(param: &Param, call: &Call, report: &mut PageReport) {
    let part = match param.part {
        Part::Path => format::Part::Path,
        Part::Query => format::Part::Query,
        Part::Body | Part::Header => format::Part::Body,
    };
    let argument = call.fields.iter().find(|field| field.name == param.name && field.part == part);
    match argument {
        None => report.add(&param.name, format!("not an argument of {} in the catalogue", call.name)),
        Some(argument) => note(&param.name, &Limits::of_param(param), &Limits::of_argument(argument), report),
    }
}

/// A row about a film made with what this page is about: the page of those films has to take it.
fn compare_with_family(param: &Param, pages: &[&Page], report: &mut PageReport) {
    let stated = Limits::of_param(param);
    let takes = |page: &&Page| {
        page.all_fields().filter(|field| field.at() == param.name).any(|field| {
            let known = Limits::of_field(field, &model_ids(page));
            known.shape == stated.shape && (known.words.is_empty() || stated.words.is_subset(&known.words))
        })
    };
    if !pages.iter().any(takes) {
        let names: Vec<&str> = pages.iter().map(|page| page.file.page.as_str()).collect();
        report.add(&param.name, format!("{} do not take it", names.join(", ")));
    }
}

/// A field of the catalogue: on this page, on the page it names, or one that every call takes.
fn compare_back(
    field: &Field,
    facts: &FactPage,
    ours: &Page,
    all_facts: &[FactPage],
    catalogue: &Catalogue,
    report: &mut PageReport,
) {
    let place = field.at();
    if facts.param(place).is_some() || catalogue.is_shared(place) {
        return;
    }
    let elsewhere = field.page.as_ref().and_then(|page| all_facts.iter().find(|facts| facts.page == *page));
    match elsewhere.and_then(|page| page.param(place)) {
        Some(param) => {
            note(place, &Limits::of_param(param), &Limits::of_field(field, &model_ids(ours)), report);
        }
        None => report.add(place, "not in the facts"),
    }
}

fn compare_call_back(
    call: &Call,
    facts: &FactPage,
    ours: &Page,
    catalogue: &Catalogue,
    report: &mut PageReport,
) {
    for field in &call.fields {
        let is_row = |param: &&Param| {
            let owner = owner(param.endpoint.as_deref(), facts, ours, catalogue);
            param.name == field.name && matches!(owner, Owner::Call(owner) if owner.name == call.name)
        };
        if !facts.params.iter().any(|param| is_row(&param)) {
            report.add(&field.name, format!("an argument of {}, not in the facts", call.name));
        }
    }
}

/// `metadata`: an object that only holds other fields needs none of its own. When the catalogue lacks those too, they
/// are reported, which is enough.
fn is_container(param: &Param, facts: &FactPage, ours: &Page) -> bool {
    let objects = matches!(param.shape, FactShape::Object | FactShape::ObjectList);
    let inside = |place: &str| {
        let rest = place.strip_prefix(&param.name);
        rest.is_some_and(|rest| rest.starts_with('.') || rest.starts_with("[]."))
    };
    let in_facts = facts.params.iter().any(|param| inside(&param.name));
    let in_ours = ours.file.fields.iter().any(|field| inside(field.at()));
    objects && !param.required && (in_facts || in_ours)
}

/// The field with `object_key` whose only key this place is.
fn collapsed_list<'a>(place: &str, ours: &'a Page) -> Option<&'a Field> {
    ours.file.fields.iter().find(|field| {
        let rest = place.strip_prefix(field.at());
        let key = rest.and_then(|rest| rest.strip_prefix("[].").or_else(|| rest.strip_prefix('.')));
        key.is_some() && key == field.object_key.as_deref()
    })
}

fn model_ids(page: &Page) -> Vec<String> {
    page.file.models.iter().map(|model| model.id.clone()).collect()
}

fn note(place: &str, stated: &Limits, known: &Limits, report: &mut PageReport) {
    for text in stated.differences(known) {
        report.add(place, text);
    }
}

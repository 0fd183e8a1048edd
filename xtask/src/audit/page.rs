//! One page: what it is about, its models, how many contradictions are decided. The rest has modules of its own.

use std::collections::BTreeSet;

use super::facts::FactPage;
use super::report::{PageReport, differ, differ_in};
use super::{Catalogue, calls, examples, params, pixels};
use crate::catalogue::Page;

/// Compares a page of the facts with its file. The other pages are at hand for what belongs to them.
pub(super) fn compare(
    facts: &FactPage,
    ours: &Page,
    all_facts: &[FactPage],
    catalogue: &Catalogue,
) -> PageReport {
    let mut report = PageReport::new(ours);
    compare_head(facts, ours, &mut report);
    compare_models(facts, ours, &mut report);
    calls::compare_endpoints(facts, ours, &mut report);
    params::compare(facts, ours, all_facts, catalogue, &mut report);
    pixels::compare(facts, ours, &mut report);
    examples::compare(facts, ours, catalogue, &mut report);
    compare_conflicts(facts, ours, catalogue, &mut report);
    report
}

fn compare_head(facts: &FactPage, ours: &Page, report: &mut PageReport) {
    let file = &ours.file;
    report.same("page", &facts.page, &file.page);
    report.same("kind", &facts.kind, &file.kind);
    if calls::is_about_creating(facts, ours) {
        report.same("method", &facts.method.as_str(), &"POST");
        report.same("path", &facts.path.as_str(), &ours.path());
    }
    report.same("provider", &facts.provider, &file.provider);
    if words(&facts.title).is_disjoint(&words(&file.title)) {
        report.add("title", differ(&facts.title, &file.title));
    }
    let set = |words: &[String]| words.iter().cloned().collect::<BTreeSet<_>>();
    if let Some(text) = differ_in(&set(&facts.capabilities), &set(&file.capabilities)) {
        report.add("capabilities", text);
    }
}

/// The words of a title; the catalogue has titles of its own, which share at least one with the page's.
fn words(title: &str) -> BTreeSet<String> {
    let words = title.to_lowercase();
    let words = words.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Ids, aliases and the default. The facts list aliases among the models and say so in the note on `model`.
fn compare_models(facts: &FactPage, ours: &Page, report: &mut PageReport) {
    let param = facts.param("model");
    let allowed = param.iter().flat_map(|param| &param.allowed).filter_map(toml::Value::as_str);
    let stated: BTreeSet<&str> =
        facts.models.iter().map(String::as_str).chain(allowed).chain(facts.aliases()).collect();
    let models = &ours.file.models;
    let known: BTreeSet<&str> = models
        .iter()
        .flat_map(|model| [&model.id].into_iter().chain(&model.aliases))
        .map(String::as_str)
        .collect();
    if let Some(text) = differ_in(&stated, &known) {
        report.add("model", format!("ids: {text}"));
    }
    for alias in models.iter().flat_map(|model| &model.aliases) {
        let note = format!("{alias} is an alias");
        let is_stated = facts.aliases().contains(&alias.as_str())
            || facts.params.iter().any(|param| param.note.contains(&note));
        if !is_stated {
            report.add("model", format!("{alias} is an alias in the catalogue only"));
        }
    }
    for alias in facts.aliases() {
        if models.iter().any(|model| model.id == alias) {
            report.add("model", format!("{alias} is an alias in the facts only"));
        }
    }
    let stated = facts.default_model.as_deref();
    let stated =
        stated.or_else(|| param.and_then(|param| param.default.as_ref()).and_then(toml::Value::as_str));
    let known = models.iter().find(|model| model.default).map(|model| model.id.as_str());
    let only = if let [only] = models.as_slice() { Some(only.id.as_str()) } else { None };
    // The only model of a page is its default, whether or not somebody says so.
    if stated.or(only) != known.or(only) {
        report.add("model", format!("default: {}", differ(&stated, &known)));
    }
}

/// Each contradiction has to be decided. Those about fields of the platform may be decided in its own file.
fn compare_conflicts(facts: &FactPage, ours: &Page, catalogue: &Catalogue, report: &mut PageReport) {
    let shared = |text: &str| {
        !catalogue.platform.conflicts.is_empty()
            && catalogue.platform.fields.iter().any(|field| text.contains(field.at()))
    };
    let found = facts.conflicts.iter().filter(|conflict| !shared(&conflict.text)).count();
    let decided = ours.file.conflicts.len();
    if decided < found {
        report.add("conflict", format!("{found} in the facts, {decided} decided"));
    }
}

//! Checks before spending: a body against the page of its model, driven by static data only.

use serde_json::Value;

use super::condition::{View, sent_at};
use super::place::{Found, Values, holders, join, value_at, values_at};
use super::survey::Survey;
use super::unknown::unknown_fields;
use super::value::ValueCheck;
use super::{
    Condition, Field, Finding, FindingKind, Model, ModelEntry, Operation, Page, Severity, entries, find_for,
};
use crate::TaskKind;
use crate::words::{did_you_mean, nearest};

/// Checks the body of a create call before it costs anything.
///
/// The model decides which page the body is checked against. An empty answer means that nothing documented speaks
/// against it. A model the table does not know yields a single warning and is not checked further: new models appear
/// before their pages do.
///
/// ```
/// use serde_json::json;
/// use toapis_types::{TaskKind, catalog};
///
/// let body = json!({
///     "model": "gemini-3.1-flash-image-preview",
///     "prompt": "A lighthouse at dusk",
///     "metadata": {"resolution": "2k"},
/// });
/// let findings = catalog::check(TaskKind::Image, &body);
/// assert_eq!(
///     findings[0].to_string(),
///     "metadata.resolution: \"2k\" is not one of 0.5K, 1K, 2K, 4K; did you mean \"2K\"? \
///      (images/gemini-3.1-flash/generation)",
/// );
/// ```
pub fn check(kind: TaskKind, body: &Value) -> Vec<Finding> {
    check_for(Operation::Create, kind, body)
}

/// As [`check`], for a call of any sort: remixes, extensions and characters have pages of their own.
pub fn check_for(operation: Operation, kind: TaskKind, body: &Value) -> Vec<Finding> {
    let model = match model_of(body) {
        Ok(model) => model,
        Err(finding) => return vec![finding],
    };
    let Some(entry) = find_for(page_of(operation, body), model).or_else(|| find_for(operation, model)) else {
        return vec![unknown_model(operation, kind, model)];
    };
    if entry.kind() != kind {
        let asked = match kind {
            TaskKind::Image => "an image",
            TaskKind::Video => "a video",
        };
        let problem = format!("makes {}s, this request asks for {asked}", entry.kind());
        return vec![
            Finding::new(FindingKind::WrongKind, "model", problem, entry.page().name).value(&body["model"]),
        ];
    }
    entry.check(body)
}

/// Checks a body against the page of a typed builder. Unlike [`check`] it does not look at the whole table, so that a
/// program with one builder carries one page.
pub(crate) fn check_on(page: &'static Page, body: &Value) -> Vec<Finding> {
    let id = body.get("model").and_then(Value::as_str).unwrap_or_default();
    let model = page.models.iter().find(|model| model.answers_to(id)).or(page.models.first());
    model.map(|model| check_body(page, model, &[], body)).unwrap_or_default()
}

/// Checks a body against one page, as a request to one of its models. `beside` are further pages of the same model: a
/// field that only they know is theirs to judge.
pub(super) fn check_body(
    page: &'static Page,
    model: &'static Model,
    beside: &[&'static Page],
    body: &Value,
) -> Vec<Finding> {
    let Some(object) = body.as_object() else { return vec![not_an_object(page.name)] };
    let survey = Survey::of(page, object);
    let mut findings = Vec::new();
    for (index, field) in page.all_fields().enumerate() {
        if field.required || survey.has(index) {
            check_field(page, model, field, body, &mut findings);
        }
    }
    if survey.has_odd_places() {
        findings.extend(no_objects(page, body));
        findings.extend(unknown_fields(page, model.id, object));
    }
    for other in beside {
        let survey = Survey::of(other, object);
        judge_by(other, &survey, page, model, body, &mut findings);
    }
    if survey.has_aliases() || !beside.is_empty() {
        findings.extend(doubled(page, beside, model, body));
    }
    let view = View { page, body, has_aliases: survey.has_aliases() };
    let rules = broken_rules(&view, model, &findings);
    findings.extend(rules);
    findings
}

/// Lists where an object that holds fields should be, such as at `metadata`. What is neither is found with the fields.
pub(super) fn no_objects(page: &'static Page, body: &Value) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for field in page.all_fields() {
        let mut place = field.at;
        while let Some((parent, _)) = place.rsplit_once('.') {
            place = parent;
            // The entries of a list are looked at with the list.
            let list = value_at(body, parent).filter(|value| value.is_array());
            let Some(list) = list.filter(|_| !parent.contains("[]")) else { continue };
            let is_listed = page.all_fields().any(|field| field.at == parent);
            if !is_listed && findings.iter().all(|finding| finding.field != parent) {
                let finding = Finding::new(FindingKind::WrongType, parent, "must be an object", page.name);
                findings.push(finding.value(list));
            }
        }
    }
    findings
}

/// The fields that `page` requires and `other` does not: they tell that a request is meant for `page`.
pub(super) fn only_required_by(
    page: &'static Page,
    other: &'static Page,
) -> impl Iterator<Item = &'static Field> {
    let optional = move |field: &&Field| !other.all_fields().any(|same| same.at == field.at && same.required);
    page.all_fields().filter(|field| field.required).filter(optional)
}

/// Whether there is anything at a place; nulls and empty lists are nothing.
pub(super) fn is_sent(body: &Value, place: &'static str) -> bool {
    !sent_at(body, place).is_empty()
}

/// The fields that another page of the model knows and this one does not, which by itself calls them unknown.
fn judge_by(
    other: &'static Page,
    survey: &Survey,
    page: &'static Page,
    model: &'static Model,
    body: &Value,
    findings: &mut Vec<Finding>,
) {
    let is_known = |place: &str| page.all_fields().any(|field| field.at == place);
    let fields = other.all_fields().enumerate().filter(|(index, _)| survey.has(*index));
    for (_, field) in fields.filter(|(_, field)| field.is_for(model.id) && !is_known(field.at)) {
        let values = values_at(body, field.at);
        if values.is_empty() {
            continue;
        }
        let is_unknown =
            |finding: &Finding| matches!(finding.kind, FindingKind::UnknownField | FindingKind::Misplaced);
        findings.retain(|finding| !(is_unknown(finding) && general(&finding.field) == field.at));
        let needs: Vec<&str> = only_required_by(other, page).map(|field| field.at).collect();
        if !needs.is_empty() {
            let problem = format!("belongs to a request with {}, which this one lacks", needs.join(" and "));
            let warn = |found: &Found<'_>| {
                Finding::new(FindingKind::UnknownField, found.place.to_string(), problem.as_str(), other.name)
                    .severity(Severity::Warning)
            };
            findings.extend(values.iter().map(warn));
        }
        let check = ValueCheck { field, model: model.id, page: other.name };
        findings.extend(values.iter().flat_map(|found| check.run(found)));
    }
}

/// Two spellings of one field in a body: nothing says which of them the service reads.
fn doubled(page: &'static Page, beside: &[&'static Page], model: &Model, body: &Value) -> Vec<Finding> {
    let known: Vec<(&'static Field, &'static str)> = [page]
        .iter()
        .chain(beside)
        .flat_map(|page| page.all_fields().map(|field| (field, page.name)))
        .filter(|(field, _)| !field.alias_of.is_empty() && field.is_for(model.id))
        .filter(|(field, _)| is_sent(body, field.at))
        .collect();
    let mut seen: Vec<&str> = Vec::new();
    let mut findings = Vec::new();
    for (field, name) in known {
        let repeats = seen.contains(&field.alias_of) || is_sent(body, field.alias_of);
        let is_new = !seen.contains(&field.at);
        seen.extend([field.alias_of, field.at]);
        if repeats && is_new {
            let problem = format!("is only another spelling of {}, send one of them", field.alias_of);
            let name = if field.page.is_empty() { name } else { field.page };
            findings.push(
                Finding::new(FindingKind::BadCombination, field.at, problem, name)
                    .severity(Severity::Warning),
            );
        }
    }
    findings
}

/// A character is made on the create path: the shape of the body alone tells.
fn page_of(operation: Operation, body: &Value) -> Operation {
    let is_character = operation == Operation::Create
        && body.get("timestamps").is_some()
        && body.get("prompt").is_none_or(Value::is_null);
    if is_character { Operation::Character } else { operation }
}

fn model_of(body: &Value) -> Result<&str, Finding> {
    let object = body.as_object().ok_or_else(|| not_an_object(MODEL_LIST))?;
    let missing = || Finding::new(FindingKind::Missing, "model", "is missing", MODEL_LIST);
    let value = object.get("model").ok_or_else(missing)?;
    let text = value.as_str().ok_or_else(|| {
        Finding::new(FindingKind::WrongType, "model", "must be a string", MODEL_LIST).value(value)
    })?;
    if text.trim().is_empty() {
        return Err(Finding::new(FindingKind::Empty, "model", "is blank", MODEL_LIST));
    }
    Ok(text)
}

fn not_an_object(page: &'static str) -> Finding {
    Finding::new(FindingKind::WrongType, "body", "must be a JSON object", page)
}

fn unknown_model(operation: Operation, kind: TaskKind, model: &str) -> Finding {
    let ids: Vec<&'static str> = entries(operation)
        .filter(|entry| entry.kind() == kind)
        .flat_map(|entry: ModelEntry| [entry.id()].into_iter().chain(entry.aliases().iter().copied()))
        .collect();
    let problem = "is not a model this table knows, so nothing else was checked";
    Finding::new(FindingKind::UnknownModel, "model", problem, MODEL_LIST)
        .value(&Value::from(model))
        .severity(Severity::Warning)
        .maybe_hint(nearest(model, &ids).map(did_you_mean))
}

fn check_field(
    page: &'static Page,
    model: &'static Model,
    field: &'static Field,
    body: &Value,
    findings: &mut Vec<Finding>,
) {
    let page_name = if field.page.is_empty() { page.name } else { field.page };
    let values = values_at(body, field.at);
    if values.is_empty() && !field.required {
        return;
    }
    if !field.is_for(model.id) {
        findings.extend(values.iter().map(|found| not_for_model(field, model, found, page_name)));
        return;
    }
    let check = ValueCheck { field, model: model.id, page: page_name };
    for found in values.iter() {
        findings.append(&mut check.run(found));
    }
    if field.required {
        findings.extend(
            missing(page, field, body, &values)
                .into_iter()
                .map(|place| Finding::new(FindingKind::Missing, place, "is missing", page_name)),
        );
    }
}

fn not_for_model(field: &Field, model: &Model, found: &Found<'_>, page: &'static str) -> Finding {
    let problem = format!("is not for {}, only for {}", model.id, field.models.join(", "));
    Finding::new(FindingKind::NotForModel, found.place.to_string(), problem, page)
}

/// Where a required field should be and is not; several places when it belongs into the objects of a list.
fn missing(page: &'static Page, field: &'static Field, body: &Value, values: &Values<'_>) -> Vec<String> {
    let is_full = |value: &Value| value.as_array().is_none_or(|list| !list.is_empty());
    if matches!(values, Values::AtMostOne(Some(found)) if is_full(found.value)) {
        return Vec::new();
    }
    let mut aliases = page.all_fields().filter(|alias| alias.alias_of == field.at);
    if aliases.any(|alias| is_sent(body, alias.at)) {
        return Vec::new();
    }
    let (holders, key) = holders(body, field.at);
    let lacks = |holder: &&Found<'_>| {
        let object = holder.value.as_object();
        object.is_some_and(|object| {
            object.get(key).is_none_or(|value| value.as_array().is_some_and(Vec::is_empty))
        })
    };
    holders.iter().filter(lacks).map(|holder| join(&holder.place.to_string(), key).into_owned()).collect()
}

/// The rules a body breaks. A rule that looks at a field which is wrong by itself is left out: it would only repeat it.
fn broken_rules(view: &View<'_>, model: &'static Model, found: &[Finding]) -> Vec<Finding> {
    let View { page, body, .. } = *view;
    let wrong: Vec<String> =
        found.iter().filter(|finding| finding.is_error()).map(|finding| general(&finding.field)).collect();
    let mut findings = Vec::new();
    for rule in page.rules.iter().filter(|rule| rule.is_for(model.id)) {
        let touches_wrong = || [&rule.when, &rule.then].into_iter().any(|part| touches(part, &wrong));
        if !view.holds(&rule.when) || view.holds(&rule.then) || touches_wrong() {
            continue;
        }
        let name = if rule.page.is_empty() { page.name } else { rule.page };
        let mut finding =
            Finding::new(FindingKind::BadCombination, rule.field, rule.says, name).severity(rule.severity);
        if let [only] = &*values_at(body, rule.field) {
            finding = finding.value(only.value);
        }
        findings.push(finding);
    }
    findings
}

fn touches(condition: &Condition, wrong: &[String]) -> bool {
    let mut touches = false;
    condition.places(&mut |place| {
        let is_part = |one: &str, other: &str| {
            one.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        touches |= wrong.iter().any(|wrong| is_part(place, wrong) || is_part(wrong, place));
    });
    touches
}

/// The place as the table writes it: `list[3].type` becomes `list[].type`.
fn general(place: &str) -> String {
    let mut general = String::with_capacity(place.len());
    let mut inside = false;
    for c in place.chars() {
        if !inside || c == ']' {
            general.push(c);
        }
        inside = (inside && c != ']') || c == '[';
    }
    general
}

/// The page that lists the models, named where no page of a model can be.
const MODEL_LIST: &str = "chat/list-models";

//! Examples as Rust: the chain of calls on a builder, the entries of its lists.

use toml::{Table, Value};

use super::code::literal;
use super::plan::{Item, Plan};
use super::setter::{Setter, json_value};
use super::words;
use crate::catalogue::format::{Example, Shortcut, WordEntry};
use crate::catalogue::leaves;

/// The example as a chain of calls, one a line, without a semicolon.
pub(super) fn chain(plan: &Plan<'_>, example: &Example, indent: &str) -> Vec<String> {
    let mut written = Vec::new();
    let (arguments, mut calls) = arguments(plan, example, &mut written);
    let mut lines = vec![format!("{}::new({})", plan.builder.name, arguments.join(", "))];
    if let (Some(default), Some(id)) = (plan.default_model(), &example.model)
        && default.id != *id
    {
        let model = plan.models.iter().find(|model| model.id == *id);
        lines.extend(model.map(|model| format!("{indent}.model(Model::{})", words::model_variant(model))));
    }
    for setter in plan.setters().filter(|setter| !setter.field.required) {
        let at = setter.field.at();
        let Some(value) = value_at(&example.body, at) else { continue };
        let by_setter = || Some(vec![setter.call(value)?]);
        if let Some(found) = by_shortcuts(plan, example, at, value).or_else(by_setter) {
            calls.extend(found);
            written.push(at.to_owned());
        }
    }
    for (at, value) in leaves(&example.body).iter().filter(|(at, _)| !at.contains("[]")) {
        if written.contains(at) {
            continue;
        }
        match by_shortcuts(plan, example, at, value) {
            Some(found) => calls.extend(found),
            None => calls.push(by_place(at, value)),
        }
    }
    lines.extend(calls.into_iter().map(|call| format!("{indent}.{call}")));
    lines
}

/// The arguments of `new`, and the calls for what a required list holds beside its first entry.
fn arguments(plan: &Plan<'_>, example: &Example, written: &mut Vec<String>) -> (Vec<String>, Vec<String>) {
    let mut arguments = Vec::new();
    let mut calls = Vec::new();
    if plan.default_model().is_none() {
        let model = plan.models.iter().find(|model| Some(&model.id) == example.model.as_ref());
        arguments
            .push(format!("Model::{}", model.map(|model| words::model_variant(model)).unwrap_or_default()));
    }
    for setter in plan.required() {
        let at = setter.field.at();
        // A body that sends another spelling of the field has no value here; the chain below replaces the blank.
        let value = value_at(&example.body, at);
        match value {
            Some(Value::Array(entries)) if setter.is_list() => {
                arguments.extend(entries.first().and_then(|first| setter.value(first)));
                let rest: Vec<Value> = entries.iter().skip(1).cloned().collect();
                if !rest.is_empty() {
                    calls.extend(setter.call(&Value::Array(rest)));
                }
            }
            Some(value) => arguments.push(setter.value(value).unwrap_or_else(|| literal(""))),
            None => arguments.push(literal("")),
        }
        written.push(at.to_owned());
    }
    written.extend(plan.constants().map(|setter| setter.field.at().to_owned()));
    (arguments, calls)
}

/// Calls of shortcuts that make a list as a whole; `None` when they cannot.
fn by_shortcuts(plan: &Plan<'_>, example: &Example, at: &str, value: &Value) -> Option<Vec<String>> {
    let uses = uses(plan, example, at, value)?;
    let call = |(shortcut, texts): &(&Shortcut, Vec<String>)| match (&shortcut.several, texts.as_slice()) {
        (Some(several), [_, _, ..]) => {
            let texts: Vec<String> = texts.iter().map(|text| literal(text)).collect();
            format!("{several}([{}])", texts.join(", "))
        }
        _ => format!("{}({})", shortcut.name, literal(&texts[0])),
    };
    Some(uses.iter().map(call).collect())
}

/// The shortcuts that make a list as a whole, each with its values in a row; `None` when they cannot.
pub(super) fn uses<'a>(
    plan: &Plan<'a>,
    example: &Example,
    at: &str,
    value: &Value,
) -> Option<Vec<(&'a Shortcut, Vec<String>)>> {
    let entries = value.as_array().filter(|entries| !entries.is_empty())?;
    let model = example.model.as_ref().or_else(|| plan.default_model().map(|model| &model.id));
    let is_for = |shortcut: &Shortcut| {
        shortcut.models.is_empty() || model.is_none_or(|model| shortcut.models.contains(model))
    };
    let shortcuts: Vec<&Shortcut> =
        plan.shortcuts.iter().copied().filter(|shortcut| shortcut.at == at && is_for(shortcut)).collect();
    let find = |(index, entry): (usize, &Value)| {
        let shortcut = shortcuts.iter().copied().find(|shortcut| fits(shortcut, index, entry))?;
        let value = shortcut.key.as_ref().map_or(Some(entry), |key| entry.get(key))?;
        Some((shortcut, value.as_str()?.to_owned()))
    };
    let found: Vec<(&Shortcut, String)> = entries.iter().enumerate().map(find).collect::<Option<_>>()?;
    let mut uses: Vec<(&Shortcut, Vec<String>)> = Vec::new();
    for group in found.chunk_by(|(one, _), (other, _)| one.name == other.name) {
        let shortcut = group[0].0;
        // What replaces itself can be said once only.
        let again = group.len() > 1 || uses.iter().any(|(used, _)| used.name == shortcut.name);
        if again && shortcut.several.is_none() {
            return None;
        }
        uses.push((shortcut, group.iter().map(|(_, text)| text.clone()).collect()));
    }
    Some(uses)
}

/// Whether a shortcut writes just this entry.
fn fits(shortcut: &Shortcut, index: usize, entry: &Value) -> bool {
    match (&shortcut.key, shortcut.index) {
        (Some(key), _) => {
            let others = entry.as_table().into_iter().flatten().filter(|(name, _)| *name != key);
            let rest: Table = others.map(|(name, value)| (name.clone(), value.clone())).collect();
            entry.get(key).is_some() && rest == shortcut.entry
        }
        (None, Some(wanted)) => wanted == index,
        (None, None) => false,
    }
}

/// A field without a setter.
fn by_place(at: &str, value: &Value) -> String {
    let place = literal(at);
    match at.split_once('.') {
        None => format!("extra({place}, {})", json_value(value)),
        Some(("metadata", key)) if !key.contains('.') => {
            format!("metadata({}, {})", literal(key), json_value(value))
        }
        Some(_) => format!("set({place}, {})", json_value(value)),
    }
}

/// An entry of a list of objects.
pub(super) fn entry(item: &Item<'_>, entry: &Table) -> String {
    let name = item.name;
    let arguments: Vec<Setter<'_>> = item.arguments().collect();
    let values: Option<Vec<String>> =
        arguments.iter().map(|setter| first_value(setter, entry.get(setter.field.key())?)).collect();
    let mut used: Vec<&str> = arguments.iter().map(|setter| setter.field.key()).collect();
    used.extend(item.constants().map(|setter| setter.field.key()));
    let mut calls = Vec::new();
    for setter in item.setters() {
        let key = setter.field.key();
        let Some(value) = entry.get(key) else { continue };
        let rest = match value.as_array() {
            Some(entries) if setter.field.required => Value::Array(entries.iter().skip(1).cloned().collect()),
            _ => value.clone(),
        };
        if rest.as_array().is_none_or(|rest| !rest.is_empty()) {
            calls.extend(setter.call(&rest).map(|call| format!(".{call}")));
        }
        used.push(key);
    }
    let unknown = entry.iter().filter(|(key, _)| !used.contains(&key.as_str()));
    calls.extend(unknown.map(|(key, value)| format!(".extra({}, {})", literal(key), json_value(value))));
    let values = values.unwrap_or_default();
    if item.is_from_text() && calls.is_empty() {
        return values.join(", ");
    }
    let made = match (item.role(), values.as_slice()) {
        (Some(role), [text, _]) => {
            let word = entry.get(role.key()).and_then(Value::as_str).unwrap_or_default();
            let word = role.values.iter().map(WordEntry::word).find(|known| known.text == word);
            let method = word.map(|word| words::constructor(&word)).unwrap_or_default();
            format!("{name}::{method}({text})")
        }
        _ => format!("{name}::new({})", values.join(", ")),
    };
    format!("{made}{}", calls.concat())
}

/// The argument of a constructor; of a list its first entry.
fn first_value(setter: &Setter<'_>, value: &Value) -> Option<String> {
    match value.as_array() {
        Some(entries) if setter.is_list() => setter.value(entries.first()?),
        _ => setter.value(value),
    }
}

/// The value deep inside a body.
pub(super) fn value_at<'a>(body: &'a Table, place: &str) -> Option<&'a Value> {
    let mut steps = place.split('.');
    let first = body.get(steps.next()?)?;
    steps.try_fold(first, |value, step| value.get(step))
}

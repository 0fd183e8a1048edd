//! The module of one typed builder: the builder, its setters, the structs of its lists, its enums.

use super::code::{Code, literal};
use super::plan::{Item, Plan};
use super::setter::Setter;
use super::{calls, expression, item, text, words};
use crate::catalogue::Page;
use crate::catalogue::format::{Builder, Example, Shape, Shortcut};

/// The source of a builder's module.
pub(super) fn source(page: &Page, builder: &Builder) -> String {
    let plan = Plan::new(page, builder);
    let mut body = Code::default();
    declaration(&plan, &mut body);
    implementation(&plan, &mut body);
    let table = format!("crate::generated::pages::{}::{}::PAGE", page.kind(), page.module());
    if plan.required().next().is_none() && plan.default_model().is_some() {
        let name = &builder.name;
        body.line(format_args!("impl Default for {name} {{\nfn default() -> Self {{\nSelf::new()\n}}\n}}\n"));
    }
    body.line(format_args!("typed_request!({}, {}, {table});\n", builder.name, plan.request()));
    if plan.models.len() > 1 {
        words::write_models(&mut body, builder, &plan.models);
    }
    for (field, _) in plan.enums().into_iter().filter(|(_, item)| item.is_none()) {
        let method = if field.required { "new" } else { &field.name };
        words::write(&mut body, page, &format!("[`{}::{method}`]", builder.name), &plan.ids, field);
    }
    let is_first = page.file.builders.first().is_some_and(|first| first.module == builder.module);
    let has_calls = is_first && !page.file.calls.is_empty();
    if has_calls {
        calls::write(page, &mut body);
    }
    let body = body.finish();
    let mut code = Code::file_about(
        &format!("{}.toml", page.stem),
        &format!("Typed requests to {}: page `{}`.", page.file.title, page.file.page),
    );
    if has_calls {
        calls::imports(page, &mut code);
    }
    if !plan.items.is_empty() {
        code.line("mod entries;\n\npub use entries::*;\n");
    }
    code.line("use crate::request::typed_request;");
    code.line(format_args!("use crate::{}::{};", page.kind(), plan.request()));
    if body.contains("wire_words!") {
        code.line("use crate::words::wire_words;");
    }
    code.line("");
    code.line(body);
    code.finish()
}

/// The source of the entries of a builder's lists, when it has such lists.
pub(super) fn entries(page: &Page, builder: &Builder) -> Option<String> {
    let plan = Plan::new(page, builder);
    if plan.items.is_empty() {
        return None;
    }
    let mut body = Code::default();
    for one in &plan.items {
        item::write(&plan, one, &mut body);
    }
    for (field, item) in plan.enums() {
        let Some(item) = item else { continue };
        let method = if field.required { "new" } else { &field.name };
        words::write(&mut body, page, &format!("[`{item}::{method}`]"), &plan.ids, field);
    }
    let body = body.finish();
    let mut code = Code::file(&format!("{}.toml", page.stem));
    let shares_words = plan.enums().iter().any(|(field, item)| {
        let name = words::enum_name(field);
        item.is_none() && plan.items.iter().any(|one| one.uses(&name))
    });
    if shares_words {
        code.line("use super::*;");
    }
    code.line("use crate::request::list_entry;");
    if body.contains("wire_words!") {
        code.line("use crate::words::wire_words;");
    }
    code.line("");
    code.line(body);
    Some(code.finish())
}

fn declaration(plan: &Plan<'_>, code: &mut Code) {
    let file = &plan.page.file;
    let models = plan.ids.join("`, `");
    code.doc(0, &format!("A request to {}: `{models}`.\n\n{}", file.title, file.summary));
    for note in &file.notes {
        code.doc(0, &format!("\n{note}"));
    }
    code.doc(0, &format!("\nEverything that is not set is left out of the request. Page `{}`.", file.page));
    if let Some(example) = plan.examples().find(|example| example.contested.is_none()) {
        code.doc(0, &format!("\n{}", rust_example(plan, example, true)));
    }
    code.line("#[derive(Clone, Debug, PartialEq, serde::Serialize)]");
    code.line("#[serde(transparent)]");
    code.line("#[must_use = \"a request does nothing until it is sent\"]");
    code.line(format_args!("pub struct {} {{\n    request: {},\n}}\n", plan.builder.name, plan.request()));
}

/// The example as a code block, with its imports; with a hidden assertion when it is to be a test.
pub(super) fn rust_example(plan: &Plan<'_>, example: &Example, checked: bool) -> String {
    let chain = expression::chain(plan, example, "    ").join("\n");
    let enums = plan.enums().into_iter().map(|(field, _)| words::enum_name(field));
    let items = plan.items.iter().map(|item| item.name.to_owned());
    let is_used = |name: &String| {
        chain
            .match_indices(&format!("{name}::"))
            .any(|(at, _)| chain[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric()))
    };
    let mut used: Vec<String> = vec![plan.builder.name.clone()];
    used.extend(enums.chain(items).chain(["Model".to_owned()]).filter(is_used));
    used.sort();
    used.dedup();
    let path = format!("toapis_types::{}::{}", plan.page.kind(), plan.builder.module);
    let import = match used.as_slice() {
        [only] => format!("use {path}::{only};"),
        several => format!("use {path}::{{{}}};", several.join(", ")),
    };
    let check = if checked { "\nassert!(request.check().is_empty());" } else { "" };
    format!("```rust\n{import}\n\nlet request = {chain};{check}\n```")
}

fn implementation(plan: &Plan<'_>, code: &mut Code) {
    code.line(format_args!("impl {} {{", plan.builder.name));
    constructor(plan, code);
    if plan.models.len() > 1 && plan.default_model().is_some() {
        code.doc(4, "Chooses the model.");
        code.line("pub fn model(mut self, model: Model) -> Self {");
        code.line("model.as_str().clone_into(&mut self.request.model);\nself\n}\n");
    }
    // What the page is about comes first; the fields of the platform are the same everywhere.
    let (own, shared): (Vec<_>, Vec<_>) = plan.setters().partition(|setter| plan.is_own(setter.field));
    for setter in own {
        write_setter(plan, &setter, code);
    }
    for shortcut in &plan.shortcuts {
        write_shortcut(plan, shortcut, code);
    }
    for setter in shared {
        write_setter(plan, &setter, code);
    }
    code.line("}\n");
}

fn constructor(plan: &Plan<'_>, code: &mut Code) {
    let mut about = match plan.default_model() {
        Some(model) => format!("Asks `{}`.", model.id),
        None => "Asks a model; the page names none as the default.".to_owned(),
    };
    for setter in plan.required() {
        about.push_str(&format!("\n\n- `{}`: {}", setter.name(), text::argument(setter.field)));
    }
    code.doc(4, &about);
    let mut arguments: Vec<String> = Vec::new();
    let model = if let Some(model) = plan.default_model() {
        literal(&model.id)
    } else {
        arguments.push("model: Model".to_owned());
        "model.as_str()".to_owned()
    };
    arguments.extend(plan.required().map(|setter| format!("{}: {}", setter.name(), setter.argument_type())));
    let mut writes: Vec<String> =
        plan.required().map(|setter| format!(".{}", setter.write(setter.name()))).collect();
    writes.extend(
        plan.constants().map(|setter| format!(".{}", setter.write(&words::constant_of(setter.field)))),
    );
    let request = plan.request();
    code.line(format_args!("pub fn new({}) -> Self {{", arguments.join(", ")));
    code.line(format_args!("Self {{ request: {request}::for_model({model}){} }}\n}}\n", writes.concat()));
}

fn write_setter(plan: &Plan<'_>, setter: &Setter<'_>, code: &mut Code) {
    let about = setter_doc(plan, setter);
    let (argument, kind) = (setter.argument(), setter.argument_type());
    code.doc(4, &about);
    code.line(format_args!("pub fn {}(mut self, {argument}: {kind}) -> Self {{", setter.single()));
    code.line(format_args!("self.request = self.request.{};\nself\n}}\n", setter.write(argument)));
    if setter.is_list() {
        several(setter.single(), &setter.field.name, setter.arguments(), &kind, code);
    }
}

/// The setter that takes several entries at once.
pub(super) fn several(one: &str, name: &str, argument: &str, kind: &str, code: &mut Code) {
    code.doc(4, &format!("Adds several at once, behind those already there; see [`{one}`](Self::{one})."));
    let bound = match kind.strip_prefix("impl ") {
        Some(bound) => format!("where I: IntoIterator, I::Item: {bound}"),
        None => format!("where I: IntoIterator<Item = {kind}>"),
    };
    code.line(format_args!("pub fn {name}<I>(self, {argument}: I) -> Self {bound} {{"));
    code.line(format_args!("{argument}.into_iter().fold(self, Self::{one})\n}}\n"));
}

fn write_shortcut(plan: &Plan<'_>, shortcut: &Shortcut, code: &mut Code) {
    let Some(target) = plan.target(shortcut) else { return };
    let key = shortcut.key.as_ref().map(|key| format!("{}[].{key}", shortcut.at));
    let value = key.and_then(|at| plan.page.all_fields().find(|field| field.at() == at)).unwrap_or(target);
    let is_url = matches!(value.shape, Shape::Url | Shape::UrlList);
    let argument = if is_url { "url" } else { "value" };
    let mut about = shortcut.summary.clone();
    if !shortcut.details.is_empty() {
        about.push_str(&format!("\n\n{}", shortcut.details.trim()));
    }
    let mut limits = text::limits(value);
    if shortcut.several.is_some() && value.at() != target.at() {
        limits.extend(text::limits(target));
    }
    if shortcut.index.is_some() {
        limits.retain(|limit| !limit.contains("URLs"));
    }
    let mut facts = Vec::new();
    if !limits.is_empty() {
        facts.push(format!("Limits: {}.", limits.join("; ")));
    }
    if !shortcut.models.is_empty() && plan.ids.iter().any(|id| !shortcut.models.contains(id)) {
        facts.push(format!("Only for `{}`.", shortcut.models.join("`, `")));
    }
    if !facts.is_empty() {
        about.push_str(&format!("\n\n{}", facts.join(" ")));
    }
    let place = match (shortcut.index, shortcut.entry.iter().next()) {
        (Some(index), _) => format!("`{}[{index}]`", shortcut.at),
        (None, Some((key, value))) => format!("`{}`, {key} `{}`", shortcut.at, text::plain(value)),
        (None, None) => format!("`{}`", shortcut.at),
    };
    about.push_str(&format!("\n\nOn the wire: {place} (page `{}`).", plan.page.file.page));
    code.doc(4, &about);
    let kind = "impl Into<String>";
    code.line(format_args!("pub fn {}(mut self, {argument}: {kind}) -> Self {{", shortcut.name));
    let at = literal(&shortcut.at);
    let text = format!("Into::<String>::into({argument})");
    let constants: Vec<String> = shortcut
        .entry
        .iter()
        .map(|(key, value)| format!("({}, {}.into())", literal(key), super::setter::json_value(value)))
        .collect();
    match (&shortcut.key, shortcut.index) {
        (Some(key), _) => {
            let constant = |(key, value)| format!("{}: {}", literal(key), super::setter::json_value(value));
            let mut pairs = vec![format!("{}: {text}", literal(key))];
            pairs.extend(shortcut.entry.iter().map(|(key, value)| constant((key.as_str(), value))));
            let entry = format!("{{{}}}", pairs.join(", "));
            if shortcut.several.is_some() {
                code.line(format_args!(
                    "self.request = self.request.push({at}, serde_json::json!({entry}));\nself\n}}\n"
                ));
            } else {
                code.line(format_args!(
                    "let entry = serde_json::json!({entry});\n\
                     crate::request::put_entry(&mut self.request, {at}, &[{}], entry);\nself\n}}\n",
                    constants.join(", ")
                ));
            }
        }
        (None, Some(index)) => code.line(format_args!(
            "crate::request::put_at(&mut self.request, {at}, {index}, {text}.into());\nself\n}}\n"
        )),
        (None, None) if target.is_list() => {
            code.line(format_args!("self.request = self.request.push({at}, {text});\nself\n}}\n"));
        }
        (None, None) => {
            code.line(format_args!("self.request = self.request.set({at}, {text});\nself\n}}\n"));
        }
    }
    if let Some(name) = &shortcut.several {
        several(&shortcut.name, name, if is_url { "urls" } else { "values" }, kind, code);
    }
}

fn setter_doc(plan: &Plan<'_>, setter: &Setter<'_>) -> String {
    let field = setter.field;
    let mut about = text::setter(field, &plan.ids);
    if let Some(item) = setter.item {
        about.push_str(&format!("\n\n{}", entry_of(item)));
    }
    let page = field.page.as_ref().unwrap_or(&plan.page.file.page);
    about.push_str(&format!("\n\nOn the wire: `{}` (page `{page}`).", field.at()));
    about
}

fn entry_of(item: &Item<'_>) -> String {
    let text = if item.is_from_text() { ", or just its text" } else { "" };
    format!("Takes entries of the type [`{}`]{text}.", item.name)
}

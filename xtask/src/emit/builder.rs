//! The module of one typed builder: the builder, its setters, its enums.

use super::code::{Code, literal};
use super::setter::Setter;
use super::{text, words};
use crate::catalogue::Page;
use crate::catalogue::format::{Builder, Example, Field, Model};

/// The source of a builder's module.
pub(super) fn source(page: &Page, builder: &Builder) -> String {
    let plan = Plan::new(page, builder);
    let mut code = Code::file_about(
        &format!("{}.toml", page.stem),
        &format!("Typed requests to {}: page `{}`.", page.file.title, page.file.page),
    );
    imports(&plan, &mut code);
    declaration(&plan, &mut code);
    implementation(&plan, &mut code);
    code.line(format_args!("image_builder!({}, {}::PAGE);\n", builder.name, page.module()));
    if plan.models.len() > 1 {
        words::write_models(&mut code, builder, &plan.models);
    }
    for field in plan.fields.iter().filter(|field| words::is_enum(field)) {
        words::write(&mut code, page, builder, &plan.ids, field);
    }
    code.finish()
}

/// What a builder consists of.
pub(super) struct Plan<'a> {
    pub(super) page: &'a Page,
    pub(super) builder: &'a Builder,
    pub(super) models: Vec<&'a Model>,
    pub(super) ids: Vec<String>,
    /// The fields that have a setter or are arguments of `new`.
    pub(super) fields: Vec<&'a Field>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(page: &'a Page, builder: &'a Builder) -> Self {
        let is_its = |model: &&Model| builder.models.is_empty() || builder.models.contains(&model.id);
        let models: Vec<&Model> = page.file.models.iter().filter(is_its).collect();
        let ids: Vec<String> = models.iter().map(|model| model.id.clone()).collect();
        let has_setter = |field: &&Field| {
            field.builder && field.alias_of.is_none() && field.is_for(&ids) && !field.at().contains("[]")
        };
        let fields = page.all_fields().filter(has_setter).collect();
        Self { page, builder, models, ids, fields }
    }

    /// The model a builder has without being told: the only one, or the page's default.
    pub(super) fn default_model(&self) -> Option<&'a Model> {
        match self.models.as_slice() {
            [only] => Some(only),
            several => several.iter().find(|model| model.default).copied(),
        }
    }

    pub(super) fn required(&self) -> impl Iterator<Item = Setter<'a>> + '_ {
        self.fields.iter().filter(|field| field.required).map(|field| self.setter(field))
    }

    /// Setters; a required list keeps one, so that more entries can follow the first.
    pub(super) fn setters(&self) -> impl Iterator<Item = Setter<'a>> + '_ {
        self.fields
            .iter()
            .map(|field| self.setter(field))
            .filter(|setter| !setter.field.required || setter.is_list())
    }

    fn setter(&self, field: &'a Field) -> Setter<'a> {
        Setter { field, kind: self.page.file.kind }
    }

    /// The example as a chain of calls, one a line, without a semicolon.
    pub(super) fn expression(&self, example: &Example, indent: &str) -> Vec<String> {
        let body = &example.body;
        let at = |place: &str| {
            let mut steps = place.split('.');
            let first = body.get(steps.next()?)?;
            steps.try_fold(first, |value, step| value.get(step)).cloned()
        };
        let mut arguments = Vec::new();
        if self.default_model().is_none() {
            let model = self.models.iter().find(|model| Some(&model.id) == example.model.as_ref());
            arguments.push(format!(
                "Model::{}",
                model.map(|model| words::model_variant(model)).unwrap_or_default()
            ));
        }
        let mut calls = Vec::new();
        for setter in self.required() {
            match at(setter.field.at()) {
                Some(toml::Value::Array(entries)) => {
                    arguments.extend(entries.first().map(|first| setter.value(first)));
                    let rest: Vec<toml::Value> = entries.into_iter().skip(1).collect();
                    if !rest.is_empty() {
                        calls.push(setter.call(&toml::Value::Array(rest)));
                    }
                }
                Some(value) => arguments.push(setter.value(&value)),
                None => {}
            }
        }
        let mut lines = vec![format!("{}::new({})", self.builder.name, arguments.join(", "))];
        if let (Some(default), Some(id)) = (self.default_model(), &example.model)
            && default.id != *id
        {
            let model = self.models.iter().find(|model| model.id == *id);
            lines
                .extend(model.map(|model| format!("{indent}.model(Model::{})", words::model_variant(model))));
        }
        for setter in self.setters().filter(|setter| !setter.field.required) {
            calls.extend(at(setter.field.at()).map(|value| setter.call(&value)));
        }
        lines.extend(calls.into_iter().map(|call| format!("{indent}.{call}")));
        lines
    }

    /// The examples of the page that one of the builder's models is asked in.
    pub(super) fn examples(&self) -> impl Iterator<Item = &'a Example> + '_ {
        let default =
            || self.page.file.models.iter().find(|model| model.default).or(self.page.file.models.first());
        self.page.file.examples.iter().filter(move |example| {
            let model = example.model.as_ref().or_else(|| default().map(|model| &model.id));
            model.is_some_and(|model| self.ids.contains(model))
        })
    }
}

fn imports(plan: &Plan<'_>, code: &mut Code) {
    let uses_words = plan.models.len() > 1 || plan.fields.iter().any(|field| words::is_enum(field));
    if uses_words {
        code.line("use crate::catalog::wire_words;");
    }
    code.line(format_args!("use crate::generated::pages::{};", plan.page.module()));
    code.line("use crate::image::{ImageRequest, image_builder};\n");
}

fn declaration(plan: &Plan<'_>, code: &mut Code) {
    let file = &plan.page.file;
    let models = plan.ids.join("`, `");
    code.doc(0, &format!("A request to {}: `{models}`.\n\n{}", file.title, file.summary));
    for note in &file.notes {
        code.doc(0, &format!("\n{note}"));
    }
    code.doc(0, &format!("\nEverything that is not set is left out of the request. Page `{}`.", file.page));
    if let Some(example) = plan.examples().next() {
        code.doc(0, &format!("\n{}", rust_example(plan, example, true)));
    }
    code.line("#[derive(Clone, Debug, PartialEq, serde::Serialize)]");
    code.line("#[serde(transparent)]");
    code.line("#[must_use = \"a request does nothing until it is sent\"]");
    code.line(format_args!("pub struct {} {{\n    request: ImageRequest,\n}}\n", plan.builder.name));
}

/// The example as a code block, with its imports; with a hidden assertion when it is to be a test.
pub(super) fn rust_example(plan: &Plan<'_>, example: &Example, checked: bool) -> String {
    let lines = plan.expression(example, "    ");
    let mut used: Vec<String> = vec![plan.builder.name.clone()];
    let chain = lines.join("\n");
    let enums = plan.fields.iter().filter(|field| words::is_enum(field)).map(|field| words::enum_name(field));
    used.extend(enums.chain(["Model".to_owned()]).filter(|name| chain.contains(&format!("{name}::"))));
    used.sort();
    used.dedup();
    let module = &plan.builder.module;
    let import = match used.as_slice() {
        [only] => format!("use toapis_types::image::{module}::{only};"),
        several => format!("use toapis_types::image::{module}::{{{}}};", several.join(", ")),
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
        code.line("self.request.model = model.as_str().to_owned();\nself\n}\n");
    }
    for setter in plan.setters() {
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
        let field = setter.field;
        let name = if setter.is_list() { setter.single() } else { &field.name };
        about.push_str(&format!("\n\n- `{name}`: {}", joined(&[&field.summary, &field.details])));
        let limits = text::limits(field);
        if !limits.is_empty() {
            about.push_str(&format!(" Limits: {}.", limits.join("; ")));
        }
    }
    code.doc(4, &about);
    let mut arguments: Vec<String> = Vec::new();
    let model = if let Some(model) = plan.default_model() {
        literal(&model.id)
    } else {
        arguments.push("model: Model".to_owned());
        "model.as_str()".to_owned()
    };
    let name = |setter: &Setter<'_>| {
        if setter.is_list() { setter.single().to_owned() } else { setter.field.name.clone() }
    };
    arguments.extend(plan.required().map(|setter| format!("{}: {}", name(&setter), setter.argument_type())));
    let rest: String = plan
        .required()
        .filter(|setter| setter.field.at() != "prompt")
        .map(|setter| format!(".{}", setter.write(&name(&setter))))
        .collect();
    code.line(format_args!("pub fn new({}) -> Self {{", arguments.join(", ")));
    code.line(format_args!("Self {{ request: ImageRequest::new({model}, prompt){rest} }}\n}}\n"));
}

fn write_setter(plan: &Plan<'_>, setter: &Setter<'_>, code: &mut Code) {
    let field = setter.field;
    let about = setter_doc(plan, setter);
    let (argument, kind) = (setter.argument(), setter.argument_type());
    if !setter.is_list() {
        code.doc(4, &about);
        code.line(format_args!("pub fn {}(mut self, {argument}: {kind}) -> Self {{", field.name));
        code.line(format_args!("self.request = self.request.{};\nself\n}}\n", setter.write(argument)));
        return;
    }
    code.doc(4, &about);
    code.line(format_args!("pub fn {}(mut self, {argument}: {kind}) -> Self {{", setter.single()));
    code.line(format_args!("self.request = self.request.{};\nself\n}}\n", setter.write(argument)));
    code.doc(
        4,
        &format!(
            "Adds several at once, behind those already there; see [`{0}`](Self::{0}).",
            setter.single()
        ),
    );
    let bound = match kind.strip_prefix("impl ") {
        Some(bound) => format!("where I: IntoIterator, I::Item: {bound}"),
        None => format!("where I: IntoIterator<Item = {kind}>"),
    };
    let arguments = setter.arguments();
    code.line(format_args!("pub fn {}<I>(self, {arguments}: I) -> Self {bound} {{", field.name));
    code.line(format_args!("{arguments}.into_iter().fold(self, Self::{})\n}}\n", setter.single()));
}

fn setter_doc(plan: &Plan<'_>, setter: &Setter<'_>) -> String {
    let field = setter.field;
    let mut about = field.one.as_ref().map_or(&field.summary, |one| &one.summary).clone();
    if !field.details.is_empty() {
        about.push_str(&format!("\n\n{}", field.details.trim()));
    }
    let mut facts = Vec::new();
    let words = text::words(field, &plan.ids);
    if words::is_enum(field) {
        let words: Vec<String> = words.iter().map(|word| format!("`{}`", word.text)).collect();
        facts.push(format!("Values: {}.", words.join(", ")));
    } else if field.open && !words.is_empty() {
        let words: Vec<String> = words.iter().map(|word| format!("`{}`", word.text)).collect();
        facts.push(format!("Common values: {}; others may work.", words.join(", ")));
    }
    match text::default(field) {
        Some(default) => facts.push(format!("Default: {default}.")),
        None if text::may_have_default(field) => facts.push("Default: none documented.".to_owned()),
        None => {}
    }
    let limits = text::limits(field);
    if !limits.is_empty() {
        facts.push(format!("Limits: {}.", limits.join("; ")));
    }
    if !field.models.is_empty() && plan.ids.iter().any(|id| !field.models.contains(id)) {
        facts.push(format!("Only for `{}`.", field.models.join("`, `")));
    }
    if !facts.is_empty() {
        about.push_str(&format!("\n\n{}", facts.join(" ")));
    }
    let page = field.page.as_ref().unwrap_or(&plan.page.file.page);
    about.push_str(&format!("\n\nOn the wire: `{}` (page `{page}`).", field.at()));
    about
}

fn joined(parts: &[&str]) -> String {
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

//! Tests made from the examples of a page: the typed builder, the open request and the JSON say the same.

use toml::{Table, Value};

use super::code::{Code, literal};
use super::plan::Plan;
use super::setter::{Setter, json_value};
use super::{calls, expression};
use crate::catalogue::format::{Builder, Example, Operation, json};
use crate::catalogue::{Page, leaves};

/// The test module of a builder.
pub(super) fn source(page: &Page, builder: &Builder) -> String {
    let mut code = Code::file(&format!("{}.toml", page.stem));
    let plan = Plan::new(page, builder);
    code.line("use crate::catalog::testing::*;");
    code.line(format_args!("use crate::{}::{};", page.kind(), plan.request()));
    code.line(format_args!("use crate::{}::{}::*;", page.kind(), builder.module));
    if plan.examples().next().is_some() {
        code.line("\n#[test]\nfn examples() {");
        code.line(format_args!("let mut examples = Examples::new({});", literal(&builder.module)));
        for example in plan.examples() {
            code.line(format_args!("let typed = {};", expression::chain(&plan, example, "    ").join("\n")));
            code.line(format_args!("let open = {};", open_request(page, plan.request(), example)));
            code.line(format_args!("let body = r#\"{}\"#;", body(page, example)));
            if example.contested.is_none() {
                code.line("no_findings(&typed.check());");
            }
            let add = if example.contested.is_some() { "add_contested" } else { "add" };
            code.line(format_args!(
                "examples.{add}::<{}>({}, typed, &open, body);\n",
                plan.request(),
                literal(&example.name)
            ));
        }
        code.line("examples.finish();\n}\n");
    }
    write_settings(&plan, &mut code);
    let is_first = page.file.builders.first().is_some_and(|first| first.module == builder.module);
    if is_first && !page.file.calls.is_empty() {
        calls::tests(page, &mut code);
    }
    code.finish()
}

/// The test module of a page of calls.
pub(super) fn of_calls(page: &Page, module: &str) -> String {
    let mut code = Code::file(&format!("{}.toml", page.stem));
    code.line("use crate::catalog::testing::*;");
    code.line(format_args!("use crate::{}::{module}::*;\n", page.kind()));
    calls::tests(page, &mut code);
    if !page.file.examples.is_empty() {
        code.line("#[test]\nfn bodies() {");
        for example in &page.file.examples {
            let request = open_request(page, "crate::video::VideoRequest", example);
            let body = body(page, example);
            code.line(format_args!("let open = {request};\nsame_body(&open.to_json(), r#\"{body}\"#);\n"));
        }
        code.line("}");
    }
    code.finish()
}

/// A property test: whatever is set on a builder, nothing is wrong by itself.
fn write_settings(plan: &Plan<'_>, code: &mut Code) {
    let name = &plan.builder.name;
    let for_all = |setter: &Setter<'_>| {
        let models = &setter.field.models;
        models.is_empty() || plan.ids.iter().all(|id| models.contains(id))
    };
    let setters: Vec<_> = plan.setters().filter(for_all).collect();
    code.line("#[test]\nfn settings() {");
    let mut arguments = Vec::new();
    if plan.default_model().is_none() {
        arguments.push("pick(Model::ALL, first)".to_owned());
    }
    arguments.extend(plan.required().map(|setter| setter.any_value(&plan.ids).replace("seed", "first")));
    let first = if arguments.iter().any(|argument| argument.contains("first)")) { "first" } else { "_" };
    code.line(format_args!("let new = |{first}: u32| {name}::new({});", arguments.join(", ")));
    let seed =
        if setters.iter().any(|setter| setter.any_value(&plan.ids).contains("seed")) { "seed" } else { "_" };
    code.line(format_args!("let set = |builder: {name}, step: usize, {seed}: u32| match step {{"));
    for (step, setter) in setters.iter().enumerate() {
        code.line(format_args!("{step} => builder.{}({}),", setter.single(), setter.any_value(&plan.ids)));
    }
    code.line("_ => builder,\n};");
    code.line(format_args!("any_settings::<_, {}>(new, set, {});\n}}\n", plan.request(), setters.len()));
}

/// The example as JSON in several lines: the model first, then what the file says, in its order.
pub(super) fn body(page: &Page, example: &Example) -> String {
    let mut table = Table::new();
    let model = model(page, example);
    if !model.is_empty() {
        table.insert("model".to_owned(), model.into());
    }
    table.extend(example.body.clone());
    pretty(&Value::Table(table), "")
}

fn pretty(value: &Value, indent: &str) -> String {
    let inner = format!("{indent}  ");
    match value {
        Value::Table(table) if !table.is_empty() => {
            let entries =
                table.iter().map(|(key, value)| format!("{inner}{key:?}: {}", pretty(value, &inner)));
            format!("{{\n{}\n{indent}}}", entries.collect::<Vec<_>>().join(",\n"))
        }
        Value::Array(entries) if !entries.is_empty() => {
            let entries = entries.iter().map(|entry| format!("{inner}{}", pretty(entry, &inner)));
            format!("[\n{}\n{indent}]", entries.collect::<Vec<_>>().join(",\n"))
        }
        plain => json(plain).to_string(),
    }
}

/// The id an example asks for; empty where a page of calls shows none.
pub(super) fn model<'a>(page: &'a Page, example: &'a Example) -> &'a str {
    if page.file.operation == Operation::Calls {
        return example.model.as_deref().unwrap_or_default();
    }
    let default = page.file.models.iter().find(|model| model.default).or(page.file.models.first());
    example.model.as_deref().or(default.map(|model| model.id.as_str())).unwrap_or_default()
}

/// The example as a chain of calls on the open request.
fn open_request(page: &Page, request: &str, example: &Example) -> String {
    let model = literal(model(page, example));
    let mut chain = match example.body.get("prompt").and_then(Value::as_str) {
        Some(prompt) => format!("{request}::new({model}, {})", literal(prompt)),
        None => format!("{request}::for_model({model})"),
    };
    let leaves = leaves(&example.body);
    for (at, value) in leaves.iter().filter(|(at, _)| at != "prompt" && !at.contains("[]")) {
        let argument = json(value);
        let call = match (request, at.as_str()) {
            ("ImageRequest", "size" | "n")
            | ("VideoRequest", "duration" | "aspect_ratio" | "resolution")
            | (_, "callback_url" | "client_business_id") => format!(".{at}({argument})"),
            ("ImageRequest" | "VideoRequest", "image_urls") if is_texts(value) => {
                format!(".references({argument})")
            }
            _ => match at.split_once('.') {
                Some(("metadata", key)) if !key.contains('.') => {
                    format!(".metadata({}, {})", literal(key), json_value(value))
                }
                Some(_) => format!(".set({}, {})", literal(at), json_value(value)),
                None => format!(".extra({}, {})", literal(at), json_value(value)),
            },
        };
        chain.push_str(&call);
    }
    chain
}

fn is_texts(value: &Value) -> bool {
    value.as_array().is_some_and(|entries| entries.iter().all(Value::is_str))
}

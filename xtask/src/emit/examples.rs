//! Tests made from the examples of a page: the typed builder, the open request and the JSON say the same.

use toml::{Table, Value};

use super::builder::Plan;
use super::code::{Code, literal};
use crate::catalogue::format::{Builder, Example, json};
use crate::catalogue::{Page, leaves};

/// The test module of a builder.
pub(super) fn source(page: &Page, builder: &Builder) -> String {
    let mut code = Code::file(&format!("{}.toml", page.stem));
    let plan = Plan::new(page, builder);
    code.line("use crate::catalog::testing::*;");
    code.line("use crate::image::ImageRequest;");
    code.line(format_args!("use crate::image::{}::*;", builder.module));
    code.line("\n#[test]\nfn examples() {");
    code.line(format_args!("let mut examples = Examples::new({});", literal(&builder.module)));
    for example in plan.examples() {
        code.line(format_args!("let typed = {};", plan.expression(example, "    ").join("\n")));
        code.line(format_args!("let open = {};", open_request(page, example)));
        code.line(format_args!("let body = r#\"{}\"#;", body(page, example)));
        code.line(format_args!("examples.add({}, typed, &open, body);\n", literal(&example.name)));
    }
    code.line("examples.finish();\n}\n");
    write_settings(&plan, &mut code);
    code.finish()
}

/// A property test: whatever is set on a builder, nothing is wrong by itself.
fn write_settings(plan: &Plan<'_>, code: &mut Code) {
    let name = &plan.builder.name;
    let setters: Vec<_> = plan.setters().collect();
    code.line("#[test]\nfn settings() {");
    let mut arguments = Vec::new();
    if plan.default_model().is_none() {
        arguments.push("pick(Model::ALL, first)".to_owned());
    }
    arguments.extend(plan.required().map(|setter| setter.any_value().replace("seed", "first")));
    let first = if arguments.iter().any(|argument| argument.contains("first")) { "first" } else { "_" };
    code.line(format_args!("let new = |{first}: u32| {name}::new({});", arguments.join(", ")));
    code.line(format_args!("let set = |builder: {name}, step: usize, seed: u32| match step {{"));
    for (step, setter) in setters.iter().enumerate() {
        code.line(format_args!("{step} => builder.{}({}),", setter.single(), setter.any_value()));
    }
    code.line("_ => builder,\n};");
    code.line(format_args!("any_settings(new, set, {});\n}}\n", setters.len()));
}

/// The example as JSON in several lines: the model first, then what the file says, in its order.
pub(super) fn body(page: &Page, example: &Example) -> String {
    let mut table = Table::new();
    table.insert("model".to_owned(), model(page, example).into());
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

/// The id an example asks for.
pub(super) fn model<'a>(page: &'a Page, example: &'a Example) -> &'a str {
    let default = page.file.models.iter().find(|model| model.default).or(page.file.models.first());
    example.model.as_deref().or(default.map(|model| model.id.as_str())).unwrap_or_default()
}

/// The example as a chain of calls on the open request.
fn open_request(page: &Page, example: &Example) -> String {
    let prompt = example.body.get("prompt").and_then(Value::as_str).unwrap_or_default();
    let mut chain = format!("ImageRequest::new({}, {})", literal(model(page, example)), literal(prompt));
    for (at, value) in
        leaves(&example.body).into_iter().filter(|(at, _)| at != "prompt" && !at.contains("[]"))
    {
        let argument = json(&value);
        let call = match at.as_str() {
            "size" | "n" | "callback_url" | "client_business_id" => format!(".{at}({argument})"),
            "image_urls" => format!(".references({argument})"),
            _ => match at.split_once('.') {
                Some(("metadata", key)) if !key.contains('.') => {
                    format!(".metadata({}, {})", literal(key), value_argument(&value))
                }
                Some(_) => format!(".set({}, {})", literal(&at), value_argument(&value)),
                None => format!(".extra({}, {})", literal(&at), value_argument(&value)),
            },
        };
        chain.push_str(&call);
    }
    chain
}

/// A value that turns into JSON by itself, or JSON where it does not.
fn value_argument(value: &Value) -> String {
    match value {
        Value::Array(_) | Value::Table(_) => format!("serde_json::json!({})", json(value)),
        plain => json(plain).to_string(),
    }
}

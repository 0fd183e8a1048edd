//! Calls beside the creating ones: their requests, their answers, their tests.

use super::code::{Code, literal};
use super::words;
use crate::catalogue::Page;
use crate::catalogue::format::{
    Answer, Call, CallField, Field, Method, Part, Severity, Shape, WordEntry, json,
};
use crate::catalogue::names;

/// The module of a page that has nothing but calls.
pub(super) fn source(page: &Page) -> String {
    let mut body = Code::default();
    write(page, &mut body);
    let body = body.finish();
    let mut code = Code::file_about(
        &format!("{}.toml", page.stem),
        &format!("{}: page `{}`.\n\n{}", page.file.title, page.file.page, page.file.summary),
    );
    imports(page, &mut code);
    let macros: Vec<&str> =
        ["open_words", "wire_words"].into_iter().filter(|name| body.contains(&format!("{name}!"))).collect();
    if !macros.is_empty() {
        code.line(format_args!("use crate::words::{{{}}};", macros.join(", ")));
    }
    code.line("");
    code.line(body);
    code.finish()
}

/// What the calls of a page need.
pub(super) fn imports(page: &Page, code: &mut Code) {
    code.line("use crate::call::{self, Arguments, Call, ReadAnswerError};");
    if page.file.calls.iter().any(|call| call.answer == "Task") {
        code.line("use crate::task::Task;");
    }
}

/// Writes requests and answers.
pub(super) fn write(page: &Page, code: &mut Code) {
    for call in &page.file.calls {
        request(page, call, code);
    }
    let mut seen: Vec<String> = Vec::new();
    for field in page.file.calls.iter().flat_map(|call| &call.fields) {
        let field = plain(field);
        let name = words::enum_name(&field);
        if words::is_enum(&field) && !seen.contains(&name) {
            let has_it = |call: &&Call| call.fields.iter().any(|one| words::enum_name(&plain(one)) == name);
            let owners: Vec<String> =
                page.file.calls.iter().filter(has_it).map(|call| format!("[`{}`]", call.name)).collect();
            words::write(code, page, &owners.join(", "), &[], &field);
            seen.push(name);
        }
    }
    for one in &page.file.answers {
        answer(page, one, code);
    }
}

fn request(page: &Page, call: &Call, code: &mut Code) {
    let method = method(call);
    code.doc(0, &call.summary);
    if !call.details.is_empty() {
        code.doc(0, &format!("\n{}", call.details.trim()));
    }
    code.doc(0, &format!("\n`{method} {}` (page `{}`).", call.path, page.file.page));
    code.line("#[derive(Clone, Debug, PartialEq)]");
    code.line("#[must_use = \"a request does nothing until it is sent\"]");
    code.line(format_args!("pub struct {} {{\n    arguments: Arguments,\n}}\n", call.name));
    code.line(format_args!("impl {} {{", call.name));
    let mut about = "What the call needs.".to_owned();
    let required: Vec<Field> = call.fields.iter().filter(|field| field.required).map(plain).collect();
    for field in &required {
        about.push_str(&format!("\n\n- `{}`: {}", field.name, super::text::argument(field)));
    }
    code.doc(4, &about);
    let arguments: Vec<String> =
        required.iter().map(|field| format!("{}: {}", field.name, argument_type(field))).collect();
    let writes: Vec<String> = call
        .fields
        .iter()
        .filter(|field| field.required)
        .map(|field| written(field.part, &plain(field)))
        .collect();
    if arguments.is_empty() {
        code.line("#[expect(clippy::new_without_default, reason = \"a call is made, not defaulted\")]");
    }
    code.line(format_args!("pub fn new({}) -> Self {{", arguments.join(", ")));
    code.line(format_args!("Self {{ arguments: Arguments::default(){} }}\n}}\n", writes.concat()));
    for optional in call.fields.iter().filter(|field| !field.required) {
        let field = plain(optional);
        code.doc(4, &super::text::setter(&field, &[]));
        code.line(format_args!(
            "pub fn {0}(mut self, {0}: {1}) -> Self {{",
            field.name,
            argument_type(&field)
        ));
        code.line(format_args!(
            "self.arguments = self.arguments{};\nself\n}}\n",
            written(optional.part, &field)
        ));
    }
    code.line("}\n");
    code.line(format_args!("impl Call for {} {{", call.name));
    code.line(format_args!("type Answer = {};\n", call.answer));
    code.line(format_args!("const METHOD: &'static str = {};", literal(method)));
    code.line(format_args!("const PATH: &'static str = {};\n", literal(&call.path)));
    code.line("fn arguments(&self) -> &Arguments {\n&self.arguments\n}\n");
    code.line("fn read(&self, answer: serde_json::Value) -> Result<Self::Answer, ReadAnswerError> {");
    if call.answer == "Task" {
        code.line("call::task(answer)\n}\n}\n");
    } else {
        code.line(format_args!("{}::from_json(answer)\n}}\n}}\n", call.answer));
    }
}

fn answer(page: &Page, answer: &Answer, code: &mut Code) {
    for field in answer.fields.iter().filter(|field| !field.values.is_empty()) {
        let name = words_type(answer, &field.name);
        code.line("open_words!(");
        code.doc(0, &format!("The words of [`{}::{}`].", answer.name, field.name));
        let variants: Vec<String> = field
            .values
            .iter()
            .map(WordEntry::word)
            .map(|word| {
                let about = if word.about.is_empty() { String::new() } else { format!(": {}", word.about) };
                format!(
                    "#[doc = {}] {} = {}",
                    literal(&format!(" `{}`{about}.", word.text)),
                    words::variant(&word),
                    literal(&word.text)
                )
            })
            .collect();
        code.line(format_args!("{name}, [{}]);\n", variants.join(", ")));
    }
    code.doc(0, &answer.summary);
    code.doc(
        0,
        &format!("\nReading is lenient: what is missing or odd is `None`. Page `{}`.", page.file.page),
    );
    code.line("#[derive(Clone, Debug, PartialEq)]\n#[non_exhaustive]");
    code.line(format_args!("pub struct {} {{", answer.name));
    for field in &answer.fields {
        code.doc(4, &field.summary);
        let kind = if field.values.is_empty() {
            answer_type(field.shape).to_owned()
        } else {
            words_type(answer, &field.name)
        };
        code.line(format_args!("pub {}: Option<{kind}>,", field.name));
    }
    code.doc(4, "Everything that stood there.");
    code.line("pub raw: serde_json::Map<String, serde_json::Value>,\n}\n");
    code.line(format_args!("impl {} {{", answer.name));
    code.doc(4, "Reads a good answer: the fields below `data`, or at the top where there is none.");
    code.doc(4, "\n# Errors\n\nWhen it is not an object, or says `\"success\": false`.");
    code.line("pub fn from_json(answer: serde_json::Value) -> Result<Self, ReadAnswerError> {");
    code.line("let raw = call::data(answer)?;");
    code.line("Ok(Self {");
    for field in &answer.fields {
        let read = match (field.values.is_empty(), field.shape) {
            (false, _) => format!(
                "call::text(&raw, {}).map(|text| {}::from(text.as_str()))",
                literal(&field.name),
                words_type(answer, &field.name)
            ),
            (true, Shape::Integer) => format!("call::integer(&raw, {})", literal(&field.name)),
            (true, Shape::Boolean) => {
                format!("raw.get({}).and_then(serde_json::Value::as_bool)", literal(&field.name))
            }
            (true, Shape::Text | Shape::Url) => format!("call::text(&raw, {})", literal(&field.name)),
            (true, _) => format!("raw.get({}).cloned()", literal(&field.name)),
        };
        code.line(format_args!("{}: {read},", field.name));
    }
    code.line("raw,\n})\n}\n}\n");
}

fn answer_type(shape: Shape) -> &'static str {
    match shape {
        Shape::Text | Shape::Url => "String",
        Shape::Integer => "i64",
        Shape::Boolean => "bool",
        _ => "serde_json::Value",
    }
}

fn words_type(answer: &Answer, field: &str) -> String {
    format!("{}{}", answer.name, names::camel(field).unwrap_or_default())
}

fn argument_type(field: &Field) -> String {
    match field.shape {
        _ if words::is_enum(field) => words::enum_name(field),
        Shape::Integer => "i64".to_owned(),
        Shape::Number => "f64".to_owned(),
        Shape::Boolean => "bool".to_owned(),
        _ => "impl Into<String>".to_owned(),
    }
}

fn written(part: Part, field: &Field) -> String {
    let is_text = !words::is_enum(field) && matches!(field.shape, Shape::Text | Shape::Url);
    let name = literal(&field.name);
    match part {
        Part::Body if is_text => format!(".in_body({name}, Into::<String>::into({}))", field.name),
        Part::Body => format!(".in_body({name}, {})", field.name),
        Part::Path => format!(".in_path({name}, {})", as_text(field, is_text)),
        Part::Query => format!(".in_query({name}, {})", as_text(field, is_text)),
    }
}

fn as_text(field: &Field, is_text: bool) -> String {
    if is_text { field.name.clone() } else { format!("{}.to_string()", field.name) }
}

/// The argument as a field, for the sentences and enums that fields have.
fn plain(field: &CallField) -> Field {
    Field {
        name: field.name.clone(),
        at: None,
        alias_of: None,
        shape: field.shape,
        summary: field.summary.clone(),
        details: field.details.clone(),
        required: field.required,
        default: None,
        default_note: None,
        values: field.values.clone(),
        open: false,
        numbers: Vec::new(),
        min: None,
        max: None,
        max_length: None,
        alphabet: None,
        span: None,
        min_items: None,
        max_items: None,
        max_bytes: None,
        formats: Vec::new(),
        schemes: Vec::new(),
        object_key: None,
        media: None,
        models: Vec::new(),
        severity: Severity::Error,
        page: None,
        video_page: None,
        enum_name: field.enum_name.clone(),
        item: None,
        one: None,
        builder: true,
    }
}

pub(super) fn method(call: &Call) -> &'static str {
    match call.method {
        Method::Get => "GET",
        Method::Post => "POST",
    }
}

/// The Rust expression that makes a call with the arguments of an example.
pub(super) fn expression(call: &Call, arguments: &toml::Table) -> String {
    let value = |field: &CallField| {
        let value = arguments.get(&field.name)?;
        let field = plain(field);
        super::setter::Setter { field: &field, request: "", item: None }.value(value)
    };
    let given: Vec<String> = call
        .fields
        .iter()
        .filter(|field| field.required)
        .map(|field| value(field).unwrap_or_default())
        .collect();
    let optional = call.fields.iter().filter(|field| !field.required);
    let setters: Vec<String> =
        optional.filter_map(|field| Some(format!(".{}({})", field.name, value(field)?))).collect();
    format!("{}::new({}){}", call.name, given.join(", "), setters.concat())
}

/// The test of the calls of a page.
pub(super) fn tests(page: &Page, code: &mut Code) {
    code.line("#[test]\nfn calls() {");
    code.line(format_args!("let mut calls = Calls::new({});", literal(&format!("{}_calls", page.module()))));
    for call in &page.file.calls {
        for example in &call.examples {
            let body: serde_json::Map<String, serde_json::Value> = call
                .fields
                .iter()
                .filter(|field| field.part == Part::Body)
                .filter_map(|field| Some((field.name.clone(), json(example.arguments.get(&field.name)?))))
                .collect();
            let answer = (!example.answer.is_empty())
                .then(|| json(&toml::Value::Table(example.answer.clone())).to_string());
            let answer = answer.map_or_else(|| "None".to_owned(), |text| format!("Some(r#\"{text}\"#)"));
            let body = if body.is_empty() {
                literal("{}")
            } else {
                format!("r#\"{}\"#", serde_json::Value::Object(body))
            };
            code.line(format_args!(
                "calls.add({}, &{}, {body}, {answer});",
                literal(&example.name),
                expression(call, &example.arguments)
            ));
        }
    }
    code.line("calls.finish();\n}\n");
}

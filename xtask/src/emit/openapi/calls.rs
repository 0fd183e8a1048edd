//! The `[[call]]`s of the catalogue: assets, checks of a person, the status of a character.

use serde_json::{Map, Value, json};

use super::field::prose;
use super::schemas::{NOT_BLANK, lenient, refer};
use super::{Parts, errors, json_answer, json_body, path_parameter};
use crate::catalogue::format::{Answer, Call, CallField, Method, Part, Shape, WordEntry, json as value_of};
use crate::catalogue::{Catalogue, Page};

/// Adds all calls and what they are answered with.
pub(super) fn add(parts: &mut Parts, catalogue: &Catalogue) {
    for page in &catalogue.pages {
        for answer in &page.file.answers {
            parts.schemas.add(&answer.name, answer_schema(answer));
        }
        for call in &page.file.calls {
            let operation = operation(page, call, parts);
            let method = match call.method {
                Method::Get => "get",
                Method::Post => "post",
            };
            parts.operation(method, &call.path, operation);
        }
    }
}

fn operation(page: &Page, call: &Call, parts: &mut Parts) -> Value {
    let is_task = call.answer == "Task";
    let answer = if is_task {
        refer("Task")
    } else {
        let envelope = errors::envelope("The answer, in its envelope.", &refer(&call.answer));
        parts.schemas.add(&format!("{}Answer", call.answer), envelope)
    };
    let shown = call.examples.iter().filter(|example| !example.answer.is_empty());
    let answers: Map<String, Value> = shown
        .map(|example| {
            (example.name.clone(), json!({ "value": value_of(&toml::Value::Table(example.answer.clone())) }))
        })
        .collect();
    let has_id = call.fields.iter().any(|field| field.part == Part::Path);
    let success = json_answer(ANSWERED, &answer, &answers.into());
    let mut operation = json!({
        "operationId": lower_first(&call.name),
        "tags": [if is_task { "Videos" } else { "Avatars" }],
        "summary": call.summary.trim_end_matches('.'),
        "description": about(&call.summary, &call.details),
        "responses": errors::responses(&success, if has_id { errors::LOOKUP } else { errors::PLAIN }),
        "x-toapis-page": page.file.page,
    });
    let parameters = parameters(call);
    if !parameters.is_empty() {
        operation["parameters"] = parameters.into();
    }
    if call.fields.iter().any(|field| field.part == Part::Body) {
        let schema = parts.schemas.add(&format!("{}Request", call.name), body_schema(call));
        operation["requestBody"] = json_body(&schema, &body_examples(call));
    }
    operation
}

const ANSWERED: &str = "Answered. `success` tells whether it worked.";

/// What stands in the path and in the query.
fn parameters(call: &Call) -> Vec<Value> {
    let parameter = |field: &CallField| {
        let about = about(&field.summary, &field.details);
        match field.part {
            Part::Body => None,
            Part::Path => Some(path_parameter(&field.name, &about)),
            Part::Query => Some(json!({
                "name": field.name, "in": "query", "required": field.required, "description": about,
                "schema": plain_schema(field.shape, &field.values, true),
            })),
        }
    };
    call.fields.iter().filter_map(parameter).collect()
}

fn body_schema(call: &Call) -> Value {
    let fields = || call.fields.iter().filter(|field| field.part == Part::Body);
    let property = |field: &CallField| {
        let mut schema = plain_schema(field.shape, &field.values, true);
        if field.required && field.shape == Shape::Text && field.values.is_empty() {
            schema["pattern"] = NOT_BLANK.into();
        }
        schema["description"] = about(&field.summary, &field.details).into();
        (field.name.clone(), schema)
    };
    let properties: Map<String, Value> = fields().map(property).collect();
    let required: Vec<&str> =
        fields().filter(|field| field.required).map(|field| field.name.as_str()).collect();
    let mut schema = json!({ "type": "object", "description": call.summary, "properties": properties });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn body_examples(call: &Call) -> Value {
    let is_body = |name: &str| call.fields.iter().any(|field| field.name == name && field.part == Part::Body);
    let shown = call.examples.iter().map(|example| {
        let arguments = example.arguments.iter().filter(|(name, _)| is_body(name));
        let body: Map<String, Value> =
            arguments.map(|(name, value)| (name.clone(), value_of(value))).collect();
        (example.name.clone(), json!({ "value": body }))
    });
    shown.collect::<Map<_, _>>().into()
}

fn answer_schema(answer: &Answer) -> Value {
    let properties = answer.fields.iter().map(|field| {
        let mut schema = plain_schema(field.shape, &field.values, false);
        schema["description"] = prose(&field.summary).into();
        (field.name.clone(), schema)
    });
    lenient(&prose(&answer.summary), &properties.collect::<Map<_, _>>().into())
}

/// A plain type. The words of a request are all there are, those of an answer are not.
fn plain_schema(shape: Shape, values: &[WordEntry], closed: bool) -> Value {
    let mut schema = match shape {
        Shape::Text => json!({ "type": "string" }),
        Shape::Url => json!({ "type": "string", "format": "uri" }),
        Shape::Integer => json!({ "type": "integer" }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::Object => json!({ "type": "object", "additionalProperties": true }),
        Shape::TextList => json!({ "type": "array", "items": { "type": "string" } }),
        Shape::UrlList => json!({ "type": "array", "items": { "type": "string", "format": "uri" } }),
        Shape::ObjectList => json!({ "type": "array", "items": { "type": "object" } }),
    };
    let words: Vec<String> = values.iter().map(|entry| entry.word().text).collect();
    if !words.is_empty() {
        schema[if closed { "enum" } else { "x-toapis-known-values" }] = json!(words);
    }
    schema
}

fn about(summary: &str, details: &str) -> String {
    format!("{} {}", prose(summary), prose(details)).trim_end().to_owned()
}

fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|c| c.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

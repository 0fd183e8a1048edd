//! `docs/openapi.json`: the whole service as one OpenAPI 3.1 document.
//!
//! What models take comes from the catalogue, one schema for each builder. What stands around it (tasks, errors,
//! uploads, the account, chat, webhooks) is written here by hand, as `crates/toapis-types` reads it.
//!
//! Keys are sorted, because `serde_json` sorts them: the same catalogue gives the same bytes.

mod about;
mod account;
mod answers;
mod calls;
mod chat;
mod creates;
mod errors;
mod family;
mod field;
mod links;
mod place;
mod schemas;
mod tasks;
mod uploads;
mod webhooks;

use serde_json::{Map, Value, json};

use self::schemas::Schemas;
use crate::catalogue::Catalogue;

/// The document as text.
pub(super) fn text(catalogue: &Catalogue) -> String {
    format!("{:#}\n", document(catalogue))
}

fn document(catalogue: &Catalogue) -> Value {
    let mut parts = Parts::default();
    answers::add(&mut parts);
    errors::add(&mut parts);
    creates::add(&mut parts, catalogue);
    tasks::add(&mut parts);
    calls::add(&mut parts, catalogue);
    uploads::add(&mut parts);
    account::add(&mut parts);
    chat::add(&mut parts);
    webhooks::add(&mut parts);
    links::add(&mut parts.paths);

    let mut document = json!({
        "openapi": "3.1.0",
        "info": about::info(),
        "servers": about::servers(),
        "tags": about::tags(),
        "security": [{ "bearer": [] }],
        "paths": parts.paths,
        "webhooks": parts.webhooks,
        "components": {
            "schemas": parts.schemas.into_value(),
            "responses": errors::components(),
            "headers": errors::headers(),
            "securitySchemes": about::security_schemes(),
        },
    });
    for (key, value) in about::extensions(catalogue) {
        document[key] = value;
    }
    document
}

/// What the modules add to.
#[derive(Default)]
struct Parts {
    schemas: Schemas,
    paths: Map<String, Value>,
    webhooks: Map<String, Value>,
}

impl Parts {
    /// Adds a call. Its `operationId` is what generated clients name their functions after.
    fn operation(&mut self, method: &str, path: &str, operation: Value) {
        let item = self.paths.entry(path).or_insert_with(|| json!({}));
        item[method] = operation;
    }
}

/// A JSON body that has to be there.
fn json_body(schema: &Value, examples: &Value) -> Value {
    json!({ "required": true, "content": { "application/json": { "schema": schema, "examples": examples } } })
}

/// A JSON answer.
fn json_answer(description: &str, schema: &Value, examples: &Value) -> Value {
    json!({
        "description": description,
        "content": { "application/json": { "schema": schema, "examples": examples } },
    })
}

/// A part of the path, as a parameter.
fn path_parameter(name: &str, description: &str) -> Value {
    json!({
        "name": name, "in": "path", "required": true, "description": description,
        "schema": { "type": "string" },
    })
}

#[cfg(test)]
mod tests;

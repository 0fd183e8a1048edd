//! Whether the document hangs together, and whether what is documented and what was seen fits into it.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use super::document;
use super::family::Family;
use super::schemas::{address, refer};
use crate::catalogue::Catalogue;
use crate::workspace::root;

mod validator;

use self::validator::{faults, look_up};

fn catalogue() -> Catalogue {
    Catalogue::load(&root()).unwrap()
}

/// All families with the path they are posted to.
fn families(catalogue: &Catalogue) -> impl Iterator<Item = (&str, Family<'_>)> {
    catalogue.pages.iter().flat_map(|page| {
        page.file.builders.iter().map(move |builder| (page.path(), Family { page, builder }))
    })
}

/// All calls: method, path, operation.
fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    let calls = paths.iter().flat_map(|(path, item)| {
        item.as_object().unwrap().iter().map(move |(method, call)| (method.as_str(), path.as_str(), call))
    });
    calls.collect()
}

fn body_schema<'a>(document: &'a Value, path: &str) -> &'a Value {
    &document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
}

fn walk<'a>(value: &'a Value, visit: &mut impl FnMut(&'a Value)) {
    visit(value);
    match value {
        Value::Array(list) => list.iter().for_each(|value| walk(value, visit)),
        Value::Object(object) => object.values().for_each(|value| walk(value, visit)),
        _ => {}
    }
}

fn assert_consistent(document: &Value) {
    walk(document, &mut |value| {
        let references = value.get("$ref").into_iter().chain(
            value.get("mapping").and_then(Value::as_object).into_iter().flat_map(|mapping| mapping.values()),
        );
        for reference in references.filter_map(Value::as_str) {
            assert!(look_up(document, reference).is_some(), "{reference} leads nowhere");
        }
    });
    let tags = document["tags"].as_array().unwrap();
    let mut ids = BTreeSet::new();
    for (method, path, call) in operations(document) {
        let place = format!("{method} {path}");
        assert!(ids.insert(call["operationId"].as_str().unwrap()), "{place}: the operationId is taken");
        assert!(call["summary"].is_string() && call["description"].is_string(), "{place}: says nothing");
        assert!(tags.iter().any(|tag| tag["name"] == call["tags"][0]), "{place}: its tag is not listed");
        let answers = call["responses"].as_object().unwrap();
        for code in ["200", "401", "default"] {
            assert!(answers.contains_key(code), "{place}: no answer {code}");
        }
        let declared = call["parameters"].as_array().into_iter().flatten();
        let declared: Vec<&str> =
            declared.filter(|one| one["in"] == "path").filter_map(|one| one["name"].as_str()).collect();
        let wanted: Vec<&str> =
            path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        assert_eq!(declared, wanted, "{place}");
    }
    for (method, path, call) in operations(document) {
        for (name, link) in call["responses"]["200"]["links"].as_object().into_iter().flatten() {
            let place = format!("{method} {path}, link {name}");
            let (_, _, later) = operations(document)
                .into_iter()
                .find(|(.., later)| later["operationId"] == link["operationId"])
                .unwrap_or_else(|| panic!("{place} leads nowhere"));
            for parameter in link["parameters"].as_object().into_iter().flat_map(|map| map.keys()) {
                let mut known = later["parameters"].as_array().into_iter().flatten();
                assert!(known.any(|one| one["name"] == *parameter), "{place}: {parameter}");
            }
            if let Some(body) = link.get("requestBody") {
                let schema = &later["requestBody"]["content"]["application/json"]["schema"];
                assert_eq!(faults(document, schema, body), Vec::<String>::new(), "{place}");
            }
        }
    }
}

#[test]
fn the_document_hangs_together() {
    assert_consistent(&document(&catalogue()));
}

#[test]
fn every_call_with_an_id_is_reached_by_a_link() {
    let document = document(&catalogue());
    let mut reached = BTreeSet::new();
    walk(&document["paths"], &mut |value| {
        let links = value.get("links").and_then(Value::as_object).into_iter().flatten();
        reached.extend(links.filter_map(|(_, link)| link["operationId"].as_str()));
    });
    for (method, path, call) in operations(&document) {
        let id = call["operationId"].as_str().unwrap();
        assert!(!path.contains('{') || reached.contains(id), "{method} {path}");
    }
}

#[test]
fn an_empty_catalogue_leaves_the_open_requests() {
    let mut catalogue = catalogue();
    catalogue.pages.clear();
    let document = document(&catalogue);
    assert_consistent(&document);
    assert_eq!(*body_schema(&document, "/v1/videos/generations"), refer("VideoRequest"));
}

#[test]
fn every_model_has_its_schema() {
    let catalogue = catalogue();
    let document = document(&catalogue);
    for page in &catalogue.pages {
        for id in page.file.models.iter().flat_map(|model| [&model.id].into_iter().chain(&model.aliases)) {
            assert!(document["x-toapis-models"][id.as_str()].is_object(), "{id}");
        }
    }
    for (path, family) in families(&catalogue) {
        let union = look_up(&document, body_schema(&document, path)["$ref"].as_str().unwrap()).unwrap();
        let known = look_up(&document, union["oneOf"][0]["$ref"].as_str().unwrap()).unwrap();
        for id in family.ids() {
            let mapped = known["discriminator"]["mapping"][id].as_str().unwrap();
            assert!(known["oneOf"].as_array().unwrap().contains(&json!({ "$ref": mapped })), "{id}");
            let of_several = look_up(&document, mapped).unwrap()["anyOf"].as_array();
            let is_one_of_several = of_several.is_some_and(|list| list.contains(&refer(family.name())));
            assert!(mapped == address(family.name()) || is_one_of_several, "{id}: {mapped}");
        }
    }
}

#[test]
fn documented_requests_fit_and_every_example_does() {
    let catalogue = catalogue();
    let document = document(&catalogue);
    for (path, family) in families(&catalogue) {
        let mut shown = 0;
        for (example, body) in family.examples() {
            let found = faults(&document, body_schema(&document, path), &body);
            assert!(found.is_empty(), "{}, {}: {found:?}", family.name(), example.name);
            shown += 1;
        }
        assert!(shown > 0, "{} has no example", family.name());
    }
    walk(&document, &mut |value| {
        let Some(examples) = value.get("examples").and_then(Value::as_object) else { return };
        for (name, example) in examples {
            let found = faults(&document, &value["schema"], &example["value"]);
            assert!(found.is_empty(), "{name}: {found:?}");
        }
    });
}

#[test]
fn wrong_requests_do_not_fit() {
    let document = document(&catalogue());
    let image = body_schema(&document, "/v1/images/generations");
    let model = "gemini-3.1-flash-image-preview";
    let wrong = [
        json!({ "model": model }),
        json!({ "prompt": "A hill" }),
        json!({ "model": model, "prompt": "A hill", "n": "2" }),
        json!({ "model": model, "prompt": "A hill", "size": "1024x1024" }),
        json!({ "model": model, "prompt": "A hill", "metadata": { "resolution": "2k" } }),
        json!({ "model": model, "prompt": "A hill", "image_urls": vec!["https://example.com/a.png"; 15] }),
    ];
    for body in wrong {
        assert!(!faults(&document, image, &body).is_empty(), "{body}");
    }
    let unknown = json!({ "model": "newer-than-this", "prompt": "A hill", "size": "1024x1024", "style": 7 });
    assert_eq!(faults(&document, image, &unknown), Vec::<String>::new());
}

#[test]
fn answers_seen_in_the_field_fit() {
    let document = document(&catalogue());
    let seen = root().join("crates/toapis-types/tests/fixtures/observed.jsonl");
    let mut counted = 0;
    for line in fs::read_to_string(seen).unwrap().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let schema = match (line["kind"].as_str().unwrap(), line["http_status"].as_u64()) {
            ("create" | "status", _) => "Task",
            ("error", _) | ("upload", Some(400)) => "ErrorAnswer",
            ("upload", _) => "UploadAnswer",
            ("balance", _) => "Balance",
            ("models", _) => "ModelList",
            ("webhook", _) => "WebhookEvent",
            (other, _) => panic!("{other}"),
        };
        if line["body"].is_object() {
            let found = faults(&document, &refer(schema), &line["body"]);
            assert!(found.is_empty(), "{}: {found:?}", line["id"]);
            counted += 1;
        }
    }
    assert!(counted > 50);
}

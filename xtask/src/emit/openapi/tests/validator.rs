//! As much of JSON schema as the document uses, so that the tests need no validator of their own. Public validators
//! are run by hand; `docs/openapi.md` says which.

use serde_json::Value;

/// What a reference leads to.
pub(super) fn look_up<'a>(document: &'a Value, reference: &str) -> Option<&'a Value> {
    document.pointer(reference.strip_prefix('#')?)
}

/// Everything about a value that a schema does not allow.
pub(super) fn faults(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(document, schema, value, "body", &mut found);
    found
}

fn check(document: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let fits = |schema: &Value| {
        let mut inner = Vec::new();
        check(document, schema, value, at, &mut inner);
        inner.is_empty()
    };
    let mut ensure = |holds: bool, what: &str| {
        if !holds {
            found.push(format!("{at}: {what}: {value}"));
        }
    };
    let list = |key: &str| schema.get(key).and_then(Value::as_array);
    if let Some(kinds) = schema.get("type") {
        let kinds = kinds.as_array().map_or(std::slice::from_ref(kinds), Vec::as_slice);
        ensure(kinds.iter().filter_map(Value::as_str).any(|kind| is_of(value, kind)), "type");
    }
    ensure(list("enum").is_none_or(|words| words.contains(value)), "enum");
    ensure(schema.get("const").is_none_or(|only| only == value), "const");
    ensure(schema.get("not").is_none_or(|not| !fits(not)), "not");
    ensure(list("anyOf").is_none_or(|schemas| schemas.iter().any(&fits)), "anyOf");
    ensure(list("oneOf").is_none_or(|schemas| schemas.iter().filter(|one| fits(one)).count() == 1), "oneOf");
    let limit = |key: &str| schema.get(key).and_then(Value::as_f64);
    let sizes = [
        ("minimum", "maximum", value.as_f64()),
        ("minItems", "maxItems", value.as_array().map(|list| count(list.len()))),
        ("minLength", "maxLength", value.as_str().map(|text| count(text.chars().count()))),
    ];
    for (least, most, size) in sizes {
        let within = |size: f64| {
            limit(least).is_none_or(|least| size >= least) && limit(most).is_none_or(|most| size <= most)
        };
        ensure(size.is_none_or(within), least);
    }
    if let Value::Object(object) = value {
        for key in list("required").into_iter().flatten().filter_map(Value::as_str) {
            ensure(object.contains_key(key), key);
        }
        for (key, value) in object {
            if let Some(schema) = schema.get("properties").and_then(|properties| properties.get(key)) {
                check(document, schema, value, &format!("{at}.{key}"), found);
            }
        }
    }
    if let (Some(schema), Value::Array(entries)) = (schema.get("items"), value) {
        for entry in entries {
            check(document, schema, entry, &format!("{at}[]"), found);
        }
    }
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let schema = look_up(document, reference).unwrap_or_else(|| panic!("{reference}"));
        check(document, schema, value, at, found);
    }
}

fn is_of(value: &Value, kind: &str) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => false,
    }
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

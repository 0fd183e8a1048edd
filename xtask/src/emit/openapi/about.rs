//! What stands at the top of the document.

use serde_json::{Map, Value, json};

use super::field::prose;
use crate::catalogue::Catalogue;
use crate::catalogue::format::Kind;
use crate::workspace::MARK;

pub(super) fn info() -> Value {
    json!({
        "title": "ToAPIs, unofficial",
        "version": env!("CARGO_PKG_VERSION"),
        "summary": "One gateway to many models that make pictures and videos.",
        "description": DESCRIPTION,
        "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
    })
}

const DESCRIPTION: &str = "\
    An unofficial description of the HTTP API of ToAPIs. The toapis-rs project wrote it from the documentation of \
    August 2026 and from answers that public clients recorded. **Nobody has tried it against the live service**, and \
    its vendor has nothing to do with it.\n\n\
    A POST creates a task and costs money; a GET or a webhook tells how it ends; results are URLs that stop working \
    after 24 hours.\n\n\
    Requests: each family of models has a schema, chosen by `model`. Limits that the documentation contradicts itself \
    about are in `x-toapis-advisory`, rules between fields in `x-toapis-rules`; neither is part of validation. \
    Unknown fields are allowed everywhere.\n\n\
    Answers: everything is optional and words are open sets. Read them leniently: a task that was paid for must not \
    be lost over a field.\n\n\
    How to use it is in `docs/openapi.md` of the project.";

pub(super) fn servers() -> Value {
    json!([
        { "url": "https://toapis.com", "description": "The address in the documentation." },
        { "url": "https://toapis.cn", "description": "For mainland China, as newer copies of the \
                                                      documentation say." },
    ])
}

pub(super) fn tags() -> Value {
    let tags = [
        ("Images", "Tasks that make and edit pictures."),
        ("Videos", "Tasks that make films, and characters for them."),
        ("Avatars", "Stored pictures, films and sounds of characters and of real people, for Seedance 2."),
        ("Uploads", "Files on your machine become URLs that requests can name."),
        ("Account", "Balances and keys."),
        ("Models", "What a key may use today."),
        ("Text", "Chat, passed through to the providers."),
        ("Webhooks", "What the service sends to you."),
    ];
    tags.iter().map(|(name, about)| json!({ "name": name, "description": about })).collect()
}

pub(super) fn security_schemes() -> Value {
    json!({
        "bearer": {
            "type": "http", "scheme": "bearer",
            "description": "`Authorization: Bearer sk-…`, a key from the console. It belongs to the API's \
                            own origin and to no file host.",
        },
        "anthropicKey": {
            "type": "apiKey", "in": "header", "name": "x-api-key",
            "description": "The same key, for `/v1/messages` only.",
        },
    })
}

/// What the format has no place for.
pub(super) fn extensions(catalogue: &Catalogue) -> [(&'static str, Value); 3] {
    [
        ("x-generated", format!("From `crates/toapis-types/catalog/*.toml` {MARK}.").into()),
        ("x-toapis-models", models(catalogue)),
        ("x-toapis-rate-limits", rate_limits()),
    ]
}

/// Every id of the catalogue, with what the model is and which pages speak of it.
fn models(catalogue: &Catalogue) -> Value {
    let mut models: Map<String, Value> = Map::new();
    for page in &catalogue.pages {
        let file = &page.file;
        for model in &file.models {
            let builders = file.builders.iter();
            let ours = builders.filter(|one| one.models.is_empty() || one.models.contains(&model.id));
            let mut use_of_page = json!({
                "page": file.page,
                "title": file.title,
                "path": if file.builders.is_empty() { None } else { Some(page.path()) },
                "capabilities": file.capabilities,
                "schemas": ours.map(|builder| builder.name.as_str()).collect::<Vec<_>>(),
            });
            if !model.summary.is_empty() {
                use_of_page["summary"] = prose(&model.summary).into();
            }
            for id in [&model.id].into_iter().chain(&model.aliases) {
                let entry = models.entry(id.clone()).or_insert_with(|| {
                    json!({
                        "kind": match file.kind { Kind::Image => "image", Kind::Video => "video" },
                        "provider": file.provider,
                        "uses": [],
                    })
                });
                if *id != model.id {
                    entry["alias_of"] = json!(model.id);
                }
                if let Some(uses) = entry["uses"].as_array_mut() {
                    uses.push(use_of_page.clone());
                }
            }
        }
    }
    models.into()
}

/// Limits by user, not by key; creates and queries count apart.
fn rate_limits() -> Value {
    let group = |submit: [f64; 3], query: [f64; 3]| {
        let limit =
            |[rpm, rps, burst]: [f64; 3]| json!({ "per_minute": rpm, "per_second": rps, "burst_10s": burst });
        json!({ "async_submit": limit(submit), "async_query": limit(query) })
    };
    json!({
        "default": group([300.0, 5.0, 50.0], [3000.0, 50.0, 500.0]),
        "vip": group([1000.0, 16.7, 167.0], [10_000.0, 166.7, 1667.0]),
        "svip": group([2000.0, 33.3, 334.0], [30_000.0, 500.0, 5000.0]),
    })
}

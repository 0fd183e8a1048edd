//! Every model of the catalogue, asked the way its page shows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use serde_json::{Value, json};
use toapis_types::TaskKind;
use toapis_types::catalog::{self, ModelEntry, Operation, Page};
use toml::{Table, Value as Toml};

use crate::support::{AVATARS, Gateway, IMAGES, VIDEOS, film, with};
use toapis_emulator::{RateLimits, Reading};

/// The examples of all pages, by the names of the pages: name and body, complete with a model.
fn examples() -> BTreeMap<String, Vec<(String, Value)>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../toapis-types/catalog");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let pages = files.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    pages
        .filter_map(|path| {
            let page: Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
            let models = page.get("model")?.as_array()?;
            let usual = models.iter().find(|model| model.get("default").is_some()).unwrap_or(&models[0]);
            let bodies = page.get("example").and_then(Toml::as_array).into_iter().flatten().map(|example| {
                let model = example.get("model").unwrap_or(&usual["id"]);
                let body = serde_json::to_value(&example["body"]).unwrap();
                (example["name"].as_str().unwrap().to_owned(), with(body, "model", model.as_str().unwrap()))
            });
            Some((page["page"].as_str().unwrap().to_owned(), bodies.collect()))
        })
        .collect()
}

/// An active asset, as a URL.
fn asset(gateway: &Gateway) -> String {
    let group = gateway.post(&format!("{AVATARS}/private-avatar/groups"), &json!({"name": "a"})).ok();
    let body = json!({
        "group_id": group["data"]["group_id"], "asset_type": "image", "source_url": "https://example.com/a.jpg",
    });
    let asset = gateway.post(&format!("{AVATARS}/private-avatar/assets"), &body).ok();
    gateway.step(5);
    asset["data"]["asset_url"].as_str().unwrap().to_owned()
}

/// The same body with this asset in place of all others.
fn with_asset(body: &Value, asset: &str) -> Value {
    match body {
        Value::String(text) if text.starts_with("asset://") => json!(asset),
        Value::Array(items) => items.iter().map(|item| with_asset(item, asset)).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), with_asset(value, asset))).collect()
        }
        other => other.clone(),
    }
}

/// Where a page's call goes, with the id of an earlier video where it wants one.
fn target(page: &Page, source: &str) -> String {
    page.path.replace("{video_id}", source)
}

fn free() -> Gateway {
    let limits = RateLimits { reading: Reading::Off, ..RateLimits::default() };
    Gateway::with(|builder| builder.rate_limits(limits))
}

#[test]
fn every_example_of_every_page_is_taken() {
    let gateway = free();
    let source = gateway.create_living(VIDEOS, &film(), "instant");
    let asset = asset(&gateway);
    let examples = examples();
    let mut asked = 0;
    for page in catalog::pages() {
        for (name, mut body) in examples[page.name].iter().cloned() {
            if body.get("from_task").is_some() {
                body["from_task"] = json!(source);
            }
            let stored = with_asset(&body, &asset);
            let answer = gateway.post(&target(page, &source), &stored);
            assert_eq!(answer.status, 200, "{}: {name}: {body}: {}", page.name, answer.text());
            asked += 1;
        }
    }
    assert!(asked > 150, "{asked}");
    assert_eq!(gateway.emulator.ledger().charges().len(), asked + 1);
}

/// The body of an example of a model's page, changed until nothing speaks against it for this model, and as small as the
/// page allows: a picture in 4K takes its time.
fn body_of(entry: ModelEntry, examples: &BTreeMap<String, Vec<(String, Value)>>) -> Value {
    let bodies = examples[entry.page().name].iter().map(|(_, body)| with(body.clone(), "model", entry.id()));
    let pictured =
        |body: Value| [body.clone(), with(body, "image_urls", json!(["https://example.com/a.png"]))];
    let sized = |body: Value| {
        let sizes = entry.resolutions().map(|word| {
            let mut body = body.clone();
            entry.write(&mut body, "resolution", word);
            body
        });
        sizes.chain([body.clone()]).collect::<Vec<_>>()
    };
    let is_good = |body: &Value| {
        let findings = catalog::check_for(Operation::Create, entry.kind(), body);
        !findings.iter().any(catalog::Finding::is_error)
    };
    let mut bodies = bodies.flat_map(pictured).flat_map(sized);
    bodies.find(is_good).unwrap_or_else(|| panic!("no example fits {}", entry.id()))
}

#[test]
fn every_model_completes_and_every_maker_has_files() {
    let gateway = free();
    let examples = examples();
    let entries = Mutex::new(catalog::models().collect::<Vec<_>>().into_iter());
    let fetched = Mutex::new(BTreeSet::new());
    let next = || entries.lock().unwrap().next();
    let work = || {
        while let Some(entry) = next() {
            for name in [entry.id()].into_iter().chain(entry.aliases().iter().copied()) {
                let body = with(body_of(entry, &examples), "model", name);
                let id = gateway.create_living(entry.page().path, &body, "reads=1");
                let path = if entry.kind() == TaskKind::Image { IMAGES } else { VIDEOS };
                let task = gateway.look(path, &id);
                assert_eq!((&task["status"], &task["model"]), (&json!("completed"), &json!(name)));
                let url = task["result"]["data"][0]["url"].as_str().unwrap();
                assert!(url.starts_with(gateway.emulator.files_url()), "{name}: {url}");
                // Painting takes its time, and files differ by kind only.
                if !fetched.lock().unwrap().insert((entry.provider(), entry.kind())) {
                    continue;
                }
                let file = gateway.file(url);
                assert_eq!(file.status, 200, "{name}");
                let kind = file.header("content-type").unwrap().split('/').next().unwrap();
                assert_eq!(kind, entry.kind().as_str(), "{name}");
                assert!(file.body.len() > 100, "{name}");
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
}

#[test]
fn a_model_is_served_on_its_own_path_only() {
    let gateway = free();
    let editor = json!({
        "model": "grok-imagine-1.0-edit", "prompt": "a pine forest behind the person",
        "image_urls": ["https://example.com/portrait.png"],
    });
    let edits = "/v1/images/edits";
    gateway.create(edits, &editor);
    let wrong = json!([400, "invalid_request", "invalid_request_error", "model"]);
    assert_eq!(gateway.post(IMAGES, &editor).error(), wrong);
    assert_eq!(gateway.post(edits, &crate::support::picture()).error(), wrong);
}

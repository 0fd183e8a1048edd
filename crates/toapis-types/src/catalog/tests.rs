//! The checks on the seed page, each limit and rule once, as the sentences people read.

use std::fmt::Write;

use serde_json::{Value, json};

use super::testing::snapshot_settings;
use super::*;
use crate::TaskKind;

const SEED: &str = "gemini-3.1-flash-image-preview";

/// A good body with some fields replaced; `(gone)` takes a field away.
fn with(changes: Value) -> Value {
    let mut body = json!({"model": SEED, "prompt": "A lighthouse at dusk"});
    let Value::Object(changes) = changes else { panic!("changes are an object") };
    for (key, value) in changes {
        if value == "(gone)" {
            body.as_object_mut().unwrap().remove(&key);
        } else {
            body[key] = value;
        }
    }
    body
}

fn findings(changes: Value) -> Vec<Finding> {
    check(TaskKind::Image, &with(changes))
}

#[test]
fn what_holds_fields_must_be_an_object() {
    for odd in [json!([null, null]), json!("2K"), json!(7)] {
        let found = findings(json!({"metadata": odd}));
        assert_eq!(found.len(), 1, "{odd}");
        assert_eq!(
            (found[0].field.as_str(), found[0].kind),
            ("metadata", FindingKind::WrongType),
            "{}",
            found[0]
        );
    }
}

#[test]
fn sentences_people_read() {
    let many: Vec<String> = (0..15).map(|index| format!("https://example.com/{index}.png")).collect();
    let cases = [
        ("nothing is wrong", json!({})),
        (
            "everything the page shows",
            json!({
                "size": "16:9", "n": 1, "image_urls": ["https://example.com/a.jpg"], "callback_url": "https://example.com/hook",
                "metadata": {"resolution": "0.5K", "google_search": true, "google_image_search": true, "client_business_id": "a-1"},
            }),
        ),
        ("no prompt", json!({"prompt": "(gone)"})),
        ("a blank prompt", json!({"prompt": " \n"})),
        ("a prompt that is no text", json!({"prompt": 7})),
        ("an unknown ratio", json!({"size": "16:10"})),
        ("another separator", json!({"size": "16x9"})),
        ("pixels of a known ratio", json!({"size": "1920x1080"})),
        ("pixels of an unknown ratio", json!({"size": "1000*700"})),
        ("no size", json!({"size": null})),
        ("a word of another family", json!({"size": "auto"})),
        ("letter case", json!({"metadata": {"resolution": "2k"}})),
        ("a resolution of another family", json!({"metadata": {"resolution": "3K"}})),
        ("a resolution at the top", json!({"resolution": "2K"})),
        ("a size in the metadata", json!({"metadata": {"size": "1:1"}})),
        ("no pictures", json!({"n": 0})),
        ("a quoted number", json!({"n": "2"})),
        ("half a picture", json!({"n": 1.5})),
        ("a quoted boolean", json!({"metadata": {"google_search": "true"}})),
        ("pictures without text search", json!({"metadata": {"google_image_search": true}})),
        (
            "pictures with text search off",
            json!({"metadata": {"google_image_search": true, "google_search": false}}),
        ),
        ("too many references", json!({"image_urls": many})),
        ("one reference outside a list", json!({"image_urls": "https://example.com/a.png"})),
        ("a reference in an object", json!({"image_urls": [{"url": "https://example.com/a.png"}]})),
        ("an object without a url", json!({"image_urls": [{"link": "https://example.com/a.png"}]})),
        ("a reference that is no text", json!({"image_urls": [1]})),
        (
            "file content",
            json!({"image_urls": ["data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"]}),
        ),
        ("a file", json!({"image_urls": ["./lighthouse.png"]})),
        ("an address of this machine", json!({"image_urls": ["http://localhost:8080/a.png?token=secret"]})),
        ("another scheme", json!({"image_urls": ["asset://asset-1"]})),
        ("another file format", json!({"image_urls": ["https://example.com/a.gif"]})),
        ("a typing error", json!({"image_url": ["https://example.com/a.png"]})),
        ("another letter case", json!({"metadata": {"googleSearch": true}})),
        ("the word of another service", json!({"aspect_ratio": "16:9", "num_images": 2})),
        ("nothing alike", json!({"zzz": {"deep": true}})),
        ("metadata that is no object", json!({"metadata": "2K"})),
        ("a business id with spaces", json!({"client_business_id": "order 17"})),
        ("a long business id", json!({"client_business_id": "x".repeat(65)})),
        ("a callback that is no url", json!({"callback_url": "example.com/hook"})),
        ("no model", json!({"model": "(gone)"})),
        ("a blank model", json!({"model": ""})),
        ("a model that is no text", json!({"model": 3})),
        ("an unknown model", json!({"model": "nano-banana-99"})),
        ("a model with a typing error", json!({"model": "gemini-3.1-flash-image-previw"})),
    ];
    let mut text = String::new();
    for (name, changes) in cases {
        writeln!(text, "# {name}").unwrap();
        for finding in findings(changes) {
            writeln!(text, "{}: {finding}", finding.severity).unwrap();
        }
        text.push('\n');
    }
    snapshot_settings().bind(|| insta::assert_snapshot!("_findings", text.trim_end()));
}

#[test]
fn a_body_that_is_no_object_is_one_finding() {
    for body in [json!(null), json!([]), json!("x")] {
        let findings = check(TaskKind::Image, &body);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].kind, FindingKind::WrongType);
    }
}

#[test]
fn a_model_of_the_other_kind_is_an_error() {
    let findings = check(TaskKind::Video, &with(json!({})));
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].kind, FindingKind::WrongKind);
    assert_eq!(
        findings[0].to_string(),
        "model: \"gemini-3.1-flash-image-preview\" makes images, this request asks for a video \
         (images/gemini-3.1-flash/generation)"
    );
}

#[test]
fn a_finding_never_shows_the_query_of_a_url() {
    let findings = findings(json!({"image_urls": ["http://127.0.0.1/a.png?X-Signature=secret"]}));
    assert_eq!(findings[0].kind, FindingKind::LocalUrl);
    assert!(!findings[0].to_string().contains("secret"));
}

#[test]
fn a_rule_does_not_repeat_what_is_wrong_by_itself() {
    let findings = findings(json!({"metadata": {"google_image_search": true, "google_search": "true"}}));
    assert_eq!(findings.iter().map(|finding| finding.kind).collect::<Vec<_>>(), [FindingKind::WrongType]);
}

#[test]
fn the_seed_model_is_in_the_table() {
    let entry = find(SEED).unwrap();
    assert_eq!((entry.kind(), entry.path()), (TaskKind::Image, "/v1/images/generations"));
    assert_eq!(entry.sizes().count(), 14);
    assert_eq!(entry.resolutions().collect::<Vec<_>>(), ["0.5K", "1K", "2K", "4K"]);
    assert_eq!(entry.max_references(), Some(14));
    assert_eq!(entry.field("resolution").unwrap().at, "metadata.resolution");
    assert_eq!(entry.field("metadata.resolution").unwrap().name, "resolution");
    assert_eq!(entry.field("callback_url").unwrap().page, "webhooks/task-webhooks");
    assert_eq!(entry.pixel_size(None, None), Some((1024, 1024)));
    assert_eq!(entry.pixel_size(Some("16:9"), Some("2K")), Some((2720, 1530)));
    assert_eq!(entry.pixel_size(Some("auto"), None), None);
    assert_eq!(find("Gemini-3.1-Flash-Image-Preview"), None);
}

#[test]
fn every_id_is_found_and_names_one_model() {
    for entry in models() {
        for id in [entry.id()].iter().chain(entry.aliases()) {
            assert_eq!(find(id), Some(entry), "{id}");
        }
    }
}

#[test]
fn the_index_of_ids_is_sorted_and_leads_where_a_walk_over_the_pages_would() {
    for models in crate::generated::pages::MODELS {
        assert!(models.is_sorted_by_key(|(id, ..)| *id));
    }
    for page in pages() {
        assert!(page.all_fields().count() <= 64, "{}: its checks take longer", page.name);
        let lists = page.all_fields().map(|field| field.at.matches("[]").count()).max();
        assert!(lists <= Some(super::place::MOST_LISTS), "{}", page.name);
        for model in page.models {
            for id in [model.id].iter().chain(model.aliases) {
                let first = entries(page.operation)
                    .find(|entry| [entry.id()].iter().chain(entry.aliases()).any(|own| own == id));
                assert!(first.is_some(), "{id}");
                assert_eq!(find_for(page.operation, id), first, "{id}");
            }
        }
        let adding: Vec<&Page> = pages().filter(|other| other.adds_to == page.name).collect();
        assert_eq!(page.also, adding, "{}", page.name);
    }
}

#[test]
fn words_say_which_others_would_do() {
    use crate::image::gemini_31_flash::{Resolution, Size};

    assert_eq!("16:9".parse::<Size>().unwrap(), Size::R16x9);
    assert_eq!(
        "2k".parse::<Resolution>().unwrap_err().to_string(),
        "\"2k\" is not a resolution of this model; use one of 0.5K, 1K, 2K, 4K; did you mean \"2K\"?"
    );
    assert_eq!(serde_json::to_value(Resolution::K0_5).unwrap(), json!("0.5K"));
    assert_eq!(serde_json::from_value::<Size>(json!("8:1")).unwrap(), Size::R8x1);
    assert!(serde_json::from_value::<Size>(json!("1:9")).is_err());
    assert_eq!(format!("[{:>5}]", Size::R1x1), "[  1:1]");
}

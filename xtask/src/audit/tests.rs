//! Every kind of difference is found, and what means the same is not one.

mod calls;

use super::{Catalogue, audit, facts::FactPage, files};
use crate::catalogue::format::PlatformFile;

const PLATFORM: &str = r#"
[[field]]
name = "callback_url"
type = "url"
summary = "Where the end is reported."

[[field]]
name = "client_business_id"
type = "text"
max_length = 64
summary = "A name of your own."

[[conflict]]
about = "Few pages list them."
decision = "Every create call takes them."
"#;

const FACTS: &str = r#"
page = "images/test/generation"
method = "POST"
path = "/v1/images/generations"
kind = "image"
provider = "Somebody"
title = "Test Image Generation"
models = ["test-1", "test-2", "tester"]
default_model = "test-1"
capabilities = ["text-to-image", "editing"]
response_fields = ["id: string"]

[[param]]
name = "Authorization"
in = "header"
type = "string"
required = true

[[param]]
name = "model"
in = "body"
type = "string"
required = true
allowed = ["test-1", "test-2"]
note = "alias: tester"

[[param]]
name = "prompt"
in = "body"
type = "string"
required = true
max_length = 1000

[[param]]
name = "n"
in = "body"
type = "integer"
required = false
default = 1
min = 1
max = 4
also_allowed = [0]

[[param]]
name = "strength"
in = "body"
type = "number"
required = false
min = 0.0
max = 1.0
models = ["test-2"]

[[param]]
name = "image_urls"
in = "body"
type = "object[]"
required = false
max_items = 3

[[param]]
name = "image_urls[].url"
in = "body"
type = "string"
required = true
max_bytes = 10000000
note_bytes = "10MB"
formats = ["png", "jpeg"]

[[param]]
name = "client_business_id"
in = "body"
type = "string"
required = false

[[param]]
name = "metadata"
in = "body"
type = "object"
required = false

[[param]]
name = "metadata.resolution"
in = "body"
type = "string"
required = false
default = "1K"
allowed = ["1K", "2K"]

[[rule]]
text = "Pixels at 1K: 1:1=1024x1024, 16:9=1820x1024 (others not supported)"

[[rule]]
text = "Sizes at 2K/4K: 1:1 2048x2048/4096x4096"

[[rule]]
text = "16:9 is wide"

[[example]]
name = "plain"
request = '{ "prompt": "A hill", "model": "test-1", "metadata": { "resolution": "2K" } }'

[[example]]
name = "references"
request = '{ "model": "test-2", "prompt": "A hill", "image_urls": ["https://example.com/a.png"], "n": 2 }'

[[response]]
name = "200"
status = 200
body = '{}'

[[conflict]]
text = "The default is said to be 2K elsewhere."

[[conflict]]
text = "callback_url is not listed."
"#;

const PAGE: &str = r#"
page = "images/test/generation"
kind = "image"
provider = "Somebody"
title = "Test images"
summary = "Tests."
capabilities = ["editing", "text-to-image"]

[[model]]
id = "test-1"
aliases = ["tester"]
default = true

[[model]]
id = "test-2"

[[field]]
name = "prompt"
type = "text"
required = true
max_length = 1000
summary = "What to draw."

[[field]]
name = "n"
type = "integer"
default = 1
numbers = [0, 1, 2, 3, 4]
summary = "How many."

[[field]]
name = "strength"
type = "number"
min = 0
max = 1
models = ["test-2"]
summary = "How much."

[[field]]
name = "references"
at = "image_urls"
type = "url[]"
object_key = "url"
max_items = 3
max_bytes = 10_000_000
formats = ["jpeg", "png"]
summary = "Pictures."

[[field]]
name = "resolution"
at = "metadata.resolution"
type = "text"
default = "1K"
values = ["2K", { text = "1K", about = "small" }]
summary = "How large."

[pixels.table]
"1K" = { "1:1" = "1024x1024", "16:9" = "1820x1024" }
"2K" = { "1:1" = "2048x2048" }
"4K" = { "1:1" = "4096x4096" }

[[conflict]]
about = "The default."
decision = "As on this page."

[[example]]
name = "one"
body = { prompt = "A hill", metadata = { resolution = "2K" } }

[[example]]
name = "two"
model = "test-2"
body = { prompt = "A hill", n = 2, image_urls = ["https://example.com/a.png"] }
"#;

/// The report on pages given as text, their stems numbered.
fn report(facts: &[&str], pages: &[&str]) -> String {
    let stem = |number: usize| format!("file-{number}");
    let facts: Vec<FactPage> = facts
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let mut page: FactPage = toml::from_str(text).unwrap();
            page.stem = stem(number);
            page
        })
        .collect();
    let platform: PlatformFile = toml::from_str(PLATFORM).unwrap();
    let page =
        |(number, text): (usize, &&str)| files::page(stem(number), toml::from_str(text).unwrap(), &platform);
    let pages = pages.iter().enumerate().map(page).collect();
    audit(&facts, &Catalogue { pages, platform }).to_string()
}

/// The report when a part of the good page or the good facts is another.
fn changed(facts: (&str, &str), page: (&str, &str)) -> String {
    let replaced = |text: &str, (good, bad): (&str, &str)| {
        assert!(text.contains(good), "{good}");
        text.replacen(good, bad, 1)
    };
    report(&[&replaced(FACTS, facts)], &[&replaced(PAGE, page)])
}

const SAME: (&str, &str) = ("", "");

#[test]
fn what_means_the_same_does_not_differ() {
    assert_eq!(report(&[FACTS], &[PAGE]), "1 page, 8 fields, 2 examples compared; nothing differs\n");
    let same = [
        (SAME, ("numbers = [0, 1, 2, 3, 4]", "min = 1\nmax = 4\nnumbers = [0]")),
        (SAME, ("values = [\"2K\", { text = \"1K\", about = \"small\" }]", "values = [\"1K\", \"2K\"]")),
        (("default = 1\n", "default = 1.0\n"), SAME),
        (SAME, ("max_length = 1000", "max_length = 1000\nmodels = [\"test-1\", \"test-2\"]")),
        (("\"Test Image Generation\"", "\"The Test\""), SAME),
        (("allowed = [\"1K\", \"2K\"]", ""), ("values = [\"2K\"", "open = true\nvalues = [\"2K\"")),
    ];
    for (facts, page) in same {
        let report = changed(facts, page);
        assert!(report.ends_with("nothing differs\n"), "{page:?}\n{report}");
    }
}

#[test]
fn every_kind_of_difference_is_found() {
    let cases = [
        // The head.
        ("kind = \"image\"", "kind = \"video\"", "kind: Image in the facts, Video in the catalogue"),
        (
            "kind = \"image\"",
            "kind = \"image\"\npath = \"/v1/x\"",
            "path: \"/v1/images/generations\" in the facts",
        ),
        ("\"Somebody\"", "\"Nobody\"", "provider: \"Somebody\" in the facts, \"Nobody\" in the catalogue"),
        ("\"Test images\"", "\"Others\"", "title: "),
        ("[\"editing\", ", "[", "capabilities: \"editing\" only in the facts"),
        ("images/test/gen", "images/other/gen", "page: \"images/test/generation\" in the facts"),
        // Models.
        ("id = \"test-2\"", "id = \"test-3\"", "model: ids: \"test-2\" only in the facts; \"test-3\" only"),
        ("aliases = [\"tester\"]", "", "model: ids: \"tester\" only in the facts"),
        ("default = true", "", "model: default: Some(\"test-1\") in the facts, None in the catalogue"),
        // Fields.
        ("name = \"prompt\"", "name = \"text\"", "prompt: not in the catalogue"),
        ("name = \"prompt\"", "name = \"text\"", "text: not in the facts"),
        ("type = \"text\"", "type = \"number\"", "prompt: type: \"string\" in the facts, \"number\" in"),
        ("required = true", "", "prompt: required: true in the facts, false in the catalogue"),
        ("default = 1\n", "default = 2\n", "n: default: 1 in the facts, 2 in the catalogue"),
        ("default = 1\n", "", "n: default: 1 in the facts, none in the catalogue"),
        (
            "values = [\"2K\"",
            "values = [\"2k\"",
            "metadata.resolution: values: \"2K\" only in the facts; \"2k\" only",
        ),
        (
            "values = [\"2K\"",
            "open = true\nvalues = [\"2K\"",
            "metadata.resolution: values: \"1K\", \"2K\" only in the facts",
        ),
        ("numbers = [0, ", "numbers = [5, ", "n: numbers: 0 to 4 in the facts, 1 to 5 in the catalogue"),
        ("numbers = [0, 1, 2, 3, 4]", "", "n: numbers: 0 to 4 in the facts, no limit in the catalogue"),
        ("min = 0\n", "", "strength: numbers: from 0, up to 1 in the facts, up to 1 in the catalogue"),
        ("max = 1\n", "max = 2\n", "strength: numbers: from 0, up to 1 in the facts, from 0, up to 2"),
        (
            "max_length = 1000",
            "max_length = 100",
            "prompt: max_length: 1000 in the facts, 100 in the catalogue",
        ),
        ("max_items = 3", "", "image_urls: max_items: 3 in the facts, none in the catalogue"),
        ("max_bytes = 10_000_000", "", "image_urls: max_bytes: 10000000 in the facts, none in"),
        (
            "\"jpeg\", ",
            "\"jpg\", ",
            "image_urls: formats: \"jpeg\" only in the facts; \"jpg\" only in the catalogue",
        ),
        ("models = [\"test-2\"]", "", "strength: models: \"test-2\" only in the facts"),
        ("object_key = \"url\"", "", "image_urls: type: \"object[]\" in the facts, \"string[]\" in"),
        ("object_key = \"url\"", "", "image_urls[].url: not in the catalogue"),
        // Pixels.
        ("1820x1024", "1792x1024", "pixels: 16:9 1K: 1820x1024 in the facts, 1792x1024 in the catalogue"),
        ("\"4K\" = { \"1:1\"", "\"4K\" = { \"9:9\"", "pixels: 1:1 4K: 4096x4096 in the facts, none in"),
        ("\"4K\" = { \"1:1\"", "\"4K\" = { \"9:9\"", "pixels: 9:9 4K: none in the facts, 4096x4096 in"),
        // Examples.
        ("n = 2,", "n = 3,", "example \"references\": `n` is 2 in the facts, 3 in the catalogue (\"two\")"),
        (
            "n = 2,",
            "n = \"2\",",
            "example \"references\": `n` is 2 in the facts, \"2\" in the catalogue (\"two\")",
        ),
        (
            "model = \"test-2\"",
            "",
            "example \"references\": `model` is \"test-2\" in the facts, \"test-1\" in",
        ),
        (
            "{ prompt = \"A hill\", n = 2, image_urls = [\"https://example.com/a.png\"] }",
            "{ prompt = \"A dog\", seed = 5 }",
            "example \"two\": not in the facts",
        ),
        (
            "[[conflict]]\nabout = \"The default.\"\ndecision = \"As on this page.\"",
            "",
            "conflict: 1 in the facts, 0 decided",
        ),
    ];
    for (good, bad, wanted) in cases {
        let report = changed(SAME, (good, bad));
        assert!(report.contains(&format!("\n  {wanted}")), "{wanted}\n---\n{report}");
        assert!(!report.contains("nothing differs"), "{report}");
    }
}

#[test]
fn a_limit_only_the_catalogue_has_is_a_difference() {
    let cases = [
        ("max_length = 1000\n", "prompt: max_length: none in the facts, 1000 in the catalogue"),
        ("max_items = 3\n", "image_urls: max_items: none in the facts, 3 in the catalogue"),
        ("max_bytes = 10000000\n", "image_urls: max_bytes: none in the facts, 10000000 in the catalogue"),
        ("allowed = [\"1K\", \"2K\"]\n", "values: \"1K\", \"2K\" only in the catalogue"),
        ("default = \"1K\"\n", "metadata.resolution: default: none in the facts, \"1K\" in the catalogue"),
        ("models = [\"test-2\"]\n", "strength: models: \"test-2\" only in the catalogue"),
    ];
    for (fact, wanted) in cases {
        let report = changed((fact, ""), SAME);
        assert!(report.contains(wanted), "{wanted}\n---\n{report}");
    }
}

#[test]
fn the_fields_of_the_platform_may_be_listed_or_not() {
    let row = "name = \"client_business_id\"\nin = \"body\"\ntype = \"string\"";
    let report = changed((row, &row.replace("client_business_id", "callback_url")), SAME);
    assert!(report.ends_with("nothing differs\n"), "{report}");
    let report = changed((row, &format!("{row}\nmax_length = 32")), SAME);
    assert!(report.contains("client_business_id: max_length: 32 in the facts, 64"), "{report}");
}

#[test]
fn a_field_of_another_page_is_compared_with_that() {
    let other = FACTS.replace("images/test/", "images/other/");
    let row = "name = \"strength\"";
    let facts = FACTS.replace(row, "name = \"strictness\"");
    let page = PAGE.replace(row, "name = \"strength\"\npage = \"images/other/generation\"");
    let page = page.replace("max = 1\n", "max = 2\n");
    let report = report(&[&facts, &other], &[&page]);
    assert!(report.contains("strength: numbers: from 0, up to 1 in the facts"), "{report}");
    assert!(!report.contains("strength: not in the facts"), "{report}");
}

#[test]
fn conflicts_and_contested_words_forgive() {
    let decided = ("decision = \"As on this page.\"", "decision = \"x\"\nfields = [\"prompt\", \"n\"]");
    let facts = FACTS.replace("max_length = 1000\n", "");
    let page = PAGE.replace(decided.0, decided.1);
    let lines = report(&[&facts], &[&page]);
    assert!(lines.contains("; nothing differs\n"), "{lines}");
    assert!(
        lines.contains("decided differently: images/test/generation: prompt: max_length: none in"),
        "{lines}"
    );
    assert!(lines.contains("decided, but the same: images/test/generation: n\n"), "{lines}");

    let contested = "values = [{ text = \"8K\", contested = \"elsewhere\" }, \"2K\"";
    let lines = changed(SAME, ("values = [\"2K\"", contested));
    assert!(lines.contains("decided differently: images/test/generation: metadata.resolution"), "{lines}");

    // The requests of a page are facts, whatever is decided about its table.
    let lines = report(&[&facts.replace("\"n\": 2 }", "\"n\": 3 }")], &[&page]);
    assert!(lines.contains("  example \"references\": `n` is 3 in the facts, 2 in the catalogue"), "{lines}");
    let lines = report(
        &[&facts
            .replace("\"model\": \"test-2\", \"prompt\": \"A hill\", ", "")
            .replace("\"n\": 2 }", "\"n\": 3 }")],
        &[&page],
    );
    assert!(
        lines.contains("decided differently: images/test/generation: example \"references\": `n` is 3"),
        "{lines}"
    );
}

#[test]
fn pages_of_one_side_are_listed() {
    let other = PAGE.replace("images/test/", "images/new/");
    let lines = report(&[FACTS], &[PAGE, &other]);
    assert!(lines.contains("not in the facts:\n  images/new/generation\n"), "{lines}");
    let other = FACTS.replace("images/test/", "images/new/");
    let lines = report(&[FACTS, &other], &[PAGE]);
    assert!(lines.contains("not in the catalogue:\n  images/new/generation\n"), "{lines}");
}

#[test]
fn an_unknown_key_of_the_facts_is_refused() {
    let text = FACTS.replacen("max_length = 1000", "pattern = \"x\"", 1);
    let error = toml::from_str::<FactPage>(&text).unwrap_err().to_string();
    assert!(error.contains("unknown field `pattern`"), "{error}");
}

//! Catalogue files that cannot be right are refused with the file, the place and the reason.

use super::Catalogue;

const PLATFORM: &str = r#"
[[field]]
name = "callback_url"
type = "url"
summary = "Where the end is reported."
"#;

const PAGE: &str = r#"
page = "images/test/generation"
kind = "image"
provider = "Somebody"
title = "Test"
summary = "Tests."
capabilities = []

[[model]]
id = "test-1"

[[builder]]
type = "TestImage"
module = "test"

[[field]]
name = "prompt"
type = "text"
required = true
summary = "What to draw."

[[field]]
name = "size"
type = "text"
summary = "The ratio."
default = "1:1"
values = ["1:1", "16:9"]

[[rule]]
field = "size"
when = { field = "size", is = ["16:9"] }
then = { field = "callback_url", set = true }
says = "needs a callback"

[[example]]
name = "one"
body = { prompt = "A hill" }
"#;

fn load(page: &str) -> Result<Catalogue, String> {
    let files = [("_platform.toml", PLATFORM), ("test.toml", page)];
    let files = files.map(|(name, text)| (name.to_owned(), text.to_owned()));
    Catalogue::read(&files).map_err(|error| error.to_string())
}

#[test]
fn a_good_page_is_read() {
    let catalogue = load(PAGE).unwrap();
    assert_eq!(catalogue.pages[0].path(), "/v1/images/generations");
    assert_eq!(catalogue.pages[0].shared.len(), 1);
}

#[test]
fn a_bad_page_is_refused_with_the_file_and_the_place() {
    let cases = [
        ("default = \"1:1\"", "default = \"2:1\"", "field `size`: the default \"2:1\" is none of its values"),
        ("\"16:9\"]", "\"16:9\", \"1:1\"]", "field `size`: the value \"1:1\" stands there twice"),
        ("\"16:9\"]", "\"16:9\", \"*\"]", "field `size`: the value \"*\" needs a `rust` name"),
        ("name = \"size\"", "name = \"prompt\"", "field `prompt`: stands there twice"),
        ("name = \"size\"", "name = \"Size\"", "field `Size`: the name must be snake_case and no keyword"),
        (
            "summary = \"The ratio.\"",
            "summary = \"The ratio\"",
            "field `size`: the summary must end with a full stop",
        ),
        (
            "summary = \"The ratio.\"",
            "summary = \"The ratio.\"\nmax = 3",
            "field `size`: `max` does not go with its type",
        ),
        (
            "summary = \"The ratio.\"",
            "summary = \"The ratio.\"\nmodels = [\"x\"]",
            "field `size`: names the model x",
        ),
        ("is = [\"16:9\"]", "is = [\"9:16\"]", "rule on `size`: \"9:16\" is no value of `size`"),
        (
            "field = \"callback_url\"",
            "field = \"callback\"",
            "rule on `size`: looks at `callback`, which is no place",
        ),
        ("set = true }", "set = true, is = [true] }", "rule on `size`: a condition has exactly one of"),
        (
            "prompt = \"A hill\"",
            "prompt = \"A hill\", n = 2",
            "example `one`: sends `n`, which is no place of a field",
        ),
        ("prompt = \"A hill\"", "size = \"1:1\"", "example `one`: lacks the required `prompt`"),
        ("provider = \"Somebody\"", "provider = \"Somebody\"\nvendor = \"x\"", "unknown field `vendor`"),
        ("type = \"text\"\nsummary", "type = \"word\"\nsummary", "unknown variant `word`"),
    ];
    for (good, bad, wanted) in cases {
        assert!(PAGE.contains(good), "{good}");
        let error = load(&PAGE.replacen(good, bad, 1)).unwrap_err();
        assert!(error.contains("test.toml") && error.contains(wanted), "{wanted}\n---\n{error}");
    }
}

//! Pages that describe several calls.

use super::{FACTS, PAGE, report};

const CALL_FACTS: &str = r#"
page = "images/test/groups"
method = "POST"
path = "/v1/groups"
kind = "image"
provider = "Somebody"
title = "Test Groups"
models = ["test-1"]
capabilities = []

[[endpoint]]
method = "POST"
path = "/v1/groups"
note = "makes one"

[[endpoint]]
method = "GET"
path = "/v1/groups/{id}"

[[endpoint]]
method = "POST"
path = "/v1/images/generations"

[[param]]
name = "kind"
in = "body"
type = "string"
required = true
allowed = ["a", "b"]
endpoint = "POST /v1/groups"

[[param]]
name = "id"
in = "path"
type = "string"
required = true
endpoint = "GET /v1/groups/{id}"

[[param]]
name = "metadata.resolution"
in = "body"
type = "string"
required = true
allowed = ["2K"]
endpoint = "POST /v1/images/generations"

[[example]]
name = "make"
endpoint = "POST /v1/groups"
request = '{ "kind": "a" }'

[[example]]
name = "use"
endpoint = "POST /v1/images/generations"
request = '{ "model": "test-1", "prompt": "A hill", "metadata": { "resolution": "2K" } }'

[[example]]
name = "use, cut short"
endpoint = "POST /v1/images/generations"
request = '{ "metadata": { "resolution": "2K" } }'
"#;

const CALL_PAGE: &str = r#"
page = "images/test/groups"
kind = "image"
operation = "calls"
module = "groups"
provider = "Somebody"
title = "Test groups"
summary = "Groups."

[[model]]
id = "test-1"

[[call]]
type = "MakeGroup"
method = "POST"
path = "/v1/groups"
summary = "Makes one."
answer = "Task"

[[call.field]]
name = "kind"
type = "text"
required = true
values = ["a", "b"]
summary = "Which."

[[call.example]]
name = "make one"
arguments = { kind = "a" }

[[call]]
type = "GetGroup"
method = "GET"
path = "/v1/groups/{id}"
summary = "Asks for one."
answer = "Task"

[[call.field]]
name = "id"
in = "path"
type = "text"
required = true
summary = "Whose."
"#;

#[test]
fn calls_are_compared_by_endpoint() {
    let report = |facts: &str, calls: &str| report(&[FACTS, facts], &[PAGE, calls]);
    let good = report(CALL_FACTS, CALL_PAGE);
    assert_eq!(good, "2 pages, 11 fields, 5 examples compared; nothing differs\n");
    let cases = [
        (
            "path = \"/v1/groups/{id}\"",
            "path = \"/v1/group/{id}\"",
            "call: GET /v1/groups/{id} is not in the catalogue",
        ),
        (
            "path = \"/v1/groups/{id}\"",
            "path = \"/v1/group/{id}\"",
            "call: GET /v1/group/{id} is not in the facts",
        ),
        ("method = \"GET\"", "method = \"POST\"", "call: GET /v1/groups/{id} is not in the catalogue"),
        ("name = \"kind\"", "name = \"sort\"", "kind: not an argument of MakeGroup in the catalogue"),
        ("name = \"kind\"", "name = \"sort\"", "sort: an argument of MakeGroup, not in the facts"),
        ("required = true\nvalues", "values", "kind: required: true in the facts, false in the catalogue"),
        ("values = [\"a\", \"b\"]", "values = [\"a\"]", "kind: values: \"b\" only in the facts"),
        ("in = \"path\"", "in = \"query\"", "id: not an argument of GetGroup in the catalogue"),
        (
            "{ kind = \"a\" }",
            "{ kind = \"b\" }",
            "example \"make\": `kind` is \"a\" in the facts, \"b\" in the catalogue",
        ),
    ];
    for (good, bad, wanted) in cases {
        assert!(CALL_PAGE.contains(good), "{good}");
        let report = report(CALL_FACTS, &CALL_PAGE.replacen(good, bad, 1));
        assert!(report.contains(&format!("\n  {wanted}")), "{wanted}\n---\n{report}");
    }
    let used = report(&CALL_FACTS.replace("allowed = [\"2K\"]", "allowed = [\"3K\"]"), CALL_PAGE);
    assert!(used.contains("metadata.resolution: images/test/generation do not take it"), "{used}");
    let nobody =
        report(&CALL_FACTS.replace("\"POST /v1/images/generations\"", "\"POST /v1/images/x\""), CALL_PAGE);
    assert!(nobody.contains("metadata.resolution: belongs to a call that the catalogue has not"), "{nobody}");
}

#[test]
fn a_create_page_may_begin_with_another_call() {
    let fields = &PAGE[PAGE.find("[[field]]").unwrap()..PAGE.find("[pixels").unwrap()];
    let field = fields.split("[[field]]").last().unwrap();
    let example =
        "[[example]]\nname = \"use\"\nbody = { prompt = \"A hill\", metadata = { resolution = \"2K\" } }\n";
    let page = CALL_PAGE.replace("operation = \"calls\"\n", "");
    let facts =
        CALL_FACTS.replace("required = true\nallowed = [\"2K\"]", "required = false\nallowed = [\"2K\"]");
    let lines = report(&[&facts], &[&format!("{page}\n[[field]]{field}\n{example}")]);
    let wanted = "  metadata.resolution: default: none in the facts, \"1K\" in the catalogue\n  \
                  metadata.resolution: values: \"1K\" only in the catalogue\n\n1 page, ";
    assert!(lines.contains(wanted) && lines.contains("(file-0.toml)\n  metadata"), "{lines}");
}

//! The open request: what goes out, what is read back.

use serde_json::{Value, json};

use super::*;

#[test]
fn unset_fields_are_left_out() {
    assert_eq!(serde_json::to_string(&ImageRequest::new("m", "p")).unwrap(), r#"{"model":"m","prompt":"p"}"#);
    assert_eq!(serde_json::to_string(&ImageRequest::default()).unwrap(), "{}");
    assert_eq!(
        serde_json::to_value(Gemini31FlashImage::new("p")).unwrap(),
        json!({"model": "gemini-3.1-flash-image-preview", "prompt": "p"})
    );
}

#[test]
fn fields_go_out_in_a_fixed_order() {
    let request = ImageRequest::new("m", "p")
        .extra("background", "auto")
        .client_business_id("order-17")
        .metadata("resolution", "2K")
        .reference("https://example.com/a.png")
        .n(2)
        .size("1:1")
        .callback_url("https://example.com/hook");
    let text = r#"{"model":"m","prompt":"p","size":"1:1","n":2,"image_urls":["https://example.com/a.png"],"metadata":{"resolution":"2K"},"callback_url":"https://example.com/hook","client_business_id":"order-17","background":"auto"}"#;
    assert_eq!(serde_json::to_string(&request).unwrap(), text);
    assert_eq!(serde_json::from_str::<ImageRequest>(text).unwrap(), request);
    assert_eq!(request.to_json(), request.into_json());
}

#[test]
fn a_body_that_is_moved_out_is_the_one_that_is_copied() {
    for body in [
        json!({}),
        json!({"prompt": "", "size": 7, "n": -1, "image_urls": [], "metadata": "2K", "x": [1]}),
        json!({"model": "m", "metadata": {"a": {"b": null}}, "callback_url": null, "y": {}}),
    ] {
        let request = ImageRequest::from_json(body.clone()).unwrap();
        assert_eq!(request.to_json(), body);
        assert_eq!(request.into_json(), body);
    }
    // A typed field wins over an entry of its name among the others.
    let mut request = ImageRequest::new("m", "p");
    request.extra.insert("prompt".into(), "q".into());
    request.extra.insert("size".into(), "1:1".into());
    assert_eq!(request.clone().into_json(), json!({"model": "m", "prompt": "p", "size": "1:1"}));
    assert_eq!(request.to_json(), request.into_json());
}

#[test]
fn references_are_read_in_both_forms_and_sent_as_strings() {
    let body = json!({"image_urls": [{"url": "https://example.com/a.png"}, "https://example.com/b.png"]});
    let request = ImageRequest::from_json(body).unwrap();
    assert_eq!(request.image_urls, ["https://example.com/a.png", "https://example.com/b.png"]);
    assert_eq!(
        request.to_json(),
        json!({"image_urls": ["https://example.com/a.png", "https://example.com/b.png"]})
    );
}

#[test]
fn a_body_taken_over_goes_out_as_it_came() {
    let bodies = [
        json!({"model": "m", "prompt": 7, "size": null, "n": "2", "image_urls": "x", "metadata": [], "zzz": {"a": 1}}),
        json!({"model": "m", "n": -1, "image_urls": [], "callback_url": 1, "client_business_id": {}}),
        json!({"model": "m", "n": 1.5, "image_urls": [{"url": "u", "detail": "high"}]}),
    ];
    for body in bodies {
        assert_eq!(ImageRequest::from_json(body.clone()).unwrap().to_json(), body);
    }
    assert_eq!(ImageRequest::from_json(json!(["no", "object"])), Err(NotAnObject));
}

#[test]
fn the_last_setter_of_a_field_wins() {
    let typed_last = ImageRequest::new("m", "p").extra("n", "2").extra("n", 3);
    assert_eq!((typed_last.n, typed_last.extra.len()), (Some(3), 0));
    let raw_last = ImageRequest::new("m", "p").size("1:1").extra("size", 7);
    assert_eq!(raw_last.to_json()["size"], 7);
}

#[test]
fn places_are_set_and_pushed_to() {
    let request = ImageRequest::new("m", "p")
        .set("metadata.thinkingConfig.thinkingLevel", "HIGH")
        .set("metadata.thinkingConfig.thinkingBudget", 512)
        .set("input.first", true)
        .push("reference_images", "https://example.com/a.png")
        .push("reference_images", "https://example.com/b.png")
        .push("metadata.list", 1)
        .push("image_urls", "https://example.com/c.png");
    let expected = json!({
        "model": "m",
        "prompt": "p",
        "image_urls": ["https://example.com/c.png"],
        "metadata": {"thinkingConfig": {"thinkingBudget": 512, "thinkingLevel": "HIGH"}, "list": [1]},
        "input": {"first": true},
        "reference_images": ["https://example.com/a.png", "https://example.com/b.png"],
    });
    assert_eq!(request.to_json(), expected);
    assert_eq!(request.image_urls.len(), 1);
}

#[test]
fn a_typed_builder_has_ways_around_it() {
    let builder = Gemini31FlashImage::new("p").metadata("new_option", 1).extra("new_field", true);
    let findings = builder.check();
    assert_eq!(
        findings.iter().map(|finding| finding.field.as_str()).collect::<Vec<_>>(),
        ["metadata.new_option", "new_field"]
    );
    assert!(findings.iter().all(|finding| !finding.is_error()));
    let request: ImageRequest = builder.clone().into();
    assert_eq!(builder.as_ref(), &request);
    assert_eq!(request.check(), findings);
}

#[test]
fn any_object_survives_being_taken_over() {
    use proptest::prelude::*;

    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-z]{0,5}".prop_map(Value::from)
    ];
    let value = leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::hash_map("[a-z]{1,4}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    });
    let key = prop_oneof![
        Just("size"),
        Just("n"),
        Just("image_urls"),
        Just("metadata"),
        Just("zzz"),
        Just("callback_url")
    ];
    proptest!(|(entries in proptest::collection::hash_map(key, value, 0..6))| {
        let body = Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect());
        let request = ImageRequest::from_json(body.clone()).unwrap();
        let sent = request.to_json();
        // Two things are made plain on the way: references in objects, and an empty metadata object, which is left out.
        let is_plain = |key: &str| key != "image_urls" && !(key == "metadata" && body[key] == json!({}));
        for (key, value) in body.as_object().unwrap().iter().filter(|(key, _)| is_plain(key)) {
            prop_assert_eq!(&sent[key], value);
        }
        prop_assert_eq!(ImageRequest::from_json(sent).unwrap(), request.clone());
        request.check();
    });
}

//! The calls that create tasks: what they answer, what they refuse, and what a refusal costs: nothing.

use serde_json::{Value, json};

use crate::support::{Gateway, IMAGES, PAINTER, VIDEOS, film, picture, shows, with};

#[test]
fn an_image_task_goes_from_queued_to_completed() {
    let gateway = Gateway::new();
    let created = gateway.post(IMAGES, &with(picture(), "client_business_id", "job-2207")).ok();
    let id = created["id"].as_str().unwrap();
    let mut seen = vec![created.clone()];
    for step in [3, 4, 5] {
        gateway.step(step);
        seen.push(gateway.look(IMAGES, id));
    }
    let seen: Vec<Value> = seen.iter().map(|task| gateway.clean(task)).collect();
    shows!("image task", seen);
}

#[test]
fn a_video_task_goes_the_same_way_on_both_paths() {
    let gateway = Gateway::new();
    let singular = "/v1/video/generations";
    let created = gateway.post(VIDEOS, &film()).ok();
    shows!("video task created", gateway.clean(&created));
    gateway.step(12);
    let id = created["id"].as_str().unwrap();
    let task = gateway.look(VIDEOS, id);
    shows!("video task completed", gateway.clean(&task));
    assert_eq!(gateway.look(singular, id), task);

    let other = gateway.create(singular, &film());
    gateway.step(12);
    assert_eq!(gateway.look(VIDEOS, &other)["status"], "completed");
}

#[test]
fn edits_are_image_tasks() {
    let gateway = Gateway::new();
    let body = json!({
        "model": "grok-imagine-1.0-edit", "prompt": "a pine forest behind the person",
        "image_urls": ["https://example.com/portrait.png"],
    });
    let id = gateway.create_living("/v1/images/edits", &body, "instant");
    let task = gateway.look(IMAGES, &id);
    assert_eq!((&task["status"], &task["model"]), (&json!("completed"), &json!("grok-imagine-1.0-edit")));
}

#[test]
fn bodies_that_are_no_request_are_refused() {
    let gateway = Gateway::new();
    let deep = format!("{{\"model\":{}", "[".repeat(100_000));
    let bodies: [&[u8]; 12] = [
        b"",
        b" ",
        b"{",
        b"[]",
        b"null",
        b"\"text\"",
        b"7",
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        b"{}{}",
        b"{\"model\":\"\\ud800\"}",
        deep.as_bytes(),
    ];
    for path in [IMAGES, VIDEOS, "/v1/images/edits", "/v1/video/generations"] {
        for body in bodies {
            let call = gateway.call("POST", path).header("Content-Type", "application/json").bytes(body);
            let error = gateway.send(&call).error();
            assert_eq!(error[0], 400, "{path} {}", String::from_utf8_lossy(&body[..body.len().min(20)]));
            assert_eq!((&error[1], &error[2]), (&json!("invalid_request"), &json!("invalid_request_error")));
        }
    }
    assert_eq!(gateway.emulator.ledger().charges(), []);
}

#[test]
fn wrong_fields_are_named() {
    let gateway = Gateway::new();
    let without_prompt = json!({"model": PAINTER});
    for (body, param) in [
        (json!({"prompt": "x"}), "model"),
        (with(picture(), "model", Value::Null), "model"),
        (with(picture(), "model", 5), "model"),
        (with(picture(), "model", json!([PAINTER])), "model"),
        (with(picture(), "model", "  "), "model"),
        (with(picture(), "model", film()["model"].clone()), "model"),
        (without_prompt, "prompt"),
        (with(picture(), "prompt", Value::Null), "prompt"),
        (with(picture(), "prompt", ""), "prompt"),
        (with(picture(), "prompt", json!(["x"])), "prompt"),
        (with(picture(), "n", "2"), "n"),
        (with(picture(), "n", 0), "n"),
        (with(picture(), "n", -1), "n"),
        (with(picture(), "n", 1.5), "n"),
        (with(picture(), "n", 1e30), "n"),
        (with(picture(), "size", "a lot"), "size"),
        (with(picture(), "metadata", "1K"), "metadata"),
        (with(picture(), "metadata", json!({"resolution": "2k"})), "metadata.resolution"),
        (with(picture(), "client_business_id", 7), "client_business_id"),
    ] {
        let answer = gateway.post(IMAGES, &body);
        assert_eq!(answer.status, 400, "{body}");
        let error = answer.error();
        assert_eq!(error, json!([400, "invalid_request", "invalid_request_error", param]), "{body}");
    }
    assert_eq!(gateway.emulator.ledger().charges(), []);
    assert_eq!(gateway.credits().0, 1_000_000);
}

#[test]
fn a_reference_in_the_body_itself_is_refused() {
    let gateway = Gateway::new();
    for reference in ["data:image/png;base64,iVBORw0KGgo=", "iVBORw0KGgo=", "file:///etc/passwd", ""] {
        let body = with(picture(), "image_urls", json!([reference]));
        assert_eq!(gateway.post(IMAGES, &body).error()[0], 400, "{reference}");
    }
    let own = format!("{}/uploads/1/1_a.png", gateway.emulator.files_url());
    gateway.create(IMAGES, &with(picture(), "image_urls", json!([own])));
}

#[test]
fn a_model_that_nobody_serves_is_a_503() {
    let gateway = Gateway::new();
    for path in [IMAGES, VIDEOS] {
        let answer = gateway.post(path, &json!({"model": "gpt-image-9", "prompt": "x"}));
        assert_eq!(answer.error(), json!([503, "model_not_found", "new_api_error", null]));
    }
}

#[test]
fn sixteen_results_are_made_and_no_more() {
    for loose in [false, true] {
        let gateway = Gateway::with(|builder| builder.loose(loose));
        let id = gateway.create_living(IMAGES, &with(picture(), "n", 16), "instant");
        let task = gateway.look(IMAGES, &id);
        let mut urls: Vec<&str> = task["result"]["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["url"].as_str().unwrap())
            .collect();
        assert_eq!(urls.len(), 16);
        urls.sort_unstable();
        urls.dedup();
        assert_eq!(urls.len(), 16, "every result has a URL of its own");
        let charges = gateway.emulator.ledger().charges();
        assert_eq!(charges.len(), 1, "one task is one charge");
        let error = gateway.post(IMAGES, &with(picture(), "n", 17)).error();
        assert_eq!(error, json!([400, "invalid_request", "invalid_request_error", "n"]));
        assert_eq!(gateway.emulator.ledger().charges(), charges);
    }
}

#[test]
fn whole_numbers_may_be_written_as_floats() {
    let gateway = Gateway::with(|builder| builder.loose(true));
    let id = gateway.create_living(IMAGES, &with(picture(), "n", 2.0), "instant");
    assert_eq!(gateway.look(IMAGES, &id)["result"]["data"].as_array().unwrap().len(), 2);
    assert_eq!(gateway.post(IMAGES, &with(picture(), "n", 17.0)).error()[3], "n");
}

#[test]
fn only_json_is_read_as_json() {
    let strict = Gateway::new();
    let loose = Gateway::with(|builder| builder.loose(true));
    let send = |gateway: &Gateway, kind: &str| {
        let call = gateway.call("POST", IMAGES).header("Content-Type", kind).bytes(picture().to_string());
        gateway.send(&call)
    };
    for kind in ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"] {
        send(&strict, kind).ok();
    }
    let before = strict.emulator.ledger().charges();
    for kind in ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=b"] {
        let error = send(&strict, kind).error();
        assert_eq!(error, json!([400, "invalid_request", "invalid_request_error", "Content-Type"]), "{kind}");
        send(&loose, kind).ok();
    }
    assert_eq!(strict.emulator.ledger().charges(), before);
}

#[test]
fn a_loose_emulator_takes_what_the_pages_speak_against() {
    let gateway = Gateway::with(|builder| builder.loose(true));
    for body in [
        json!({"model": "gpt-image-9"}),
        json!({"model": "gpt-image-9", "prompt": 5, "n": "many", "size": [1], "metadata": null, "x": {"y": []}}),
        json!({"model": PAINTER, "n": 0, "image_urls": [null, 5, {"url": "asset://none"}]}),
        json!({"model": PAINTER, "n": -1, "size": "0x0", "metadata": {"resolution": "99K"}}),
    ] {
        let id = gateway.create_living(IMAGES, &body, "instant");
        let task = gateway.look(IMAGES, &id);
        let url = task["result"]["data"][0]["url"].as_str().unwrap();
        assert_eq!(gateway.file(url).status, 200, "{body}");
    }
    for body in [json!([]), json!(null), json!({}), json!({"model": ""})] {
        assert_eq!(gateway.post(IMAGES, &body).error()[3], "model");
    }
}

#[test]
fn a_purse_that_is_too_small_is_a_402_and_costs_nothing() {
    let gateway = Gateway::with(|builder| builder.credits(5));
    let answer = gateway.post(VIDEOS, &film());
    assert_eq!(answer.error(), json!([402, 402, "payment_required", null]));
    let words = gateway.call("POST", VIDEOS).header("X-Emulator-Spelling", "words").json(&film());
    assert_eq!(gateway.send(&words).error(), json!([402, "insufficient_quota", "payment_required", null]));
    assert_eq!(gateway.emulator.ledger().charges(), []);
    assert_eq!(gateway.credits(), (json!(5), json!(5)));
}

#[test]
fn a_charge_falls_and_comes_back_when_the_task_fails() {
    let gateway = Gateway::with(|builder| builder.credits(1000));
    let good = gateway.create(IMAGES, &with(picture(), "client_business_id", "good"));
    let price = gateway.emulator.ledger().credits();
    assert!(price > 0);
    assert_eq!(gateway.credits(), (json!(1000 - price), json!(1000 - price)));

    let bad = gateway.create_living(IMAGES, &picture(), "queued=1, running=1, fail=generation_failed");
    assert_eq!(gateway.credits().0, 1000 - 2 * price);
    gateway.step(12);
    assert_eq!(gateway.credits(), (json!(1000 - price), json!(1000 - price)));

    let charges = gateway.emulator.ledger().charges();
    let ids: Vec<_> = charges.iter().map(|charge| charge.task_id.as_str()).collect();
    assert_eq!(ids, [good.as_str(), bad.as_str()]);
    assert_eq!(charges[0].business_id.as_deref(), Some("good"));
    assert_eq!((charges[0].refunded_at, charges[1].refunded_at), (None, Some(charges[1].at + 2)));
    assert_eq!(
        (gateway.emulator.ledger().credits(), gateway.emulator.ledger().refunded_credits()),
        (2 * price, price)
    );

    let shown = gateway.look(IMAGES, &good);
    assert_eq!(shown["billing"]["credits"], price.to_string());
    shows!("failed task", gateway.clean(&gateway.look(IMAGES, &bad)));
    assert_eq!(gateway.credits().0, 1000 - price, "looking again gives nothing back");
}

#[test]
fn the_same_create_twice_is_paid_twice_whatever_its_headers_say() {
    let gateway = Gateway::new();
    let body = with(picture(), "client_business_id", "job-1");
    let send =
        || gateway.send(&gateway.call("POST", IMAGES).header("Idempotency-Key", "job-1").json(&body)).ok();
    assert_ne!(send()["id"], send()["id"]);
    assert_eq!(gateway.emulator.ledger().charges().len(), 2);
}

#[test]
fn the_ledger_knows_of_a_refund_as_soon_as_the_clock_does() {
    let gateway = Gateway::new();
    gateway.create_living(IMAGES, &picture(), "queued=1, running=1, fail");
    gateway.step(3);
    assert!(gateway.emulator.ledger().refunded_credits() > 0, "no request was needed for it");
}

#[test]
fn a_large_body_is_read_to_its_end_before_it_is_refused() {
    let gateway = Gateway::new();
    let long = with(picture(), "prompt", "x".repeat(3_000_000));
    gateway.create(IMAGES, &with(long, "client_business_id", "long"));
    let huge =
        gateway.call("POST", IMAGES).header("Content-Type", "application/json").bytes(vec![b' '; 20_000_000]);
    assert_eq!(gateway.send(&huge).error()[1], "invalid_request");
    let nowhere = gateway.call("POST", "/v1/v1/images/generations").bytes(vec![b' '; 9_000_000]);
    assert_eq!(gateway.send(&nowhere).error()[0], 404);
}

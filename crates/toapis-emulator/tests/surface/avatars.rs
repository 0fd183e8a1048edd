//! Avatar groups, assets and identity checks.

use serde_json::{Value, json};
use toapis_emulator::Group;

use crate::support::{AVATARS, Answer, Call, Gateway, START, VIDEOS, shows, with};

fn post(gateway: &Gateway, call: &str, body: &Value) -> Answer {
    gateway.post(&format!("{AVATARS}/{call}"), body)
}

fn get(gateway: &Gateway, call: &str) -> Answer {
    gateway.get(&format!("{AVATARS}/{call}"))
}

fn text<'a>(answer: &'a Value, field: &str) -> &'a str {
    answer["data"][field].as_str().unwrap()
}

fn asset_of(group: &str) -> Value {
    json!({"group_id": group, "asset_type": "image", "source_url": "https://example.com/mascot.jpg"})
}

fn group(gateway: &Gateway) -> String {
    let made = post(gateway, "private-avatar/groups", &json!({"name": "mascot", "description": "ours"})).ok();
    text(&made, "group_id").to_owned()
}

fn use_asset(id: &str) -> Value {
    json!({
        "model": "seedance-2", "prompt": "the mascot waves from a balcony",
        "image_with_roles": [{"url": format!("asset://{id}"), "role": "reference_image"}],
    })
}

#[test]
fn a_private_avatar_goes_from_a_group_to_a_film() {
    let gateway = Gateway::new();
    let made =
        post(&gateway, "private-avatar/groups", &json!({"name": "mascot", "description": "ours"})).ok();
    let body = with(asset_of(text(&made, "group_id")), "name", "front");
    let asset = post(&gateway, "private-avatar/assets", &body).ok();
    let id = text(&asset, "asset_id").to_owned();
    let early = gateway.post(VIDEOS, &use_asset(&id)).error();
    assert_eq!(
        (&early[0], &early[3]),
        (&json!(400), &json!("image_with_roles")),
        "only an active one can be used"
    );
    gateway.step(5);
    let active = get(&gateway, &format!("private-avatar/assets/{id}")).ok();
    shows!("private avatar", json!([made, asset, active]));
    gateway.create(VIDEOS, &use_asset(&id));
    assert_eq!(gateway.post(VIDEOS, &use_asset("pa_none")).status, 400);
}

#[test]
fn a_real_avatar_begins_with_an_identity_check() {
    let gateway = Gateway::new();
    let body = json!({"callback_url": "https://app.example.com/verify", "locale": "zh", "biz_id": "user-1"});
    let check = post(&gateway, "real-avatar/verify-tasks", &body).ok();
    let task = text(&check, "task_id").to_owned();
    assert_eq!(check["data"]["expires_at"], START + 120);
    assert_eq!(gateway.file(text(&check, "h5_link")).status, 200);
    let details = get(&gateway, &format!("real-avatar/verify-tasks/{task}")).ok();
    assert_eq!(details, check);

    let results = "real-avatar/verify-results";
    let failed = get(&gateway, &format!("{results}?task_id={task}&result_code=30001")).ok();
    assert_eq!((&failed["data"]["verify_status"], failed["data"].get("group_id")), (&json!("failed"), None));
    let verified = get(&gateway, &format!("{results}?task_id={task}&result_code=10000")).ok();
    let by_token = format!("{results}?byted_token={}", text(&check, "byted_token"));
    assert_eq!(get(&gateway, &by_token).ok()["data"]["group_id"], verified["data"]["group_id"]);

    let asset = post(&gateway, "real-avatar/assets", &asset_of(text(&verified, "group_id"))).ok();
    shows!("real avatar", json!([gateway.clean(&check), verified, asset]));
    gateway.step(5);
    let id = text(&asset, "asset_id");
    assert_eq!(get(&gateway, &format!("real-avatar/assets/{id}")).ok()["data"]["status"], "active");
    assert_eq!(get(&gateway, &format!("private-avatar/assets/{id}")).status, 404, "the two kinds are apart");
    gateway.create(VIDEOS, &use_asset(id));
}

#[test]
fn wrong_assets_are_refused() {
    let gateway = Gateway::new();
    let good = asset_of(&group(&gateway));
    for body in [
        json!([]),
        json!(null),
        json!({}),
        with(good.clone(), "group_id", ""),
        with(good.clone(), "group_id", 5),
        with(good.clone(), "asset_type", "text"),
        with(good.clone(), "asset_type", Value::Null),
        with(good.clone(), "source_url", "mascot.jpg"),
        with(good.clone(), "source_url", "data:image/png;base64,AAAA"),
        with(good.clone(), "source_url", json!(["https://example.com/a.jpg"])),
        with(good.clone(), "name", 5),
    ] {
        assert_eq!(post(&gateway, "private-avatar/assets", &body).failure().0, 400, "{body}");
    }
    let real = post(&gateway, "real-avatar/assets", &good);
    assert_eq!(real.failure().0, 404, "a private group is no verified one");
    assert_eq!(post(&gateway, "private-avatar/assets", &asset_of("pg_none")).failure().0, 404);
}

#[test]
fn wrong_groups_and_checks_are_refused() {
    let gateway = Gateway::new();
    for body in [json!([]), json!("x"), json!({"name": 5}), json!({"description": ["x"]})] {
        assert_eq!(post(&gateway, "private-avatar/groups", &body).failure().0, 400, "{body}");
    }
    for body in [json!(7), json!({"callback_url": 5}), json!({"locale": {}}), json!({"biz_id": 1})] {
        assert_eq!(post(&gateway, "real-avatar/verify-tasks", &body).failure().0, 400, "{body}");
    }
    let check = post(
        &gateway,
        "real-avatar/verify-tasks",
        &json!({"callback_url": "https://app.example.com/checked"}),
    )
    .ok();
    let results = "real-avatar/verify-results";
    for (query, status) in [
        ("", 400),
        ("?result_code=10000", 400),
        ("?task_id=a&task_id=b", 400),
        ("?task_id=none", 404),
        ("?byted_token=none", 404),
        (&format!("?task_id={}&byted_token=none", text(&check, "task_id")), 404),
    ] {
        assert_eq!(get(&gateway, &format!("{results}{query}")).failure().0, status, "{query}");
    }
}

#[test]
fn odd_ids_are_not_found() {
    let gateway = Gateway::new();
    for call in ["private-avatar/assets", "real-avatar/assets", "real-avatar/verify-tasks"] {
        for id in ["none", "%2E%2E", "a%2Fb", "%FF", "%00"] {
            assert_eq!(get(&gateway, &format!("{call}/{id}")).failure().0, 404, "{call}/{id}");
        }
    }
}

#[test]
fn nobody_sees_or_uses_what_is_of_others() {
    let gateway = Gateway::with(|builder| builder.user("other", "other", Group::Default));
    let mine = group(&gateway);
    let asset = post(&gateway, "private-avatar/assets", &asset_of(&mine)).ok();
    let check = post(
        &gateway,
        "real-avatar/verify-tasks",
        &json!({"callback_url": "https://app.example.com/checked"}),
    )
    .ok();
    gateway.step(5);
    let other = |method: &str, target: &str, body: &Value| {
        gateway.send(&Call::new(method, target).key("sk-emulator-other").json(body)).status
    };
    let (asset, check) = (text(&asset, "asset_id"), text(&check, "task_id"));
    assert_eq!(other("GET", &format!("{AVATARS}/private-avatar/assets/{asset}"), &json!({})), 404);
    assert_eq!(other("GET", &format!("{AVATARS}/real-avatar/verify-tasks/{check}"), &json!({})), 404);
    assert_eq!(
        other("GET", &format!("{AVATARS}/real-avatar/verify-results?task_id={check}"), &json!({})),
        404
    );
    assert_eq!(other("POST", &format!("{AVATARS}/private-avatar/assets"), &asset_of(&mine)), 404);
    assert_eq!(other("POST", VIDEOS, &use_asset(asset)), 400);
}

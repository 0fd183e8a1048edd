//! Generated from `catalog/seedance-2--real-avatar.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::real_avatar::*;

#[test]
fn calls() {
    let mut calls = Calls::new("seedance_2_real_avatar_calls");
    calls.add("start a check", &StartRealAvatarCheck::new("https://app.example.com/verify/callback").locale("zh").biz_id("user-example-1"), r#"{"biz_id":"user-example-1","callback_url":"https://app.example.com/verify/callback","locale":"zh"}"#, None);
    calls.add("ask for a check", &GetRealAvatarCheck::new("tsk_dav_01EXAMPLE"), "{}", Some(r#"{"data":{"biz_id":"user-example-1","byted_token":"20260101000000EXAMPLETOKEN","callback_url":"https://app.example.com/verify/callback","created_at":1790000000,"expires_at":1790000120,"h5_link":"https://h5.example.com/verify","locale":"zh","status":"completed","task_id":"tsk_dav_01EXAMPLE","updated_at":1790000001},"message":"","success":true}"#));
    calls.add("ask for the result", &GetRealAvatarResult::new().task_id("tsk_dav_01EXAMPLE").result_code("10000"), "{}", Some(r#"{"data":{"byted_token":"20260101000000EXAMPLETOKEN","group_id":"group-20260101000000-example","result_code":"10000","task_id":"tsk_dav_01EXAMPLE","verify_status":"verified"},"message":"","success":true}"#));
    calls.add("add a picture", &AddRealAvatarAsset::new("group-20260101000000-example", AssetType::Image, "https://example.com/person-front.jpg").name("front"), r#"{"asset_type":"image","group_id":"group-20260101000000-example","name":"front","source_url":"https://example.com/person-front.jpg"}"#, None);
    calls.add("ask for an asset", &GetRealAvatarAsset::new("asset-20260101000000-example"), "{}", None);
    calls.finish();
}

#[test]
fn bodies() {
    let open =
        crate::video::VideoRequest::new("doubao-seedance-2-0", "The person of image 1 greets the camera")
            .extra(
                "image_with_roles",
                serde_json::json!([{"role":"reference_image","url":"asset://asset-20260101000000-example"}]),
            );
    same_body(
        &open.to_json(),
        r#"{
  "model": "doubao-seedance-2-0",
  "prompt": "The person of image 1 greets the camera",
  "image_with_roles": [
    {
      "url": "asset://asset-20260101000000-example",
      "role": "reference_image"
    }
  ]
}"#,
    );
}

//! Generated from `catalog/seedance-2--private-avatar.toml` by `cargo xtask codegen`; do not edit.

use crate::catalog::testing::*;
use crate::video::private_avatar::*;

#[test]
fn calls() {
    let mut calls = Calls::new("seedance_2_private_avatar_calls");
    calls.add("create a group", &CreatePrivateAvatarGroup::new("mascot-group").description("Assets of our mascot"), r#"{"description":"Assets of our mascot","name":"mascot-group"}"#, Some(r#"{"data":{"description":"Assets of our mascot","group_id":"pg_01EXAMPLE","name":"mascot-group"},"message":"","success":true}"#));
    calls.add("add a picture", &AddPrivateAvatarAsset::new("group-20260101000000-example", AssetType::Image, "https://example.com/mascot.jpg").name("mascot-front"), r#"{"asset_type":"image","group_id":"group-20260101000000-example","name":"mascot-front","source_url":"https://example.com/mascot.jpg"}"#, Some(r#"{"data":{"asset_id":"pa_01EXAMPLE","asset_type":"image","asset_url":"asset://pa_01EXAMPLE","group_id":"pg_01EXAMPLE","name":"mascot-front","source_url":"https://example.com/mascot.jpg","status":"processing"},"message":"","success":true}"#));
    calls.add("ask for an asset, Chinese page", &GetPrivateAvatarAsset::new("pa_01EXAMPLE"), "{}", Some(r#"{"data":{"asset_id":"pa_01EXAMPLE","asset_type":"image","asset_url":"asset://pa_01EXAMPLE","group_id":"pg_01EXAMPLE","source_url":"https://example.com/mascot.jpg","status":"active"},"message":"","success":true}"#));
    calls.add("ask for an asset, English page", &GetPrivateAvatarAsset::new("asset-20260101000000-example"), "{}", Some(r#"{"data":{"asset_id":"asset-20260101000000-example","asset_type":"image","group_id":"group-20260101000000-example","source_url":"https://media.example.com/processed","status":"active"},"message":"","success":true}"#));
    calls.finish();
}

#[test]
fn bodies() {
    let open =
        crate::video::VideoRequest::new("doubao-seedance-2-0", "The mascot of image 1 waves from a balcony")
            .extra(
                "image_with_roles",
                serde_json::json!([{"role":"reference_image","url":"asset://pa_01EXAMPLE"}]),
            );
    same_body(
        &open.to_json(),
        r#"{
  "model": "doubao-seedance-2-0",
  "prompt": "The mascot of image 1 waves from a balcony",
  "image_with_roles": [
    {
      "url": "asset://pa_01EXAMPLE",
      "role": "reference_image"
    }
  ]
}"#,
    );

    let open = crate::video::VideoRequest::for_model("").extra(
        "image_with_roles",
        serde_json::json!([{"role":"reference_image","url":"asset://asset-20260101000000-example"}]),
    );
    same_body(
        &open.to_json(),
        r#"{
  "image_with_roles": [
    {
      "url": "asset://asset-20260101000000-example",
      "role": "reference_image"
    }
  ]
}"#,
    );
}

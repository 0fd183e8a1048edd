//! The open requests for films: what goes out, what is read back.

use serde_json::json;

use super::*;
use crate::TaskId;

#[test]
fn fields_go_out_in_a_fixed_order() {
    let request = VideoRequest::for_model("m")
        .extra("seed", 7)
        .metadata("audio", true)
        .resolution("720p")
        .reference("https://example.com/a.png")
        .duration(-1)
        .aspect_ratio("16:9")
        .prompt("p");
    let text = r#"{"model":"m","prompt":"p","duration":-1,"aspect_ratio":"16:9","resolution":"720p","image_urls":["https://example.com/a.png"],"metadata":{"audio":true},"seed":7}"#;
    assert_eq!(serde_json::to_string(&request).unwrap(), text);
    assert_eq!(serde_json::from_str::<VideoRequest>(text).unwrap(), request);
}

#[test]
fn a_body_taken_over_goes_out_as_it_came() {
    let bodies = [
        json!({"model": "m", "duration": "5", "resolution": 720, "image_urls": []}),
        json!({"model": "", "prompt": "", "duration": 1.5, "aspect_ratio": null, "image_with_roles": [{"url": "u"}]}),
    ];
    for body in bodies {
        assert_eq!(VideoRequest::from_json(body.clone()).unwrap().to_json(), body);
    }
}

#[test]
fn follow_ups_name_the_earlier_film_in_the_path() {
    let film = TaskId::new("task 1/2").unwrap_or_else(|| TaskId::new("task_1").unwrap());
    assert!(RemixRequest::new("m", "p").path(&film).ends_with("/remix"));
    let film = TaskId::new("video_1").unwrap();
    assert_eq!(ExtendRequest::new("m", "p").path(&film), "/v1/videos/video_1/extend");
    assert_eq!(RemixRequest::new("m", "p").to_json(), json!({"model": "m", "prompt": "p"}));
}

//! The checks on many families: wrong values, wrong places, wrong combinations, as the sentences people read.

use std::fmt::Write;

use serde_json::{Value, json};

use super::testing::snapshot_settings;
use super::*;
use crate::TaskKind;

fn sentences(kind: TaskKind, cases: &[(&str, Value)]) -> String {
    let mut text = String::new();
    for (name, body) in cases {
        writeln!(text, "# {name}").unwrap();
        for finding in check(kind, body) {
            writeln!(text, "{}: {finding}", finding.severity).unwrap();
        }
        text.push('\n');
    }
    text
}

#[test]
fn pictures() {
    let url = |index: usize| format!("https://example.com/{index}.png");
    let six: Vec<String> = (0..6).map(url).collect();
    let cases = [
        ("a field of the other page", json!({"model": "gpt-image-2", "prompt": "p", "quality": "low"})),
        (
            "the other page",
            json!({"model": "gpt-image-2", "prompt": "p", "image_urls": [url(0)], "quality": "low", "size": "auto"}),
        ),
        (
            "a field of each page",
            json!({"model": "gpt-image-2", "prompt": "p", "image_urls": [url(0)], "quality": "lowest", "response_format": "url"}),
        ),
        (
            "a wrong value for the other page",
            json!({"model": "gpt-image-2", "prompt": "p", "output_format": "webp"}),
        ),
        (
            "limits of the other page",
            json!({"model": "gpt-image-2", "prompt": "p", "n": 11, "resolution": "4k", "size": "1:1"}),
        ),
        (
            "limits of edits",
            json!({"model": "gpt-image-2", "prompt": "p", "n": 11, "resolution": "4k", "size": "1:1", "image_urls": vec![url(0); 17]}),
        ),
        (
            "two spellings",
            json!({"model": "gpt-image-2", "prompt": "p", "image_urls": [url(0)], "reference_images": [url(1)]}),
        ),
        (
            "one other spelling",
            json!({"model": "gpt-image-2-vip", "prompt": "p", "reference_images": [url(1)]}),
        ),
        (
            "references where none are taken",
            json!({"model": "grok-imagine-1.0", "prompt": "p", "image_urls": [url(0)]}),
        ),
        ("letter case of another family", json!({"model": "gpt-image-2", "prompt": "p", "resolution": "1K"})),
        (
            "the place of another family",
            json!({"model": "gpt-image-2", "prompt": "p", "metadata": {"resolution": "1k"}}),
        ),
        (
            "a size for 4k",
            json!({"model": "gpt-image-2-official", "prompt": "p", "resolution": "4k", "size": "1:1"}),
        ),
        (
            "references and pictures",
            json!({"model": "doubao-seedream-4-5", "prompt": "p", "n": 10, "image_urls": six}),
        ),
        (
            "an option of another model",
            json!({"model": "viduq2-fast", "prompt": "p", "metadata": {"resolution": "2K"}}),
        ),
        (
            "nothing to match",
            json!({"model": "flux-kontext-pro", "prompt": "p", "size": "match_input_image", "metadata": {"safety_tolerance": 7}}),
        ),
        (
            "a mask without a picture",
            json!({"model": "gpt-4o-image", "prompt": "p", "n": 3, "mask_url": url(0)}),
        ),
        ("nothing to edit", json!({"model": "grok-imagine-1.0-edit", "prompt": "p"})),
        ("an alias", json!({"model": "nano-banana-pro", "prompt": "p", "n": 2})),
        (
            "words in a list of objects",
            json!({"model": "gemini-3-pro-image-preview-official", "prompt": "p", "metadata": {
                "safetySettings": [{"category": "HARM_CATEGORY_HATE", "threshold": "OFF"}],
                "thinkingConfig": {"thinkingLevel": "high"},
            }}),
        ),
    ];
    let text = sentences(TaskKind::Image, &cases);
    snapshot_settings().bind(|| insta::assert_snapshot!("_findings_pictures", text.trim_end()));
}

#[test]
fn films() {
    let url = "https://example.com/a.png";
    let picture = |role: &str| json!({"url": url, "role": role});
    let cases = [
        (
            "a model of the page takes less",
            json!({"model": "seedance-2-mini", "prompt": "p", "resolution": "1080p"}),
        ),
        ("automatic length", json!({"model": "seedance-2-mini", "prompt": "p", "duration": 0})),
        (
            "frames and references",
            json!({"model": "seedance-2", "prompt": "p", "image_with_roles": [picture("first_frame"), picture("reference_image")]}),
        ),
        (
            "sound alone",
            json!({"model": "seedance-2", "prompt": "p", "audio_with_roles": [{"url": "asset://a", "role": "reference_audio"}]}),
        ),
        (
            "a role that is missing",
            json!({"model": "kling-v3", "prompt": "p", "image_with_roles": [{"url": url}]}),
        ),
        (
            "a role of another family",
            json!({"model": "kling-v3", "prompt": "p", "image_with_roles": [picture("end_frame")]}),
        ),
        ("the word people use", json!({"model": "kling-v2-6", "prompt": "p", "mode": "1080p"})),
        ("the field people use", json!({"model": "kling-v3", "prompt": "p", "resolution": "1080p"})),
        ("sound in standard quality", json!({"model": "kling-v2-6", "prompt": "p", "audio": true})),
        (
            "a last frame alone",
            json!({"model": "kling-v3-omni", "prompt": "p", "metadata": {"image_list": [{"image_url": url, "type": "end_frame"}]}}),
        ),
        ("a last frame in a list", json!({"model": "viduq3-pro", "prompt": "p", "image_urls": ["", url]})),
        ("limits of one model", json!({"model": "viduq3", "prompt": "p", "duration": 2})),
        (
            "a length for 1080P",
            json!({"model": "MiniMax-Hailuo-02", "prompt": "p", "duration": 10, "resolution": "1080P"}),
        ),
        ("letter case", json!({"model": "MiniMax-Hailuo-02", "prompt": "p", "resolution": "1080p"})),
        ("letter case of an id", json!({"model": "Veo3.1-fast", "prompt": "p"})),
        (
            "what excludes itself",
            json!({"model": "veo3.1-fast", "prompt": "p", "metadata": {"enable_gif": true, "resolution": "1080p"}}),
        ),
        ("one of two is needed", json!({"model": "wan2.6-flash"})),
        (
            "an action without its input",
            json!({"model": "happyhorse-1.1", "action": "video-edit", "prompt": "p"}),
        ),
        (
            "several spellings",
            json!({"model": "happyhorse-1.1", "prompt": "p", "images": [url], "image": url, "image_urls": [url]}),
        ),
        (
            "a contested span",
            json!({"model": "sora-2-vvip", "prompt": "p", "metadata": {"character_timestamps": "1,4"}}),
        ),
        ("one length only", json!({"model": "veo3.1-fast", "prompt": "p", "duration": 5})),
        ("numbers in a row", json!({"model": "kling-v3-omni", "prompt": "p", "duration": 2})),
        ("a quoted number", json!({"model": "grok-imagine-1.0-video", "prompt": "p", "duration": "6"})),
        (
            "upright and 1080p",
            json!({"model": "gemini-omni-flash", "prompt": "p", "aspect_ratio": "9:16", "resolution": "1080p"}),
        ),
        (
            "a long character",
            json!({"model": "sora-2", "timestamps": "1,9", "url": "https://example.com/a.mp4"}),
        ),
        ("a character of nothing", json!({"model": "sora-2-pro", "timestamps": "1,3"})),
        ("a model for pictures", json!({"model": "flux-2-pro", "prompt": "p"})),
    ];
    let text = sentences(TaskKind::Video, &cases);
    snapshot_settings().bind(|| insta::assert_snapshot!("_findings_films", text.trim_end()));
}

#[test]
fn what_people_say_lands_where_the_family_wants_it() {
    let written = |id: &str, settings: &[(&str, &str)]| {
        let mut body = json!({});
        for (name, text) in settings {
            assert!(find(id).unwrap().write(&mut body, name, text), "{id} has no {name}");
        }
        body
    };
    assert_eq!(
        written(
            "kling-v3",
            &[
                ("resolution", "1080p"),
                ("last_frame", "l"),
                ("first_frame", "x"),
                ("first_frame", "f"),
                ("reference", "r")
            ]
        ),
        json!({
            "mode": "pro",
            "image_with_roles": [{"url": "l", "role": "last_frame"}, {"url": "f", "role": "first_frame"}],
            "reference_images": ["r"],
        })
    );
    assert_eq!(
        written("viduq3-pro", &[("last_frame", "l"), ("first_frame", "f"), ("duration", "8")]),
        json!({"image_urls": ["f", "l"], "duration": 8})
    );
    assert_eq!(
        written(
            "Veo3.1-fast-official",
            &[("first_frame", "f"), ("last_frame", "l"), ("aspect_ratio", "9:16")]
        ),
        json!({"image_urls": ["f"], "metadata": {"lastFrame": "l"}, "size": "9:16"})
    );
    assert_eq!(
        written("seedance-2", &[("references", "a"), ("reference", "b"), ("audio", "false")]),
        json!({
            "image_with_roles": [{"url": "a", "role": "reference_image"}, {"url": "b", "role": "reference_image"}],
            "generate_audio": false,
        })
    );
    assert_eq!(
        written(
            "seedance-2",
            &[
                ("image_with_roles", r#"[{"url": "a", "role": "first_frame"}]"#),
                ("tools", r#"{"type": "web_search"}"#)
            ]
        ),
        json!({"image_with_roles": [{"url": "a", "role": "first_frame"}], "tools": [{"type": "web_search"}]})
    );
    assert_eq!(written("gpt-image-2", &[("quality", "low")]), json!({"quality": "low"}));
    // A word that only another model of the page takes is found all the same, so that a check can say whose it is.
    assert_eq!(written("viduq2-fast", &[("resolution", "2k")]), json!({"metadata": {"resolution": "2K"}}));
    assert_eq!(written("seedance-2-mini", &[("resolution", "4K")]), json!({"resolution": "4k"}));
    assert!(!find("gpt-image-2").unwrap().write(&mut json!({}), "duration", "5"));
}

#[test]
fn builders_take_frames_in_any_order() {
    use crate::video::{KlingV3Omni, ViduQ3, vidu_q3::Model};

    let frames = KlingV3Omni::new("p")
        .last_frame("https://example.com/l.png")
        .first_frame("https://example.com/f.png");
    assert!(frames.check().is_empty());
    let alone = ViduQ3::new(Model::Pro, "p").last_frame("https://example.com/l.png");
    assert_eq!(alone.check()[0].field, "image_urls[0]");
    assert!(alone.first_frame("https://example.com/f.png").check().is_empty());
}

#[test]
fn one_id_may_have_two_pages() {
    let entry = find("gpt-image-2").unwrap();
    assert_eq!(entry.page().name, "images/gpt-image-2/generation");
    assert_eq!(entry.also().map(|other| other.page().name).collect::<Vec<_>>(), ["images/gpt-image-2/edits"]);
    assert_eq!(entry.field("quality").map(|field| field.at), Some("quality"));
    assert_eq!(models().filter(|entry| entry.id() == "gpt-image-2").count(), 1);
}

#[test]
fn calls_go_where_their_page_says() {
    use crate::image::ImageRequest;

    assert_eq!(ImageRequest::new("grok-imagine-1.0-edit", "p").path(), "/v1/images/edits");
    assert_eq!(ImageRequest::new("of-next-year", "p").path(), "/v1/images/generations");
    assert_eq!(find_for(Operation::Remix, "grok-video-1.0").unwrap().path(), "/v1/videos/{video_id}/remix");
    for entry in models() {
        let path =
            if entry.id() == "grok-imagine-1.0-edit" { "/v1/images/edits" } else { entry.kind().path() };
        assert_eq!(entry.path(), path, "{}", entry.id());
    }
}

#[test]
fn the_table_is_whole() {
    let count = |kind: TaskKind| models().filter(|entry| entry.kind() == kind).count();
    // The documentation's 26 and 39 ids, and sora-2, which one page uses in a sample.
    assert_eq!((count(TaskKind::Image), count(TaskKind::Video)), (26, 40));
    for entry in models() {
        let id = entry.id();
        assert!(entry.field("prompt").is_some(), "{id}");
        assert!(entry.field("callback_url").is_some() && entry.field("client_business_id").is_some(), "{id}");
        for field in entry.fields() {
            let default = field.default.map(Scalar::to_json).filter(|_| !field.open);
            let text = default.as_ref().and_then(Value::as_str);
            let known = text.is_none_or(|text| {
                field.words.is_empty() || field.words.iter().any(|word| word.text == text)
            });
            assert!(known, "{id}: the default of {}", field.at);
        }
    }
}

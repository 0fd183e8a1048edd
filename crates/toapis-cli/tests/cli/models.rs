//! The catalogue from the command line, and requests that are only shown.

use serde_json::{Value, json};

use crate::common::{run, toapis};

#[test]
fn models_are_listed_and_explained() {
    let dir = tempfile::tempdir().unwrap();
    let listed = run(toapis(dir.path()).args(["models", "--kind", "image"]));
    assert!(
        listed.out.lines().any(|line| line.split_whitespace().take(3).eq([
            "gemini-3.1-flash-image-preview",
            "image",
            "Google"
        ])),
        "{}",
        listed.out
    );
    let lines = run(toapis(dir.path()).args(["models", "--json"]));
    let ids: Vec<Value> =
        lines.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone()).collect();
    assert!(ids.contains(&json!("gemini-3.1-flash-image-preview")));
    insta::assert_snapshot!(
        "model",
        run(toapis(dir.path()).args(["model", "gemini-3.1-flash-image-preview"])).out
    );
    let unknown = run(toapis(dir.path()).args(["model", "nano"]));
    assert_eq!((unknown.code, unknown.out.as_str()), (Some(2), ""));
    assert!(unknown.err.contains("toapis models lists them"), "{}", unknown.err);
}

/// J24: without a key, and without a place to send anything to.
#[test]
fn j24_a_dry_run_shows_the_body_and_sends_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let dry = |args: &[&str]| {
        run(toapis(dir.path())
            .env("TOAPIS_BASE_URL", "http://127.0.0.1:1")
            .args(["image", "A hill", "--dry-run"])
            .args(args))
    };
    let printed = dry(&["--resolution", "2k", "--set", "n=2", "--set", "metadata.google_search=true"]);
    assert_eq!(printed.code, Some(0), "{}", printed.err);
    assert_eq!(
        serde_json::from_str::<Value>(&printed.out).unwrap(),
        json!({
            "model": "gemini-3.1-flash-image-preview", "prompt": "A hill", "n": 2,
            "metadata": {"resolution": "2K", "google_search": true},
        }),
    );
    assert_eq!(printed.err, "Nothing was sent.\n");

    let wrong = dry(&["--size", "16:10", "--set", "style=wild", "--json"]);
    assert_eq!(wrong.code, Some(2));
    let line: Value = serde_json::from_str(&wrong.out).unwrap();
    assert_eq!(line["body"]["style"], "wild");
    let severities: Vec<&Value> =
        line["findings"].as_array().unwrap().iter().map(|finding| &finding["severity"]).collect();
    assert_eq!(severities, ["error", "warning"]);
}

#[test]
fn a_film_is_shown_as_its_model_wants_it() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("harbour.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    let dry = |args: &[&str]| run(toapis(dir.path()).args(["video", "Waves", "--dry-run", "-q"]).args(args));
    let kling = dry(&[
        "--model",
        "kling-v3",
        "--first-frame",
        "harbour.png",
        "--resolution",
        "1080p",
        "--duration",
        "5",
    ]);
    assert_eq!((kling.code, kling.err.as_str()), (Some(0), ""));
    assert_eq!(
        serde_json::from_str::<Value>(&kling.out).unwrap(),
        json!({
            "model": "kling-v3", "prompt": "Waves", "mode": "pro", "duration": 5,
            "image_with_roles": [{"url": "https://files.toapis.com/uploads/file-0.png", "role": "first_frame"}],
        }),
    );
    let wrong = dry(&["--model", "sora-2-official", "--duration", "5"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.err.contains("duration: 5 is not one of 4, 8, 12"), "{}", wrong.err);
    let picture = dry(&["--model", "flux-2-pro"]);
    assert!(picture.err.contains("makes images, this request asks for a video"), "{}", picture.err);
}

#[test]
fn a_film_comes_out_of_the_emulator() {
    let dir = tempfile::tempdir().unwrap();
    let order = [
        "--emulator",
        "video",
        "Waves at night",
        "--model",
        "kling-v3",
        "--duration",
        "3",
        "-o",
        "waves.mp4",
    ];
    let made = run(toapis(dir.path()).args(order));
    assert_eq!(made.code, Some(0), "{}", made.err);
    let film = std::fs::read(dir.path().join("waves.mp4")).unwrap();
    assert_eq!(&film[4..8], b"ftyp");
}

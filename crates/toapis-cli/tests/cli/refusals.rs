//! Wrong input: every answer is a sentence a person can act on, and costs nothing.

use crate::common::{quick_emulator, run, toapis, toapis_at};

/// Runs the command against an emulator, with a few files beside it, and expects it to send no create.
fn refused(args: &[&str]) -> String {
    let (dir, emulator) = (tempfile::tempdir().unwrap(), quick_emulator());
    std::fs::write(dir.path().join("text.png"), "just text").unwrap();
    std::fs::write(dir.path().join("old.png"), "keep me").unwrap();
    let mut big = b"\x89PNG\r\n\x1a\n".to_vec();
    big.resize(12_000_000, 7);
    std::fs::write(dir.path().join("big.png"), big).unwrap();
    let printed = run(toapis_at(dir.path(), &emulator).args(args));
    assert_eq!(emulator.ledger().charges(), []);
    assert_eq!(std::fs::read(dir.path().join("old.png")).unwrap(), b"keep me");
    assert_eq!(printed.out, "");
    format!("exit {}\n{}", printed.code.unwrap(), printed.err)
}

#[test]
fn requests_that_cannot_work() {
    insta::assert_snapshot!("size", refused(&["image", "x", "--size", "16:10"]));
    insta::assert_snapshot!("resolution", refused(&["image", "x", "--resolution", "3K"]));
    insta::assert_snapshot!("prompt", refused(&["image", ""]));
    insta::assert_snapshot!("count", refused(&["image", "x", "-n", "0"]));
    insta::assert_snapshot!("search", refused(&["image", "x", "--google-image-search"]));
    insta::assert_snapshot!("business id", refused(&["image", "x", "--business-id", "a b"]));
    insta::assert_snapshot!("model", refused(&["image", "x", "--model", "no-such-model"]));
}

#[test]
fn references_that_cannot_work() {
    let fifteen: Vec<String> =
        (0..15).flat_map(|n| ["--ref".to_owned(), format!("https://example.com/{n}.png")]).collect();
    let fifteen: Vec<&str> = ["image", "x"].into_iter().chain(fifteen.iter().map(String::as_str)).collect();
    insta::assert_snapshot!("fifteen references", refused(&fifteen));
    insta::assert_snapshot!("large file", refused(&["image", "x", "--ref", "big.png"]));
    insta::assert_snapshot!("text file", refused(&["image", "x", "--ref", "text.png"]));
    insta::assert_snapshot!("no file", refused(&["image", "x", "--ref", "nothing.png"]));
    insta::assert_snapshot!("folder", refused(&["image", "x", "--ref", "."]));
    insta::assert_snapshot!("inline data", refused(&["image", "x", "--ref", "data:image/png;base64,AAAA"]));
    insta::assert_snapshot!("other scheme", refused(&["image", "x", "--ref", "ftp://example.com/a.png"]));
}

#[test]
fn places_that_cannot_be_written() {
    insta::assert_snapshot!("existing file", refused(&["image", "x", "-o", "old.png"]));
    insta::assert_snapshot!("a file as folder", refused(&["image", "x", "-o", "old.png/a.png"]));
}

#[test]
fn keys_and_addresses() {
    let dir = tempfile::tempdir().unwrap();
    let shown = |command: &mut assert_cmd::Command| {
        let printed = run(command);
        assert_eq!(printed.out, "");
        format!("exit {}\n{}", printed.code.unwrap(), printed.err)
    };
    let image = ["image", "x"];
    insta::assert_snapshot!("no key", shown(toapis(dir.path()).args(image)));
    insta::assert_snapshot!(
        "key as argument",
        shown(toapis(dir.path()).args(["--api-key", "sk-canary", "image", "x"]))
    );
    insta::assert_snapshot!(
        "key in the url",
        shown(toapis(dir.path()).env("TOAPIS_API_KEY", "sk-1").args([
            "--base-url",
            "https://u:sk-canary@toapis.com",
            "image",
            "x"
        ]))
    );
    insta::assert_snapshot!(
        "plain http",
        shown(toapis(dir.path()).env("TOAPIS_API_KEY", "sk-1").args([
            "--base-url",
            "http://toapis.com",
            "image",
            "x"
        ]))
    );

    let emulator = quick_emulator();
    insta::assert_snapshot!(
        "wrong key",
        shown(toapis_at(dir.path(), &emulator).env("TOAPIS_API_KEY", "sk-emulator-other").args(image))
    );
    insta::assert_snapshot!(
        "real key",
        shown(toapis_at(dir.path(), &emulator).env("TOAPIS_API_KEY", "sk-canary").args(image))
    );
    insta::assert_snapshot!(
        "no such task",
        shown(toapis_at(dir.path(), &emulator).args(["status", "tsk_img_none"]))
    );
    assert_eq!(emulator.ledger().charges(), []);

    // A port that was just free: nobody listens there any more.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{port}");
    let dead =
        shown(toapis(dir.path()).env("TOAPIS_API_KEY", "sk-1").args(["--base-url", &url, "image", "x"]));
    insta::assert_snapshot!("dead port", dead.replace(&port.to_string(), "PORT"));
}

//! From a prompt to a file on disk, and back to a task by its id.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use crate::common::{quick_emulator, run, toapis, toapis_at};
use toapis_emulator::Lifecycle;

/// Width and height of a PNG.
fn pixels(path: &Path) -> (u32, u32) {
    let info = png::Decoder::new(BufReader::new(File::open(path).unwrap())).read_info().unwrap();
    (info.info().width, info.info().height)
}

#[test]
fn the_command_of_the_readme_makes_a_picture() {
    let dir = tempfile::tempdir().unwrap();
    let printed = run(toapis(dir.path()).args([
        "--emulator",
        "image",
        "A lighthouse on a cliff at dusk",
        "--size",
        "16:9",
        "--resolution",
        "2K",
        "-o",
        "lighthouse.png",
    ]));
    assert_eq!((printed.code, printed.out.as_str()), (Some(0), "lighthouse.png\n"), "{}", printed.err);
    assert!(printed.err.contains("12 credits ($0.06)"), "{}", printed.err);
    assert!(printed.err.contains("The emulator's ledger holds 1 charge."), "{}", printed.err);
    assert_eq!(pixels(&dir.path().join("lighthouse.png")), (2720, 1530));
}

#[test]
fn one_picture_is_one_charge_and_json_is_one_line() {
    let (dir, emulator) = (tempfile::tempdir().unwrap(), quick_emulator());
    let printed = run(toapis_at(dir.path(), &emulator).args([
        "--json",
        "image",
        "A red bicycle",
        "--resolution",
        "0.5K",
        "--size",
        "1:8",
        "-n",
        "2",
        "-o",
        "out/",
        "--business-id",
        "job-1",
    ]));
    assert_eq!(printed.code, Some(0), "{}", printed.err);
    let line: serde_json::Value = serde_json::from_str(&printed.out).unwrap();
    assert_eq!(printed.out.lines().count(), 1);
    let files: Vec<&str> =
        line["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    let id = line["task_id"].as_str().unwrap();
    assert_eq!(files, [format!("out/{id}.png"), format!("out/{id}-2.png")]);
    assert_eq!(line["handle"]["business_id"], "job-1");
    assert_eq!(pixels(&dir.path().join(files[1])), (181, 1448));
    let charges = emulator.ledger().charges();
    assert_eq!(charges.len(), 1);
    assert_eq!((charges[0].task_id.as_str(), charges[0].credits), (id, 12));
}

#[test]
fn a_local_file_is_uploaded_and_used() {
    let (dir, emulator) = (tempfile::tempdir().unwrap(), quick_emulator());
    let first = ["image", "a boat", "--resolution", "0.5K", "-o", "boat.png", "--quiet"];
    assert_eq!(run(toapis_at(dir.path(), &emulator).args(first)).code, Some(0));
    let second =
        ["image", "the same as a sketch", "--resolution", "0.5K", "--ref", "boat.png", "-o", "sketch.png"];
    let printed = run(toapis_at(dir.path(), &emulator).args(second));
    assert_eq!(printed.code, Some(0), "{}", printed.err);
    assert!(printed.err.contains("uploading boat.png"), "{}", printed.err);
    assert_eq!(emulator.ledger().charges().len(), 2);
}

#[test]
fn a_task_is_found_again_by_id_business_id_and_handle() {
    let (dir, emulator) = (tempfile::tempdir().unwrap(), quick_emulator());
    let toapis = || toapis_at(dir.path(), &emulator);
    let created = run(toapis().args([
        "--json",
        "image",
        "a hill",
        "--no-wait",
        "--resolution",
        "0.5K",
        "--business-id",
        "job-7",
    ]));
    assert_eq!(created.code, Some(0), "{}", created.err);
    let line: serde_json::Value = serde_json::from_str(&created.out).unwrap();
    let id = line["task_id"].as_str().unwrap();

    let status = run(toapis().args(["status", "job-7"]));
    assert!(status.out.starts_with("completed 100%\nhttp://127.0.0.1"), "{}", status.out);
    assert_eq!(run(toapis().args(["wait", id, "-o", "waited.png"])).out, "waited.png\n");
    assert_eq!(
        run(toapis().args(["download", created.out.trim(), "-o", "fetched.png"])).out,
        "fetched.png\n"
    );
    assert_eq!(run(toapis().args(["download", id, "-q"])).out, format!("./{id}.png\n"));
    let refused = run(toapis().args(["download", id]));
    assert!(refused.code == Some(7) && refused.err.contains("exists already"), "{}", refused.err);
    let skipped = run(toapis().args(["download", id, "--skip-existing"]));
    assert_eq!((skipped.code, skipped.out), (Some(0), format!("./{id}.png\n")));
    assert!(skipped.err.contains("was there already"), "{}", skipped.err);
    let read = |name: &str| std::fs::read(dir.path().join(name)).unwrap();
    assert_eq!(read("waited.png"), read("fetched.png"));
    assert_eq!(emulator.ledger().charges().len(), 1, "finding a task again costs nothing");
}

#[test]
fn a_failed_task_says_so_and_a_slow_one_is_left_alone() {
    let (dir, emulator) = (tempfile::tempdir().unwrap(), quick_emulator());
    let toapis = || toapis_at(dir.path(), &emulator);
    emulator.set_lifecycle(Lifecycle::instant().failing("content_policy_violation", "blocked by review"));
    let failed = run(toapis().args(["--json", "image", "a hill"]));
    assert_eq!(failed.code, Some(6), "{}", failed.err);
    assert!(
        failed.err.contains("blocked by review (content_policy_violation). The service refunds failed tasks. Change the prompt"),
        "{}",
        failed.err
    );
    let line: serde_json::Value = serde_json::from_str(&failed.out).unwrap();
    assert_eq!(line["error"]["exit"], 6);

    emulator.set_lifecycle(Lifecycle::new(std::time::Duration::from_secs(3600), std::time::Duration::ZERO));
    let slow = run(toapis().args(["image", "a hill", "--timeout", "0"]));
    assert_eq!(slow.code, Some(5), "{}", slow.err);
    assert!(slow.err.contains("wait again"), "{}", slow.err);
    let id = emulator.ledger().charges()[1].task_id.to_string();
    let early = run(toapis().args(["download", &id]));
    assert_eq!(early.code, Some(5), "{}", early.err);
    assert!(early.err.contains(&format!("toapis wait {id}")), "{}", early.err);
}

/// J17: who closes stdout early does not lose the task, nor what was saved.
#[cfg(unix)]
#[test]
fn j17_a_closed_stdout_stops_nothing() {
    let (dir, emulator) = (tempfile::tempdir().unwrap(), quick_emulator());
    let script =
        format!("{} image 'a hill' --resolution 0.5K -o hill.png | true", env!("CARGO_BIN_EXE_toapis"));
    let printed = run(assert_cmd::Command::new("sh")
        .current_dir(dir.path())
        .args(["-c", &script])
        .env("TOAPIS_API_KEY", emulator.api_key())
        .env("TOAPIS_BASE_URL", emulator.base_url()));
    let id = emulator.ledger().charges()[0].task_id.to_string();
    assert!(printed.err.contains(&format!("task {id}\n")), "{}", printed.err);
    assert!(!printed.err.contains("panicked"), "{}", printed.err);
    assert_eq!(pixels(&dir.path().join("hill.png")), (512, 512));
}

#[test]
fn the_embedded_emulator_does_not_mind_the_environment() {
    let dir = tempfile::tempdir().unwrap();
    for url in ["", "https://toapis.com", "not a url"] {
        let printed = run(toapis(dir.path()).env("TOAPIS_BASE_URL", url).args([
            "--emulator",
            "-q",
            "image",
            "a hill",
            "--resolution",
            "0.5K",
            "-f",
            "-o",
            "hill.png",
        ]));
        assert_eq!(printed.code, Some(0), "{url:?}: {}", printed.err);
        assert_eq!(printed.err.lines().count(), 1, "quiet prints the receipt alone: {}", printed.err);
    }
}

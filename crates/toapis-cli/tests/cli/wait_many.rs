//! Several tasks at once.

use std::io::Read as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::common::{quick_emulator, run, toapis, toapis_at};
use toapis_emulator::{Emulator, Lifecycle};

/// Makes tasks without waiting for them.
fn tasks(folder: &std::path::Path, emulator: &Emulator, count: usize) -> Vec<String> {
    let make = |number| {
        let prompt = format!("hill {number}");
        let printed = run(toapis_at(folder, emulator).args(["--json", "image", &prompt, "--no-wait"]));
        assert_eq!(printed.code, Some(0), "{}", printed.err);
        printed.out.trim().to_owned()
    };
    (0..count).map(make).collect()
}

fn id(line: &str) -> String {
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    line["handle"]["id"].as_str().unwrap().to_owned()
}

#[test]
fn j17_several_tasks_are_saved_as_they_come_in_from_arguments_and_from_stdin() {
    let (dir, emulator) = (tempfile::tempdir().unwrap(), quick_emulator());
    let lines = tasks(dir.path(), &emulator, 3);
    let ids: Vec<_> = lines.iter().map(|line| id(line)).collect();
    let piped = format!("{}\n\n{}\n", lines[1], ids[2]);
    let printed = run(toapis_at(dir.path(), &emulator)
        .args(["wait", &ids[0], "-", &ids[0], "-o", "out/"])
        .write_stdin(piped));
    assert_eq!(printed.code, Some(0), "{}", printed.err);
    let mut files: Vec<_> = printed.out.lines().map(str::to_owned).collect();
    files.sort();
    let mut expected: Vec<_> = ids.iter().map(|id| format!("out/{id}.png")).collect();
    expected.sort();
    assert_eq!(files, expected);
    assert!(files.iter().all(|file| dir.path().join(file).exists()));
    assert!(printed.err.ends_with("3 of 3 tasks done.\n"), "{}", printed.err);
    assert_eq!(emulator.ledger().charges().len(), 3);
}

#[test]
fn j17_j18_one_line_of_json_a_task_whatever_became_of_it() {
    let (dir, emulator) = (tempfile::tempdir().unwrap(), quick_emulator());
    let mut lines = tasks(dir.path(), &emulator, 2);
    emulator.set_lifecycle(Lifecycle::instant().failing("content_policy", "not that"));
    lines.extend(tasks(dir.path(), &emulator, 1));
    let foreign = r#"{"v":1,"kind":"image","id":"tsk_img_9","origin":"https://evil.example"}"#;
    let mut command = toapis_at(dir.path(), &emulator);
    let printed = run(command.args(["--json", "wait"]).args(&lines).arg(foreign));
    assert_eq!(printed.code, Some(11), "{}", printed.err);
    let out: Vec<serde_json::Value> =
        printed.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(out.len(), 4, "{}", printed.out);
    let codes: Vec<_> = out.iter().filter_map(|line| line["error"]["exit"].as_u64()).collect();
    assert_eq!(codes.len(), 2, "{}", printed.out);
    assert!(codes.contains(&2) && codes.contains(&6), "{codes:?}");
    assert!(out.iter().all(|line| line["handle"]["id"].is_string()), "{}", printed.out);
    // All of one kind: its own code.
    let printed = run(toapis_at(dir.path(), &emulator).args(["wait", &id(&lines[2]), foreign, foreign]));
    assert_eq!(printed.code, Some(11));
    let printed = run(toapis_at(dir.path(), &emulator).args(["wait", &id(&lines[0]), &id(&lines[1])]));
    assert_eq!((printed.code, printed.out.lines().count()), (Some(0), 2));
}

#[test]
fn nothing_is_asked_before_all_is_understood() {
    let dir = tempfile::tempdir().unwrap();
    for (args, stdin, words) in [
        (vec!["wait", "a", ".."], "", "\"..\" is not a task id"),
        (vec!["wait", "-"], "tsk_img_1\n{\n", "line 2 of stdin: this is neither a handle nor a ticket"),
        (vec!["wait", "-"], "\n", "stdin names no task"),
        (vec!["wait", "a", "b", "-o", "x.png"], "", "give -o a folder"),
    ] {
        let printed = run(toapis(dir.path())
            .env("TOAPIS_API_KEY", "sk-1")
            .env("TOAPIS_BASE_URL", "http://127.0.0.1:9")
            .args(&args)
            .write_stdin(stdin));
        assert_eq!(printed.code, Some(2), "{args:?}: {}", printed.err);
        assert!(printed.err.contains(words), "{args:?}: {}", printed.err);
    }
}

#[cfg(unix)]
#[test]
fn j15_ctrl_c_leaves_a_way_back_to_those_that_are_not_over() {
    let (dir, emulator) = (tempfile::tempdir().unwrap(), quick_emulator());
    let ready = id(&tasks(dir.path(), &emulator, 1)[0]);
    emulator.set_lifecycle(Lifecycle::new(Duration::from_secs(3600), Duration::ZERO));
    let slow = id(&tasks(dir.path(), &emulator, 1)[0]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_toapis"))
        .current_dir(dir.path())
        .args(["--json", "wait", &ready, &slow])
        .env("TOAPIS_API_KEY", emulator.api_key())
        .env("TOAPIS_BASE_URL", emulator.base_url())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    std::io::BufRead::read_line(&mut out, &mut first).unwrap();
    assert_eq!(id(&first), ready);
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let (mut rest, mut err) = (String::new(), String::new());
    out.read_to_string(&mut rest).unwrap();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(
        err.ends_with(&format!(
            "error: stopped waiting. 1 task goes on and is charged. Get the results with:\n  toapis wait {slow} -o DIR/\n"
        )),
        "{err}"
    );
    let line: serde_json::Value = serde_json::from_str(&rest).unwrap();
    assert_eq!(line["handles"][0]["id"], slow.as_str());
}

//! Where the key may come from, and that it is printed nowhere.

use std::path::Path;

use toapis_emulator::Emulator;

use crate::common::{Printed, quick_emulator, run, toapis, toapis_at};

/// `toapis models` with this key file and nothing else to take a key from.
fn with_file(folder: &Path, emulator: &Emulator, file: &str) -> Printed {
    let command = &mut toapis(folder);
    run(command.env("TOAPIS_BASE_URL", emulator.base_url()).args([
        "--key-file",
        file,
        "status",
        "tsk_img_none",
    ]))
}

/// The key was accepted: the service looked for the task.
fn is_let_in(printed: &Printed) -> bool {
    printed.err.contains("no such task")
}

#[test]
fn s03_a_key_on_the_command_line_is_refused_and_not_repeated() {
    let folder = tempfile::tempdir().unwrap();
    for flag in ["--api-key", "--key", "--token"] {
        let printed = run(toapis(folder.path()).args([flag, "sk-canary-0123456789", "image", "x"]));
        assert_ne!(printed.code, Some(0));
        assert!(printed.err.contains("a key on the command line is seen by everyone"), "{}", printed.err);
        assert!(!(printed.out + &printed.err).contains("canary"));
    }
}

#[test]
fn s03_the_key_comes_from_the_environment_a_file_or_stdin() {
    let (folder, emulator) = (tempfile::tempdir().unwrap(), quick_emulator());
    assert!(is_let_in(&run(toapis_at(folder.path(), &emulator).args(["status", "tsk_img_none"]))));
    std::fs::write(folder.path().join("key"), format!("{}\n", emulator.api_key())).unwrap();
    assert!(is_let_in(&with_file(folder.path(), &emulator, "key")));
    let mut command = toapis(folder.path());
    command.env("TOAPIS_BASE_URL", emulator.base_url()).args(["--key-file", "-", "status", "tsk_img_none"]);
    assert!(is_let_in(&run(command.write_stdin(format!("{}\n", emulator.api_key())))));
}

#[cfg(unix)]
#[test]
fn s04_a_key_file_that_others_can_read_is_used_with_a_warning() {
    use std::os::unix::fs::PermissionsExt as _;

    let (folder, emulator) = (tempfile::tempdir().unwrap(), quick_emulator());
    let file = folder.path().join("key");
    std::fs::write(&file, emulator.api_key()).unwrap();
    for (mode, warned) in [(0o600, false), (0o400, false), (0o640, true), (0o604, true)] {
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
        let printed = with_file(folder.path(), &emulator, "key");
        assert!(is_let_in(&printed), "{}", printed.err);
        assert_eq!(
            printed.err.contains("other users can read the key file key"),
            warned,
            "{mode:o}: {}",
            printed.err
        );
    }
}

#[cfg(unix)]
#[test]
fn s04_what_is_no_file_of_its_own_is_refused() {
    let (folder, emulator) = (tempfile::tempdir().unwrap(), quick_emulator());
    std::fs::write(folder.path().join("key"), emulator.api_key()).unwrap();
    std::os::unix::fs::symlink("key", folder.path().join("link")).unwrap();
    std::fs::create_dir(folder.path().join("directory")).unwrap();
    for (name, why) in [
        ("link", "it is a link"),
        ("directory", "it is no file"),
        ("/dev/zero", "it is no file"),
        ("none", ""),
    ] {
        let printed = with_file(folder.path(), &emulator, name);
        assert_eq!(printed.code, Some(2), "{}", printed.err);
        assert!(printed.err.contains("cannot be read") && printed.err.contains(why), "{}", printed.err);
    }
}

#[test]
fn s01_a_verbose_run_shows_no_key() {
    let (folder, emulator) = (tempfile::tempdir().unwrap(), quick_emulator());
    let printed = run(toapis_at(folder.path(), &emulator).env("RUST_LOG", "trace").args([
        "--verbose",
        "image",
        "A lighthouse",
        "-o",
        "a.png",
    ]));
    assert_eq!(printed.code, Some(0), "{}", printed.err);
    assert!(printed.err.contains("toapis_client"), "there is a log");
    assert!(!(printed.out + &printed.err).contains(emulator.api_key()));
}

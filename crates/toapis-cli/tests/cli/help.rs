//! What `--help` says, so that a change of it is seen.

use crate::common::{run, toapis};

#[test]
fn help_is_what_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let help = |args: &[&str]| {
        let printed = run(toapis(dir.path()).args(args));
        assert_eq!((printed.code, printed.err.as_str()), (Some(0), ""));
        printed.out
    };
    insta::assert_snapshot!("short", help(&["-h"]));
    insta::assert_snapshot!("long", help(&["--help"]));
    for command in ["image", "video", "models", "model", "status", "wait", "download", "emulator", "webhook"]
    {
        insta::assert_snapshot!(command, help(&[command, "-h"]));
    }
    for command in ["listen", "send", "verify"] {
        insta::assert_snapshot!(format!("webhook {command}"), help(&["webhook", command, "--help"]));
    }
}

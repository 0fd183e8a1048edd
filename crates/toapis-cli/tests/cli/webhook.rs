//! Receiving, sending and checking events, each command with the others.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

use toapis_emulator::{Emulator, Lifecycle};

use crate::common::{Printed, run, toapis};

const SECRET: &str = "whsec_test_0123456789abcdef01234567";
const VARIABLE: &str = "TOAPIS_WEBHOOK_SECRET";

/// The published vector, as `verify` reads it.
const STORED: &str = "POST /hooks HTTP/1.1\r\nHost: example.com\r\nX-ToAPIs-Webhook-Id: evt_00test01\r\n\
    X-ToAPIs-Webhook-Timestamp: 1750000400\r\nX-ToAPIs-Webhook-Signature: \
    v1=6a8c4ba74e58bcbc0123f65ad36c1e2773b916cd277252dacd043998cfc4b955,\
    v1=3f7c6d9783f7c0b6ccf8f75ecbcfd9d69ec48e0d1d449bd929c2cc17e064c71a\r\n\r\n\
    {\"id\":\"evt_00test01\",\"type\":\"generation.completed\",\"api_version\":\"v1\",\"created_at\":1750000400,\
    \"data\":{\"task_id\":\"tsk_00test01\",\"client_business_id\":\"job-2207\",\"task_type\":\"image\",\
    \"model\":\"model-name\",\"status\":\"SUCCESS\",\"progress\":\"100%\",\"result\":{\"type\":\"image\",\
    \"data\":[{\"url\":\"https://files.example.com/result.png\"}]},\"error\":null,\"submitted_at\":1750000000,\
    \"finished_at\":1750000399}}";

/// A listener that runs, and where it listens.
struct Listener {
    child: Child,
    err: BufReader<ChildStderr>,
    url: String,
}

impl Listener {
    fn start(folder: &Path, args: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut listener = Self::start_and_say(folder, args, environment);
        listener.url = listener.line("Listening for webhooks at ");
        listener
    }

    /// One of which nothing was read yet.
    fn start_and_say(folder: &Path, args: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_toapis"));
        command.current_dir(folder).args(args).env_remove("TOAPIS_API_KEY").env_remove("TOAPIS_BASE_URL");
        command.envs(environment.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        Self { err: BufReader::new(child.stderr.take().unwrap()), child, url: String::new() }
    }

    /// The rest of the next line on stderr that begins so.
    fn line(&mut self, begin: &str) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(self.err.read_line(&mut line).unwrap(), 0, "it ended before it said {begin:?}");
            if let Some(rest) = line.strip_prefix(begin) {
                return rest.trim().to_owned();
            }
        }
    }

    /// Waits for its end.
    fn end(mut self) -> Printed {
        let (mut out, mut err) = (String::new(), String::new());
        self.err.read_to_string(&mut err).unwrap();
        self.child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
        Printed { code: self.child.wait().unwrap().code(), out, err }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[test]
fn w14_what_is_sent_is_printed_saved_and_verified_once() {
    let dir = tempfile::tempdir().unwrap();
    let listen = ["webhook", "listen", "--port", "0", "--save", "events", "--count", "3"];
    let listener = Listener::start(dir.path(), &listen, &[(VARIABLE, SECRET)]);
    let send = |args: &[&str]| {
        let printed =
            run(toapis(dir.path()).env(VARIABLE, SECRET).args(["webhook", "send", &listener.url]).args(args));
        (printed.code.unwrap(), printed.out + &printed.err)
    };
    let done = ["--id", "evt_1", "--kind", "completed", "--task", "tsk_img_1", "--business-id", "job-1"];
    assert_eq!(send(&done), (0, "evt_1 200\n".to_owned()));
    assert_eq!(send(&done), (0, "evt_1 200\n".to_owned()));
    for (fault, status) in [
        ("old", 401),
        ("future", 401),
        ("renewed", 401),
        ("bad-signature", 401),
        ("no-signature", 400),
        ("reprinted", 401),
        ("not-json", 400),
    ] {
        assert_eq!(send(&["--id", "evt_x", "--fault", fault]), (0, format!("evt_x {status}\n")), "{fault}");
    }
    // The answer, or the end of the connection, whichever gets there first.
    let huge = send(&["--id", "evt_x", "--fault", "huge"]);
    assert!(huge.0 == 0 && ["evt_x 413\n", "evt_x closed\n"].contains(&huge.1.as_str()), "{huge:?}");
    let twice = ["--id", "evt_2", "--kind", "failed", "--task", "tsk_vid_2", "--fault", "twice"];
    assert_eq!(send(&twice), (0, "evt_2 200\nevt_2 200\n".to_owned()));
    assert_eq!(send(&["--id", "evt_3", "--kind", "empty", "--task", "tsk_img_3"]).0, 0);
    let printed = listener.end();
    assert_eq!(printed.code, Some(0));
    assert_eq!(
        printed.out,
        "evt_1 generation.completed tsk_img_1 job-1 completed\n\
         evt_2 generation.failed tsk_vid_2 failed\n\
         evt_3 generation.completed tsk_img_3 ask\n"
    );
    // S15: neither a secret nor a signature shows.
    for hidden in ["whsec", "v1="] {
        assert!(!(printed.out.clone() + &printed.err).contains(hidden), "{}", printed.err);
    }
    assert!(printed.err.contains("evt_1 generation.completed tsk_img_1 job-1 completed came again"));

    let verify = |file: &str, secret: &str| {
        let args = ["webhook", "verify", file];
        run(toapis(dir.path()).env(VARIABLE, secret).args(args))
    };
    assert_eq!(verify("events/evt_1.http", SECRET).code, Some(0));
    let other = verify("events/evt_1.http", "another");
    assert_eq!((other.code, other.err.as_str()), (Some(3), "error: refused: no signature matches\n"));

    // After a restart, what is in the folder is known.
    let listener = Listener::start(dir.path(), &listen, &[(VARIABLE, SECRET)]);
    run(toapis(dir.path()).env(VARIABLE, SECRET).args(["webhook", "send", &listener.url]).args(done));
    let mut listener = listener;
    assert_eq!(listener.line("evt_1 "), "generation.completed tsk_img_1 job-1 completed came again");
}

#[test]
fn w01_a_stored_request_is_judged() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("stored.http"), STORED).unwrap();
    std::fs::write(dir.path().join("changed.http"), STORED.replace("SUCCESS", "FAILURE")).unwrap();
    std::fs::write(dir.path().join("secrets"), "another\ntest-secret-previous-0123456789a\n").unwrap();
    std::fs::write(dir.path().join("no.http"), "no request").unwrap();
    let verify = |args: &[&str]| {
        let mut command = toapis(dir.path());
        command.env(VARIABLE, "test-secret-0123456789abcdef0123").args(["webhook", "verify"]).args(args);
        let printed = run(&mut command);
        format!("exit {}\n{}{}", printed.code.unwrap(), printed.out, printed.err)
    };
    let at = ["--at", "1750000700"];
    insta::assert_snapshot!("good", verify(&["stored.http", at[0], at[1]]));
    insta::assert_snapshot!("json", verify(&["--json", "stored.http", "--any-age"]));
    insta::assert_snapshot!(
        "previous secret",
        verify(&["stored.http", "--any-age", "--secret-file", "secrets"])
    );
    insta::assert_snapshot!("changed", verify(&["changed.http", at[0], at[1]]));
    insta::assert_snapshot!("too old", verify(&["stored.http", "--at", "1750000701"]));
    insta::assert_snapshot!("no request", verify(&["no.http"]));
    insta::assert_snapshot!("no file", verify(&["none.http"]));
}

#[test]
fn s15_secrets_come_from_the_environment_or_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let shown = |environment: Option<&str>, args: &[&str]| {
        let mut command = toapis(dir.path());
        command.env_remove(VARIABLE).args(["webhook"]).args(args);
        if let Some(secret) = environment {
            command.env(VARIABLE, secret);
        }
        let printed = run(&mut command);
        assert!(!(printed.out.clone() + &printed.err).contains("canary"));
        format!("exit {}\n{}{}", printed.code.unwrap(), printed.out, printed.err)
    };
    insta::assert_snapshot!("no secret", shown(None, &["listen", "--port", "0"]));
    insta::assert_snapshot!("secret as argument", shown(None, &["send", "--secret", "canary"]));
    std::fs::write(dir.path().join("empty"), " \n").unwrap();
    insta::assert_snapshot!("empty secret file", shown(Some("canary"), &["send", "--secret-file", "empty"]));
}

#[test]
fn w01_with_an_emulator_nothing_has_to_be_set_up() {
    let dir = tempfile::tempdir().unwrap();
    // It brings a gateway, which sends a test event.
    let listen = ["--emulator", "webhook", "listen", "--port", "0", "--count", "1"];
    let printed = Listener::start(dir.path(), &listen, &[]).end();
    assert_eq!(printed.code, Some(0));
    assert!(printed.out.ends_with(" endpoint.test\n"), "{}", printed.out);
    assert!(printed.err.contains("export TOAPIS_BASE_URL=http://127.0.0.1:"), "{}", printed.err);

    // What send prints, verify takes.
    let made = run(toapis(dir.path()).args(["--emulator", "webhook", "send", "--print", "--id", "evt_1"]));
    let mut verify = toapis(dir.path());
    let verified = run(verify.args(["--emulator", "webhook", "verify", "-"]).write_stdin(made.out));
    assert_eq!((verified.code, verified.out.as_str()), (Some(0), "evt_1 endpoint.test\n"));
}

#[test]
fn w28_events_of_a_running_emulator_are_forwarded_until_they_are_taken() {
    let dir = tempfile::tempdir().unwrap();
    let emulator = Emulator::builder().lifecycle(Lifecycle::instant()).start_blocking().unwrap();
    let here = [("TOAPIS_API_KEY", emulator.api_key()), ("TOAPIS_BASE_URL", emulator.base_url())];
    let target = ["--emulator", "webhook", "listen", "--port", "0", "--json", "--count", "2"];
    let target = Listener::start(dir.path(), &target, &[]);
    let listen = ["webhook", "listen", "--port", "0", "--count", "1", "--forward", &target.url];
    let mut listener = Listener::start(dir.path(), &listen, &here);
    listener.line("The emulator at ");
    let mut image = toapis(dir.path());
    let made = run(image.envs(here).args(["image", "a hill", "--no-wait", "--business-id", "job-7"]));
    assert_eq!(made.code, Some(0), "{}", made.err);
    let printed = listener.end();
    let line = format!("generation.completed {} job-7 completed\n", made.out.trim());
    assert!(printed.out.ends_with(&line), "{}", printed.out);
    let forwarded = target.end();
    assert!(forwarded.out.contains(r#""business_id":"job-7""#), "{}", forwarded.out);
}

#[test]
fn w28_what_was_saved_and_not_forwarded_is_forwarded_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let secret = [(VARIABLE, SECRET)];
    let send = |url: &str, id: &str| {
        let printed =
            run(toapis(dir.path()).env(VARIABLE, SECRET).args(["webhook", "send", url, "--id", id]));
        assert_eq!((printed.code, printed.out), (Some(0), format!("{id} 200\n")));
    };
    let waiting = || {
        let files = std::fs::read_dir(dir.path().join("events")).unwrap().map(|entry| entry.unwrap().path());
        let marks = files.filter(|file| file.extension() != Some("http".as_ref()));
        let mut names: Vec<_> =
            marks.map(|mark| mark.file_name().unwrap().to_str().unwrap().to_owned()).collect();
        names.sort();
        names
    };
    // Nobody listens there any more.
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let dead = format!("http://{}/", gone.local_addr().unwrap());
    drop(gone);
    let listen = ["webhook", "listen", "--port", "0", "--save", "events", "--forward"];
    let ids = ["evt_c", "evt_a", "evt_b"];
    let listener = Listener::start(dir.path(), &[&listen[..], &[&dead]].concat(), &secret);
    for id in ids {
        send(&listener.url, id);
    }
    // Killed, as the drop of one does.
    drop(listener);
    assert_eq!(waiting(), ["evt_a.waiting", "evt_b.waiting", "evt_c.waiting"]);

    let target = ["webhook", "listen", "--port", "0", "--count", "4"];
    let target = Listener::start(dir.path(), &target, &secret);
    let again = [&listen[..], &[&target.url, "--count", "3"]].concat();
    let mut listener = Listener::start(dir.path(), &again, &secret);
    for id in ids {
        listener.line(&format!("{id} forwarded: 200"));
    }
    assert_eq!(listener.end().code, Some(0));
    assert_eq!(waiting(), [""; 0]);

    // What was taken is not sent a second time, and a copy of it is one.
    let again = [&listen[..], &[&target.url, "--count", "1"]].concat();
    let listener = Listener::start(dir.path(), &again, &secret);
    send(&listener.url, "evt_a");
    send(&listener.url, "evt_d");
    let printed = listener.end();
    assert!(!printed.err.contains("wait to be forwarded"), "{}", printed.err);
    let arrived = target.end();
    let lines: Vec<_> = ["evt_c", "evt_a", "evt_b", "evt_d"].map(|id| format!("{id} endpoint.test")).into();
    assert_eq!(arrived.out.lines().collect::<Vec<_>>(), lines);
    assert!(!arrived.err.contains("came again"), "{}", arrived.err);

    // One that another secret signed is named, and neither sent on nor forgotten.
    std::fs::write(dir.path().join("events/evt_a.waiting"), "1").unwrap();
    let other = [(VARIABLE, "whsec_other_0123456789")];
    let mut listener = Listener::start_and_say(dir.path(), &[&listen[..], &[&dead]].concat(), &other);
    let warning = listener.line("warning: ");
    assert!(warning.ends_with("evt_a.http waits, and cannot be sent on: no signature matches"), "{warning}");
    assert_eq!(waiting(), ["evt_a.waiting"]);
}

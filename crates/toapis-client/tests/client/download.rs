//! Saving results: names, places, and what is already there.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;
use toapis_client::transport::memory::{Expect, MemoryTransport, Reply};
use toapis_client::types::Task;
use toapis_client::{Client, Completed, Config, Error, Saved, Target, blocking};

use crate::support::{Act, FILE, TASK, Trace, both, config, handle, task};

/// One pixel, whole.
pub(crate) const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\
    \0\0\0\nIDATx\x9cc\x60\0\0\0\x02\0\x01\x48\xaf\xa4\x71\0\0\0\0IEND\xae\x42\x60\x82";
/// A beginning and an end.
pub(crate) const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9";

/// A download into a directory of its own, and what is there afterwards.
pub(crate) struct Download {
    pub(crate) items: Value,
    pub(crate) target: fn(&Path) -> Target,
    pub(crate) prepare: fn(&Path),
}

/// Name, size and media type.
type File = (String, u64, Option<&'static str>);

/// The outcome, without the name of the directory that it happened in.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// What was saved, or the text of the error.
    pub(crate) saved: Result<Vec<File>, String>,
    /// How many were saved and how many were not, by the error.
    pub(crate) counts: Option<(usize, Vec<usize>)>,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Outcome {
    pub(crate) fn names(&self) -> Vec<&str> {
        self.files.keys().map(String::as_str).collect()
    }

    pub(crate) fn error(&self) -> &str {
        self.saved.as_ref().unwrap_err()
    }

    pub(crate) fn of(dir: &TempDir, outcome: Result<Vec<Saved>, Error>) -> Self {
        let dir = dir.path();
        let name = |path: &Path| path.strip_prefix(dir).unwrap().to_str().unwrap().to_owned();
        let mut counts = None;
        let saved = match outcome {
            Ok(saved) => {
                Ok(saved.iter().map(|saved| (name(&saved.path), saved.bytes, saved.media_type)).collect())
            }
            Err(error) => {
                assert_eq!(error.task().unwrap().id.as_str(), TASK, "a paid result can be found again");
                if let Error::Download(error) = &error {
                    let failed = error.failed.iter().map(|(place, _)| *place).collect();
                    counts = Some((error.saved.len(), failed));
                }
                assert!(!format!("{error} {error:?}").contains("sig="), "D24: {error:?}");
                Err(error.to_string().replace(dir.to_str().unwrap(), "DIR"))
            }
        };
        let mut files = BTreeMap::new();
        let mut rest = vec![dir.to_owned()];
        while let Some(place) = rest.pop() {
            for entry in std::fs::read_dir(place).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    rest.push(path);
                } else {
                    // A socket cannot be read, and a link may lead nowhere.
                    files.insert(name(&path), std::fs::read(&path).unwrap_or_else(|_| b"unreadable".into()));
                }
            }
        }
        Self { saved, counts, files }
    }

    pub(crate) fn of_task(items: &Value) -> Completed {
        let mut body = task("completed");
        body["result"] = json!({"data": items});
        Completed::judge(handle(), Task::from_value(body).unwrap()).unwrap()
    }
}

impl Act for Download {
    type Output = Outcome;

    async fn on_async(&self, client: Client) -> Outcome {
        let dir = tempfile::tempdir().unwrap();
        (self.prepare)(dir.path());
        let outcome = client.download(&Outcome::of_task(&self.items), (self.target)(dir.path())).await;
        Outcome::of(&dir, outcome)
    }

    fn on_blocking(&self, client: blocking::Client) -> Outcome {
        let dir = tempfile::tempdir().unwrap();
        (self.prepare)(dir.path());
        let outcome = client.download(&Outcome::of_task(&self.items), (self.target)(dir.path()));
        Outcome::of(&dir, outcome)
    }
}

/// One result, `a.png`, fetched with these answers by a client with these settings.
pub(crate) fn fetch_with(config: &Config, answers: &[Reply]) -> (Outcome, Trace) {
    let script = |transport: &MemoryTransport| {
        for answer in answers {
            file(transport, "a.png").reply(answer.clone());
        }
    };
    let download = Download {
        items: json!([{"url": FILE}]),
        target: |dir| Target::file(dir.join("a.png")),
        prepare: |_| {},
    };
    both(config, script, &download)
}

pub(crate) fn fetch(answers: &[Reply]) -> (Outcome, Trace) {
    fetch_with(&config(), answers)
}

/// A request for a file of the service.
pub(crate) fn file<'a>(
    transport: &'a MemoryTransport,
    name: &str,
) -> toapis_client::transport::memory::Planned<'a> {
    transport
        .expect(Expect::get(format!("/images/{name}")).host("files.toapis.com").no_header("authorization"))
}

fn two(target: fn(&Path) -> Target, prepare: fn(&Path)) -> Outcome {
    two_of_which(true, target, prepare)
}

/// Whether the first one is asked for, too: not when its name is taken.
fn two_of_which(first: bool, target: fn(&Path) -> Target, prepare: fn(&Path)) -> Outcome {
    let script = |transport: &MemoryTransport| {
        if first {
            file(transport, "a.png").answer(200, PNG);
        }
        file(transport, "b.png").answer(200, JPEG);
    };
    let items = json!([{"url": FILE}, {"url": "https://files.toapis.com/images/b.png"}]);
    both(&config(), script, &Download { items, target, prepare }).0
}

#[test]
fn one_result_gets_exactly_its_name() {
    let (outcome, trace) = fetch(&[Reply::new(200).body(&PNG[..8]).body(&PNG[8..])]);
    assert_eq!(outcome.saved, Ok(vec![("a.png".to_owned(), PNG.len() as u64, Some("image/png"))]));
    assert_eq!(outcome.files, BTreeMap::from([("a.png".to_owned(), PNG.to_vec())]));
    assert_eq!((trace.requests.len(), trace.requests[0].uri().to_string()), (1, FILE.to_owned()));
}

#[test]
fn two_results_get_a_number_each() {
    let outcome = two(|dir| Target::file(dir.join("x.png")), |_| {});
    assert_eq!(outcome.names(), ["x-2.png", "x.png"]);
    assert_eq!(outcome.files["x-2.png"], JPEG);
    assert_eq!(outcome.saved.unwrap()[1].2, Some("image/jpeg"), "the name was asked for, the type is told");
}

#[test]
fn d11_in_a_directory_the_bytes_give_the_extension() {
    let outcome = two(|dir| Target::from(dir), |_| {});
    assert_eq!(outcome.names(), [format!("{TASK}-2.jpg"), format!("{TASK}.png")]);
    let made = two(|dir| Target::from(format!("{}/new/place/", dir.display())), |_| {});
    assert_eq!(made.names(), [format!("new/place/{TASK}-2.jpg"), format!("new/place/{TASK}.png")]);
}

#[test]
fn d11_bytes_of_no_known_type_are_kept_and_called_so() {
    for (bytes, media_type) in [(&b"\x01\x02\x03"[..], None), (b"PK\x03\x04\0\0", Some("application/zip"))] {
        let script = |transport: &MemoryTransport| file(transport, "a.png").answer(200, bytes);
        let download =
            Download { items: json!([{"url": FILE}]), target: |dir| Target::dir(dir), prepare: |_| {} };
        let saved = both(&config(), script, &download).0.saved.unwrap();
        assert_eq!(saved, [(format!("{TASK}.bin"), bytes.len() as u64, media_type)]);
        let named = fetch(&[Reply::new(200).body(bytes)]).0;
        assert_eq!(named.files, BTreeMap::from([("a.png".to_owned(), bytes.to_vec())]));
    }
}

#[test]
fn d14_what_exists_is_left_alone() {
    let outcome = two_of_which(
        false,
        |dir| Target::file(dir.join("x.png")),
        |dir| std::fs::write(dir.join("x.png"), "mine").unwrap(),
    );
    assert_eq!(outcome.counts, Some((1, vec![1])));
    assert_eq!(
        outcome.files,
        BTreeMap::from([("x-2.png".to_owned(), JPEG.to_vec()), ("x.png".to_owned(), b"mine".to_vec()),])
    );
    assert!(outcome.error().contains("DIR/x.png exists already and was left alone"), "{}", outcome.error());
}

#[test]
fn d14_overwriting_replaces() {
    let outcome = two(
        |dir| Target::file(dir.join("x.png")).overwrite(true),
        |dir| std::fs::write(dir.join("x.png"), "mine").unwrap(),
    );
    assert_eq!(outcome.files["x.png"], PNG);
    assert_eq!(outcome.names().len(), 2, "no temporary file is left");
}

#[cfg(unix)]
#[test]
fn d15_a_link_at_the_target_is_not_written_through() {
    let link = |dir: &Path| {
        std::fs::write(dir.join("victim"), "mine").unwrap();
        std::os::unix::fs::symlink(dir.join("victim"), dir.join("x.png")).unwrap();
    };
    let outcome = two_of_which(false, |dir| Target::file(dir.join("x.png")), link);
    assert_eq!(outcome.files["victim"], b"mine");
    assert_eq!(outcome.counts, Some((1, vec![1])));
    assert!(outcome.error().contains("DIR/x.png exists and is not a regular file"), "{}", outcome.error());
}

#[cfg(unix)]
#[test]
fn d15_overwriting_replaces_nothing_but_files() {
    let link = |dir: &Path| {
        std::fs::write(dir.join("victim"), "mine").unwrap();
        std::os::unix::fs::symlink(dir.join("victim"), dir.join("x.png")).unwrap();
    };
    let dangling = |dir: &Path| std::os::unix::fs::symlink(dir.join("nowhere"), dir.join("x.png")).unwrap();
    let socket = |dir: &Path| drop(std::os::unix::net::UnixListener::bind(dir.join("x.png")).unwrap());
    let folder = |dir: &Path| std::fs::create_dir(dir.join("x.png")).unwrap();
    for (prepare, is_shown) in
        [(link as fn(&Path), true), (dangling, true), (socket, true), (folder as fn(&Path), false)]
    {
        let outcome = two_of_which(false, |dir| Target::file(dir.join("x.png")).overwrite(true), prepare);
        assert_eq!(outcome.counts, Some((1, vec![1])));
        assert!(
            outcome.error().contains("DIR/x.png exists and is not a regular file"),
            "{}",
            outcome.error()
        );
        assert_eq!(outcome.files.contains_key("x.png"), is_shown, "{:?}", outcome.names());
        assert!(outcome.files.values().all(|bytes| bytes != PNG), "{:?}", outcome.names());
    }
}

#[test]
fn d14_a_name_with_dots_gives_every_result_its_own() {
    let outcome = two(|dir| Target::file(dir.join("w1.2.png")).overwrite(true), |_| {});
    assert_eq!(outcome.names(), ["w1.2-2.png", "w1.2.png"]);
    assert_eq!((&outcome.files["w1.2.png"][..], &outcome.files["w1.2-2.png"][..]), (PNG, JPEG));
}

/// Runs itself once more under another umask, since a process cannot change its own without unsafe code.
#[cfg(unix)]
#[test]
fn d16_a_result_is_as_readable_as_the_umask_has_it() {
    use std::os::unix::fs::PermissionsExt as _;

    const INNER: &str = "TOAPIS_TEST_UMASK";
    const NAME: &str = "download::d16_a_result_is_as_readable_as_the_umask_has_it";
    let Ok(umask) = std::env::var(INNER) else {
        for umask in ["077", "002"] {
            let mut shell = std::process::Command::new("sh");
            shell.args(["-c", r#"umask "$2"; exec "$0" --exact "$1""#]);
            shell.arg(std::env::current_exe().unwrap()).args([NAME, umask]).env(INNER, umask);
            let printed = String::from_utf8(shell.output().unwrap().stdout).unwrap();
            assert!(printed.contains("1 passed"), "umask {umask}: {printed}");
        }
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let transport = MemoryTransport::new();
    file(&transport, "a.png").answer(200, PNG);
    let time = toapis_client::poll::time::VirtualTime::new();
    let client = blocking::Client::with(config(), transport, time).unwrap();
    let done = Outcome::of_task(&json!([{"url": FILE}]));
    client.download(&done, dir.path().join("a.png")).unwrap();
    let mode = std::fs::metadata(dir.path().join("a.png")).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o666 & !u32::from_str_radix(&umask, 8).unwrap(), "{mode:o}");
}

#[test]
fn d20_a_last_frame_has_a_name_of_its_own() {
    let script = |transport: &MemoryTransport| {
        file(transport, "a.mp4").answer(200, &b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08moov"[..]);
        file(transport, "l.png").answer(200, PNG);
    };
    let items = json!([{
        "url": "https://files.toapis.com/images/a.mp4",
        "last_frame_url": "https://files.toapis.com/images/l.png",
    }]);
    let download = Download { items, target: |dir| Target::file(dir.join("film.mp4")), prepare: |_| {} };
    assert_eq!(both(&config(), script, &download).0.names(), ["film-last-frame.png", "film.mp4"]);
}

#[test]
fn inline_results_need_no_request() {
    let base64 = "R0lGODlhAQABAAA=";
    let items = json!([{"b64_json": base64}, {"b64_json": format!("data:image/gif;base64,{base64}")}]);
    let download = Download { items, target: |dir| Target::file(dir.join("x.gif")), prepare: |_| {} };
    let (outcome, trace) = both(&config(), |_| {}, &download);
    assert_eq!(outcome.names(), ["x-2.gif", "x.gif"]);
    assert!(outcome.files.values().all(|bytes| bytes == b"GIF89a\x01\0\x01\0\0"), "{outcome:?}");
    assert_eq!(trace.requests.len(), 0);

    for (text, why) in [
        ("%%%", "is not base64"),
        ("aGk=", "what came is text/plain, neither a picture nor a film"),
        ("iVBORw0KGgo=", "it is cut off after 8 bytes"),
    ] {
        let broken = Download { items: json!([{"b64_json": text}]), ..download };
        let (outcome, trace) = both(&config(), |_| {}, &broken);
        assert!(outcome.error().contains(why) && outcome.files.is_empty(), "{outcome:?}");
        assert_eq!(trace.sleeps.len(), 0, "it would be the same again");
    }
}

#[test]
fn d14_what_exists_can_be_skipped_and_the_rest_is_fetched() {
    type Case = (fn(&Path) -> Target, fn(&Path));
    let script = |transport: &MemoryTransport| file(transport, "b.png").answer(200, PNG);
    let items = json!([{"url": FILE}, {"url": "https://files.toapis.com/images/b.png"}]);
    // By their exact name, and by any extension that a result may get.
    let targets: [Case; 2] = [
        (
            |dir| Target::file(dir.join("x.png")).skip_existing(true),
            |dir| std::fs::write(dir.join("x.png"), JPEG).unwrap(),
        ),
        (
            |dir| Target::dir(dir).overwrite(true).skip_existing(true),
            |dir| std::fs::write(dir.join(format!("{TASK}.jpg")), JPEG).unwrap(),
        ),
    ];
    for (target, prepare) in targets {
        let download = Download { items: items.clone(), target, prepare };
        let (outcome, trace) = both(&config(), script, &download);
        let saved = outcome.saved.unwrap();
        let (bytes, media): (Vec<u64>, Vec<_>) =
            saved.iter().map(|(_, bytes, media)| (*bytes, *media)).unzip();
        assert_eq!(bytes, [JPEG.len() as u64, PNG.len() as u64]);
        assert_eq!(media, [Some("image/jpeg"), Some("image/png")]);
        assert_eq!((trace.requests.len(), outcome.files.len()), (1, 2));
        assert_eq!(outcome.files.values().filter(|bytes| *bytes == JPEG).count(), 1, "it was left alone");
    }
    // Everything is there: nothing is asked for.
    let download = Download {
        items: json!([{"url": FILE}]),
        target: |dir| Target::file(dir.join("x.png")).skip_existing(true),
        prepare: |dir| std::fs::write(dir.join("x.png"), "mine").unwrap(),
    };
    let (outcome, trace) = both(&config(), |_| {}, &download);
    assert_eq!((outcome.saved.unwrap().len(), trace.requests.len()), (1, 0));
}

#[test]
fn d14_d15_what_is_no_result_is_not_skipped() {
    let prepares: [fn(&Path); 2] = [
        |dir| std::fs::write(dir.join("x.png"), "").unwrap(),
        |dir| std::fs::create_dir(dir.join("x.png")).unwrap(),
    ];
    for prepare in prepares {
        let target: fn(&Path) -> Target = |dir| Target::file(dir.join("x.png")).skip_existing(true);
        let download = Download { items: json!([{"url": FILE}]), target, prepare };
        let (outcome, trace) = both(&config(), |_| {}, &download);
        assert!(outcome.error().contains("exists") && trace.requests.is_empty(), "{}", outcome.error());
    }
    // The last word counts.
    let download = Download {
        items: json!([{"url": FILE}]),
        target: |dir| Target::file(dir.join("x.png")).skip_existing(true).skip_existing(false),
        prepare: |dir| std::fs::write(dir.join("x.png"), "mine").unwrap(),
    };
    assert!(both(&config(), |_| {}, &download).0.error().contains("exists already"));
}

//! What a killed process left is gone on with where it is the beginning of the same file, and removed when it is old.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode};
use serde_json::json;
use tempfile::TempDir;
use toapis_transport::Request;
use toapis_types::{Task, TaskHandle, TaskId, TaskKind};

use super::backoff::Now;
use super::plan::{Planned, plan};
use super::run::Run;
use super::target::{Saved, Target};
use super::work::{Step, Work};
use crate::config::{Config, Shared};

const HALF: usize = 700_000;
const NOW: Now = Now { unix: 1_750_000_000, monotonic: Duration::from_secs(1) };

/// A JPEG of more than a megabyte, whole.
fn jpeg() -> Vec<u8> {
    [&b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"[..], &vec![7; 2 * HALF], b"\xff\xd9"].concat()
}

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
}

fn whole(tag: &str) -> HeaderMap {
    headers(&[("etag", tag), ("content-length", &jpeg().len().to_string())])
}

fn rest(tag: &str) -> HeaderMap {
    let (last, total) = (jpeg().len() - 1, jpeg().len());
    headers(&[("etag", tag), ("content-range", &format!("bytes {HALF}-{last}/{total}"))])
}

fn shared() -> Shared {
    Config::new("sk-test").build().unwrap()
}

/// Works on the one result of a task, in this folder.
fn with_work<T>(dir: &Path, task: &str, shared: &Shared, act: impl FnOnce(Work<'_>) -> T) -> T {
    let body = json!({"id": task, "status": "completed", "url": "https://files.toapis.com/a.jpg"});
    let outputs = Task::from_value(body).unwrap().outputs;
    let handle = TaskHandle::new(TaskKind::Image, TaskId::new(task).unwrap());
    let target = Target::file(dir.join("a.jpg"));
    let planned: Vec<Planned<'_>> = plan(&handle, &outputs, &target);
    let run = Run::new(dir.to_owned(), shared);
    act(Work::new(&planned[0], &run, shared, NOW.unix + 3600))
}

#[track_caller]
fn sent(work: &mut Work<'_>) -> Request {
    let Step::Send(request) = work.step() else { panic!("not a request") };
    request
}

fn range(request: &Request) -> Option<&str> {
    assert!(!request.headers().contains_key("if-range"), "the validator itself is not known any more");
    request.headers().get("range").map(|range| range.to_str().unwrap())
}

#[track_caller]
fn done(work: &mut Work<'_>) -> Saved {
    let Step::Done(outcome) = work.step() else { panic!("not done") };
    outcome.unwrap()
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A folder in which a process was killed in the middle of a file with this validator.
fn killed(task: &str, head: &HeaderMap) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let part = with_work(dir.path(), task, &shared(), |mut work| {
        sent(&mut work);
        assert!(work.head(StatusCode::OK, head, NOW) && work.piece(&jpeg()[..HALF], NOW));
        let part = dir.path().join(&names(dir.path())[0]);
        (part.clone(), fs::read(part).unwrap())
    });
    // The work cleaned up after itself; a killed process does not.
    assert_eq!(names(dir.path()), [] as [&str; 0]);
    fs::write(&part.0, part.1).unwrap();
    (dir, part.0)
}

fn make_old(path: &Path) {
    let old = SystemTime::now() - Duration::from_secs(25 * 3600);
    File::options().write(true).open(path).unwrap().set_modified(old).unwrap();
}

/// Fetches the whole file, without a word of what is there.
#[track_caller]
fn fetch_all(work: &mut Work<'_>, tag: &str) {
    assert_eq!(range(&sent(work)), None);
    assert!(work.head(StatusCode::OK, &whole(tag), NOW) && work.piece(&jpeg(), NOW));
    work.end(Ok(()), NOW);
    done(work);
}

#[cfg(target_os = "linux")]
#[test]
fn d17_d07_what_a_killed_process_left_is_gone_on_with() {
    let (dir, _) = killed("tsk_1", &whole("\"v1\""));
    with_work(dir.path(), "tsk_1", &shared(), |mut work| {
        assert_eq!(range(&sent(&mut work)), Some(&*format!("bytes={HALF}-")));
        assert!(work.head(StatusCode::PARTIAL_CONTENT, &rest("\"v1\""), NOW));
        assert!(work.piece(&jpeg()[HALF..], NOW));
        work.end(Ok(()), NOW);
        assert_eq!(done(&mut work).bytes, jpeg().len() as u64);
    });
    assert_eq!(
        (names(dir.path()), fs::read(dir.path().join("a.jpg")).unwrap()),
        (vec!["a.jpg".into()], jpeg())
    );
}

#[cfg(target_os = "linux")]
#[test]
fn d17_d07_trouble_on_the_way_does_not_cost_what_was_left() {
    let (dir, _) = killed("tsk_1", &whole("\"v1\""));
    with_work(dir.path(), "tsk_1", &shared(), |mut work| {
        for _ in 0..2 {
            assert_eq!(range(&sent(&mut work)), Some(&*format!("bytes={HALF}-")));
            assert!(!work.head(StatusCode::SERVICE_UNAVAILABLE, &HeaderMap::new(), NOW));
            assert!(matches!(work.step(), Step::Sleep(_)));
        }
        assert_eq!(range(&sent(&mut work)), Some(&*format!("bytes={HALF}-")));
    });
}

#[cfg(target_os = "linux")]
#[test]
fn d17_d07_what_is_of_another_version_is_thrown_away() {
    let too_long = format!("bytes {HALF}-{}/{}", jpeg().len(), jpeg().len() + 1);
    for other in [
        rest("\"v2\""),
        rest("W/\"v1\""),
        headers(&[("etag", "\"v1\""), ("content-range", &too_long)]),
        headers(&[("etag", "\"v1\"")]),
    ] {
        let (dir, _) = killed("tsk_1", &whole("\"v1\""));
        with_work(dir.path(), "tsk_1", &shared(), |mut work| {
            assert!(range(&sent(&mut work)).is_some());
            assert!(!work.head(StatusCode::PARTIAL_CONTENT, &other, NOW));
            fetch_all(&mut work, "\"v2\"");
        });
        assert!(fs::read(dir.path().join("a.jpg")).unwrap() == jpeg());
    }
    // A host that gives the whole file instead.
    let (dir, _) = killed("tsk_1", &whole("\"v1\""));
    with_work(dir.path(), "tsk_1", &shared(), |mut work| {
        assert!(range(&sent(&mut work)).is_some());
        assert!(work.head(StatusCode::OK, &whole("\"v2\""), NOW) && work.piece(&jpeg(), NOW));
        work.end(Ok(()), NOW);
        done(&mut work);
    });
    assert_eq!(
        (names(dir.path()), fs::read(dir.path().join("a.jpg")).unwrap()),
        (vec!["a.jpg".into()], jpeg())
    );
}

#[test]
fn d17_d18_what_is_anothers_or_being_written_is_left_alone() {
    // The beginning of another task's result.
    let (dir, part) = killed("tsk_2", &whole("\"v1\""));
    with_work(dir.path(), "tsk_1", &shared(), |mut work| fetch_all(&mut work, "\"v1\""));
    assert!(part.exists());
    // One that cannot be told from others again.
    let (dir, part) = killed("tsk_1", &headers(&[]));
    with_work(dir.path(), "tsk_1", &shared(), |mut work| fetch_all(&mut work, "\"v1\""));
    assert!(part.exists());
}

#[cfg(unix)]
#[test]
fn d18_what_another_process_writes_is_neither_taken_over_nor_removed() {
    let (dir, part) = killed("tsk_1", &whole("\"v1\""));
    make_old(&part);
    let writer = File::open(&part).unwrap();
    rustix::fs::flock(&writer, rustix::fs::FlockOperation::LockExclusive).unwrap();
    with_work(dir.path(), "tsk_1", &shared(), |mut work| fetch_all(&mut work, "\"v1\""));
    assert_eq!(fs::read(&part).unwrap().len(), HALF);
    drop(writer);
    fs::remove_file(dir.path().join("a.jpg")).unwrap();
    with_work(dir.path(), "tsk_2", &shared(), |mut work| fetch_all(&mut work, "\"v1\""));
    assert_eq!(names(dir.path()), ["a.jpg"], "it is old, and nobody writes it");
}

#[cfg(unix)]
#[test]
fn d17_only_old_files_of_our_own_are_removed() {
    let dir = tempfile::tempdir().unwrap();
    let place = |name: &str| dir.path().join(name);
    let number = |digit: &str| format!(".toapis-{}.part", digit.repeat(32));
    let (old, young, link, folder, twice) = (number("1"), number("2"), number("3"), number("4"), number("5"));
    let foreign = [".toapis-notes.part", "notes.part", ".toapis-0123.part", ".toapis-probe"];
    for name in foreign.iter().copied().chain([&*old, &*young, &*twice, "victim"]) {
        fs::write(place(name), "mine").unwrap();
    }
    std::os::unix::fs::symlink(place("victim"), place(&link)).unwrap();
    fs::create_dir(place(&folder)).unwrap();
    fs::hard_link(place(&twice), place("second name")).unwrap();
    for name in foreign.iter().copied().chain([&*old, &*twice, "victim"]) {
        make_old(&place(name));
    }
    let before = names(dir.path());
    with_work(dir.path(), "tsk_1", &shared(), |mut work| fetch_all(&mut work, "\"v1\""));
    let after = names(dir.path());
    let gone: Vec<_> = before.iter().filter(|name| !after.contains(name)).collect();
    assert_eq!(gone, [&old]);
    assert_eq!(fs::read(place("victim")).unwrap(), b"mine");
}

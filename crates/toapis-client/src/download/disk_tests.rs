//! The way to the disk, with a disk that fails or a process that ends at any step.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};

use serde_json::json;
use tempfile::TempDir;
use toapis_types::{Task, TaskHandle, TaskId, TaskKind};

use super::error::FetchError;
use super::folder::{Entry, Folder, PartFile};
use super::open_folder::OpenFolder;
use super::plan::{Planned, plan};
use super::run::{Limits, Run};
use super::sink::Sink;
use super::target::{Saved, Target};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\0IEND\xae\x42\x60\x82";
const NO_LIMITS: Limits = Limits { file: u64::MAX, run: u64::MAX };

/// What goes wrong, and when.
#[derive(Clone, Debug)]
struct Plan {
    /// The step that goes wrong, counted from 0.
    at: usize,
    /// Whether nothing works from there on, as after `kill -9`; else only that step fails.
    kills: bool,
    room: Option<u64>,
    steps: Arc<AtomicUsize>,
    dead: Arc<AtomicBool>,
}

impl Plan {
    fn new(at: usize, kills: bool) -> Self {
        Self { at, kills, room: None, steps: Arc::default(), dead: Arc::default() }
    }

    fn step(&self) -> io::Result<()> {
        let is_due = self.steps.fetch_add(1, Ordering::SeqCst) == self.at;
        if is_due && self.kills {
            self.dead.store(true, Ordering::SeqCst);
        }
        if is_due || self.dead.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }

    fn has_fired(&self) -> bool {
        self.steps.load(Ordering::SeqCst) > self.at
    }
}

#[derive(Debug)]
struct Faulty<T> {
    inner: T,
    plan: Plan,
}

impl Folder for Faulty<OpenFolder> {
    fn entry(&self, name: &OsStr) -> io::Result<Option<Entry>> {
        self.plan.step()?;
        self.inner.entry(name)
    }

    fn create(&self) -> io::Result<(Box<dyn PartFile>, OsString)> {
        self.plan.step()?;
        let (inner, name) = self.inner.create()?;
        Ok((Box::new(Faulty { inner, plan: self.plan.clone() }), name))
    }

    fn publish(&self, part: &OsStr, name: &OsStr, replace: bool) -> io::Result<()> {
        self.plan.step()?;
        self.inner.publish(part, name, replace)
    }

    fn remove(&self, name: &OsStr) -> io::Result<()> {
        self.plan.step()?;
        self.inner.remove(name)
    }

    fn leftovers(&self) -> io::Result<Vec<OsString>> {
        self.inner.leftovers()
    }

    fn adopt(&self, name: &OsStr) -> io::Result<Option<Box<dyn PartFile>>> {
        self.inner.adopt(name)
    }

    fn discard(&self, name: &OsStr, newer: &OsStr) -> io::Result<bool> {
        self.inner.discard(name, newer)
    }

    fn peek(&self, name: &OsStr, most: usize) -> io::Result<(u64, Vec<u8>)> {
        self.inner.peek(name, most)
    }

    fn session(&self) -> Option<u64> {
        self.inner.session()
    }

    fn sync(&self) -> io::Result<()> {
        self.plan.step()?;
        self.inner.sync()
    }

    fn room(&self) -> Option<u64> {
        self.plan.room.or_else(|| self.inner.room())
    }

    fn is_in_place(&self) -> bool {
        self.inner.is_in_place()
    }
}

impl PartFile for Faulty<Box<dyn PartFile>> {
    fn clear(&mut self) -> io::Result<()> {
        self.plan.step()?;
        self.inner.clear()
    }

    fn sync(&mut self) -> io::Result<()> {
        self.plan.step()?;
        self.inner.sync()
    }
}

impl Read for Faulty<Box<dyn PartFile>> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.plan.step()?;
        self.inner.read(buffer)
    }
}

impl Write for Faulty<Box<dyn PartFile>> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.plan.step()?;
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl Seek for Faulty<Box<dyn PartFile>> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.plan.step()?;
        self.inner.seek(to)
    }
}

/// Writes one picture through this run.
fn save(target: &Target, run: &Run) -> Result<Saved, FetchError> {
    with_planned(target, |planned| {
        let mut sink = Sink::open(planned, run)?;
        for piece in PNG.chunks(7) {
            sink.write(piece)?;
        }
        sink.finish()
    })
}

fn with_planned<T>(target: &Target, act: impl FnOnce(&Planned<'_>) -> T) -> T {
    let body = json!({"id": "tsk_1", "status": "completed", "url": "https://files.toapis.com/a"});
    let task = Task::from_value(body).unwrap();
    let handle = TaskHandle::new(TaskKind::Image, TaskId::new("tsk_1").unwrap());
    act(&plan(&handle, &task.outputs, target)[0])
}

fn run_in(dir: &Path, plan: Plan) -> Run {
    let inner = OpenFolder::open(dir).unwrap();
    Run::within(dir.to_owned(), Box::new(Faulty { inner, plan }), NO_LIMITS)
}

fn healthy(dir: &Path) -> Run {
    run_in(dir, Plan::new(usize::MAX, false))
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Goes wrong at each step of saving, once, and shows what was left each time.
fn at_every_step(kills: bool, overwrite: bool, check: impl Fn(&TempDir, Result<Saved, FetchError>)) {
    for at in 0.. {
        let dir = tempfile::tempdir().unwrap();
        let target = Target::file(dir.path().join("a.png")).overwrite(overwrite);
        if overwrite {
            fs::write(dir.path().join("a.png"), "mine").unwrap();
        }
        let plan = Plan::new(at, kills);
        let outcome = save(&target, &run_in(dir.path(), plan.clone()));
        if !plan.has_fired() {
            assert!(outcome.is_ok() && at > 8, "{outcome:?} after {at} steps");
            return;
        }
        check(&dir, outcome);
    }
}

#[test]
fn d16_a_full_disk_at_any_step_leaves_nothing_and_the_next_run_saves() {
    at_every_step(false, false, |dir, outcome| {
        let file = dir.path().join("a.png");
        let target = Target::file(&file);
        if let Err(error) = outcome {
            assert!(matches!(error, FetchError::Disk { .. }), "{error}");
            assert!(error.to_string().contains("cannot be written"), "{error}");
            assert_eq!(names(dir.path()), [] as [&str; 0]);
            save(&target, &healthy(dir.path())).unwrap();
        }
        // Only the sync of the folder may fail unnoticed: the file is whole by then.
        assert_eq!((names(dir.path()), fs::read(file).unwrap()), (vec!["a.png".to_owned()], PNG.to_vec()));
    });
}

#[test]
fn d17_killed_at_any_step_the_file_is_absent_or_whole_and_the_next_run_finishes() {
    at_every_step(true, false, |dir, _| {
        let file = dir.path().join("a.png");
        let was_there = file.exists();
        if was_there {
            assert_eq!(fs::read(&file).unwrap(), PNG);
        }
        match save(&Target::file(&file), &healthy(dir.path())) {
            Ok(_) => assert!(!was_there),
            Err(error) => assert!(was_there && matches!(error, FetchError::Exists { .. }), "{error}"),
        }
        assert_eq!(fs::read(&file).unwrap(), PNG);
        let others: Vec<_> = names(dir.path()).into_iter().filter(|name| name != "a.png").collect();
        assert!(others.iter().all(|name| name.starts_with(".toapis-")) && others.len() < 2, "{others:?}");
    });
}

#[test]
fn d14_d17_killed_while_replacing_the_old_file_or_the_new_one_is_there_whole() {
    for kills in [false, true] {
        at_every_step(kills, true, |dir, outcome| {
            let there = fs::read(dir.path().join("a.png")).unwrap();
            assert!(there == b"mine" || there == PNG, "{there:?}");
            assert!(outcome.is_err() || there == PNG);
        });
    }
}

#[test]
fn d18_of_many_that_write_one_name_one_wins_and_the_others_see_it_whole() {
    const WRITERS: usize = 8;
    let dir = tempfile::tempdir().unwrap();
    let target = Target::file(dir.path().join("a.png"));
    let start = Barrier::new(WRITERS);
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| {
                scope.spawn(|| {
                    let run = healthy(dir.path());
                    with_planned(&target, |planned| {
                        let mut sink = Sink::open(planned, &run)?;
                        sink.write(PNG)?;
                        // Everyone has found the name free, and has a whole file.
                        start.wait();
                        let outcome = sink.finish();
                        assert_eq!(fs::read(dir.path().join("a.png")).unwrap(), PNG);
                        outcome
                    })
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    for error in outcomes.into_iter().filter_map(Result::err) {
        assert!(matches!(error, FetchError::Exists { .. }), "{error}");
    }
    assert_eq!(names(dir.path()), ["a.png"]);
}

#[cfg(unix)]
#[test]
fn d15_a_folder_swapped_for_a_link_in_mid_run_is_not_followed() {
    let dir = tempfile::tempdir().unwrap();
    let [out, moved, victim] = ["out", "moved", "victim"].map(|name| dir.path().join(name));
    fs::create_dir(&victim).unwrap();
    let run = healthy(&out);
    let target = Target::file(out.join("a.png"));
    with_planned(&target, |planned| {
        let mut sink = Sink::open(planned, &run).unwrap();
        sink.write(&PNG[..9]).unwrap();
        fs::rename(&out, &moved).unwrap();
        std::os::unix::fs::symlink(&victim, &out).unwrap();
        sink.write(&PNG[9..]).unwrap();
        let error = sink.finish().unwrap_err();
        assert!(error.to_string().contains("in the place of its folder"), "{error}");
    });
    // The next result of the same run is not led astray either.
    assert!(save(&target, &run).is_err());
    assert_eq!((names(&victim), names(&moved)), (Vec::new(), Vec::new()));
}

#[cfg(unix)]
#[test]
fn d15_a_link_put_at_the_target_in_mid_run_is_not_followed() {
    let dir = tempfile::tempdir().unwrap();
    let [file, victim] = ["a.png", "victim"].map(|name| dir.path().join(name));
    fs::write(&victim, "mine").unwrap();
    let run = healthy(dir.path());
    for overwrite in [false, true] {
        with_planned(&Target::file(&file).overwrite(overwrite), |planned| {
            let mut sink = Sink::open(planned, &run).unwrap();
            sink.write(PNG).unwrap();
            std::os::unix::fs::symlink(&victim, &file).unwrap();
            let error = sink.finish().unwrap_err();
            assert!(matches!(error, FetchError::NotAFile { .. }), "{error}");
        });
        fs::remove_file(&file).unwrap();
    }
    assert_eq!(
        (names(dir.path()), fs::read(&victim).unwrap()),
        (vec!["victim".to_owned()], b"mine".to_vec())
    );
}

#[test]
fn d12_what_finds_no_room_is_not_begun() {
    let dir = tempfile::tempdir().unwrap();
    let run = run_in(dir.path(), Plan { room: Some(100), ..Plan::new(usize::MAX, false) });
    with_planned(&Target::file(dir.path().join("a.png")), |planned| {
        let sink = Sink::open(planned, &run).unwrap();
        assert!(sink.expect(100).is_ok());
        let error = sink.expect(101).unwrap_err();
        assert!(error.to_string().contains("it needs 101 bytes, and 100 are free"), "{error}");
    });
}

#[test]
fn d12_all_files_of_a_run_share_a_limit_and_give_back_what_is_thrown_away() {
    let dir = tempfile::tempdir().unwrap();
    let size = PNG.len() as u64;
    let folder = Box::new(OpenFolder::open(dir.path()).unwrap());
    let run = Run::within(dir.path().to_owned(), folder, Limits { file: size, run: 2 * size });
    let target = |name: &str| Target::file(dir.path().join(name));
    save(&target("1.png"), &run).unwrap();
    with_planned(&target("2.png"), |planned| {
        let mut sink = Sink::open(planned, &run).unwrap();
        sink.write(PNG).unwrap();
        sink.restart().unwrap();
        sink.write(PNG).unwrap();
    });
    save(&target("3.png"), &run).unwrap();
    let error = save(&target("4.png"), &run).unwrap_err();
    assert!(matches!(error, FetchError::RunTooLarge { limit } if limit == 2 * size), "{error}");
    assert_eq!(names(dir.path()), ["1.png", "3.png"]);
}

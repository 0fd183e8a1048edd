//! `toapis wait`: until a task ended, and its result to disk. Several tasks are in `wait_many.rs`.

use std::path::PathBuf;
use std::time::Duration;

use toapis_client::types::{Task, TaskHandle};
use toapis_client::{Completed, Error, FetchError, Saved, Target};

use crate::args::{Common, Saving, Wait};
use crate::commands::wait_many;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::unless_interrupted;
use crate::progress::Progress;
use crate::report::Report;
use crate::session::Session;

pub(crate) async fn run(common: &Common, args: Wait, report: Report) -> Result<Exit, Failure> {
    let mut handles = args.handles()?;
    if handles.len() > 1 {
        let session = Session::new(common, true).await?;
        return wait_many::run(&session, handles, &args, report).await;
    }
    let Some(handle) = handles.pop() else {
        return Err(Failure::Usage("stdin names no task".to_owned()));
    };
    let target = args.saving.target().map(|target| fetching(target, args.skip_existing));
    target.as_ref().map_or(Ok(()), |target| target.probe(1).map_err(|error| not_writable(&error)))?;
    let session = Session::new(common, true).await?;
    // One that this client cannot look for is told before anything else.
    session.client.task(handle.clone())?;
    let mut progress = Progress::new(report.quiet);
    let done = wait_for(&session, &handle, None, args.waiting.timeout, &mut progress).await?;
    if let Some(target) = target {
        progress.say("saving");
        let saved = save(&session, &done, target).await?;
        progress.clear();
        report.saved(&done, &saved);
    } else {
        progress.clear();
        report.urls(&done);
    }
    Ok(Exit::Done)
}

/// Waits, showing progress, until the task ended or someone pressed Ctrl-C.
pub(crate) async fn wait_for(
    session: &Session,
    handle: &TaskHandle,
    seen: Option<Task>,
    timeout: Option<Duration>,
    progress: &mut Progress,
) -> Result<Completed, Failure> {
    let mut wait = session.client.wait(handle).on_event(|event| progress.event(event));
    if let Some(task) = seen {
        wait = wait.seen(task);
    }
    if let Some(timeout) = timeout {
        wait = wait.deadline(timeout);
    }
    let outcome = unless_interrupted(wait.into_future()).await;
    let embedded = session.is_embedded();
    let done =
        outcome.ok_or_else(|| Failure::StoppedWaiting { handle: Box::new(handle.clone()), embedded })?;
    done.map_err(|error| match error {
        Error::Wait(_) => Failure::GaveUp { error, embedded },
        other => other.into(),
    })
}

/// Saves the results, until done or Ctrl-C.
pub(crate) async fn save(session: &Session, done: &Completed, target: Target) -> Result<Vec<Saved>, Failure> {
    let saved = unless_interrupted(session.client.download(done, target)).await;
    let embedded = session.is_embedded();
    Ok(saved.ok_or_else(|| Failure::StoppedSaving { handle: Box::new(done.handle.clone()), embedded })??)
}

/// Where to save what was paid for already: a file that exists may be one of it.
pub(crate) fn fetching(target: Target, skip_existing: bool) -> Target {
    if skip_existing { target.skip_existing(true) } else { target }
}

/// A place that cannot be written to, noticed before anything was fetched.
pub(crate) fn not_writable(error: &FetchError) -> Failure {
    Failure::Usage(format!(
        "nothing was fetched: {error}. Give another -o, --force to replace a file, or --skip-existing to leave it"
    ))
}

impl Saving {
    /// Where to save, if that was asked for.
    pub(crate) fn target(&self) -> Option<Target> {
        self.output.as_ref().map(|path| Target::from(path).overwrite(self.force))
    }

    /// Where to save: as asked for, else in the current folder.
    pub(crate) fn target_or_here(&self) -> Target {
        self.target().unwrap_or_else(|| Target::dir(PathBuf::from(".")).overwrite(self.force))
    }
}

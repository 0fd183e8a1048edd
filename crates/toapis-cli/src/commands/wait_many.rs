//! `toapis wait` with several tasks: one fleet, and each result as it comes in.

use std::collections::BTreeMap;
use std::path::Path;
use std::pin::{Pin, pin};
use std::time::Duration;

use futures_util::{Stream, StreamExt as _, stream};
use toapis_client::fleet::{Finished, Fleet};
use toapis_client::types::TaskHandle;
use toapis_client::{Completed, Error, Saved, Target};
use tokio::time::{MissedTickBehavior, interval};

use crate::args::Wait;
use crate::commands::wait::{fetching, not_writable};
use crate::crowd::Crowd;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::interrupt;
use crate::report::Report;
use crate::session::Session;

/// A task that is over, as far as this command is concerned.
struct Over {
    handle: TaskHandle,
    done: Option<Completed>,
    saved: Result<Vec<Saved>, Error>,
}

pub(crate) async fn run(
    session: &Session,
    handles: Vec<TaskHandle>,
    args: &Wait,
    report: Report,
) -> Result<Exit, Failure> {
    let target = args.saving.output.as_deref().map(|path| folder(path, args)).transpose()?;
    let fleet = session.client.fleet_with(|options| match args.waiting.timeout {
        Some(timeout) => options.deadline(timeout),
        None => options,
    });
    let mut exits = Exits::default();
    let mut open = BTreeMap::new();
    for handle in handles {
        match fleet.add(&handle) {
            Ok(()) => drop(open.insert(handle.id.clone(), handle)),
            Err(error) => exits.add(report.failure(&error.into())),
        }
    }
    let mut crowd = Crowd::new(report.quiet, open.len());
    let mut over = results(session, &fleet, target);
    // One for the whole time, so that none is missed.
    let mut stop = pin!(interrupt());
    let mut tick = interval(TICK);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        // What is there is told before a Ctrl-C is heeded.
        let next = tokio::select! {
            biased;
            next = over.next() => next,
            _ = tick.tick() => {
                crowd.refresh(open.values(), |id| fleet.snapshot(id));
                continue;
            }
            () = &mut stop => {
                crowd.clear();
                let handles = open.into_values().collect();
                return Err(Failure::StoppedWaitingForMany { handles, embedded: session.is_embedded() });
            }
        };
        let Some(Over { handle, done, saved }) = next else { break };
        open.retain(|id, asked| {
            let same_name = asked.business_id.is_some() && asked.business_id == handle.business_id;
            *id != handle.id && !same_name
        });
        crowd.count(saved.is_ok());
        crowd.above(|| {
            exits.add(match (done, saved) {
                (Some(done), Ok(files)) if args.saving.output.is_some() => report.saved(&done, &files),
                (Some(done), Ok(_)) => report.urls_of_many(&done),
                (_, Err(error)) => report.failure(&failure(error, session.is_embedded())),
                (None, Ok(_)) => Exit::Done,
            });
        });
        crowd.refresh(open.values(), |id| fleet.snapshot(id));
    }
    crowd.clear();
    report.note(&crowd.sum());
    Ok(exits.sum())
}

/// The tasks as they are over: saved, if that was asked for.
fn results(
    session: &Session,
    fleet: &Fleet,
    target: Option<Target>,
) -> Pin<Box<dyn Stream<Item = Over> + Send>> {
    let ended = stream::unfold(fleet.clone(), |fleet| async move {
        let Finished { handle, result, .. } = fleet.next().await?;
        let done = result.as_ref().ok().cloned();
        Some((((handle, done), result), fleet))
    });
    let over = |((handle, done), saved)| Over { handle, done, saved };
    match target {
        Some(target) => Box::pin(session.client.save_all(ended, target).map(over)),
        None => Box::pin(ended.map(move |(key, result)| over((key, result.map(|_| Vec::new()))))),
    }
}

/// Several results have names of their own, so they need a folder.
fn folder(path: &Path, args: &Wait) -> Result<Target, Failure> {
    let ends_as_folder = path.as_os_str().to_string_lossy().ends_with(['/', '\\']);
    if path.extension().is_some() && !path.is_dir() && !ends_as_folder {
        return Err(Failure::Usage(
            "several results do not fit into one file; give -o a folder, with a slash at its end".to_owned(),
        ));
    }
    let target = fetching(Target::dir(path).overwrite(args.saving.force), args.skip_existing);
    target.probe(1).map_err(|error| not_writable(&error))?;
    Ok(target)
}

fn failure(error: Error, embedded: bool) -> Failure {
    match error {
        Error::Wait(_) => Failure::GaveUp { error, embedded },
        other => other.into(),
    }
}

/// What a command about several tasks exits with: what all of them came to, if that is the same.
#[derive(Default)]
struct Exits {
    sum: Option<Exit>,
}

impl Exits {
    fn add(&mut self, exit: Exit) {
        self.sum = Some(match self.sum {
            None => exit,
            Some(same) if same == exit => exit,
            Some(_) => Exit::Partial,
        });
    }

    fn sum(self) -> Exit {
        self.sum.unwrap_or(Exit::Done)
    }
}

const TICK: Duration = Duration::from_millis(500);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn j18_several_tasks_have_the_code_that_all_of_them_have_or_that_of_a_part() {
        let sum = |exits: &[Exit]| {
            let mut sum = Exits::default();
            for exit in exits {
                sum.add(*exit);
            }
            sum.sum()
        };
        assert_eq!(sum(&[]), Exit::Done);
        assert_eq!(sum(&[Exit::Done, Exit::Done]), Exit::Done);
        assert_eq!(sum(&[Exit::Failed, Exit::Failed]), Exit::Failed);
        assert_eq!(sum(&[Exit::Done, Exit::Failed]), Exit::Partial);
        assert_eq!(sum(&[Exit::Failed, Exit::GoesOn, Exit::GoesOn]), Exit::Partial);
    }
}

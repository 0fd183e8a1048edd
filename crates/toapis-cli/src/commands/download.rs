//! `toapis download`: the result of a finished task to disk.

use toapis_client::Completed;
use toapis_client::types::clean_text;

use super::wait::{fetching, not_writable, save};
use crate::args::{Common, Download};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::unless_interrupted;
use crate::report::Report;
use crate::session::Session;

pub(crate) async fn run(common: &Common, args: Download, report: Report) -> Result<Exit, Failure> {
    let handle = args.task.handle()?;
    let session = Session::new(common, true).await?;
    let target = fetching(args.saving.target_or_here(), args.skip_existing);
    target.probe(1).map_err(|error| not_writable(&error))?;
    let task = unless_interrupted(session.client.status(&handle)).await.ok_or(Failure::Interrupted)??;
    if !task.is_terminal() {
        return Err(Failure::NotFinished {
            handle: Box::new(handle),
            status: clean_text(task.status.as_str()),
        });
    }
    let done = Completed::judge(handle, task)?;
    let saved = save(&session, &done, target).await?;
    report.saved(&done, &saved);
    Ok(Exit::Done)
}

//! `toapis download`: the result of a finished task to disk.

use toapis_client::Completed;

use super::wait::save;
use crate::args::{Common, Download};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::unless_interrupted;
use crate::report::Report;
use crate::session::Session;

pub(crate) async fn run(common: &Common, args: Download, report: &Report) -> Result<Exit, Failure> {
    let handle = args.task.handle()?;
    let session = Session::new(common, true).await?;
    let task = unless_interrupted(session.client.status(&handle)).await.ok_or(Failure::Interrupted)??;
    if !task.is_terminal() {
        return Err(Failure::NotFinished { handle: Box::new(handle), status: task.status.to_string() });
    }
    let done = Completed::judge(handle, task)?;
    let saved = save(&session, &done, args.saving.target_or_here()).await?;
    report.saved(&done, &saved);
    Ok(Exit::Done)
}

//! `toapis status`: one look.

use crate::args::{Common, Status};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::unless_interrupted;
use crate::report::Report;
use crate::session::Session;

pub(crate) async fn run(common: &Common, args: &Status, report: Report) -> Result<Exit, Failure> {
    let handle = args.task.handle()?;
    let session = Session::new(common, true).await?;
    let task = unless_interrupted(session.client.status(&handle)).await.ok_or(Failure::Interrupted)??;
    report.status(&session.handle_of(handle, &task), &task);
    Ok(Exit::Done)
}

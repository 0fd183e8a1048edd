//! `toapis image` and `toapis video`: from a prompt to a file.

use toapis_client::types::TaskHandle;
use toapis_client::{Completed, Error, PreparedCreate, Submitted, Target, UploadFile};

use super::wait::{save, wait_for};
use crate::args::{Common, Making};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::{finish_after_interrupt, unless_interrupted};
use crate::order::Order;
use crate::progress::Progress;
use crate::report::Report;
use crate::session::{Session, rehearse};

pub(crate) async fn run(
    common: &Common,
    order: Order,
    making: Making,
    report: Report,
) -> Result<Exit, Failure> {
    // Everything that can be wrong is looked at before anything is sent.
    if making.dry_run {
        let body = rehearse(order.kind, &order.body)?;
        return Ok(report.dry_run(&body, &order.check(&body)));
    }
    let target = (!making.no_wait).then(|| making.saving.target_or_here());
    target.as_ref().map_or(Ok(()), |target| probe(target, order.count))?;
    let session = Session::new(common, !making.no_check).await?;
    let mut create = session.prepare(order.kind, order.body)?;
    for warning in create.warnings() {
        Report::warning(&warning.to_string());
    }

    let mut progress = Progress::new(report.quiet);
    let names: Vec<&str> = create.files().map(UploadFile::name).collect();
    if !names.is_empty() {
        progress.say(&format!("uploading {}", names.join(", ")));
        unless_interrupted(create.upload()).await.ok_or(Failure::Stopped)??;
    }
    let uploads: Vec<String> = create.uploads().map(|upload| upload.url.clone()).collect();
    let submitted = submit(create, &session, &mut progress).await;
    let Submitted { handle, task, .. } = submitted.map_err(|failure| match failure {
        Failure::Client(error) if error.uploads().len() < uploads.len() => {
            Failure::AfterUploads { error, uploads }
        }
        other => other,
    })?;
    progress.above(|| Report::receipt(&handle));
    let Some(target) = target else {
        progress.clear();
        report.submitted(&handle, &task);
        return Ok(Exit::Done);
    };
    let done = wait_for(&session, &handle, Some(task), making.waiting.timeout, &mut progress).await?;
    finish(&session, &done, target, progress, report).await
}

/// Saves the result and says what it cost.
async fn finish(
    session: &Session,
    done: &Completed,
    target: Target,
    mut progress: Progress,
    report: Report,
) -> Result<Exit, Failure> {
    progress.say("saving");
    let saved = save(session, done, target).await?;
    progress.clear();
    report.saved(done, &saved);
    if let Some(emulator) = &session.emulator {
        let charges = emulator.ledger().charges().len();
        let plural = if charges == 1 { "" } else { "s" };
        report
            .note(&format!("The emulator's ledger holds {charges} charge{plural}. Nothing was really paid."));
    }
    Ok(Exit::Done)
}

/// Sends the create. Ctrl-C does not cut it off at once: an answer a second later is worth more than a guess. When the
/// answer is lost, the task is looked for; nothing is sent again.
async fn submit(
    create: PreparedCreate,
    session: &Session,
    progress: &mut Progress,
) -> Result<Submitted, Failure> {
    let ticket = create.ticket();
    progress.say(&format!("sending as {}", ticket.business_id));
    let on_interrupt = || Report::warning("the request is on its way; waiting up to 5 s for its answer");
    let lost = match finish_after_interrupt(create.submit(), on_interrupt).await {
        (Some(Err(lost @ Error::Unknown { .. })), false) => lost,
        (Some(outcome), false) => return Ok(outcome?),
        (Some(outcome), true) => return Err(stopped(outcome?.handle, session)),
        (None, _) => {
            let embedded = session.is_embedded();
            return Err(Failure::StoppedSending { ticket: Box::new(ticket), embedded });
        }
    };
    progress.say("the answer was lost; looking for the task, for up to 2 minutes");
    let ticket = lost.ticket().unwrap_or(&ticket);
    match unless_interrupted(session.client.recover(ticket)).await {
        Some(Ok(found)) => Ok(found),
        _ => Err(lost.into()),
    }
}

fn stopped(handle: TaskHandle, session: &Session) -> Failure {
    Failure::StoppedWaiting { handle: Box::new(handle), embedded: session.is_embedded() }
}

/// A result that cannot be written is noticed before it is paid for.
fn probe(target: &Target, count: u32) -> Result<(), Failure> {
    target.probe(count).map_err(|error| {
        Failure::Usage(format!("nothing was sent: {error}. Give another -o, or --force to replace a file"))
    })
}

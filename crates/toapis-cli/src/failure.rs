//! What can stop a command, beyond the errors of the client.

use std::io;

use thiserror::Error;
use toapis_client::Error as ClientError;
use toapis_client::transport::TransportError;
use toapis_client::types::{TaskHandle, TaskKind, Ticket};

use toapis_webhook::VerifyError;

use crate::exit::Exit;

/// Why a command ended early.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    #[error("{0}{way}", way = .0.ticket().map_or_else(String::new, |ticket| format!("\n{}", way_to_look(ticket, false))))]
    Client(#[from] ClientError),
    #[error(
        "no API key. Either\n  \
         put one into TOAPIS_API_KEY (made in the console at https://toapis.com), or\n  \
         add --emulator, for a gateway on this machine: no key, no network, no cost"
    )]
    NoKey,
    #[error(
        "a key on the command line is seen by everyone on this machine and stays in the shell's history. \
         Put it into TOAPIS_API_KEY, or into a file for --key-file"
    )]
    KeyOnCommandLine,
    #[error(
        "a secret on the command line is seen by everyone on this machine and stays in the shell's history. \
         Put it into TOAPIS_WEBHOOK_SECRET, or into a file for --secret-file"
    )]
    SecretOnCommandLine,
    #[error(
        "no webhook secret. Either\n  \
         put it into TOAPIS_WEBHOOK_SECRET (shown in the console when the webhook is set up), or\n  \
         add --emulator, for a secret that everybody knows"
    )]
    NoSecret,
    #[error("refused: {0}")]
    NotVerified(#[source] VerifyError),
    #[error("{0} was not reached: {1}")]
    NotReached(String, #[source] TransportError),
    /// Something about the command line that clap cannot know.
    #[error("{0}")]
    Usage(String),
    #[error("{0}: {1}")]
    Io(String, #[source] io::Error),
    /// The task is there and not finished.
    #[error("the task {id} is not finished: it is {status}. Wait for it with:\n  {way}", id = .handle.id, way = wait_command(.handle))]
    NotFinished { handle: Box<TaskHandle>, status: String },
    /// The wait ended before the task did.
    #[error("{error}.\n{}", way_back(.error.task(), *.embedded))]
    GaveUp { error: ClientError, embedded: bool },
    /// Ctrl-C while waiting.
    #[error("stopped waiting. The task {} goes on and is charged. {}", .handle.id, way_back(Some(.handle), *.embedded))]
    StoppedWaiting { handle: Box<TaskHandle>, embedded: bool },
    /// Ctrl-C while waiting for several.
    #[error("stopped waiting. {}", several(.handles, *.embedded))]
    StoppedWaitingForMany { handles: Vec<TaskHandle>, embedded: bool },
    /// Ctrl-C while saving.
    #[error("stopped saving. The task {} is done and paid for. {}", .handle.id, way_back(Some(.handle), *.embedded))]
    StoppedSaving { handle: Box<TaskHandle>, embedded: bool },
    /// A create failed after files were uploaded for it.
    #[error("{error}\nThe uploaded files can be used again:{}", lines(.uploads))]
    AfterUploads { error: ClientError, uploads: Vec<String> },
    /// Ctrl-C while the create was on its way.
    #[error("interrupted while the request was on its way, so it may have been charged. {}", way_to_look(.ticket, *.embedded))]
    StoppedSending { ticket: Box<Ticket>, embedded: bool },
    /// Ctrl-C during a call that changes nothing.
    #[error("interrupted")]
    Interrupted,
    /// Ctrl-C before anything was sent.
    #[error("interrupted; no task was created")]
    Stopped,
}

impl Failure {
    /// The code to exit with.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Client(error) | Self::AfterUploads { error, .. } | Self::GaveUp { error, .. } => {
                Exit::of(error)
            }
            Self::NoKey
            | Self::KeyOnCommandLine
            | Self::SecretOnCommandLine
            | Self::NoSecret
            | Self::Usage(_) => Exit::Usage,
            Self::NotVerified(_) => Exit::Rejected,
            Self::NotReached(..) => Exit::NotReached,
            Self::Io(..) => Exit::Other,
            Self::NotFinished { .. } => Exit::GoesOn,
            Self::StoppedWaiting { .. }
            | Self::StoppedWaitingForMany { .. }
            | Self::StoppedSaving { .. }
            | Self::StoppedSending { .. }
            | Self::Interrupted
            | Self::Stopped => Exit::Interrupted,
        }
    }

    /// Finds the task, where there is one.
    pub(crate) fn task(&self) -> Option<&TaskHandle> {
        match self {
            Self::Client(error) | Self::AfterUploads { error, .. } | Self::GaveUp { error, .. } => {
                error.task()
            }
            Self::NotFinished { handle, .. }
            | Self::StoppedWaiting { handle, .. }
            | Self::StoppedSaving { handle, .. } => Some(handle),
            _ => None,
        }
    }

    /// Finds the task of a create whose outcome is unknown.
    pub(crate) fn ticket(&self) -> Option<&Ticket> {
        match self {
            Self::Client(error) | Self::AfterUploads { error, .. } => error.ticket(),
            Self::StoppedSending { ticket, .. } => Some(ticket),
            _ => None,
        }
    }
}

/// The command that gets at the result of a task.
fn way_back(handle: Option<&TaskHandle>, embedded: bool) -> String {
    match handle {
        Some(_) if embedded => EMBEDDED.to_owned(),
        Some(handle) => format!("Get its result with:\n  {}", wait_command(handle)),
        None => String::new(),
    }
}

/// The commands that get at the results of several tasks, one for each kind that has to be said.
fn several(handles: &[TaskHandle], embedded: bool) -> String {
    let count = match handles.len() {
        1 => "1 task goes on and is".to_owned(),
        many => format!("{many} tasks go on and are"),
    };
    if embedded {
        return format!("{count} charged. {EMBEDDED}");
    }
    let of_kind = |kind: Option<TaskKind>| {
        let said = |handle: &&TaskHandle| {
            let guessed = TaskKind::guess(handle.id.as_str()) == Some(handle.kind);
            kind == (!guessed).then_some(handle.kind)
        };
        let ids: Vec<_> = handles.iter().filter(said).map(|handle| handle.id.as_str()).collect();
        let flag = kind.map_or_else(String::new, |kind| format!(" --kind {kind}"));
        (!ids.is_empty()).then(|| format!("\n  toapis wait {}{flag} -o DIR/", ids.join(" ")))
    };
    let kinds = [None, Some(TaskKind::Image), Some(TaskKind::Video)];
    let commands: String = kinds.into_iter().filter_map(of_kind).collect();
    format!("{count} charged. Get the results with:{commands}")
}

/// The command that waits for a task, with its kind where the id does not tell it.
pub(crate) fn wait_command(handle: &TaskHandle) -> String {
    let kind = match TaskKind::guess(handle.id.as_str()) {
        Some(kind) if kind == handle.kind => String::new(),
        _ => format!(" --kind {}", handle.kind),
    };
    format!("toapis wait {}{kind} -o FILE", handle.id)
}

/// The command that looks for the task of a create whose outcome is unknown.
fn way_to_look(ticket: &Ticket, embedded: bool) -> String {
    if embedded {
        return EMBEDDED.to_owned();
    }
    format!(
        "Look for it, and do not send it again:\n  toapis status {} --kind {}",
        ticket.business_id, ticket.kind
    )
}

const EMBEDDED: &str = "It lived in the embedded emulator, which ends with this command.";

fn lines(texts: &[String]) -> String {
    texts.iter().fold(String::new(), |lines, text| lines + "\n  " + text)
}

//! What can stop a command, beyond the errors of the client.

use std::io;

use thiserror::Error;
use toapis_client::Error as ClientError;
use toapis_client::types::{TaskHandle, Ticket};

use crate::exit::Exit;

/// Why a command ended early.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    #[error(transparent)]
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
    /// Something about the command line that clap cannot know.
    #[error("{0}")]
    Usage(String),
    #[error("{0}: {1}")]
    Io(String, #[source] io::Error),
    /// The task is there and not finished.
    #[error("the task {id} is not finished: it is {status}. Wait for it with:\n  toapis wait {id} -o FILE", id = .handle.id)]
    NotFinished { handle: Box<TaskHandle>, status: String },
    /// Ctrl-C while waiting.
    #[error("stopped waiting. The task {} goes on and is charged. {}", .handle.id, way_back(.handle, *.embedded))]
    StoppedWaiting { handle: Box<TaskHandle>, embedded: bool },
    /// Ctrl-C while the create was on its way.
    #[error("interrupted while the request was on its way, so it may have been charged. Do not send it again; look for it with:\n  toapis status {} --kind {}", .ticket.business_id, .ticket.kind)]
    StoppedSending { ticket: Box<Ticket> },
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
            Self::Client(error) => Exit::of(error),
            Self::NoKey | Self::KeyOnCommandLine | Self::Usage(_) => Exit::Usage,
            Self::Io(..) => Exit::Other,
            Self::NotFinished { .. } => Exit::GoesOn,
            Self::StoppedWaiting { .. } | Self::StoppedSending { .. } | Self::Interrupted | Self::Stopped => {
                Exit::Interrupted
            }
        }
    }

    /// Finds the task, where there is one.
    pub(crate) fn task(&self) -> Option<&TaskHandle> {
        match self {
            Self::Client(error) => error.task(),
            Self::NotFinished { handle, .. } | Self::StoppedWaiting { handle, .. } => Some(handle),
            _ => None,
        }
    }

    /// Finds the task of a create whose outcome is unknown.
    pub(crate) fn ticket(&self) -> Option<&Ticket> {
        match self {
            Self::Client(error) => error.ticket(),
            Self::StoppedSending { ticket } => Some(ticket),
            _ => None,
        }
    }
}

fn way_back(handle: &TaskHandle, embedded: bool) -> String {
    if embedded {
        return "It lived in the embedded emulator, which ends with this command.".to_owned();
    }
    format!("Get its result with:\n  toapis wait {} -o FILE", handle.id)
}

//! What can be typed behind `toapis webhook`.
#![allow(
    clippy::doc_markdown,
    clippy::struct_excessive_bools,
    rustdoc::bare_urls,
    reason = "these comments are printed as help, and flags are what they are"
)]

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum, ValueHint};
use toapis_client::types::TaskKind;

/// Where `listen` listens and `send` sends to, unless told otherwise.
pub(crate) const PORT: u16 = 4190;

/// `toapis webhook`
#[derive(Clone, Debug, ClapArgs)]
#[command(after_help = "Try it without a key and without any setup, in two terminals:\n  \
    toapis --emulator webhook listen --save events\n  \
    toapis --emulator webhook send --kind failed\n\n\
    The secret is in TOAPIS_WEBHOOK_SECRET (several, during a rotation, with a space between), or in\n\
    a file for --secret-file. With --emulator there is one that everybody knows.")]
pub(crate) struct Webhook {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands behind `toapis webhook`.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Command {
    /// Receive events on this machine: check, print, save and forward them
    Listen(Listen),
    /// Send a signed event of any kind to a receiver, also one that it must refuse
    Send(Send),
    /// Check a stored request, and say what its event tells
    Verify(Verify),
}

/// `toapis webhook listen`
#[derive(Clone, Debug, ClapArgs)]
#[command(
    after_help = "With --emulator it brings a gateway of its own, which sends its events here. If TOAPIS_API_KEY and\n\
    TOAPIS_BASE_URL are those of an emulator that runs already, that one is told to send its events\n\
    here. The service itself sends to a public https address: let a tunnel or a proxy lead to this\n\
    port, and name its address in the console.\n\n\
    Each event is printed, saved and forwarded once, however often it is delivered. With --save, what\n\
    was not forwarded yet when it was stopped is forwarded at the next start, in the order in which it\n\
    came."
)]
pub(crate) struct Listen {
    /// The port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = PORT)]
    pub(crate) port: u16,
    /// Send each event on to this URL, signed anew, until it is answered 2xx
    #[arg(long, value_name = "URL")]
    pub(crate) forward: Option<String>,
    /// Keep each event in a file of this folder, before it is answered
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) save: Option<PathBuf>,
    /// End after this many events
    #[arg(long, value_name = "COUNT")]
    pub(crate) count: Option<usize>,
    #[command(flatten)]
    pub(crate) secret: SecretArg,
}

/// `toapis webhook send`
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Send {
    /// The receiver
    #[arg(default_value_t = format!("http://127.0.0.1:{PORT}/"))]
    pub(crate) url: String,
    /// What the event tells
    #[arg(long, value_enum, default_value_t = Kind::Test)]
    pub(crate) kind: Kind,
    /// What is wrong with its delivery
    #[arg(long, value_enum)]
    pub(crate) fault: Option<Fault>,
    /// The event's id, to send one again [default: a new one]
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,
    /// The task it is about [default: one made up]
    #[arg(long, value_name = "ID")]
    pub(crate) task: Option<String>,
    /// What the task makes: image or video
    #[arg(long, value_name = "KIND", default_value_t = TaskKind::Image)]
    pub(crate) task_kind: TaskKind,
    /// Your own name for the task
    #[arg(long, value_name = "ID")]
    pub(crate) business_id: Option<String>,
    /// Print the request in the form that verify reads, and send nothing
    #[arg(long)]
    pub(crate) print: bool,
    #[command(flatten)]
    pub(crate) secret: SecretArg,
}

/// `toapis webhook verify`
#[derive(Clone, Debug, ClapArgs)]
#[command(
    after_help = "A stored request is its headers, one a line, an empty line, and the body's bytes as they came:\n\
    what listen --save keeps and send --print prints. A first line with the method may be there."
)]
pub(crate) struct Verify {
    /// The file; - reads it from stdin
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Judge its age at this time, in Unix seconds [default: now]
    #[arg(long, value_name = "UNIX", conflicts_with = "any_age")]
    pub(crate) at: Option<i64>,
    /// Do not judge its age
    #[arg(long)]
    pub(crate) any_age: bool,
    #[command(flatten)]
    pub(crate) secret: SecretArg,
}

/// Where the secret is.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct SecretArg {
    /// Read the webhook's secrets from this file, one a line, instead of TOAPIS_WEBHOOK_SECRET
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) secret_file: Option<PathBuf>,
    /// Accepted only to be refused with a reason; clap itself would print the secret.
    #[arg(long, hide = true)]
    pub(crate) secret: Option<String>,
}

/// The kinds of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// A task has its result
    Completed,
    /// A task failed
    Failed,
    /// The button in the console
    Test,
    /// A type that nobody knows
    Other,
    /// A completion that shows no result
    Empty,
}

/// What can be wrong with a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Fault {
    /// Sent twice: to be accepted twice, and handled once
    Twice,
    /// Signed 301 s ago
    Old,
    /// Signed 400 s in the future
    Future,
    /// Signed 301 s ago, with a new timestamp that the signature does not cover
    Renewed,
    /// With a signature that is wrong
    BadSignature,
    /// Without a signature
    NoSignature,
    /// With a body that was printed anew after it was signed
    Reprinted,
    /// With a body that is no JSON
    NotJson,
    /// With a body of more than 1 MiB
    Huge,
}

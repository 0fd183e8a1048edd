//! What can be typed.
#![allow(
    clippy::doc_markdown,
    clippy::struct_excessive_bools,
    rustdoc::bare_urls,
    reason = "these comments are printed as help, and flags are what they are"
)]

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueHint};
use toapis_client::types::TaskKind;
use toapis_emulator::{Group, Lifecycle, Reading};

use crate::commands::webhook::Webhook;

/// Make pictures with the image models behind ToAPIs, from your terminal.
///
/// Every task costs money and is sent exactly once. Whatever goes wrong afterwards, the task can be found again.
#[derive(Debug, Parser)]
#[command(name = "toapis", version, propagate_version = true, max_term_width = 100)]
#[command(after_help = "Try it without a key, without a network, without cost:\n  \
    toapis --emulator image \"A lighthouse on a cliff at dusk\" --size 16:9 -o lighthouse.png\n\n\
    With a key (from the console at https://toapis.com) in TOAPIS_API_KEY, leave --emulator out.")]
#[command(after_long_help = AFTER_LONG_HELP)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const AFTER_LONG_HELP: &str = "\
Try it without a key, without a network, without cost:
  toapis --emulator image \"A lighthouse on a cliff at dusk\" --size 16:9 -o lighthouse.png

Environment:
  TOAPIS_API_KEY   the key, from the console at https://toapis.com; never an argument, where other
                   users of the machine could see it
  TOAPIS_BASE_URL  where the API is, if not https://toapis.com
  TOAPIS_WEBHOOK_SECRET
                   the secret of the webhook, for toapis webhook

Exit codes:
  0    done
  1    something else went wrong
  2    wrong usage or request; nothing was sent
  3    refused by the service; nothing was charged
  4    outcome unknown; it may have been charged, so look for it before trying again
  5    stopped waiting; the task goes on
  6    the task failed
  7    the result is paid for but not saved; fetch it again
  8    the key was not accepted, or may not do this
  9    the balance is too low
  10   the service was not reached
  11   of several tasks some ended one way and some another; stdout has those that are done
  130  interrupted";

/// What every command takes.
#[derive(Clone, Debug, ClapArgs)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Common {
    /// Use a gateway emulated on this machine: no key, no network, no cost
    #[arg(long, global = true)]
    pub(crate) emulator: bool,
    /// Where the API is [default: TOAPIS_BASE_URL, or https://toapis.com]
    #[arg(long, global = true, value_name = "URL", conflicts_with = "emulator")]
    pub(crate) base_url: Option<String>,
    /// Read the key from this file instead of TOAPIS_API_KEY; `-` is stdin
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "emulator")]
    pub(crate) key_file: Option<PathBuf>,
    /// Accepted only to be refused with a reason; clap itself would print the key.
    #[arg(long, alias = "key", alias = "token", global = true, hide = true)]
    pub(crate) api_key: Option<String>,
    /// Print one line of JSON per task on stdout
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Print no progress and no summary, only the id of the task and errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Print a line for each request and each answer
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
    /// Also fetch results from this host
    #[arg(long, global = true, value_name = "HOST")]
    pub(crate) allow_host: Vec<String>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a picture from a prompt, and from other pictures
    Image(Box<Image>),
    /// Make a film from a prompt, and from pictures
    Video(Box<Video>),
    /// List the models this version knows
    Models(Models),
    /// Show what a model takes
    Model(Model),
    /// Look at a task once
    Status(Status),
    /// Wait for one task or many, and save the results if asked to
    Wait(Wait),
    /// Save the result of a finished task
    Download(Download),
    /// Run the emulated gateway, for other programs to use
    Emulator(Emulator),
    /// Receive, send and check webhook events
    Webhook(Webhook),
}

/// `toapis image`
#[derive(Clone, Debug, ClapArgs)]
#[command(after_help = "Examples:\n  \
    toapis image \"A red bicycle leaning on a stone wall\" -o bicycle.png\n  \
    toapis image \"The same place in winter\" --ref photo.jpg --size 3:2 --resolution 2K\n  \
    toapis image \"Poster of the newest high-speed train\" --google-search -n 2 -o posters/")]
pub(crate) struct Image {
    /// What to draw; - reads it from stdin
    pub(crate) prompt: String,
    /// The model
    #[arg(long, short, default_value = "gemini-3.1-flash-image-preview", value_name = "ID")]
    pub(crate) model: String,
    /// The aspect ratio, such as 16:9
    #[arg(long, short, value_name = "RATIO")]
    pub(crate) size: Option<String>,
    /// The resolution, such as 2K
    #[arg(long, short, value_name = "RES")]
    pub(crate) resolution: Option<String>,
    /// How many pictures; each one is charged
    #[arg(short, value_name = "COUNT", value_parser = count, allow_negative_numbers = true)]
    pub(crate) n: Option<u32>,
    /// A picture to start from: a file, which is uploaded, or a URL; may be given several times
    #[arg(long = "ref", value_name = "FILE|URL", value_hint = ValueHint::AnyPath)]
    pub(crate) references: Vec<String>,
    /// Let the model search the web for facts
    #[arg(long)]
    pub(crate) google_search: bool,
    /// Let the model also search for pictures; needs --google-search
    #[arg(long)]
    pub(crate) google_image_search: bool,
    #[command(flatten)]
    pub(crate) making: Making,
}

/// `toapis video`
#[derive(Clone, Debug, ClapArgs)]
#[command(after_help = "Examples:\n  \
    toapis video \"Waves break on a rock\" --model seedance-2 --aspect-ratio 16:9 --duration 5 -o waves.mp4\n  \
    toapis video \"The harbour wakes up\" --model kling-v3 --first-frame harbour.jpg --resolution 1080p\n  \
    toapis video \"Waves\" --model veo3.1-fast --dry-run")]
pub(crate) struct Video {
    /// What to film; - reads it from stdin
    pub(crate) prompt: String,
    /// The model; toapis models --kind video lists them
    #[arg(long, short, value_name = "ID")]
    pub(crate) model: String,
    /// The aspect ratio, such as 16:9
    #[arg(long, short, value_name = "RATIO")]
    pub(crate) aspect_ratio: Option<String>,
    /// The resolution, such as 720p
    #[arg(long, short, value_name = "RES")]
    pub(crate) resolution: Option<String>,
    /// How long it gets, in seconds
    #[arg(long, short, value_name = "SECONDS", allow_negative_numbers = true)]
    pub(crate) duration: Option<i64>,
    /// The picture it begins with: a file, which is uploaded, or a URL
    #[arg(long, value_name = "FILE|URL", value_hint = ValueHint::AnyPath)]
    pub(crate) first_frame: Option<String>,
    /// The picture it ends with
    #[arg(long, value_name = "FILE|URL", value_hint = ValueHint::AnyPath)]
    pub(crate) last_frame: Option<String>,
    /// A picture to take subjects and style from; may be given several times
    #[arg(long = "ref", value_name = "FILE|URL", value_hint = ValueHint::AnyPath)]
    pub(crate) references: Vec<String>,
    /// With sound, or without: true or false
    #[arg(long, value_name = "BOOL")]
    pub(crate) audio: Option<bool>,
    #[command(flatten)]
    pub(crate) making: Making,
}

/// What `image` and `video` have in common.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Making {
    /// Any other field of the model, by its name or its place: seed=7, metadata.watermark=false
    #[arg(long = "set", value_name = "FIELD=VALUE", value_parser = setting)]
    pub(crate) settings: Vec<(String, String)>,
    /// Your own name for the task, to find it by: up to 64 of A-Z a-z 0-9 _ -
    #[arg(long, value_name = "ID")]
    pub(crate) business_id: Option<String>,
    /// Send the request even if the model's page speaks against it
    #[arg(long)]
    pub(crate) no_check: bool,
    /// Print what would be sent and what the model's page says about it, and send nothing
    #[arg(long, conflicts_with = "no_wait")]
    pub(crate) dry_run: bool,
    /// Create the task, print how to find it, and do not wait
    #[arg(long, conflicts_with_all = ["output", "force", "timeout"])]
    pub(crate) no_wait: bool,
    #[command(flatten)]
    pub(crate) waiting: Waiting,
    #[command(flatten)]
    pub(crate) saving: Saving,
}

/// `toapis models`
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Models {
    /// Only models that make this: image or video
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<TaskKind>,
}

/// `toapis model`
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Model {
    /// The id of the model, or one of its other ids
    pub(crate) id: String,
}

/// `toapis status`
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Status {
    #[command(flatten)]
    pub(crate) task: TaskArg,
}

/// `toapis wait`
#[derive(Clone, Debug, ClapArgs)]
#[command(after_help = "Examples:\n  \
    toapis wait tsk_img_01AAAA -o lighthouse.png\n  \
    toapis wait tsk_img_01AAAA tsk_vid_01BBBB -o results/\n  \
    toapis wait - -o results/ < tasks.jsonl\n\n\
    Several tasks share one budget of looks. Each result is printed or saved as soon as it is there, and\n\
    without --timeout they are waited for however long it takes.")]
pub(crate) struct Wait {
    /// The task ids, your business ids, or lines that --json printed; - reads them from stdin, one a line
    #[arg(required = true, value_name = "TASK")]
    pub(crate) tasks: Vec<String>,
    /// What they make, if their ids do not tell: image or video
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<TaskKind>,
    #[command(flatten)]
    pub(crate) waiting: Waiting,
    #[command(flatten)]
    pub(crate) saving: Saving,
    /// Leave files that exist, and fetch only what is missing
    #[arg(long, conflicts_with = "force", requires = "output")]
    pub(crate) skip_existing: bool,
}

/// `toapis download`
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Download {
    #[command(flatten)]
    pub(crate) task: TaskArg,
    #[command(flatten)]
    pub(crate) saving: Saving,
    /// Leave files that exist, and fetch only what is missing
    #[arg(long, conflicts_with = "force")]
    pub(crate) skip_existing: bool,
}

/// `toapis emulator`
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Emulator {
    /// The port of the API on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 4180)]
    pub(crate) port: u16,
    /// The port of the result host [default: the next one, or a free one with --port 0]
    #[arg(long)]
    pub(crate) files_port: Option<u16>,
    /// Make ids, pictures and faults the same on every run
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// How many times as fast as real time its clock runs; 0 stands still until it is stepped
    #[arg(long, default_value_t = 1.0, value_parser = not_negative)]
    pub(crate) speed: f64,
    /// Begin at this time, in Unix seconds [default: now]
    #[arg(long, value_name = "UNIX")]
    pub(crate) at: Option<u64>,
    /// The user's group, which sets the rate limits: default, vip or svip
    #[arg(long, default_value_t = Group::Default)]
    pub(crate) group: Group,
    /// How the rate limits are read: buckets, windows (the strictest) or off
    #[arg(long, value_name = "READING", default_value_t = Reading::Buckets)]
    pub(crate) limits: Reading,
    /// How tasks move: "queued=2, running=10", instant, reads=3 or manual, and fail=CODE
    #[arg(long, value_name = "LIFE", default_value_t = Lifecycle::default())]
    pub(crate) lifecycle: Lifecycle,
    /// Take requests that the documentation speaks against
    #[arg(long)]
    pub(crate) loose: bool,
    /// Begin with the state in this file, if it is there, and write it there at the end
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) state: Option<PathBuf>,
}

/// A task, by id or handle.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct TaskArg {
    /// The task id, your business id, or a line that --json printed
    pub(crate) task: String,
    /// What it makes, if its id does not tell: image or video
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<TaskKind>,
}

/// How long to wait.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Waiting {
    /// Stop waiting after this many seconds; the task goes on [default: 600, videos 1800]
    #[arg(long, value_name = "SECONDS", value_parser = seconds, allow_negative_numbers = true)]
    pub(crate) timeout: Option<Duration>,
}

/// Where results go.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Saving {
    /// The file to write, or a folder, for names made from the task's id
    #[arg(long, short, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) output: Option<PathBuf>,
    /// Replace files that exist
    #[arg(long, short)]
    pub(crate) force: bool,
}

fn setting(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, value)) if !field.trim().is_empty() => Ok((field.trim().to_owned(), value.to_owned())),
        _ => Err("write it as FIELD=VALUE".to_owned()),
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let number: f64 = text.parse().map_err(|_| "not a number of seconds".to_owned())?;
    Duration::try_from_secs_f64(number).map_err(|_| "not a number of seconds that can be waited".to_owned())
}

fn count(text: &str) -> Result<u32, String> {
    text.parse()
        .ok()
        .filter(|count| *count > 0)
        .ok_or_else(|| format!("must be a whole number from 1 to {}", u32::MAX))
}

fn not_negative(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|speed: &f64| (0.0..=1e6).contains(speed))
        .ok_or_else(|| "must be a number from 0 to 1000000".to_owned())
}

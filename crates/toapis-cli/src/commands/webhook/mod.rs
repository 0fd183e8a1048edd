//! `toapis webhook`: receive, send and check events.

mod args;
mod folder;
mod listen;
mod made;
mod send;
mod stored;
mod verify;

use std::time::{SystemTime, UNIX_EPOCH};

use toapis_client::types::{Verdict, WebhookEvent, clean_text};
use toapis_webhook::WebhookSecret;

pub(crate) use args::Webhook;
use args::{Command, SecretArg};

use crate::args::Common;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;

pub(crate) async fn run(common: &Common, args: Webhook, report: Report) -> Result<Exit, Failure> {
    match args.command {
        Command::Listen(listen) => listen::run(common, listen, report).await,
        Command::Send(send) => send::run(common, send, report).await,
        Command::Verify(verify) => verify::run(common, &verify, report),
    }
}

/// The variable with the secret, or with several.
const VARIABLE: &str = "TOAPIS_WEBHOOK_SECRET";

/// What signs between an embedded emulator, `listen`, `send` and `verify`. Everybody knows it, and it works nowhere else.
const DEMO_SECRET: &str = "whsec_emulator_demo_that_everybody_knows";

impl SecretArg {
    /// The secrets that are meant, the one that signs first; `None` when there are none.
    fn secrets(&self, common: &Common) -> Result<Option<Vec<WebhookSecret>>, Failure> {
        if self.secret.is_some() {
            return Err(Failure::SecretOnCommandLine);
        }
        if let Some(file) = &self.secret_file {
            let unreadable =
                |error| Failure::Usage(format!("the secret file {} cannot be read: {error}", file.display()));
            let text = std::fs::read_to_string(file).map_err(unreadable)?;
            return parse(text.lines(), &format!("the secret file {}", file.display())).map(Some);
        }
        if common.emulator {
            return parse([DEMO_SECRET], "the emulator").map(Some);
        }
        match std::env::var(VARIABLE) {
            Ok(text) if !text.trim().is_empty() => parse(text.split_whitespace(), VARIABLE).map(Some),
            _ => Ok(None),
        }
    }

    /// The same, where nothing can be done without one.
    fn needed(&self, common: &Common) -> Result<Vec<WebhookSecret>, Failure> {
        self.secrets(common)?.ok_or(Failure::NoSecret)
    }
}

fn parse<'a>(texts: impl IntoIterator<Item = &'a str>, place: &str) -> Result<Vec<WebhookSecret>, Failure> {
    let texts = texts.into_iter().filter(|text| !text.trim().is_empty());
    let secrets = texts.map(WebhookSecret::new).collect::<Result<Vec<_>, _>>();
    match secrets {
        Ok(secrets) if secrets.is_empty() => Err(Failure::Usage(format!("{place} holds no secret"))),
        Ok(secrets) => Ok(secrets),
        Err(error) => Err(Failure::Usage(format!("{place}: {error}"))),
    }
}

/// An event in one line: its id, its type, its task and what that came to.
fn line(event: &WebhookEvent) -> String {
    let mut parts = vec![clean_text(&event.id), clean_text(event.kind.as_str())];
    if let Some(task) = &event.task {
        parts.push(clean_text(task.id.as_str()));
        parts.extend(task.client_business_id.as_deref().map(clean_text));
        parts.push(match event.verdict() {
            Verdict::Ended(task) => task.phase().to_string(),
            _ => "ask".to_owned(),
        });
    }
    parts.join(" ")
}

/// The same for a program.
fn json(event: &WebhookEvent) -> serde_json::Value {
    let task = event.task.as_ref();
    serde_json::json!({
        "id": event.id,
        "type": event.kind.as_str(),
        "task_id": task.map(|task| task.id.as_str()),
        "business_id": task.and_then(|task| task.client_business_id.as_deref()),
        "status": task.map(|task| task.phase().as_str()),
        "settled": matches!(event.verdict(), Verdict::Ended(_)),
        "urls": task.map(|task| task.urls().collect::<Vec<_>>()).unwrap_or_default(),
        "error": task.and_then(|task| task.error.as_ref()).map(ToString::to_string),
        "handle": event.handle(),
    })
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

//! The `toapis` command.

mod args;
mod commands;
mod crowd;
mod exit;
mod failure;
mod handle_arg;
mod interrupt;
mod key_file;
mod order;
mod progress;
mod references;
mod report;

mod session;

use std::io::IsTerminal as _;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Command};
use exit::Exit;
use failure::Failure;
use order::Order;
use report::Report;

fn main() -> ExitCode {
    let args = Args::parse();
    if args.common.verbose {
        let filter = tracing_subscriber::EnvFilter::new("warn,toapis_client=debug,toapis_transport=debug");
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .with_ansi(std::io::stderr().is_terminal())
            .without_time()
            .init();
    }
    let report = Report::new(args.common.json, args.common.quiet);
    let exit = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            let outcome = runtime.block_on(run(args, report));
            // A file being read or a name being looked up is not waited for.
            runtime.shutdown_background();
            outcome.unwrap_or_else(|failure| report.failure(&failure))
        }
        Err(error) => report.failure(&Failure::Io("the async runtime cannot be started".to_owned(), error)),
    };
    exit.into()
}

async fn run(args: Args, report: Report) -> Result<Exit, Failure> {
    let common = args.common;
    if common.api_key.is_some() {
        return Err(Failure::KeyOnCommandLine);
    }
    match args.command {
        Command::Image(image) => {
            commands::make::run(&common, Order::image(&image)?, image.making, report).await
        }
        Command::Video(video) => {
            commands::make::run(&common, Order::video(&video)?, video.making, report).await
        }
        Command::Models(models) => Ok(commands::models::run(&models, report)),
        Command::Model(model) => commands::model::run(&model, report),
        Command::Status(status) => commands::status::run(&common, &status, report).await,
        Command::Wait(wait) => commands::wait::run(&common, wait, report).await,
        Command::Download(download) => commands::download::run(&common, download, report).await,
        Command::Emulator(emulator) => commands::emulator::run(&emulator, report).await,
        Command::Webhook(webhook) => commands::webhook::run(&common, webhook, report).await,
    }
}

//! `cargo xtask codegen`: the catalogue becomes Rust and documentation.

use clap::Parser;

use crate::catalogue::Catalogue;
use crate::run::{Outcome, Run};
use crate::workspace::{Files, root};
use crate::{emit, rustfmt};

/// Write the Rust code and the model pages from the catalogue.
#[derive(Debug, Parser)]
pub(crate) struct Codegen {
    /// Write nothing; fail when a file is stale or when two runs differ.
    #[arg(long)]
    check: bool,
}

impl Run for Codegen {
    fn run(self) -> Outcome {
        let files = generate()?;
        if self.check {
            if generate()? != files {
                return Err("two runs of the generator differ: it must not depend on order or time".into());
            }
            files.compare(&root(), "codegen")?;
            eprintln!("{} generated files are up to date", files.len());
        } else {
            let changed = files.write(&root())?;
            eprintln!("{} generated files, {changed} changed", files.len());
        }
        Ok(())
    }
}

fn generate() -> Outcome<Files> {
    let catalogue = Catalogue::load(&root())?;
    let mut files = emit::files(&catalogue);
    rustfmt::format_all(&root(), &mut files)?;
    Ok(files)
}

//! The one thing every command can do.

use std::error::Error;

/// A command of this program. Each lives in a file of its own and says on stderr what it did.
pub(crate) trait Run {
    /// Does it; the error is printed and ends the program with a failure.
    fn run(self) -> Outcome;
}

/// How a chore ends.
pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error>>;

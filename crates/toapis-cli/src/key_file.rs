//! The key from a file or from stdin.

use std::fs::{self, Metadata};
use std::io::{self, Read as _};
use std::path::Path;

use crate::failure::Failure;
use crate::report::Report;

/// Reads the key; `-` is stdin. A file that others can read is used with a warning.
///
/// A link or anything else that is no file is refused: whoever may change where it leads could learn which file is read, or
/// have another key used.
pub(crate) fn read(file: &Path) -> Result<String, Failure> {
    if file == Path::new("-") {
        return read_from(io::stdin(), "stdin");
    }
    let name = file.display().to_string();
    let about = fs::symlink_metadata(file).map_err(|error| unreadable(&name, &error.to_string()))?;
    if about.is_symlink() {
        return Err(unreadable(&name, "it is a link; name the file itself"));
    }
    if !about.is_file() {
        return Err(unreadable(&name, "it is no file"));
    }
    if others_can_read(&about) {
        Report::warning(&format!("other users can read the key file {name}; chmod 600 keeps it yours"));
    }
    let opened = fs::File::open(file).map_err(|error| unreadable(&name, &error.to_string()))?;
    read_from(opened, &name)
}

fn read_from(source: impl io::Read, name: &str) -> Result<String, Failure> {
    let mut key = String::new();
    source.take(LONGEST).read_to_string(&mut key).map_err(|error| unreadable(name, &error.to_string()))?;
    Ok(key)
}

fn unreadable(name: &str, why: &str) -> Failure {
    Failure::Usage(format!("the key file {name} cannot be read: {why}"))
}

#[cfg(unix)]
fn others_can_read(about: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    about.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn others_can_read(_: &Metadata) -> bool {
    false
}

/// No key is longer, and no file that is named by mistake should be read to its end.
const LONGEST: u64 = 64 * 1024;

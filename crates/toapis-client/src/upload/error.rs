//! Why a file cannot be uploaded.

use std::path::PathBuf;

use thiserror::Error;

use super::UploadFile;

/// Why a file cannot be uploaded. Nothing of it was sent.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum UploadFileError {
    /// It cannot be opened or read.
    #[error("{} cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A directory, a pipe, a device.
    #[error("{} is not a regular file", path.display())]
    NotAFile {
        /// What was given.
        path: PathBuf,
    },
    /// A symbolic link, where none is wanted.
    #[error("{} is a symbolic link, and links are not followed", path.display())]
    Link {
        /// What was given.
        path: PathBuf,
    },
    /// The file became another one, or was still being written, between the first look at it and its upload.
    #[error("{} changed while it was read: {seen} bytes at first, {read} now", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
        /// How many bytes it had.
        seen: u64,
        /// How many were there to read; the same number when its type is another one.
        read: u64,
    },
    /// No bytes at all.
    #[error("{name} is empty")]
    Empty {
        /// The file's name.
        name: String,
    },
    /// Above the limit of the service.
    #[error("{name} has {size} bytes; the service takes {what} of at most {mega}MB ({limit} bytes). Make it smaller", what = if *.limit > UploadFile::MAX_IMAGE_BYTES { "films" } else { "pictures" }, mega = .limit / 1_000_000)]
    TooLarge {
        /// The file's name.
        name: String,
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: usize,
    },
    /// The bytes are something else, whatever the name says.
    #[error("{name} is neither a JPEG, PNG, WebP or GIF picture nor an MP4, WebM or MOV film: its bytes {}", found.map_or_else(|| "are of no known type, or text".to_owned(), |found| format!("say {found}")))]
    NotSupported {
        /// The file's name.
        name: String,
        /// The media type that the bytes show, if any.
        found: Option<&'static str>,
    },
    /// A `data:` URL, or base64 in its place, that holds no file.
    #[error("the content of a reference cannot be used: {0}")]
    DataUrl(&'static str),
    /// A file where its model wants another kind of file, or none.
    #[error("{field}: {name} cannot stand there: {problem}")]
    Misplaced {
        /// The place in the request, such as `image_urls[0]`.
        field: String,
        /// The file's name.
        name: String,
        /// What is wrong.
        problem: String,
    },
}

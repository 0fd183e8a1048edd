//! Reading a file when it is its turn, piece by piece.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use super::{Digest, Source, UploadFile, UploadFileError, checked, open};

/// A file that is being read. Between two pieces an async client lets others run.
#[derive(Debug)]
pub(crate) struct Loader<'a> {
    file: &'a UploadFile,
    from: From<'a>,
    hash: Sha256,
}

#[derive(Debug)]
enum From<'a> {
    Memory { bytes: Bytes, hashed: usize },
    Disk { open: File, path: &'a Path, bytes: Vec<u8> },
}

/// A file in memory, ready to be sent.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) bytes: Bytes,
    pub(crate) digest: Digest,
}

impl<'a> Loader<'a> {
    /// Opens the file.
    pub(crate) fn open(file: &'a UploadFile) -> Result<Self, UploadFileError> {
        let from = match &file.source {
            Source::Memory(bytes) => From::Memory { bytes: bytes.clone(), hashed: 0 },
            Source::Disk { path, links } => {
                let (open, size) = open(path, *links)?;
                if size != file.size {
                    return Err(changed(path, file.size, size));
                }
                // The form is written around the bytes, in the same memory.
                let capacity = usize::try_from(size).unwrap_or_default() + ROOM_FOR_FORM;
                From::Disk { open, path, bytes: Vec::with_capacity(capacity) }
            }
        };
        Ok(Self { file, from, hash: Sha256::new() })
    }

    /// Reads one more piece; `false` once there is no more.
    pub(crate) fn step(&mut self) -> Result<bool, UploadFileError> {
        match &mut self.from {
            From::Memory { bytes, hashed } => {
                let end = bytes.len().min(*hashed + PIECE);
                self.hash.update(&bytes[*hashed..end]);
                *hashed = end;
                Ok(end < bytes.len())
            }
            From::Disk { open, path, bytes } => {
                let before = bytes.len();
                let unreadable = |source| UploadFileError::Unreadable { path: path.to_path_buf(), source };
                open.take(PIECE as u64).read_to_end(bytes).map_err(unreadable)?;
                self.hash.update(&bytes[before..]);
                // A file that grows without end must not fill the memory.
                Ok(bytes.len() > before && bytes.len() as u64 <= self.file.size)
            }
        }
    }

    /// The whole file, if it still is the one that was looked at first.
    pub(crate) fn finish(self) -> Result<Loaded, UploadFileError> {
        let bytes = match self.from {
            From::Memory { bytes, .. } => bytes,
            From::Disk { path, bytes, .. } => {
                let (seen, read) = (self.file.size, bytes.len() as u64);
                if seen != read || checked(&self.file.name, &bytes, read)? != self.file.media_type {
                    return Err(changed(path, seen, read));
                }
                bytes.into()
            }
        };
        Ok(Loaded { bytes, digest: self.hash.finalize().into() })
    }
}

fn changed(path: &Path, seen: u64, read: u64) -> UploadFileError {
    UploadFileError::Changed { path: path.to_owned(), seen, read }
}

const PIECE: usize = 256 * 1024;

/// More than the heads of a form take around a file name of 255 bytes.
const ROOM_FOR_FORM: usize = 2048;

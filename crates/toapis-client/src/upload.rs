//! A local picture on its way to the service, checked before it travels.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use thiserror::Error;

/// A picture to upload: JPEG, PNG, WebP or GIF by its own bytes, and small enough.
///
/// The whole file is held in memory, at most [`MAX_BYTES`](Self::MAX_BYTES) of it.
#[derive(Clone, PartialEq, Eq)]
pub struct UploadFile {
    name: String,
    media_type: &'static str,
    bytes: Bytes,
}

impl UploadFile {
    /// The largest picture that is sent, in bytes. The documentation says 10MB and not which; this is the smaller reading.
    pub const MAX_BYTES: usize = 10_000_000;

    /// Reads a picture from disk. This blocks for as long as the disk takes.
    ///
    /// # Errors
    ///
    /// When it is no regular file, cannot be read, is empty or too large, or when its bytes are no supported picture.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, UploadFileError> {
        let path = path.as_ref();
        let unreadable = |source| UploadFileError::Unreadable { path: path.to_owned(), source };
        // Asking first keeps us from opening a FIFO, which would block until someone writes to it.
        let metadata = std::fs::metadata(path).map_err(unreadable)?;
        if !metadata.is_file() {
            return Err(UploadFileError::NotAFile { path: path.to_owned() });
        }
        let name =
            path.file_name().map_or_else(|| "image".to_owned(), |name| name.to_string_lossy().into_owned());
        if metadata.len() > Self::MAX_BYTES as u64 {
            return Err(UploadFileError::TooLarge { name, size: metadata.len() });
        }
        let mut bytes = Vec::new();
        // One byte over the limit shows that the file grew meanwhile.
        File::open(path)
            .map_err(unreadable)?
            .take(Self::MAX_BYTES as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
        Self::from_bytes(name, bytes)
    }

    /// Takes a picture from memory. The name is what the service is told; its extension does not matter.
    ///
    /// # Errors
    ///
    /// When it is empty or too large, or when its bytes are no supported picture.
    pub fn from_bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Result<Self, UploadFileError> {
        let (name, bytes) = (name.into(), bytes.into());
        if bytes.is_empty() {
            return Err(UploadFileError::Empty { name });
        }
        if bytes.len() > Self::MAX_BYTES {
            return Err(UploadFileError::TooLarge { name, size: bytes.len() as u64 });
        }
        let found = infer::get(&bytes).map(|kind| kind.mime_type());
        match found {
            Some(media_type @ ("image/jpeg" | "image/png" | "image/webp" | "image/gif")) => {
                Ok(Self { name, media_type, bytes })
            }
            found => Err(UploadFileError::NotAPicture { name, found }),
        }
    }

    /// The file name that the service is told.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The media type, from the bytes: `image/jpeg`, `image/png`, `image/webp` or `image/gif`.
    pub fn media_type(&self) -> &'static str {
        self.media_type
    }

    /// The bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}

impl std::fmt::Debug for UploadFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { name, media_type, bytes } = self;
        write!(f, "UploadFile({name:?}, {media_type}, {} bytes)", bytes.len())
    }
}

/// Why a file cannot be uploaded.
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
    /// No bytes at all.
    #[error("{name} is empty")]
    Empty {
        /// The file's name.
        name: String,
    },
    /// Above the limit of the service.
    #[error("{name} has {size} bytes; the service takes pictures of at most 10MB ({max} bytes). Save it smaller, for example as JPEG", max = UploadFile::MAX_BYTES)]
    TooLarge {
        /// The file's name.
        name: String,
        /// Its size in bytes.
        size: u64,
    },
    /// The bytes are something else, whatever the name says.
    #[error("{name} is not a JPEG, PNG, WebP or GIF picture: its bytes {}", found.map_or_else(|| "are of no known type, or text".to_owned(), |found| format!("say {found}")))]
    NotAPicture {
        /// The file's name.
        name: String,
        /// The media type that the bytes show, if any.
        found: Option<&'static str>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

    #[test]
    fn u04_the_bytes_decide_not_the_name() {
        assert_eq!(UploadFile::from_bytes("photo.jpg", PNG).unwrap().media_type(), "image/png");
        for (bytes, shown) in [
            (&b"just text"[..], "text"),
            (b"<svg xmlns=\"x\"/>", "JPEG, PNG"),
            (b"%PDF-1.7", "application/pdf"),
        ] {
            let error = UploadFile::from_bytes("notes.png", bytes).unwrap_err().to_string();
            assert!(error.contains("notes.png is not") && error.contains(shown), "{error}");
        }
    }

    #[test]
    fn u01_the_limit_is_exact() {
        let mut bytes = PNG.to_vec();
        bytes.resize(10_000_000, 0);
        assert!(UploadFile::from_bytes("a.png", bytes.clone()).is_ok());
        bytes.push(0);
        let error = UploadFile::from_bytes("a.png", bytes).unwrap_err();
        assert!(error.to_string().contains("10000001 bytes"), "{error}");
    }

    #[test]
    fn u02_what_is_no_file_is_refused_before_it_is_opened() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(UploadFile::from_path(dir.path()), Err(UploadFileError::NotAFile { .. })));
        assert!(matches!(
            UploadFile::from_path(dir.path().join("none.png")),
            Err(UploadFileError::Unreadable { .. })
        ));
        std::fs::write(dir.path().join("empty.png"), b"").unwrap();
        assert!(matches!(
            UploadFile::from_path(dir.path().join("empty.png")),
            Err(UploadFileError::Empty { .. })
        ));
        #[cfg(unix)]
        assert!(matches!(UploadFile::from_path("/dev/zero"), Err(UploadFileError::NotAFile { .. })));
    }
}

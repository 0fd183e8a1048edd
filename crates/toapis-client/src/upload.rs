//! A local picture or film on its way to the service, checked before it travels.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use thiserror::Error;

/// A file to upload: a picture (JPEG, PNG, WebP, GIF) or a film (MP4, WebM, MOV) by its own bytes, and small enough.
///
/// The whole file is held in memory.
#[derive(Clone, PartialEq, Eq)]
pub struct UploadFile {
    name: String,
    media_type: &'static str,
    bytes: Bytes,
}

impl UploadFile {
    /// The largest picture that is sent, in bytes. The documentation says 10MB and not which; this is the smaller reading
    /// (`uploads/images`).
    pub const MAX_IMAGE_BYTES: usize = 10_000_000;

    /// The largest film that is sent, in bytes; 50MB in the documentation (`uploads/videos`).
    pub const MAX_VIDEO_BYTES: usize = 50_000_000;

    /// Reads a picture or a film from disk. This blocks for as long as the disk takes.
    ///
    /// # Errors
    ///
    /// When it is no regular file, cannot be read, is empty or too large, or when its bytes are of no supported type.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, UploadFileError> {
        let path = path.as_ref();
        let unreadable = |source| UploadFileError::Unreadable { path: path.to_owned(), source };
        // Asking first keeps us from opening a FIFO, which would block until someone writes to it.
        let metadata = std::fs::metadata(path).map_err(unreadable)?;
        if !metadata.is_file() {
            return Err(UploadFileError::NotAFile { path: path.to_owned() });
        }
        let name =
            path.file_name().map_or_else(|| "file".to_owned(), |name| name.to_string_lossy().into_owned());
        let file = File::open(path).map_err(unreadable)?;
        let mut bytes = Vec::new();
        // One byte over the limit shows that the file is larger, without reading all of it.
        file.take(Self::MAX_VIDEO_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        Self::checked(name, bytes.into(), metadata.len())
    }

    /// Takes a picture or a film from memory. The name is what the service is told; its extension does not matter.
    ///
    /// # Errors
    ///
    /// When it is empty or too large, or when its bytes are of no supported type.
    pub fn from_bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Result<Self, UploadFileError> {
        let bytes = bytes.into();
        let size = bytes.len() as u64;
        Self::checked(name.into(), bytes, size)
    }

    /// `size` is that of the file on disk, of which no more is in memory than shows that it is too large.
    fn checked(name: String, bytes: Bytes, size: u64) -> Result<Self, UploadFileError> {
        if bytes.is_empty() {
            return Err(UploadFileError::Empty { name });
        }
        let found = infer::get(&bytes).map(|kind| kind.mime_type());
        let (media_type, limit) = match found {
            Some(image @ ("image/jpeg" | "image/png" | "image/webp" | "image/gif")) => {
                (image, Self::MAX_IMAGE_BYTES)
            }
            // The brand of an MP4 decides what infer calls it; the service knows one word for all of them.
            Some("video/mp4" | "video/x-m4v") => ("video/mp4", Self::MAX_VIDEO_BYTES),
            Some(video @ ("video/webm" | "video/quicktime")) => (video, Self::MAX_VIDEO_BYTES),
            found => return Err(UploadFileError::NotSupported { name, found }),
        };
        if bytes.len() > limit {
            return Err(UploadFileError::TooLarge { name, size: size.max(bytes.len() as u64), limit });
        }
        Ok(Self { name, media_type, bytes })
    }

    /// Where it is posted to.
    pub(crate) fn path(&self) -> &'static str {
        if self.media_type.starts_with("video/") { "/v1/uploads/videos" } else { "/v1/uploads/images" }
    }

    /// The file name that the service is told.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The media type, from the bytes: `image/jpeg`, `image/png`, `image/webp`, `image/gif`, `video/mp4`, `video/webm` or
    /// `video/quicktime`.
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
            assert!(error.contains("notes.png is neither") && error.contains(shown), "{error}");
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
    fn u01_films_may_be_larger_than_pictures() {
        let mut bytes = b"\0\0\0\x18ftypisom\0\0\0\0".to_vec();
        bytes.resize(50_000_000, 0);
        let file = UploadFile::from_bytes("clip.mov", bytes.clone()).unwrap();
        assert_eq!((file.media_type(), file.path()), ("video/mp4", "/v1/uploads/videos"));
        bytes.push(0);
        let error = UploadFile::from_bytes("clip.mov", bytes).unwrap_err().to_string();
        assert!(error.contains("50000001 bytes") && error.contains("films of at most 50MB"), "{error}");
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

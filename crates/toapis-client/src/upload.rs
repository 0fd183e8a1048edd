//! A picture or film on its way to the service, checked before it travels.

mod drive;
mod error;
mod load;
mod media;
mod shared;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;

pub use self::error::UploadFileError;
pub(crate) use self::load::{Loaded, Loader};
use self::media::{HEAD, check_size, media_type};
pub(crate) use self::shared::{Digest, Uploads};

/// A file to upload: a picture (JPEG, PNG, WebP, GIF) or a film (MP4, WebM, MOV) by its own bytes, and small enough.
///
/// One from a path is looked at now and read when it is its turn, so that a hundred of them take the memory of those under
/// way. It is sent byte by byte as it is: nothing is decoded or encoded anew, so a mask stays the mask it was.
#[derive(Clone, PartialEq, Eq)]
pub struct UploadFile {
    name: String,
    media_type: &'static str,
    size: u64,
    source: Source,
}

/// Where the bytes are.
#[derive(Clone, PartialEq, Eq)]
enum Source {
    Memory(Bytes),
    Disk { path: PathBuf, links: Links },
}

/// Whether a path may be a symbolic link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Links {
    Follow,
    Refuse,
}

impl UploadFile {
    /// The largest picture that is sent, in bytes. The documentation says 10MB and not which; this is the smaller reading
    /// (`uploads/images`).
    pub const MAX_IMAGE_BYTES: usize = 10_000_000;

    /// The largest film that is sent, in bytes; 50MB in the documentation (`uploads/videos`).
    pub const MAX_VIDEO_BYTES: usize = 50_000_000;

    /// Takes a picture or a film from disk. Its size and its first bytes are looked at now, with blocking calls; the rest
    /// is read when it is uploaded, and checked again. Symbolic links are followed.
    ///
    /// # Errors
    ///
    /// When it is no regular file, cannot be read, is empty or too large, or when its bytes are of no supported type.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, UploadFileError> {
        Self::on_disk(path.as_ref(), Links::Follow)
    }

    /// As [`from_path`](Self::from_path), but a path that is itself a symbolic link is refused, now and when it is read.
    /// Links in the directories above it are followed.
    ///
    /// # Errors
    ///
    /// As there, and [`UploadFileError::Link`].
    pub fn from_path_no_link(path: impl AsRef<Path>) -> Result<Self, UploadFileError> {
        Self::on_disk(path.as_ref(), Links::Refuse)
    }

    /// Takes a picture or a film from memory. The name is what the service is told; its extension does not matter.
    ///
    /// # Errors
    ///
    /// When it is empty or too large, or when its bytes are of no supported type.
    pub fn from_bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Result<Self, UploadFileError> {
        let (name, bytes) = (name.into(), bytes.into());
        let size = bytes.len() as u64;
        let media_type = checked(&name, &bytes, size)?;
        Ok(Self { name, media_type, size, source: Source::Memory(bytes) })
    }

    /// Takes a picture or a film from a `data:` URL, such as `data:image/png;base64,iVBOR…`. The bytes decide on the type,
    /// whatever the URL says.
    ///
    /// # Errors
    ///
    /// [`UploadFileError::DataUrl`] when it is no `data:` URL with base64 in it; otherwise as for
    /// [`from_bytes`](Self::from_bytes).
    pub fn from_data_url(url: &str) -> Result<Self, UploadFileError> {
        let head = url.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("data:"));
        let content = head.and_then(|_| url[5..].split_once(','));
        let (_, base64) = content
            .filter(|(about, _)| about.to_ascii_lowercase().ends_with(";base64"))
            .ok_or(UploadFileError::DataUrl("it is no data: URL with base64 in it"))?;
        Self::from_base64(base64)
    }

    /// Takes a picture or a film that is written as base64, in either alphabet, with or without padding.
    pub(crate) fn from_base64(text: &str) -> Result<Self, UploadFileError> {
        // Four characters hold three bytes, and there may be line ends between them.
        if text.len() > 2 * Self::MAX_VIDEO_BYTES {
            return Err(UploadFileError::DataUrl("it is larger than any file that the service takes"));
        }
        let compact: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        let alphabet = if compact.iter().any(|byte| matches!(byte, b'-' | b'_')) {
            &alphabet::URL_SAFE
        } else {
            &alphabet::STANDARD
        };
        let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        let bytes = GeneralPurpose::new(alphabet, config)
            .decode(compact)
            .map_err(|_| UploadFileError::DataUrl("its base64 cannot be decoded"))?;
        let mut file = Self::from_bytes("the data: URL", bytes)?;
        file.name = format!("reference.{}", file.extension());
        Ok(file)
    }

    /// Takes a picture or a film from a reader, to its end, with blocking calls. The bytes are held in memory: nothing can
    /// be known of them before they are read, and an upload may have to be repeated. No more is read than shows that it is
    /// too large.
    ///
    /// # Errors
    ///
    /// As for [`from_bytes`](Self::from_bytes), and [`UploadFileError::Unreadable`] with the name as its path.
    pub fn from_reader(name: impl Into<String>, reader: impl Read) -> Result<Self, UploadFileError> {
        let name = name.into();
        let mut bytes = Vec::new();
        let read = reader.take(Self::MAX_VIDEO_BYTES as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|source| UploadFileError::Unreadable { path: PathBuf::from(&name), source })?;
        Self::from_bytes(name, bytes)
    }

    pub(crate) fn on_disk(path: &Path, links: Links) -> Result<Self, UploadFileError> {
        let (file, size) = open(path, links)?;
        let name =
            path.file_name().map_or_else(|| "file".to_owned(), |name| name.to_string_lossy().into_owned());
        let mut head = Vec::with_capacity(HEAD);
        let unreadable = |source| UploadFileError::Unreadable { path: path.to_owned(), source };
        file.take(HEAD as u64).read_to_end(&mut head).map_err(unreadable)?;
        let media_type = checked(&name, &head, size)?;
        Ok(Self { name, media_type, size, source: Source::Disk { path: path.to_owned(), links } })
    }

    /// Where it is posted to.
    pub(crate) fn endpoint(&self) -> &'static str {
        if self.is_film() { "/v1/uploads/videos" } else { "/v1/uploads/images" }
    }

    pub(crate) fn is_film(&self) -> bool {
        self.media_type.starts_with("video/")
    }

    /// The usual file extension of its type.
    pub(crate) fn extension(&self) -> &'static str {
        match self.media_type {
            "image/jpeg" => "jpg",
            "video/quicktime" => "mov",
            other => other.rsplit('/').next().unwrap_or_default(),
        }
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

    /// The size in bytes, as it was when this was made.
    pub fn size(&self) -> u64 {
        self.size
    }
}

impl std::fmt::Debug for UploadFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { name, media_type, size, .. } = self;
        write!(f, "UploadFile({name:?}, {media_type}, {size} bytes)")
    }
}

/// Judges a file by its first bytes and its size.
fn checked(name: &str, head: &[u8], size: u64) -> Result<&'static str, UploadFileError> {
    if size == 0 {
        return Err(UploadFileError::Empty { name: name.to_owned() });
    }
    let media_type =
        media_type(head).map_err(|found| UploadFileError::NotSupported { name: name.to_owned(), found })?;
    check_size(name, media_type, size)?;
    Ok(media_type)
}

/// Opens a regular file, and says how long it is.
fn open(path: &Path, links: Links) -> Result<(File, u64), UploadFileError> {
    let unreadable = |source| UploadFileError::Unreadable { path: path.to_owned(), source };
    let seen = match links {
        Links::Follow => std::fs::metadata(path).map_err(unreadable)?,
        Links::Refuse => std::fs::symlink_metadata(path).map_err(unreadable)?,
    };
    if seen.is_symlink() {
        return Err(UploadFileError::Link { path: path.to_owned() });
    }
    // Asking before opening keeps us from a FIFO, where opening would block until someone writes to it.
    let not_a_file = || UploadFileError::NotAFile { path: path.to_owned() };
    if !seen.is_file() {
        return Err(not_a_file());
    }
    let file = File::open(path).map_err(unreadable)?;
    let opened = file.metadata().map_err(unreadable)?;
    if !opened.is_file() {
        return Err(not_a_file());
    }
    if links == Links::Refuse && !is_same(&seen, &opened) {
        return Err(UploadFileError::Link { path: path.to_owned() });
    }
    Ok((file, opened.len()))
}

/// Whether what was opened is what was looked at, and not what a link put there meanwhile leads to.
#[cfg(unix)]
fn is_same(seen: &std::fs::Metadata, opened: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    (seen.dev(), seen.ino()) == (opened.dev(), opened.ino())
}

#[cfg(not(unix))]
fn is_same(_: &std::fs::Metadata, _: &std::fs::Metadata) -> bool {
    true
}

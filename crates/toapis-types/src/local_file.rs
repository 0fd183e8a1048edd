//! A file on this machine, as a reference in a request.

use std::fmt::{self, Write as _};
use std::hash::{BuildHasher as _, RandomState};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::{Serialize, Serializer};
use serde_json::Value;

/// A picture or film on this machine, where a request takes the URL of one.
///
/// It turns into a text, so it goes wherever a URL goes: into the setters of the typed builders, into the open requests, and
/// into JSON. The service cannot read it: a client uploads the file and puts its URL in place of this text before it sends
/// the request, and [`catalog::check`](crate::catalog::check) names it. Nothing is read here.
///
/// The text carries a mark that only this process knows. A reference that comes from somebody else, such as
/// `file:///home/me/private.png` in a form on the web, is therefore never taken for a file that the program itself named.
/// A request that is stored keeps the path, but another process has to mark it again.
///
/// ```
/// use toapis_types::LocalFile;
///
/// let text = String::from(LocalFile::new("photos/a cat.jpg"));
/// assert!(text.starts_with("file:photos/a%20cat.jpg?"));
/// assert_eq!(LocalFile::from_reference(&text), Some(LocalFile::new("photos/a cat.jpg")));
/// assert_eq!(LocalFile::from_reference("file:photos/a%20cat.jpg"), None); // nobody here said so
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LocalFile {
    path: PathBuf,
}

impl LocalFile {
    /// The file at a path, which may be relative to the current directory.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The file that a reference in a request stands for; `None` for URLs, and for whatever was not marked by this process.
    pub fn from_reference(text: &str) -> Option<Self> {
        let (place, mark) = text.strip_prefix(SCHEME)?.rsplit_once(MARK)?;
        (mark == own_mark()).then(|| decode(place)).flatten().map(|path| Self { path })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// The text that stands for it in a request.
impl fmt::Display for LocalFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}{}{MARK}{}", encode(&self.path), own_mark())
    }
}

impl From<LocalFile> for String {
    fn from(file: LocalFile) -> Self {
        file.to_string()
    }
}

impl From<LocalFile> for Value {
    fn from(file: LocalFile) -> Self {
        Self::String(file.to_string())
    }
}

impl Serialize for LocalFile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

const SCHEME: &str = "file:";
const MARK: &str = "?local=";

/// A random number of this process. The seeds of the standard library's hash maps are secret for the same reason.
fn own_mark() -> &'static str {
    static MARK: OnceLock<String> = OnceLock::new();
    MARK.get_or_init(|| {
        let word = || RandomState::new().hash_one("a local file of this process");
        format!("{:016x}{:016x}", word(), word())
    })
}

fn encode(path: &Path) -> String {
    let mut text = String::new();
    for byte in bytes_of(path).iter().copied() {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

fn decode(text: &str) -> Option<PathBuf> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        let value = digit(rest.next())? * 16 + digit(rest.next())?;
        bytes.push(u8::try_from(value).ok()?);
    }
    path_of(bytes)
}

#[cfg(unix)]
fn bytes_of(path: &Path) -> std::borrow::Cow<'_, [u8]> {
    use std::os::unix::ffi::OsStrExt as _;

    path.as_os_str().as_bytes().into()
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere not every path can be read")]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt as _;

    Some(std::ffi::OsString::from_vec(bytes).into())
}

/// A path that is no Unicode cannot be written here; opening what is left of it says so.
#[cfg(not(unix))]
fn bytes_of(path: &Path) -> std::borrow::Cow<'_, [u8]> {
    path.to_string_lossy().into_owned().into_bytes().into()
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn u14_any_path_survives_the_way_through_a_request() {
        for path in ["photo.jpg", "/tmp/a b/ü?x=%20#1.png", "C:\\pictures\\a.png", "?local=", "", "../a"] {
            let text = LocalFile::new(path).to_string();
            assert!(text.is_ascii() && !text.contains(' '), "{text}");
            assert_eq!(LocalFile::from_reference(&text).unwrap().path(), Path::new(path));
        }
    }

    #[cfg(unix)]
    #[test]
    fn u14_a_path_that_is_no_text_survives_as_well() {
        let path = path_of(vec![b'/', 0xff, b'%', b'a']).unwrap();
        let text = LocalFile::new(&path).to_string();
        assert_eq!(LocalFile::from_reference(&text).unwrap().path(), path);
    }

    #[test]
    fn u14_what_somebody_else_wrote_is_no_local_file() {
        let forged = format!("file:/etc/passwd?local={}", "0".repeat(32));
        for text in
            ["/etc/passwd", "file:/etc/passwd", "file:///etc/passwd?local=", "https://e.com/a.png", &forged]
        {
            assert_eq!(LocalFile::from_reference(text), None, "{text}");
        }
    }
}

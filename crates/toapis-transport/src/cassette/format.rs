//! A cassette as a whole, in memory and on disk.

use std::error::Error;
use std::fmt;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::exchange::{BodyPart, Exchange, header_of};
use super::layout::{self, Tokens};
use super::scrub::{REDACTED, has_key, is_secret_header};

/// Recorded exchanges; see the [module](super) for what is in them and what is not.
///
/// `Display`, [`to_json`](Self::to_json) and the files hold the same JSON. Fields can be edited by hand; unknown ones are refused.
#[derive(Clone, Debug, Default)]
pub struct Cassette {
    pub(super) exchanges: Vec<Exchange>,
    pub(super) path: Option<PathBuf>,
}

impl Cassette {
    /// Reads a cassette from a file.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is no cassette, or holds something that looks like a key.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, CassetteError> {
        let path = path.as_ref();
        let failed = |reason| CassetteError { path: Some(path.to_owned()), reason };
        let text = std::fs::read_to_string(path).map_err(|error| failed(Reason::Io(error)))?;
        let mut cassette = Self::from_json(&text).map_err(|error| failed(error.reason))?;
        cassette.path = Some(path.to_owned());
        Ok(cassette)
    }

    /// Reads a cassette from JSON text.
    ///
    /// # Errors
    ///
    /// The text is no cassette, or holds something that looks like a key.
    pub fn from_json(text: &str) -> Result<Self, CassetteError> {
        if let Some(line) = text.lines().position(|line| has_key(line.as_bytes())) {
            return Err(Reason::Secret(format!("line {}", line + 1)).into());
        }
        let file: File = serde_json::from_str(text).map_err(|error| Reason::Format(error.to_string()))?;
        if file.format != FORMAT {
            return Err(Reason::Format(format!("the format is {:?}, not {FORMAT:?}", file.format)).into());
        }
        for (index, exchange) in file.exchanges.iter().enumerate() {
            check(exchange).map_err(|wrong| wrong.of(index + 1))?;
        }
        if let Some((_, at)) = Tokens::new(text).find(|(token, _)| hides_key(token)) {
            let line = text.get(..at).unwrap_or_default().lines().count().max(1);
            return Err(Reason::Secret(format!("line {line}")).into());
        }
        Ok(Self { exchanges: file.exchanges, path: None })
    }

    /// The cassette as JSON text, laid out for people.
    pub fn to_json(&self) -> String {
        let file = FileRef { format: FORMAT, exchanges: &self.exchanges };
        // Strings, numbers and JSON that was read as such can always be written.
        layout::pretty(&serde_json::to_string(&file).unwrap_or_default())
    }

    /// Writes the cassette to a file in one step: whoever reads it sees the old or the new one. Missing directories are
    /// made.
    ///
    /// # Errors
    ///
    /// The file cannot be written, or the cassette holds something that looks like a key; then nothing is written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), CassetteError> {
        let path = path.as_ref();
        let text = self.to_json();
        // The same check as for loading, so that no file is written that cannot be used.
        Self::from_json(&text).map_err(|error| CassetteError { path: Some(path.to_owned()), ..error })?;
        write(path, text.as_bytes())
            .map_err(|error| CassetteError { path: Some(path.to_owned()), reason: Reason::Io(error) })
    }

    /// How many exchanges there are.
    pub fn len(&self) -> usize {
        self.exchanges.len()
    }

    /// Whether there is no exchange.
    pub fn is_empty(&self) -> bool {
        self.exchanges.is_empty()
    }
}

impl fmt::Display for Cassette {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json())
    }
}

fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(directory)?;
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// Why one exchange cannot be used.
enum Wrong {
    Format(String),
    Secret(&'static str),
}

impl Wrong {
    fn of(self, number: usize) -> Reason {
        match self {
            Self::Format(what) => Reason::Format(format!("exchange {number}: {what}")),
            Self::Secret(place) => Reason::Secret(format!("{place} of exchange {number}")),
        }
    }
}

/// What the text alone does not show.
fn check(exchange: &Exchange) -> Result<(), Wrong> {
    let request = &exchange.request;
    http::Method::from_bytes(request.method.as_bytes()).map_err(|error| Wrong::Format(error.to_string()))?;
    request.url.parse::<http::Uri>().map_err(|error| Wrong::Format(format!("its url: {error}")))?;
    check_headers(&request.headers, "a header of the request")?;
    check_body(request.body.as_ref(), "the body of the request")?;
    if exchange.answer.is_some() && exchange.error.is_some() {
        return Err(Wrong::Format("it has both an answer and an error".into()));
    }
    if let Some(answer) = &exchange.answer {
        http::StatusCode::from_u16(answer.status).map_err(|error| Wrong::Format(error.to_string()))?;
        check_headers(&answer.headers, "a header of the answer")?;
        check_body(answer.body.as_ref(), "the body of the answer")?;
    }
    let errors = [&exchange.error, &exchange.answer.as_ref().and_then(|answer| answer.broken.clone())];
    errors.into_iter().flatten().try_for_each(|error| check_body(error.partial.as_ref(), "an error"))
}

fn check_headers(headers: &[String], place: &'static str) -> Result<(), Wrong> {
    for header in headers {
        let (name, value) = header_of(header).map_err(Wrong::Format)?;
        if is_secret_header(&name, &value) && value != REDACTED {
            return Err(Wrong::Secret(place));
        }
    }
    Ok(())
}

/// Base64 hides a key from whoever reads the text.
fn check_body(body: Option<&BodyPart>, place: &'static str) -> Result<(), Wrong> {
    let Some(body) = body else { return Ok(()) };
    let bytes = body.bytes().map_err(|what| Wrong::Format(format!("{place}: {what}")))?;
    if has_key(&bytes) { Err(Wrong::Secret(place)) } else { Ok(()) }
}

/// Escapes do too.
fn hides_key(token: &str) -> bool {
    let escaped = token.starts_with('"') && token.contains('\\');
    escaped && serde_json::from_str::<String>(token).is_ok_and(|text| has_key(text.as_bytes()))
}

const FORMAT: &str = "toapis-cassette/1";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    exchanges: Vec<Exchange>,
}

#[derive(Serialize)]
struct FileRef<'a> {
    format: &'a str,
    exchanges: &'a [Exchange],
}

/// A cassette that cannot be read, written or used. It never shows what is in the cassette.
#[derive(Debug)]
pub struct CassetteError {
    path: Option<PathBuf>,
    reason: Reason,
}

impl CassetteError {
    /// Whether the cassette holds something that looks like a key. Whoever can read the file may have it: replace that
    /// key, then record anew.
    pub fn is_secret(&self) -> bool {
        matches!(self.reason, Reason::Secret(_))
    }
}

#[derive(Debug)]
pub(super) enum Reason {
    Io(io::Error),
    Format(String),
    Secret(String),
}

impl From<Reason> for CassetteError {
    fn from(reason: Reason) -> Self {
        Self { path: None, reason }
    }
}

impl fmt::Display for CassetteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "the cassette {}: ", path.display())?,
            None => f.write_str("the cassette: ")?,
        }
        match &self.reason {
            Reason::Io(error) => write!(f, "{error}"),
            Reason::Format(what) => write!(f, "not readable: {what}"),
            Reason::Secret(place) => {
                write!(f, "{place} holds something that looks like a key; replace that key, and record anew")
            }
        }
    }
}

impl Error for CassetteError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.reason {
            Reason::Io(error) => Some(error),
            Reason::Format(_) | Reason::Secret(_) => None,
        }
    }
}

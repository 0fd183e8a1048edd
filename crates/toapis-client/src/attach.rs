//! The files in a request: local files and inline data, which are uploaded before the request is sent, and whose URLs then
//! stand in their place.

use serde_json::Value;
use toapis_types::catalog::{self, Field, Media, ModelEntry, Operation, Severity};
use toapis_types::{LocalFile, Upload};

use crate::error::Error;
use crate::upload::{Links, UploadFile, UploadFileError};

/// A file that stands in a request where the service wants a URL.
#[derive(Clone, Debug)]
pub(crate) struct Attachment {
    /// Where its URL goes, as a JSON pointer.
    pointer: String,
    pub(crate) file: UploadFile,
    pub(crate) uploaded: Option<Upload>,
}

/// Takes the files out of a body, and puts a URL in the place of each that has the form of the one to come.
///
/// A file that the program marked as its own is taken wherever the page of the model does not speak against it, so that
/// models and fields that the catalogue does not know can have files as well. Data in place of a URL is taken where the
/// page wants a picture or a film, and elsewhere if it says that it is one.
///
/// # Errors
///
/// When a file cannot be uploaded, or, with `check`, is not of the kind or the size that the page of the model wants.
pub(crate) fn take_files(
    operation: Operation,
    body: &mut Value,
    links: Links,
    check: bool,
) -> Result<Vec<Attachment>, Error> {
    if !has_any(body) {
        return Ok(Vec::new());
    }
    let fields = Fields::of(operation, body);
    let mut found = Vec::new();
    walk(body, &Place::default(), &mut |place, text| {
        let field = fields.at(&place.general);
        match file_in(text, place, field, links) {
            Ok(Some(file)) => found.push(Ok((place.clone(), file, field))),
            Ok(None) => {}
            Err(error) => found.push(Err(error)),
        }
    });
    let mut attachments = Vec::new();
    for found in found {
        let (place, file, field) = found?;
        if let Some(field) = field.filter(|_| check) {
            fits(&place, &file, field)?;
        }
        let stand_in =
            format!("https://files.toapis.com/uploads/file-{}.{}", attachments.len(), file.extension());
        let attachment = Attachment { pointer: place.pointer, file, uploaded: None };
        attachment.put(body, stand_in);
        attachments.push(attachment);
    }
    Ok(attachments)
}

impl Attachment {
    /// Notes that it was uploaded, and puts its URL into the body.
    pub(crate) fn is_at(&mut self, upload: Upload, body: &mut Value) {
        self.put(body, upload.url.clone());
        self.uploaded = Some(upload);
    }

    fn put(&self, body: &mut Value, url: String) {
        if let Some(slot) = body.pointer_mut(&self.pointer) {
            *slot = url.into();
        }
    }
}

/// The file that a text in a body stands for.
fn file_in(
    text: &str,
    place: &Place,
    field: Option<&'static Field>,
    links: Links,
) -> Result<Option<UploadFile>, UploadFileError> {
    let takes_files = field.is_none_or(|field| matches!(field.media, Some(Media::Image | Media::Video)));
    if let Some(local) = LocalFile::from_reference(text) {
        if let Some(field) = field.filter(|_| !takes_files) {
            let problem = match field.media {
                Some(Media::Audio) => "the service has no upload for sound, put the file at a public URL",
                _ => "this field takes no files",
            };
            return Err(place.refuse(&local.path().to_string_lossy(), problem));
        }
        return UploadFile::on_disk(local.path(), links).map(Some);
    }
    let text = text.trim();
    let says = |start: &str| head_is(text, start);
    if !takes_files {
        Ok(None)
    } else if says("data:image/") || says("data:video/") || (field.is_some() && says("data:")) {
        UploadFile::from_data_url(text).map(Some)
    } else if field.is_some() && text.len() >= SHORTEST_BASE64 && !text.contains(':') {
        // Bare base64. Whatever else it is, it stays where it is for the check to name.
        Ok(UploadFile::from_base64(text).ok())
    } else {
        Ok(None)
    }
}

/// What the page says about the files of a field, apart from the URL.
fn fits(place: &Place, file: &UploadFile, field: &Field) -> Result<(), UploadFileError> {
    match field.media {
        Some(Media::Image) if file.is_film() => {
            return Err(
                place.refuse(file.name(), &format!("it is {}, a picture is wanted", file.media_type()))
            );
        }
        Some(Media::Video) if !file.is_film() => {
            return Err(place.refuse(file.name(), &format!("it is {}, a film is wanted", file.media_type())));
        }
        _ => {}
    }
    match field.max_bytes {
        Some(most) if file.size() > most && field.severity == Severity::Error => {
            Err(place.refuse(file.name(), &format!("it has {} bytes, at most {most} are taken", file.size())))
        }
        _ => Ok(()),
    }
}

/// The fields that the pages of the model know.
struct Fields(Vec<&'static Field>);

impl Fields {
    fn of(operation: Operation, body: &Value) -> Self {
        let model = body["model"].as_str().unwrap_or_default();
        let entry = catalog::find_for(operation, model);
        let entries = entry.into_iter().flat_map(|entry| std::iter::once(entry).chain(entry.also()));
        Self(entries.flat_map(ModelEntry::fields).collect())
    }

    fn at(&self, general: &str) -> Option<&'static Field> {
        let is_here = |field: &&&'static Field| {
            let Some(rest) = general.strip_prefix(field.at) else { return false };
            let entry = rest.strip_prefix("[]").filter(|_| field.shape.is_list()).unwrap_or(rest);
            let is_key = |rest: &str| rest.strip_prefix('.').is_some_and(|key| key == field.object_key);
            entry.is_empty() || (!field.object_key.is_empty() && is_key(entry))
        };
        self.0.iter().find(is_here).copied()
    }
}

/// Where a text stands.
#[derive(Clone, Default)]
struct Place {
    /// `/metadata/image_list/0/image_url`
    pointer: String,
    /// `metadata.image_list[0].image_url`
    exact: String,
    /// `metadata.image_list[].image_url`
    general: String,
}

impl Place {
    fn key(&self, key: &str) -> Self {
        let join = |place: &str| if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
        Self {
            pointer: format!("{}/{}", self.pointer, key.replace('~', "~0").replace('/', "~1")),
            exact: join(&self.exact),
            general: join(&self.general),
        }
    }

    fn entry(&self, index: usize) -> Self {
        Self {
            pointer: format!("{}/{index}", self.pointer),
            exact: format!("{}[{index}]", self.exact),
            general: format!("{}[]", self.general),
        }
    }

    fn refuse(&self, name: &str, problem: &str) -> UploadFileError {
        UploadFileError::Misplaced {
            field: self.exact.clone(),
            name: name.to_owned(),
            problem: problem.to_owned(),
        }
    }
}

/// Whether some text looks like a file at all. Most requests have none, and pay no more than this.
fn has_any(value: &Value) -> bool {
    match value {
        Value::String(text) => {
            let says = |start: &str| head_is(text.trim_start(), start);
            says("file:") || says("data:") || (text.len() >= SHORTEST_BASE64 && !text.contains([' ', ':']))
        }
        Value::Array(entries) => entries.iter().any(has_any),
        Value::Object(fields) => fields.values().any(has_any),
        _ => false,
    }
}

/// Whether a text begins like this, in any letter case.
fn head_is(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Visits every text of a body, in order.
fn walk(value: &Value, place: &Place, visit: &mut impl FnMut(&Place, &str)) {
    match value {
        Value::String(text) => visit(place, text),
        Value::Array(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                walk(entry, &place.entry(index), visit);
            }
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                walk(value, &place.key(key), visit);
            }
        }
        _ => {}
    }
}

/// Shorter runs of letters are words.
const SHORTEST_BASE64: usize = 128;

//! Where the result is: one finder for every place a gateway has been seen putting it.

use std::collections::HashSet;
use std::fmt;

use serde_json::{Map, Value};

use crate::raw::RawObject;

/// One file of a finished task. `Debug` shows no query of its URL, which may hold a signature, and only the names in
/// [`raw`](Self::raw).
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Output {
    /// Where the bytes are.
    pub source: OutputSource,
    /// The file format as the service names it (`png`, `mp4`); often missing, and never to be trusted over the bytes.
    pub format: Option<String>,
    /// What role the file plays in the result.
    pub role: OutputRole,
    /// The item as it was sent, for fields such as `z_index`, `bounding_box`, `name` and `description`; inline bytes are
    /// left out. Shared by all files that one item lists, so that a long list is not copied for each of its entries.
    pub raw: RawObject,
}

impl Output {
    /// The URL, unless the bytes came inline.
    pub fn url(&self) -> Option<&str> {
        match &self.source {
            OutputSource::Url(url) => Some(url),
            OutputSource::Base64(_) => None,
        }
    }

    /// A file of which nothing is known but its URL.
    fn bare(url: String, role: OutputRole) -> Self {
        Self { source: OutputSource::Url(url), format: None, role, raw: RawObject::default() }
    }

    /// A file that was asked for, from an item that says nothing else of it.
    pub(crate) fn plain(url: &str, format: Option<&str>, raw: RawObject) -> Self {
        Self {
            source: OutputSource::Url(url.to_owned()),
            format: format.map(str::to_owned),
            role: OutputRole::Main,
            raw,
        }
    }
}

/// Where the bytes of an [`Output`] are. `Debug` shows neither the query of a URL nor inline bytes.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum OutputSource {
    /// A public URL that stops working at [`Task::expires_at`](crate::Task::expires_at), 24 hours after completion.
    Url(String),
    /// Base64 text inside of the answer (`b64_json`), an older form of the endpoint.
    Base64(String),
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Output")
            .field("source", &self.source)
            .field("format", &self.format)
            .field("role", &self.role)
            .field("raw", &self.raw.keys())
            .finish()
    }
}

impl fmt::Debug for OutputSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(url) => {
                let end = url.find(['?', '#']).unwrap_or(url.len());
                let shown = &url[..end];
                let hidden = if end < url.len() { "?…" } else { "" };
                f.debug_tuple("Url").field(&format_args!("{shown:?}{hidden}")).finish()
            }
            Self::Base64(text) => {
                f.debug_tuple("Base64").field(&format_args!("{} characters", text.len())).finish()
            }
        }
    }
}

/// What role an [`Output`] plays in the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OutputRole {
    /// A picture or a film that was asked for.
    Main,
    /// The last frame of the film before it in the list (`last_frame_url`).
    LastFrame,
    /// One of the transparent layers that a picture was taken apart into; the picture itself is [`Main`](Self::Main). It
    /// is what has a `z_index` above 0.
    Layer,
    /// A small preview of the result before it in the list. No page names a field for it; `thumbnail_url` is read.
    Thumbnail,
}

/// Finds all results in a task's body; empty when there are none (yet).
///
/// Places, in this order, the first that holds anything wins: `result`, `data`, `url`, `video_url`, `result_url`,
/// `content`, `output`, `outputs`, `images`, `items`, `metadata` (last, for it may repeat the request). Within a place,
/// lists, objects with `data`, `results`, `images` or `videos`, plain texts and lists of texts are all understood. What
/// lies beyond [`MAX_OUTPUTS`] is left out.
pub(crate) fn find_outputs(body: &Map<String, Value>) -> Vec<Output> {
    for place in [
        "result",
        "data",
        "url",
        "video_url",
        "result_url",
        "content",
        "output",
        "outputs",
        "images",
        "items",
        "metadata",
    ] {
        let mut found = Vec::new();
        if let Some(value) = body.get(place) {
            collect(value, &mut found, 0);
        }
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// How deep lists and wrappers are followed.
const MAX_NESTING: usize = 6;

/// How many files one task can have here. Real tasks have a handful; a list without end must not fill the memory.
const MAX_OUTPUTS: usize = 1000;

fn collect(value: &Value, found: &mut Vec<Output>, depth: usize) {
    if depth > MAX_NESTING || found.len() >= MAX_OUTPUTS {
        return;
    }
    match value {
        Value::String(text) => found.extend(web_url(text).map(|url| Output::bare(url, OutputRole::Main))),
        Value::Array(items) => items.iter().for_each(|item| collect(item, found, depth + 1)),
        Value::Object(item) => collect_object(item, found, depth),
        _ => {}
    }
}

fn collect_object(item: &Map<String, Value>, found: &mut Vec<Output>, depth: usize) {
    let before = found.len();
    let urls = own_urls(item);
    if !urls.is_empty() {
        add_own(item, urls.into_iter().map(OutputSource::Url), found);
        collect_beside(item, found, before, depth);
    }
    if found.len() == before
        && let Some(text) = item.get("b64_json").and_then(Value::as_str).filter(|text| !text.is_empty())
    {
        add_own(item, [OutputSource::Base64(text.to_owned())], found);
    }
    if found.len() == before {
        for key in ["data", "result", "results", "images", "videos", "content", "output"] {
            if let Some(inner) = item.get(key) {
                collect(inner, found, depth + 1);
            }
            if found.len() > before {
                break;
            }
        }
    }
    for (key, role) in [("last_frame_url", OutputRole::LastFrame), ("thumbnail_url", OutputRole::Thumbnail)] {
        if let Some(url) = item.get(key).and_then(Value::as_str).and_then(web_url)
            && found.len() < MAX_OUTPUTS
        {
            found.push(Output::bare(url, role));
        }
    }
}

/// The URLs in the first field of an item that holds any.
fn own_urls(item: &Map<String, Value>) -> Vec<String> {
    for key in ["url", "video_url", "image_url", "result_url"] {
        let urls: Vec<String> = match item.get(key) {
            Some(Value::String(url)) => web_url(url).into_iter().collect(),
            Some(Value::Array(urls)) => {
                urls.iter().filter_map(Value::as_str).filter_map(web_url).take(MAX_OUTPUTS).collect()
            }
            _ => Vec::new(),
        };
        if !urls.is_empty() {
            return urls;
        }
    }
    Vec::new()
}

/// Adds the files that an item names itself. The item is copied once, however many they are.
fn add_own(
    item: &Map<String, Value>,
    sources: impl IntoIterator<Item = OutputSource>,
    found: &mut Vec<Output>,
) {
    let without_bytes = item.iter().filter(|(key, _)| *key != "b64_json");
    let raw: Map<String, Value> = without_bytes.map(|(key, value)| (key.clone(), value.clone())).collect();
    let raw = RawObject::from(raw);
    let format = format_of(item);
    let role = role_of(item);
    let room = MAX_OUTPUTS.saturating_sub(found.len());
    found.extend(sources.into_iter().take(room).map(|source| Output {
        source,
        format: format.clone(),
        role,
        raw: raw.clone(),
    }));
}

/// What role an item plays that names its file itself.
fn role_of(item: &Map<String, Value>) -> OutputRole {
    match item.get("z_index").and_then(Value::as_f64) {
        Some(level) if level > 0.0 => OutputRole::Layer,
        _ => OutputRole::Main,
    }
}

/// A `url` may repeat the first of several files, and the list of all stand beside it.
fn collect_beside(item: &Map<String, Value>, found: &mut Vec<Output>, before: usize, depth: usize) {
    for list in ["data", "results", "images", "videos"]
        .iter()
        .filter_map(|key| item.get(*key))
        .filter(|list| list.is_array())
    {
        let mut further = Vec::new();
        collect(list, &mut further, depth + 1);
        let known: HashSet<&OutputSource> = found[before..].iter().map(|output| &output.source).collect();
        further.retain(|output| !known.contains(&output.source));
        further.truncate(MAX_OUTPUTS.saturating_sub(found.len()));
        found.extend(further);
    }
}

/// The text, if it is a URL that can be fetched from the web.
fn web_url(text: &str) -> Option<String> {
    let url = text.trim();
    let is_web = ["http://", "https://"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)));
    is_web.then(|| url.to_owned())
}

fn format_of(item: &Map<String, Value>) -> Option<String> {
    ["format", "output_format"]
        .iter()
        .find_map(|key| item.get(*key))
        .and_then(Value::as_str)
        .map(str::to_owned)
}

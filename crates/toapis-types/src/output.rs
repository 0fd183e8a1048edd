//! Where the result is: one finder for every place a gateway has been seen putting it.

use serde_json::{Map, Value};

/// One file of a finished task.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Output {
    /// Where the bytes are.
    pub source: OutputSource,
    /// The file format as the service names it (`png`, `mp4`); often missing, and never to be trusted over the bytes.
    pub format: Option<String>,
    /// What role the file plays in the result.
    pub role: OutputRole,
    /// The whole item as it was sent, for fields such as `z_index`, `bounding_box`, `name` and `description`.
    pub raw: Map<String, Value>,
}

impl Output {
    /// The URL, unless the bytes came inline.
    pub fn url(&self) -> Option<&str> {
        match &self.source {
            OutputSource::Url(url) => Some(url),
            OutputSource::Base64(_) => None,
        }
    }
}

/// Where the bytes of an [`Output`] are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutputSource {
    /// A public URL that stops working at [`Task::expires_at`](crate::Task::expires_at), 24 hours after completion.
    Url(String),
    /// Base64 text inside of the answer (`b64_json`), an older form of the endpoint.
    Base64(String),
}

/// What role an [`Output`] plays in the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OutputRole {
    /// A picture or a film that was asked for.
    Main,
    /// The last frame of the film before it in the list (`last_frame_url`).
    LastFrame,
}

/// Finds all results in a task's body; empty when there are none (yet).
///
/// Places, in this order, the first that holds anything wins: `result`, `data`, `url`, `video_url`, `result_url`,
/// `content`, `output`, `outputs`, `images`, `items`, `metadata` (last, for it may repeat the request). Within a place,
/// lists, objects with `data`, `results`, `images` or `videos`, plain texts and lists of texts are all understood.
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

fn collect(value: &Value, found: &mut Vec<Output>, depth: usize) {
    if depth > MAX_NESTING {
        return;
    }
    match value {
        Value::String(text) => found.extend(url_output(text, &Map::new())),
        Value::Array(items) => items.iter().for_each(|item| collect(item, found, depth + 1)),
        Value::Object(item) => collect_object(item, found, depth),
        _ => {}
    }
}

fn collect_object(item: &Map<String, Value>, found: &mut Vec<Output>, depth: usize) {
    let before = found.len();
    for key in ["url", "video_url", "image_url", "result_url"] {
        match item.get(key) {
            Some(Value::String(url)) => found.extend(url_output(url, item)),
            Some(Value::Array(urls)) => {
                found.extend(urls.iter().filter_map(Value::as_str).filter_map(|url| url_output(url, item)));
            }
            _ => {}
        }
        if found.len() > before {
            break;
        }
    }
    if found.len() > before {
        collect_beside(item, found, before, depth);
    }
    if found.len() == before
        && let Some(text) = item.get("b64_json").and_then(Value::as_str).filter(|text| !text.is_empty())
    {
        let mut raw = item.clone();
        raw.remove("b64_json");
        found.push(Output {
            source: OutputSource::Base64(text.to_owned()),
            format: format_of(item),
            role: OutputRole::Main,
            raw,
        });
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
    if let Some(url) = item.get("last_frame_url").and_then(Value::as_str) {
        found.extend(
            url_output(url, &Map::new()).map(|output| Output { role: OutputRole::LastFrame, ..output }),
        );
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
        further.retain(|output| found[before..].iter().all(|known| known.source != output.source));
        found.extend(further);
    }
}

fn url_output(url: &str, item: &Map<String, Value>) -> Option<Output> {
    let url = url.trim();
    let web = ["http://", "https://"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)));
    web.then(|| Output {
        source: OutputSource::Url(url.to_owned()),
        format: format_of(item),
        role: OutputRole::Main,
        raw: item.clone(),
    })
}

fn format_of(item: &Map<String, Value>) -> Option<String> {
    ["format", "output_format"]
        .iter()
        .find_map(|key| item.get(*key))
        .and_then(Value::as_str)
        .map(str::to_owned)
}

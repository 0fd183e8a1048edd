//! Whether a request is the one that was recorded, and how it differs when it is not.

use http::header::CONTENT_TYPE;
use serde_json::Value;

use super::exchange::{RequestPart, header_of};
use super::scrub::replace;

/// What is compared, and what is not.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    /// JSON fields by name, or by pointer where they begin with `/`.
    pub(super) fields: Vec<String>,
    pub(super) query: Vec<String>,
    pub(super) host: bool,
}

impl Rules {
    fn ignores(&self, pointer: &str, name: &str) -> bool {
        self.fields.iter().any(|field| field == if field.starts_with('/') { pointer } else { name })
    }
}

/// Values of ignored fields: the recorded one, and that of this run.
pub(super) type Renamed = Vec<(String, String)>;

/// How a request differs from a recorded one.
#[derive(Debug, Default)]
pub(super) struct Difference {
    /// One line each, for people.
    pub(super) lines: Vec<String>,
    /// How far apart they are; 0 for the same.
    pub(super) weight: usize,
    /// New values of ignored fields.
    pub(super) renamed: Renamed,
}

impl Difference {
    pub(super) fn add(&mut self, weight: usize, line: String) {
        self.weight += weight;
        self.lines.push(line);
    }

    fn values(&mut self, place: &str, recorded: Option<&Value>, now: Option<&Value>) {
        let show = |value: &Value| shorten(&value.to_string());
        self.add(
            1,
            match (recorded, now) {
                (Some(recorded), Some(now)) => {
                    format!("{place}: recorded {}, now {}", show(recorded), show(now))
                }
                (Some(recorded), None) => format!("{place}: recorded {}, now missing", show(recorded)),
                (None, Some(now)) => format!("{place}: not recorded, now {}", show(now)),
                (None, None) => return,
            },
        );
    }
}

/// Compares a request with a recorded one; both were scrubbed.
pub(super) fn compare(
    recorded: &RequestPart,
    now: &RequestPart,
    rules: &Rules,
    renamed: &Renamed,
) -> Difference {
    let mut found = Difference::default();
    if recorded.method != now.method {
        found.add(50, format!("method: recorded {}, now {}", recorded.method, now.method));
    }
    let (old, new) = (Url::of(&recorded.url), Url::of(&now.url));
    if rules.host && !old.host.eq_ignore_ascii_case(new.host) {
        found.add(50, format!("host: recorded {:?}, now {:?}", old.host, new.host));
    }
    let path = rename(old.path.as_bytes(), renamed);
    if path != new.path.as_bytes() {
        found.add(100, format!("path: recorded {}, now {}", String::from_utf8_lossy(&path), new.path));
    }
    compare_queries(old.query, new.query, rules, renamed, &mut found);
    compare_bodies(recorded, now, rules, renamed, &mut found);
    found
}

/// Puts the values of this run where the recorded ones stand.
pub(super) fn rename(text: &[u8], renamed: &Renamed) -> Vec<u8> {
    renamed.iter().fold(text.to_vec(), |text, (old, new)| replace(&text, old.as_bytes(), new.as_bytes()))
}

struct Url<'a> {
    host: &'a str,
    path: &'a str,
    query: &'a str,
}

impl<'a> Url<'a> {
    fn of(url: &'a str) -> Self {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let (host, rest) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        Self { host, path: if path.is_empty() { "/" } else { path }, query }
    }
}

/// Parameters may come in any order, unless they have the same name.
fn compare_queries(recorded: &str, now: &str, rules: &Rules, renamed: &Renamed, found: &mut Difference) {
    let recorded = String::from_utf8_lossy(&rename(recorded.as_bytes(), renamed)).into_owned();
    let pairs = |query: &str| -> Vec<(String, String)> {
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let mut pairs: Vec<_> = pairs
            .filter(|(name, _)| !rules.query.iter().any(|ignored| ignored == name))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
        pairs
    };
    let (old, new) = (pairs(&recorded), pairs(now));
    for (name, value) in old.iter().filter(|pair| !new.contains(pair)) {
        found.add(10, format!("query: recorded {name}={}", shorten(value)));
    }
    for (name, value) in new.iter().filter(|pair| !old.contains(pair)) {
        found.add(10, format!("query: now {name}={}", shorten(value)));
    }
    if found.lines.is_empty() && old != new {
        found.add(10, "query: the same parameters, in another number or order".into());
    }
}

fn compare_bodies(
    recorded: &RequestPart,
    now: &RequestPart,
    rules: &Rules,
    renamed: &Renamed,
    found: &mut Difference,
) {
    let (old, new) = (rename(&body(recorded), renamed), body(now));
    if old == new {
        return;
    }
    match (serde_json::from_slice::<Value>(&old), serde_json::from_slice::<Value>(&new)) {
        (Ok(old), Ok(new)) => compare_values(&old, &new, "", rules, found),
        _ => compare_bytes(&without_boundary(old, recorded), &without_boundary(new, now), found),
    }
}

fn compare_values(recorded: &Value, now: &Value, at: &str, rules: &Rules, found: &mut Difference) {
    match (recorded, now) {
        (Value::Object(old), Value::Object(new)) => {
            let added = new.keys().filter(|name| !old.contains_key(*name));
            for name in old.keys().chain(added) {
                let place = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                match (old.get(name), new.get(name)) {
                    (Some(Value::String(old)), Some(Value::String(new))) if rules.ignores(&place, name) => {
                        if old != new && !old.is_empty() {
                            found.renamed.push((old.clone(), new.clone()));
                        }
                    }
                    _ if rules.ignores(&place, name) => {}
                    (Some(old), Some(new)) => compare_values(old, new, &place, rules, found),
                    (old, new) => found.values(&place, old, new),
                }
            }
        }
        (Value::Array(old), Value::Array(new)) => {
            for index in 0..old.len().max(new.len()) {
                let place = format!("{at}/{index}");
                match (old.get(index), new.get(index)) {
                    (Some(old), Some(new)) => compare_values(old, new, &place, rules, found),
                    (old, new) => found.values(&place, old, new),
                }
            }
        }
        // `1` and `1.0` are the same number.
        (Value::Number(old), Value::Number(new)) if old == new || old.as_f64() == new.as_f64() => {}
        (old, new) if old == new => {}
        (old, new) => found.values(if at.is_empty() { "body" } else { at }, Some(old), Some(new)),
    }
}

fn compare_bytes(recorded: &[u8], now: &[u8], found: &mut Difference) {
    if recorded == now {
        return;
    }
    let at = recorded.iter().zip(now).take_while(|(old, new)| old == new).count();
    let excerpt = |bytes: &[u8]| {
        let part = bytes.get(at.saturating_sub(10)..bytes.len().min(at + 30)).unwrap_or_default();
        format!("{:?}", String::from_utf8_lossy(part))
    };
    let (old, new) = (recorded.len(), now.len());
    found.add(
        2,
        format!(
            "body: differs at byte {at}, recorded {} ({old} bytes), now {} ({new} bytes)",
            excerpt(recorded),
            excerpt(now)
        ),
    );
}

/// What a form is separated by is random, so it is the same for all here.
fn without_boundary(body: Vec<u8>, request: &RequestPart) -> Vec<u8> {
    let headers = request.headers.iter().filter_map(|line| header_of(line).ok());
    let kind = headers.into_iter().find(|(name, _)| name == CONTENT_TYPE);
    let kind = kind.as_ref().and_then(|(_, value)| value.to_str().ok());
    let boundary =
        kind.filter(|kind| kind.starts_with("multipart/")).and_then(|kind| kind.split_once("boundary="));
    match boundary {
        Some((_, boundary)) => {
            let boundary = boundary.split(';').next().unwrap_or_default().trim().trim_matches('"');
            replace(&body, boundary.as_bytes(), b"boundary")
        }
        None => body,
    }
}

fn body(request: &RequestPart) -> Vec<u8> {
    // Checked when the cassette was read.
    request.body.as_ref().and_then(|body| body.bytes().ok()).unwrap_or_default().to_vec()
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

const LONGEST: usize = 80;

//! Examples as a command line.

use toml::Value;

use super::plan::Plan;
use super::{examples, expression, text};
use crate::catalogue::format::{Example, Field, Kind, WordEntry, json};
use crate::catalogue::{Page, leaves};

/// The example on the command line. Fields without a flag of their own go through `--set name=value`.
pub(super) fn line(page: &Page, plan: Option<&Plan<'_>>, example: &Example) -> String {
    let prompt = example.body.get("prompt").and_then(Value::as_str).unwrap_or_default();
    let mut words = vec![
        format!("toapis {} {}", page.kind(), quoted(prompt)),
        format!("--model {}", examples::model(page, example)),
    ];
    for (at, value) in leaves(&example.body).iter().filter(|(at, _)| at != "prompt" && !at.contains("[]")) {
        let uses = plan.and_then(|plan| expression::uses(plan, example, at, value));
        let flags: Option<Vec<String>> = uses.and_then(|uses| {
            let flags = uses.into_iter().map(|(shortcut, urls)| {
                let flag = media_flag(page, &shortcut.name)?;
                let said = urls.iter().map(|url| media(flag, &shortcut.name, url));
                Some(said.collect::<Vec<_>>().join(" "))
            });
            flags.collect()
        });
        if let Some(flags) = flags {
            words.extend(flags);
            continue;
        }
        let field = page.all_fields().find(|field| field.at() == at);
        words.extend(field.and_then(|field| flags_of(page, field, value)).unwrap_or_else(|| {
            let name = field.map_or(at.as_str(), |field| field.name.as_str());
            vec![format!("--set {}", quoted(&format!("{name}={}", argument(value))))]
        }));
    }
    words.join(" ")
}

/// The flags that say a field, where it has one.
fn flags_of(page: &Page, field: &Field, value: &Value) -> Option<Vec<String>> {
    let is_true = *value == Value::Boolean(true);
    let plain = |flag: &str| Some(vec![format!("{flag} {}", quoted(&said(field, value)))]);
    if let Some(urls) = value.as_array() {
        let single = field.one.as_ref().map_or(field.name.as_str(), |one| one.name.as_str());
        let flag = media_flag(page, single)?;
        let urls: Option<Vec<&str>> = urls.iter().map(Value::as_str).collect();
        return Some(urls?.into_iter().map(|url| media(flag, single, url)).collect());
    }
    match (page.file.kind, field.name.as_str()) {
        (_, "resolution") => plain("--resolution"),
        (_, "client_business_id") => plain("--business-id"),
        (Kind::Image, "size") => plain("--size"),
        (Kind::Image, "n") => plain("-n"),
        (Kind::Image, "google_search") if is_true => Some(vec!["--google-search".to_owned()]),
        (Kind::Image, "google_image_search") if is_true => Some(vec!["--google-image-search".to_owned()]),
        (Kind::Video, "aspect_ratio") => plain("--aspect-ratio"),
        (Kind::Video, "duration") => plain("--duration"),
        (Kind::Video, "audio") => plain("--audio"),
        (_, name) => plain(media_flag(page, name)?),
    }
}

/// A file or URL; the flags take only what can be fetched, `--set` takes everything.
fn media(flag: &str, name: &str, url: &str) -> String {
    if url.starts_with("http") {
        format!("{flag} {}", quoted(url))
    } else {
        format!("--set {}", quoted(&format!("{name}={url}")))
    }
}

/// The flags that take a file or a URL.
fn media_flag(page: &Page, name: &str) -> Option<&'static str> {
    match (page.file.kind, name) {
        (_, "reference") => Some("--ref"),
        (Kind::Video, "first_frame") => Some("--first-frame"),
        (Kind::Video, "last_frame") => Some("--last-frame"),
        _ => None,
    }
}

/// A word as people say it.
fn said(field: &Field, value: &Value) -> String {
    let word =
        field.values.iter().map(WordEntry::word).find(|word| Some(word.text.as_str()) == value.as_str());
    word.and_then(|word| word.label).unwrap_or_else(|| text::plain(value))
}

fn argument(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => json(other).to_string(),
    }
}

/// A shell word: bare when it is plain, in single quotes otherwise.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_=.,:/@%+".contains(c);
    let is_plain = !text.is_empty() && text.chars().all(plain);
    if is_plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

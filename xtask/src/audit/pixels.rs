//! The tables of pixels, which the facts print in sentences:
//!
//! - `Pixels at 2K: 16:9=2560x1440, 1:1=2048x2048`;
//! - `Output sizes 720p/1080p: 16:9 1280x720/1920x1080`;
//! - `16:9 = 1280x720, 9:16 = 720x1280` in the note on a field, for a page with one resolution.

use std::collections::BTreeMap;

use super::facts::FactPage;
use super::report::PageReport;
use crate::catalogue::{Page, parse_pixels};

/// Resolution and ratio, and the pixels they make.
type Table = BTreeMap<(String, String), String>;

/// Compares what both sides print. `sides` are estimates; there is no fact to compare them with.
pub(super) fn compare(facts: &FactPage, ours: &Page, report: &mut PageReport) {
    let known = known(ours);
    let mut stated = Table::new();
    let rules = facts.rules.iter().map(|rule| rule.text.as_str());
    for text in rules.chain(facts.params.iter().map(|param| param.note.as_str())) {
        if let Err(entry) = read(text, only_resolution(&known), &mut stated) {
            report.add("pixels", format!("cannot read {entry:?} in the facts"));
        }
    }
    let pixels = |table: &Table, key| table.get(key).map_or("none", String::as_str).to_owned();
    let mut keys: Vec<_> = stated.keys().chain(known.keys()).collect();
    keys.sort();
    keys.dedup();
    for key in keys.into_iter().filter(|key| stated.get(key) != known.get(key)) {
        let (resolution, ratio) = key;
        let (stated, known) = (pixels(&stated, key), pixels(&known, key));
        let text = format!("{ratio} {resolution}: {stated} in the facts, {known} in the catalogue");
        report.add("pixels", text);
    }
}

/// Adds the sizes of a sentence that begins a list of them after its colon, or at once. Fails with an entry of such a
/// list that is no size.
fn read<'a>(text: &'a str, usual: &str, table: &mut Table) -> Result<(), &'a str> {
    let (title, list) = text.split_once(": ").unwrap_or_default();
    let list = if list.is_empty() { text } else { list };
    // What follows in brackets is no size: `9:21=1648x3840 (others not supported)`.
    let list = list.split(" (").next().unwrap_or_default().trim_end_matches('.');
    let words = title.rsplit(' ').next().unwrap_or_default();
    let resolutions: Vec<&str> = if words.starts_with(|c: char| c.is_ascii_digit()) {
        words.split('/').collect()
    } else {
        vec![usual]
    };
    if list.split(", ").next().and_then(size).is_none() {
        return Ok(());
    }
    for entry in list.split(", ") {
        let (ratio, pixels) = size(entry).filter(|(_, all)| all.len() == resolutions.len()).ok_or(entry)?;
        for (resolution, pixels) in resolutions.iter().zip(pixels) {
            table.insert(((*resolution).to_owned(), ratio.to_owned()), pixels.to_owned());
        }
    }
    Ok(())
}

/// Reads `16:9=1280x720`, `16:9 = 1280x720` and `16:9 1280x720/1920x1080`.
fn size(entry: &str) -> Option<(&str, Vec<&str>)> {
    let (ratio, pixels) = entry.split_once([' ', '='])?;
    let pixels: Vec<&str> = pixels.trim_start_matches([' ', '=']).split('/').collect();
    let is_ratio = ratio.contains(':') && ratio.chars().all(|c| c == ':' || c.is_ascii_digit());
    (is_ratio && pixels.iter().all(|pixels| parse_pixels(pixels).is_some())).then_some((ratio, pixels))
}

/// What a table without a resolution is about: the catalogue's resolution when it has one only.
fn only_resolution(known: &Table) -> &str {
    let mut resolutions = known.keys().map(|(resolution, _)| resolution.as_str());
    let first = resolutions.next().unwrap_or_default();
    if resolutions.all(|other| other == first) { first } else { "" }
}

fn known(ours: &Page) -> Table {
    let mut table = Table::new();
    for (resolution, sizes) in ours.file.pixels.iter().flat_map(|pixels| &pixels.table) {
        for (ratio, pixels) in sizes.as_table().into_iter().flatten() {
            let pixels = pixels.as_str().unwrap_or_default().to_owned();
            table.insert((resolution.clone(), ratio.clone()), pixels);
        }
    }
    table
}

//! Helpers of the generated tests: every example of a page in three spellings, and builders under random settings.

use std::collections::BTreeMap;
use std::fmt::Write;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value};

use super::{FindingKind, Severity};
use crate::image::ImageRequest;

/// Collects the examples of one page and compares them with the stored snapshot.
pub(crate) struct Examples {
    page: &'static str,
    text: String,
}

impl Examples {
    pub(crate) fn new(page: &'static str) -> Self {
        Self { page, text: String::new() }
    }

    /// The typed builder, the open request and the documented JSON must be one and the same, and free of findings.
    pub(crate) fn add(
        &mut self,
        name: &str,
        typed: impl Into<ImageRequest>,
        open: &ImageRequest,
        body: &str,
    ) {
        let body: Value = serde_json::from_str(body).unwrap();
        let mut typed = typed.into();
        assert_eq!(typed.to_json(), body, "{name}: typed builder");
        assert_eq!(open.to_json(), body, "{name}: open request");
        assert_eq!(typed, ImageRequest::from_json(body).unwrap(), "{name}: read back");
        assert_eq!(typed.check().iter().map(ToString::to_string).collect::<Vec<_>>(), [""; 0], "{name}");
        typed.metadata = sorted(typed.metadata);
        typed.extra = sorted(typed.extra);
        writeln!(self.text, "# {name}\n{}\n", serde_json::to_string_pretty(&typed).unwrap()).unwrap();
    }

    pub(crate) fn finish(self) {
        let settings = snapshot_settings();
        settings.bind(|| insta::assert_snapshot!(self.page, self.text.trim_end()));
    }
}

/// An object whose keys come in alphabetical order even where a feature of `serde_json` keeps the order of insertion.
fn sorted(object: Map<String, Value>) -> Map<String, Value> {
    let entries: BTreeMap<String, Value> = object.into_iter().collect();
    let inner = |value| match value {
        Value::Object(object) => Value::Object(sorted(object)),
        Value::Array(entries) => entries
            .into_iter()
            .map(
                |entry| if let Value::Object(object) = entry { Value::Object(sorted(object)) } else { entry },
            )
            .collect(),
        plain => plain,
    };
    entries.into_iter().map(|(key, value)| (key, inner(value))).collect()
}

/// Snapshots lie beside the generated code, named by the page alone.
pub(crate) fn snapshot_settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// Sets anything in any order: each value is one the field takes, so all that may be wrong is how many there are or
/// how they go together.
pub(crate) fn any_settings<B>(new: impl Fn(u32) -> B, set: impl Fn(B, usize, u32) -> B, setters: usize)
where
    B: Into<ImageRequest>,
{
    let steps = vec((0..setters.max(1), any::<u32>()), 0..16);
    TestRunner::default()
        .run(&(any::<u32>(), steps), |(first, steps)| {
            let builder =
                steps.into_iter().fold(new(first), |builder, (step, seed)| set(builder, step, seed));
            let request: ImageRequest = builder.into();
            let unexpected = request.check().into_iter().find(|finding| {
                let allowed = matches!(finding.kind, FindingKind::BadCombination | FindingKind::BadCount);
                finding.severity == Severity::Error && !allowed
            });
            prop_assert_eq!(unexpected.map(|finding| finding.to_string()), None);
            prop_assert_eq!(&ImageRequest::from_json(request.to_json()).unwrap(), &request);
            Ok(())
        })
        .unwrap();
}

/// One of a list.
pub(crate) fn pick<T: Copy>(all: &[T], seed: u32) -> T {
    all[seed as usize % all.len()]
}

/// A whole number in a range that includes both ends.
pub(crate) fn whole(seed: u32, min: u32, max: u32) -> u32 {
    min + seed % (max - min + 1)
}

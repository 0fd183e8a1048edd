//! Helpers of the generated tests: every example of a page in three spellings, and builders under random settings.

use std::collections::BTreeMap;
use std::fmt::Write;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::{Finding, FindingKind, Severity};
use crate::call::Call;
use crate::request::{Open, from_json, to_json};

/// An open request that can be checked.
pub(crate) trait Checked: Open + PartialEq + std::fmt::Debug {
    fn findings(&self) -> Vec<Finding>;
}

macro_rules! checked {
    ($($request:path),+) => {
        $(impl Checked for $request {
            fn findings(&self) -> Vec<Finding> {
                self.check()
            }
        })+
    };
}

#[cfg(feature = "image")]
checked!(crate::image::ImageRequest);
#[cfg(feature = "video")]
checked!(crate::video::VideoRequest, crate::video::RemixRequest, crate::video::ExtendRequest);

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
    pub(crate) fn add<R: Checked>(&mut self, name: &str, typed: impl Into<R>, open: &R, body: &str) {
        let body: Value = serde_json::from_str(body).unwrap();
        let typed = typed.into();
        self.compare(name, &typed, open, body);
        assert_eq!(sentences(&typed.findings()), [""; 0], "{name}");
    }

    /// As [`add`](Self::add), for an example that contradicts its own page: the check has something to say.
    pub(crate) fn add_contested<R: Checked>(
        &mut self,
        name: &str,
        typed: impl Into<R>,
        open: &R,
        body: &str,
    ) {
        let body: Value = serde_json::from_str(body).unwrap();
        assert_ne!(super::check_raw(&body), [], "{name}");
        // References in objects become plain strings on the way.
        let sent: R = from_json(body).unwrap();
        self.compare(name, &typed.into(), open, to_json(&sent));
    }

    fn compare<R: Checked>(&mut self, name: &str, typed: &R, open: &R, body: Value) {
        assert_eq!(to_json(typed), body, "{name}: typed builder");
        assert_eq!(to_json(open), body, "{name}: open request");
        assert_eq!(*typed, from_json(body).unwrap(), "{name}: read back");
        writeln!(self.text, "# {name}\n{}\n", in_order(typed)).unwrap();
    }

    pub(crate) fn finish(self) {
        let settings = snapshot_settings();
        settings.bind(|| insta::assert_snapshot!(self.page, self.text.trim_end()));
    }
}

/// Collects the examples of the calls of one page.
pub(crate) struct Calls {
    page: &'static str,
    text: String,
}

impl Calls {
    pub(crate) fn new(page: &'static str) -> Self {
        Self { page, text: String::new() }
    }

    /// The body of a call must be the documented one, and the documented answer must be readable.
    pub(crate) fn add<C>(&mut self, name: &str, call: &C, body: &str, answer: Option<&str>)
    where
        C: Call,
        C::Answer: std::fmt::Debug,
    {
        let body: Value = serde_json::from_str(body).unwrap();
        let expected = (C::METHOD == "POST").then_some(body);
        assert_eq!(call.body(), expected, "{name}");
        writeln!(self.text, "# {name}\n{} {}", C::METHOD, call.path_and_query()).unwrap();
        if let Some(body) = expected {
            writeln!(self.text, "{}", serde_json::to_string_pretty(&sort(body)).unwrap()).unwrap();
        }
        if let Some(answer) = answer {
            let answer = call.read(serde_json::from_str(answer).unwrap()).unwrap();
            writeln!(self.text, "{answer:#?}").unwrap();
        }
        self.text.push('\n');
    }

    pub(crate) fn finish(self) {
        let settings = snapshot_settings();
        settings.bind(|| insta::assert_snapshot!(self.page, self.text.trim_end()));
    }
}

/// A request must say what the documentation shows.
pub(crate) fn same_body(request: &Value, body: &str) {
    assert_eq!(*request, serde_json::from_str::<Value>(body).unwrap());
}

/// A builder checks itself against its own page, which must agree with the table.
pub(crate) fn no_findings(findings: &[Finding]) {
    assert_eq!(sentences(findings), [""; 0]);
}

fn sentences(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(ToString::to_string).collect()
}

/// The JSON in the order in which it is written; what has no order of its own comes in alphabetical order, also where
/// a feature of `serde_json` keeps the order of insertion.
fn in_order<R: Open>(request: &R) -> String {
    let mut lines = Vec::new();
    let written: Vec<&str> = request.slots().into_iter().map(|(key, _)| key).collect();
    let body = to_json(request);
    let fields = body.as_object().unwrap();
    let others: BTreeMap<&String, &Value> =
        fields.iter().filter(|(key, _)| !written.contains(&key.as_str())).collect();
    let typed = written.iter().filter_map(|key| Some((*key, fields.get(*key)?)));
    for (key, value) in typed.chain(others.into_iter().map(|(key, value)| (key.as_str(), value))) {
        let value = serde_json::to_string_pretty(&sort(value.clone())).unwrap();
        lines.push(format!("  {key:?}: {}", value.replace('\n', "\n  ")));
    }
    format!("{{\n{}\n}}", lines.join(",\n"))
}

fn sort(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let entries: BTreeMap<String, Value> = object.into_iter().collect();
            Value::Object(entries.into_iter().map(|(key, value)| (key, sort(value))).collect())
        }
        Value::Array(entries) => entries.into_iter().map(sort).collect(),
        plain => plain,
    }
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
pub(crate) fn any_settings<B, R>(new: impl Fn(u32) -> B, set: impl Fn(B, usize, u32) -> B, setters: usize)
where
    B: Into<R> + Clone + PartialEq + std::fmt::Debug + Send + Sync + 'static,
    R: Checked,
{
    let steps = vec((0..setters.max(1), any::<u32>()), 0..16);
    TestRunner::default()
        .run(&(any::<u32>(), steps), |(first, steps)| {
            let builder =
                steps.into_iter().fold(new(first), |builder, (step, seed)| set(builder, step, seed));
            let request: R = builder.into();
            let unexpected = request.findings().into_iter().find(|finding| {
                let allowed = matches!(finding.kind, FindingKind::BadCombination | FindingKind::BadCount);
                finding.severity == Severity::Error && !allowed
            });
            prop_assert_eq!(unexpected.map(|finding| finding.to_string()), None);
            prop_assert_eq!(&from_json::<R>(to_json(&request)).unwrap(), &request);
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

//! Which requests a fault is for.

use std::collections::BTreeMap;

use serde_json::Value;

use super::call::Call;

/// What a request must be like. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Matcher {
    pub(crate) on: Call,
    /// Upper case.
    pub(crate) method: Option<String>,
    /// The path without the query; `*` stands for any characters.
    pub(crate) path: Option<String>,
    /// Fields that the JSON body must have at its top, with these values.
    pub(crate) fields: BTreeMap<String, Value>,
}

/// What is known of a request when faults are chosen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    /// The body as JSON: `None` when it was not read yet or is no JSON.
    pub(crate) body: Option<&'a Value>,
}

impl Matcher {
    /// Whether method and path fit, which is known before the body is read.
    pub(crate) fn fits_head(&self, facts: &Facts<'_>) -> bool {
        self.on.covers(facts.method, facts.path)
            && self.method.as_deref().is_none_or(|method| method == facts.method)
            && self.path.as_deref().is_none_or(|pattern| fits(pattern, facts.path))
    }

    /// Whether the whole request fits.
    pub(crate) fn fits(&self, facts: &Facts<'_>) -> bool {
        let has =
            |(name, value): (&String, &Value)| facts.body.and_then(|body| body.get(name)) == Some(value);
        self.fits_head(facts) && self.fields.iter().all(has)
    }

    /// Whether the body must be read before it is known.
    pub(crate) fn needs_body(&self) -> bool {
        !self.fields.is_empty()
    }

    /// In a few words, for messages: `create`, `any GET /v1/models*`.
    pub(crate) fn describe(&self) -> String {
        let mut words =
            vec![serde_json::to_value(self.on).ok().and_then(|name| name.as_str().map(str::to_owned))];
        words.extend([self.method.clone(), self.path.clone()]);
        words.extend(self.fields.iter().map(|(name, value)| Some(format!("{name}={value}"))));
        words.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// Whether the text fits the pattern, in which `*` stands for any characters, also none.
fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn stars_stand_for_any_characters() {
        let cases = [
            ("/v1/images/*", "/v1/images/generations/a", true),
            ("/v1/images/*", "/v1/videos/", false),
            ("/a", "/a", true),
            ("/a", "/ab", false),
            ("*", "", true),
            ("/*/b/*c", "/x/y/b/zc", true),
            ("/*/b/*c", "/x/y/b/z", false),
            ("ab*ba", "aba", false),
        ];
        for (pattern, text, expected) in cases {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn fields_are_compared_at_the_top_of_the_body() {
        let matcher = Matcher { fields: [("model".to_owned(), json!("a"))].into(), ..Matcher::default() };
        let body = json!({"model": "a"});
        let other = json!({"input": {"model": "a"}});
        let facts = |body| Facts { method: "POST", path: "/v1/images/generations", body };
        assert!(matcher.fits(&facts(Some(&body))));
        assert!(!matcher.fits(&facts(Some(&other))));
        assert!(!matcher.fits(&facts(None)));
        assert!(matcher.fits_head(&facts(None)) && matcher.needs_body());
        assert_eq!(matcher.describe(), "any model=\"a\"");
    }
}

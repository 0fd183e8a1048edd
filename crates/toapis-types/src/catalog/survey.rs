//! Which fields of a page a body has: one walk over the body, so that the many that are not sent cost nothing later.

use serde_json::{Map, Value};

use super::{Field, Page};

/// What a body has of the fields of a page.
///
/// It may name too much, never too little: whoever is told of something here has still to look.
pub(super) struct Survey {
    /// One bit for each of the first 64 fields, in the order of the page.
    sent: u64,
    has_aliases: bool,
    has_odd_places: bool,
}

impl Survey {
    pub(super) fn of(page: &'static Page, body: &Map<String, Value>) -> Self {
        let mut survey = Self { sent: 0, has_aliases: false, has_odd_places: false };
        survey.object(page, "", body);
        survey
    }

    /// Whether there may be something at the place of a field, named by its position in [`Page::all_fields`].
    pub(super) fn has(&self, index: usize) -> bool {
        index >= MOST || self.sent >> index & 1 == 1
    }

    /// Whether there may be something at a place that is only another spelling.
    pub(super) fn has_aliases(&self) -> bool {
        self.has_aliases
    }

    /// Whether there may be something that the page does not know, or something else where it knows an object.
    pub(super) fn has_odd_places(&self) -> bool {
        self.has_odd_places
    }

    /// Walks an object that stands at `place`, as the table writes that: `list[]`.
    fn object(&mut self, page: &'static Page, place: &'static str, object: &Map<String, Value>) {
        for (key, value) in object {
            let at = self.key(page, place, key);
            let is_model = place.is_empty() && key == "model";
            self.has_odd_places |= match value {
                // Fields of a page stand in the entries of the list, and not in an object in its place.
                Value::Object(_) => at.object.is_none() && (at.list.is_some() || !at.is_known),
                Value::Array(_) => at.object.is_some() || (at.list.is_none() && !at.is_known),
                _ => !at.is_known,
            } && !is_model;
            match (value, at.object, at.list) {
                (Value::Object(inner), Some(place), _) => self.object(page, place, inner),
                (Value::Array(entries), _, Some(place)) => {
                    let objects = entries.iter().filter_map(Value::as_object);
                    objects.for_each(|inner| self.object(page, place, inner));
                }
                _ => {}
            }
        }
    }

    /// Looks a key up in the page and notes the fields that stand there.
    fn key(&mut self, page: &'static Page, place: &'static str, key: &str) -> Key {
        let mut found = Key::default();
        let start = if place.is_empty() { 0 } else { place.len() + 1 };
        let first = key.as_bytes().first();
        for (index, field) in page.all_fields().enumerate() {
            // Most fields differ in the first character, so that nothing else has to be compared.
            if field.at.as_bytes().get(start) == first
                && let Some((whole, rest)) = split_behind(field.at, place, key)
            {
                self.note(index, field, (whole, rest), &mut found);
            }
        }
        found
    }

    fn note(
        &mut self,
        index: usize,
        field: &'static Field,
        (whole, rest): (&'static str, &str),
        found: &mut Key,
    ) {
        if rest.starts_with('.') {
            found.object = Some(whole);
            return;
        }
        found.is_known |= rest.is_empty();
        self.has_aliases |= !field.alias_of.is_empty();
        self.sent |= if index < MOST { 1 << index } else { 0 };
        if rest.starts_with("[].") {
            found.list = field.at.get(..whole.len() + 2);
        }
    }
}

/// What a page has at a key.
#[derive(Default)]
struct Key {
    /// A field of its own.
    is_known: bool,
    /// An object with fields in it: its place.
    object: Option<&'static str>,
    /// A list of objects with fields in them: the place of its entries.
    list: Option<&'static str>,
}

/// Splits the place of a field behind a key of the object at `place`, if it lies there.
fn split_behind(at: &'static str, place: &str, key: &str) -> Option<(&'static str, &'static str)> {
    let start = if place.is_empty() { 0 } else { place.len() + 1 };
    let end = start + key.len();
    // The character behind the key tells most other places apart.
    if !matches!(at.as_bytes().get(end), None | Some(b'.' | b'[')) {
        return None;
    }
    let is_there = at.get(start..end)? == key && (start == 0 || at.get(..start - 1)? == place);
    (is_there && (start == 0 || at.as_bytes().get(start - 1) == Some(&b'.'))).then(|| at.split_at(end))
}

const MOST: usize = 64;

#[cfg(all(test, any(feature = "image", feature = "video")))]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use serde_json::json;

    use super::super::check::no_objects;
    use super::super::place::values_at;
    use super::super::unknown::unknown_fields;
    use super::*;

    /// Puts a value at a place as the table writes it, as the second of two entries where that is in a list.
    fn put(body: &mut Value, place: &str, value: Value) {
        let (step, rest) = place.split_once('.').unwrap_or((place, ""));
        let key = step.strip_suffix("[]").unwrap_or(step);
        if !body.is_object() {
            *body = json!({});
        }
        let mut at = &mut body[key];
        if key != step {
            if at.as_array().is_none_or(|list| list.len() != 2) {
                *at = json!([1, null]);
            }
            at = &mut at[1];
        }
        if rest.is_empty() { *at = value } else { put(at, rest, value) }
    }

    /// Places that the page knows, parts of them, and such as are only alike.
    fn places(page: &'static Page) -> Vec<String> {
        let known: Vec<&str> = page.all_fields().map(|field| field.at).collect();
        let last = |place: &str| place.rsplit('.').next().unwrap_or_default().to_owned();
        let alike = |place: &&str| {
            let parent = place.rsplit_once('.').map_or(*place, |(parent, _)| parent);
            [
                parent.to_owned(),
                last(place),
                format!("{place}s"),
                format!("{place}.odd"),
                place.replace("[]", ""),
            ]
        };
        known.iter().map(|place| (*place).to_owned()).chain(known.iter().flat_map(alike)).collect()
    }

    fn values() -> [Value; 8] {
        [
            json!(null),
            json!("2K"),
            json!(1),
            json!([]),
            json!({}),
            json!(["2K"]),
            json!([{}]),
            json!({"odd": 1}),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn what_it_does_not_name_is_not_there(page in any::<u16>(), puts in vec(any::<(u16, u8)>(), 0..8)) {
            let pages: Vec<&'static Page> = super::super::pages().collect();
            let page = pages[usize::from(page) % pages.len()];
            let (places, values) = (places(page), values());
            let mut body = json!({"model": page.models[0].id});
            for (place, value) in puts {
                let value = values[usize::from(value) % values.len()].clone();
                put(&mut body, &places[usize::from(place) % places.len()], value);
            }
            let object = body.as_object().unwrap();
            let survey = Survey::of(page, object);
            for (index, field) in page.all_fields().enumerate() {
                let is_there = !values_at(&body, field.at).is_empty();
                prop_assert!(survey.has(index) || !is_there, "{}", field.at);
                prop_assert!(survey.has_aliases() || !is_there || field.alias_of.is_empty(), "{}", field.at);
            }
            let odd = [no_objects(page, &body), unknown_fields(page, page.models[0].id, object)].concat();
            prop_assert!(survey.has_odd_places() || odd.is_empty(), "{:?}", odd);
        }
    }

    /// Otherwise every check would take the long way round, which no other test would notice.
    #[test]
    fn nothing_is_odd_about_what_the_pages_know() {
        for page in super::super::pages() {
            let mut body = json!({"model": page.models[0].id});
            let objects = |field: &&super::super::Field| field.shape.as_str().starts_with("object");
            for field in page.all_fields().filter(|field| !objects(field)) {
                put(&mut body, field.at, json!("2K"));
            }
            assert!(!Survey::of(page, body.as_object().unwrap()).has_odd_places(), "{}: {body}", page.name);
        }
    }

    #[test]
    fn fields_that_are_not_sent_are_not_named() {
        let page = super::super::pages().next().unwrap();
        let survey = Survey::of(page, json!({"model": "x", "prompt": "y"}).as_object().unwrap());
        let named = page.all_fields().enumerate().filter(|(index, _)| survey.has(*index));
        assert_eq!(named.map(|(_, field)| field.at).collect::<Vec<_>>(), ["prompt"]);
    }
}

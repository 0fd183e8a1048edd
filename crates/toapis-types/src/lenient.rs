//! Small readers that take what is there and never fail on what is odd.

use serde_json::{Map, Value};

/// Text, or a number or truth value written as text. `None` for everything else.
pub(crate) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// The first of the named fields that holds text which is not blank.
pub(crate) fn first_text(object: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().filter_map(|key| object.get(*key)).filter_map(text_of).find(|text| !text.trim().is_empty())
}

/// A whole number, also when it came as a float or as text. `None` beyond the range.
pub(crate) fn integer_of(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| number.as_f64().and_then(whole)),
        Value::String(text) => {
            let text = text.trim();
            text.parse().ok().or_else(|| text.parse().ok().and_then(whole))
        }
        _ => None,
    }
}

/// The object in a field.
pub(crate) fn object_in<'a>(value: &'a Value, key: &str) -> Option<&'a Map<String, Value>> {
    value.get(key).and_then(Value::as_object)
}

fn whole(number: f64) -> Option<i64> {
    // 2^53: beyond it a float no longer names one integer.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range is checked and the fraction is not wanted"
    )]
    let truncated = || number as i64;
    (number.is_finite() && number.abs() <= EXACT).then(truncated)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::integer_of;

    #[test]
    fn numbers_are_taken_from_any_dress() {
        assert_eq!(integer_of(&json!(5)), Some(5));
        assert_eq!(integer_of(&json!(5.9)), Some(5));
        assert_eq!(integer_of(&json!("1750000000")), Some(1_750_000_000));
        assert_eq!(integer_of(&json!(" 12.5 ")), Some(12));
        assert_eq!(integer_of(&json!(1e300)), None);
        assert_eq!(integer_of(&json!("soon")), None);
        assert_eq!(integer_of(&json!(null)), None);
    }
}

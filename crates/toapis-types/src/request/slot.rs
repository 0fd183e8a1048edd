//! Fields with a place of their own: how each Rust type reads and writes its JSON.

use serde_json::{Map, Value};

/// A typed field of an open request.
pub(crate) trait Slot {
    /// Takes a value over, or gives it back when it is not one this type can hold without loss.
    fn read(&mut self, value: Value) -> Result<(), Value>;

    /// The JSON that is sent; `None` when the field is left out.
    fn write(&self) -> Option<Value>;

    /// Leaves the field out.
    fn clear(&mut self);

    /// The JSON that is sent, moved out; the field is left out from then on.
    fn take(&mut self) -> Option<Value> {
        let value = self.write();
        self.clear();
        value
    }

    /// The object, for a field that is one.
    fn object(&mut self) -> Option<&mut Map<String, Value>> {
        None
    }
}

/// A text that is left out when empty.
impl Slot for String {
    fn read(&mut self, value: Value) -> Result<(), Value> {
        match value {
            Value::String(text) if !text.is_empty() => *self = text,
            other => return Err(other),
        }
        Ok(())
    }

    fn write(&self) -> Option<Value> {
        (!self.is_empty()).then(|| Value::from(self.as_str()))
    }

    fn clear(&mut self) {
        String::clear(self);
    }

    fn take(&mut self) -> Option<Value> {
        (!self.is_empty()).then(|| std::mem::take(self).into())
    }
}

impl Slot for Option<String> {
    fn read(&mut self, value: Value) -> Result<(), Value> {
        match value {
            Value::String(text) => *self = Some(text),
            other => return Err(other),
        }
        Ok(())
    }

    fn write(&self) -> Option<Value> {
        self.clone().map(Value::from)
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn take(&mut self) -> Option<Value> {
        Self::take(self).map(Value::from)
    }
}

/// A count.
impl Slot for Option<u32> {
    fn read(&mut self, value: Value) -> Result<(), Value> {
        let count = value.as_u64().and_then(|count| u32::try_from(count).ok());
        *self = Some(count.ok_or(value)?);
        Ok(())
    }

    fn write(&self) -> Option<Value> {
        self.map(Value::from)
    }

    fn clear(&mut self) {
        *self = None;
    }
}

/// A whole number that may be negative.
impl Slot for Option<i64> {
    fn read(&mut self, value: Value) -> Result<(), Value> {
        *self = Some(value.as_i64().ok_or(value)?);
        Ok(())
    }

    fn write(&self) -> Option<Value> {
        self.map(Value::from)
    }

    fn clear(&mut self) {
        *self = None;
    }
}

/// URLs: strings or `{"url": …}` and nothing else are read, strings are sent.
///
/// An empty list is given back: a body taken over must go out as it came in.
impl Slot for Vec<String> {
    fn read(&mut self, value: Value) -> Result<(), Value> {
        let entries = value.as_array().filter(|entries| !entries.is_empty());
        let urls: Option<Self> = entries.and_then(|entries| entries.iter().map(url).collect());
        *self = urls.ok_or(value)?;
        Ok(())
    }

    fn write(&self) -> Option<Value> {
        (!self.is_empty()).then(|| Value::from(self.clone()))
    }

    fn clear(&mut self) {
        Vec::clear(self);
    }
}

/// An object that is left out when empty.
impl Slot for Map<String, Value> {
    fn read(&mut self, value: Value) -> Result<(), Value> {
        match value {
            Value::Object(map) => *self = map,
            other => return Err(other),
        }
        Ok(())
    }

    fn write(&self) -> Option<Value> {
        (!self.is_empty()).then(|| Value::Object(self.clone()))
    }

    fn clear(&mut self) {
        Map::clear(self);
    }

    fn take(&mut self) -> Option<Value> {
        (!self.is_empty()).then(|| Value::Object(std::mem::take(self)))
    }

    fn object(&mut self) -> Option<&mut Map<String, Value>> {
        Some(self)
    }
}

fn url(entry: &Value) -> Option<String> {
    match entry {
        Value::String(url) => Some(url.clone()),
        Value::Object(object) if object.len() == 1 => object.get("url")?.as_str().map(str::to_owned),
        _ => None,
    }
}

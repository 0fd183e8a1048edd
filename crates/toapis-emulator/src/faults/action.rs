//! What a fault does to a request: whether it is processed, and what the client sees.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::delivery::Delivery;
use super::edit::Edit;
use super::{FaultError, names};

/// What happens to a request: it is processed or not, its answer is changed, and the bytes go out in a certain way.
///
/// In JSON it is the name of a fault (`"lose-answer"`), several of them (`"accepted-under-503, drip-body=5"`), an array
/// of either, or its parts: `{"processed": true, "edits": [{"status": 503}], "delivery": {"stall": {"at": "mid-body"}}}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Value", into = "Parts")]
pub struct Action {
    name: Option<String>,
    processed: Option<bool>,
    edits: Vec<Edit>,
    delivery: Option<Delivery>,
}

/// An action as a JSON object.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Parts {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    processed: Option<bool>,
    edits: Vec<Edit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery: Option<Delivery>,
}

impl Action {
    /// The faults of the [catalogue](super::catalogue) with these names, separated by commas: `lose-answer`,
    /// `accepted-under-503, drip-body=5`.
    ///
    /// # Errors
    ///
    /// For an unknown name, a parameter that does not fit, or faults that do not go together.
    pub fn named(names: &str) -> Result<Self, FaultError> {
        names::parse(names)
    }

    /// One more change to the answer.
    #[must_use]
    pub fn edit(mut self, edit: Edit) -> Self {
        self.name = self.name.map(|name| format!("{name},{}", kind(&edit).unwrap_or_default()));
        self.edits.push(edit);
        self
    }

    /// How the answer goes over the wire, in place of what was set before.
    #[must_use]
    pub fn deliver(mut self, delivery: Delivery) -> Self {
        self.name = self.name.map(|name| format!("{name},{}", kind(&delivery).unwrap_or_default()));
        self.delivery = Some(delivery);
        self
    }

    /// The request is processed: a create is accepted and charged. That is so anyway, unless the fault acts before the
    /// body is read.
    #[must_use]
    pub fn processed(mut self) -> Self {
        self.processed = Some(true);
        self
    }

    /// The request is not processed: nothing is accepted, nothing is charged.
    #[must_use]
    pub fn unprocessed(mut self) -> Self {
        self.processed = Some(false);
        self
    }

    /// Both actions as one, the other after this.
    ///
    /// # Errors
    ///
    /// When both say how the bytes go out, or one wants the request processed and the other does not.
    pub fn and(self, other: Self) -> Result<Self, FaultError> {
        let (first, second) = (self.label(), other.label());
        if self.delivery.is_some() && other.delivery.is_some() {
            let message =
                format!("`{first}` and `{second}` both say how the answer goes out; give one of them");
            return Err(FaultError::Invalid(message));
        }
        if let (Some(one), Some(two)) = (self.processed, other.processed)
            && one != two
        {
            let word = |processed| if processed { "is processed" } else { "is not processed" };
            let message = format!(
                "with `{first}` the request {}, with `{second}` it {}; they do not go together",
                word(one),
                word(two)
            );
            return Err(FaultError::Invalid(message));
        }
        let names = [(&self, first), (&other, second)].into_iter().filter(|(action, _)| !action.is_bare());
        let mut both = Self {
            name: Some(names.map(|(_, name)| name).collect::<Vec<_>>().join(",")),
            processed: self.processed.or(other.processed),
            edits: self.edits,
            delivery: self.delivery.or(other.delivery),
        };
        both.edits.extend(other.edits);
        both.check()?;
        Ok(both)
    }

    /// Whether the request is processed.
    pub fn is_processed(&self) -> bool {
        self.processed.unwrap_or(!self.acts_before_body())
    }

    /// Its name: that of the catalogue, or the kinds of its parts.
    pub fn label(&self) -> String {
        if let Some(name) = &self.name {
            return name.clone();
        }
        let edits = self.edits.iter().filter_map(kind);
        let kinds: Vec<String> = edits.chain(self.delivery.as_ref().and_then(kind)).collect();
        if kinds.is_empty() { "nothing".to_owned() } else { kinds.join(",") }
    }

    /// Whether it says nothing but that the request is processed or not.
    fn is_bare(&self) -> bool {
        self.edits.is_empty() && self.delivery.is_none()
    }

    /// # Errors
    ///
    /// When a part cannot be done, or the parts contradict each other.
    pub(crate) fn check(&self) -> Result<(), FaultError> {
        let wrong = self.edits.iter().find_map(Edit::problem);
        let wrong = wrong.or_else(|| self.delivery.as_ref().and_then(Delivery::problem));
        let wrong = wrong.or_else(|| {
            let early = self.processed == Some(true) && self.acts_before_body();
            early.then(|| "a request whose body is not read cannot be processed".to_owned())
        });
        wrong.map_or(Ok(()), |problem| {
            Err(FaultError::Invalid(format!("the fault `{}`: {problem}", self.label())))
        })
    }

    pub(crate) fn with_name(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }

    /// Sets whether the request is processed, whatever was said before.
    pub(crate) fn set_processed(mut self, processed: bool) -> Self {
        self.processed = Some(processed);
        self
    }

    pub(crate) fn edits(&self) -> &[Edit] {
        &self.edits
    }

    pub(crate) fn delivery(&self) -> Option<&Delivery> {
        self.delivery.as_ref()
    }

    pub(crate) fn acts_before_body(&self) -> bool {
        self.delivery.as_ref().is_some_and(Delivery::acts_before_body)
    }

    /// Whether it is only for answers that accept the request.
    pub(crate) fn waits_for_acceptance(&self) -> bool {
        self.is_processed() && self.edits.iter().any(Edit::waits_for_acceptance)
    }
}

/// The name of a variant, as it stands in JSON.
fn kind(part: &impl Serialize) -> Option<String> {
    match serde_json::to_value(part).ok()? {
        Value::String(name) => Some(name),
        Value::Object(fields) => fields.keys().next().cloned(),
        _ => None,
    }
}

impl TryFrom<Value> for Action {
    type Error = FaultError;

    fn try_from(value: Value) -> Result<Self, FaultError> {
        match value {
            Value::String(names) => Self::named(&names),
            Value::Array(parts) => {
                let mut actions = parts.into_iter().map(Self::try_from);
                let Some(first) = actions.next() else {
                    return Err(FaultError::Invalid("an empty array names no fault".to_owned()));
                };
                actions.try_fold(first?, |sum, next| sum.and(next?))
            }
            Value::Object(_) => {
                let parts: Parts = serde_json::from_value(value)
                    .map_err(|error| FaultError::Invalid(format!("the fault is not understood: {error}")))?;
                let Parts { name, processed, edits, delivery } = parts;
                let action = Self { name, processed, edits, delivery };
                action.check()?;
                Ok(action)
            }
            other => Err(FaultError::Invalid(format!("a fault is a name or an object, not {other}"))),
        }
    }
}

impl From<Action> for Parts {
    fn from(action: Action) -> Self {
        let Action { name, processed, edits, delivery } = action;
        Self { name, processed, edits, delivery }
    }
}

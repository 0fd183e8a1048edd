//! What a task cost, as far as the service says.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::lenient::{first_text, text_of};

/// The `billing` part of a task: not documented, seen in the field since August 2026, sometimes incomplete.
///
/// Amounts stay decimal text, as sent; money is never a float here. 200 credits are 1 USD.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Billing {
    /// `settled`, `pending`, `refunded` or another word.
    pub status: Option<String>,
    /// The price in credits, such as `174.6`.
    pub credits: Option<String>,
    /// The price in US dollars, such as `0.873`.
    pub cost_usd: Option<String>,
}

impl Billing {
    /// Reads a `billing` value; `None` when it is not an object or says nothing.
    pub fn from_value(value: &Value) -> Option<Self> {
        let fields = value.as_object()?;
        let billing = Self {
            status: first_text(fields, &["status"]),
            credits: fields.get("credits").and_then(text_of),
            cost_usd: fields.get("cost_usd").and_then(text_of),
        };
        (billing != Self::default()).then_some(billing)
    }
}

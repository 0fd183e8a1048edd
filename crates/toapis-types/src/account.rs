//! Balances and tokens (`account/token-balance`, `account/user-balance`, `account/create-token`).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::lenient::{first_text, integer_of, text_of};
use crate::secret::Secret;

/// What is left and what was used, of a token or of a whole account.
///
/// Amounts are decimal text, as sent: money is never a float here. Prefer the credits, of which 200 are 1 USD; the unit
/// of the plain balance differs between sites.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Balance {
    /// What is left, in the site's unit. `-1` when there is no limit.
    pub remain_balance: Option<String>,
    /// What was used, in the site's unit.
    pub used_balance: Option<String>,
    /// What is left, in credits. Says nothing when there is no limit.
    pub remain_credits: Option<String>,
    /// What was used, in credits.
    pub used_credits: Option<String>,
    /// How many credits are 1 USD: 200.
    pub credits_per_usd: Option<String>,
    /// Whether there is no limit.
    pub unlimited: bool,
}

impl Balance {
    /// Reads the answer of a balance call; `None` when it reports a failure or holds no amount.
    pub fn from_value(value: &Value) -> Option<Self> {
        let fields = value.as_object()?;
        if fields.get("success") == Some(&Value::Bool(false)) {
            return None;
        }
        let amount = |key: &str| fields.get(key).filter(|value| !value.is_boolean()).and_then(text_of);
        let balance = Self {
            remain_balance: amount("remain_balance"),
            used_balance: amount("used_balance"),
            remain_credits: amount("remain_credits"),
            used_credits: amount("used_credits"),
            credits_per_usd: amount("credits_per_usd"),
            unlimited: fields.get("unlimited_quota") == Some(&Value::Bool(true)),
        };
        let amounts =
            [&balance.remain_balance, &balance.used_balance, &balance.remain_credits, &balance.used_credits];
        (balance.unlimited || amounts.iter().any(|amount| amount.is_some())).then_some(balance)
    }
}

/// A request for a new token. What is not set is left out.
///
/// The call is not idempotent: sent twice, it makes two tokens.
///
/// ```
/// use toapis_types::TokenRequest;
///
/// let request = TokenRequest::new("ci-runner").remain_credits(200.0).models(["gpt-image-2", "flux-2-pro"]);
/// assert_eq!(
///     serde_json::to_value(&request)?,
///     serde_json::json!({
///         "name": "ci-runner", "remain_credits": 200.0,
///         "model_limits_enabled": true, "model_limits": "gpt-image-2,flux-2-pro",
///     }),
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TokenRequest {
    name: String,
    #[serde(flatten)]
    fields: Map<String, Value>,
}

impl TokenRequest {
    /// A token with this label, of at most 50 characters. The service counts bytes in places; keep it short.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), fields: Map::new() }
    }

    /// When it stops working, in Unix seconds; -1 is never. Default: never.
    #[must_use]
    pub fn expired_time(self, at: i64) -> Self {
        self.set("expired_time", at)
    }

    /// How many credits it may use; 200 are 1 USD. Default: none. Wins over [`remain_quota`](Self::remain_quota).
    #[must_use]
    pub fn remain_credits(self, credits: f64) -> Self {
        self.set("remain_credits", credits)
    }

    /// How much it may use in internal units, of which 500,000 are 1 USD. Default: none.
    #[must_use]
    pub fn remain_quota(self, quota: u64) -> Self {
        self.set("remain_quota", quota)
    }

    /// How many credits it may use a day. Default: no daily limit.
    #[must_use]
    pub fn daily_credits(self, credits: f64) -> Self {
        self.set("daily_credits", credits)
    }

    /// How many credits it may use a month. Default: no monthly limit.
    #[must_use]
    pub fn monthly_credits(self, credits: f64) -> Self {
        self.set("monthly_credits", credits)
    }

    /// Lets it use whatever the account has. Default: `false`.
    #[must_use]
    pub fn unlimited_quota(self, unlimited: bool) -> Self {
        self.set("unlimited_quota", unlimited)
    }

    /// Limits it to these models. Default: all models.
    #[must_use]
    pub fn models<I>(self, ids: I) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let ids: Vec<String> = ids.into_iter().map(|id| id.as_ref().to_owned()).collect();
        self.set("model_limits_enabled", true).set("model_limits", ids.join(","))
    }

    /// The channel group it uses. Default: the account's.
    #[must_use]
    pub fn group(self, group: impl Into<String>) -> Self {
        self.set("group", group.into())
    }

    /// A field that has no setter here.
    #[must_use]
    pub fn set(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.fields.insert(key.into(), value.into());
        self
    }
}

/// A new token. Its key is shown only here, only once: store it before anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CreatedToken {
    /// The key, ready for the `Authorization` header: the service sends it without the `sk-`, this has it.
    pub key: Secret,
    /// The service's id of the token.
    pub id: Option<i64>,
    /// Its label.
    pub name: Option<String>,
    /// 1 enabled, 2 disabled, 3 expired, 4 used up.
    pub status: Option<i64>,
    /// When it stops working, in Unix seconds; -1 is never.
    pub expired_time: Option<i64>,
    /// How many credits it may use.
    pub remain_credits: Option<String>,
    /// Whether it may use whatever the account has.
    pub unlimited: bool,
    /// The models it is limited to, separated by commas; empty for all.
    pub model_limits: Option<String>,
    /// Its channel group.
    pub group: Option<String>,
}

impl CreatedToken {
    /// Reads the answer; `None` when it reports a failure or holds no key.
    pub fn from_value(value: &Value) -> Option<Self> {
        if value.get("success") == Some(&Value::Bool(false)) {
            return None;
        }
        let data = value.get("data")?.as_object()?;
        let key = first_text(data, &["key"])?;
        let integer = |name: &str| data.get(name).and_then(integer_of);
        Some(Self {
            key: Secret::new(if key.starts_with("sk-") { key } else { format!("sk-{key}") }),
            id: integer("id"),
            name: first_text(data, &["name"]),
            status: integer("status"),
            expired_time: integer("expired_time"),
            remain_credits: data.get("remain_credits").and_then(text_of),
            unlimited: data.get("unlimited_quota") == Some(&Value::Bool(true)),
            model_limits: first_text(data, &["model_limits"]),
            group: first_text(data, &["group"]),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn p24_amounts_are_kept_as_decimal_text() {
        let read = |value: Value| Balance::from_value(&value);
        let limited = read(json!({"success": true, "remain_balance": 10.5, "used_balance": 2.3, "remain_credits": 2100, "used_credits": "460.25", "credits_per_usd": 200, "unlimited_quota": false})).unwrap();
        assert_eq!(limited.remain_balance.as_deref(), Some("10.5"));
        assert_eq!(limited.remain_credits.as_deref(), Some("2100"));
        assert_eq!(limited.used_credits.as_deref(), Some("460.25"));
        let unlimited = read(json!({"remain_balance": -1, "unlimited_quota": true})).unwrap();
        assert!(unlimited.unlimited);
        assert_eq!(unlimited.remain_balance.as_deref(), Some("-1"));
        assert!(read(json!({"remain_credits": 1e30})).is_some());
        assert_eq!(read(json!({"success": false, "message": "record not found"})), None);
        assert_eq!(read(json!({"success": true})), None);
        assert_eq!(read(json!([])), None);
    }

    #[test]
    fn s15_the_key_of_a_new_token_is_whole_and_hidden() {
        let answer = json!({"success": true, "data": {"id": 7, "key": "canary48", "name": "ci", "status": 1, "expired_time": -1, "remain_credits": 200.5, "unlimited_quota": false, "group": "default"}});
        let token = CreatedToken::from_value(&answer).unwrap();
        assert_eq!(token.key.expose(), "sk-canary48");
        assert!(!format!("{token:?}").contains("canary"));
        assert_eq!((token.id, token.remain_credits.as_deref()), (Some(7), Some("200.5")));
        assert_eq!(
            CreatedToken::from_value(&json!({"success": false, "message": "x", "data": {"key": "k"}})),
            None
        );
        assert_eq!(CreatedToken::from_value(&json!({"success": true, "data": {}})), None);
    }
}

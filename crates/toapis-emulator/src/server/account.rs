//! Balances and tokens (`account/token-balance`, `account/user-balance`, `account/create-token`).

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Map, Value, json};

use super::refusal::Refusal;
use crate::state::{Caller, KEY_PREFIX, Key, Purse, UNITS_PER_CREDIT, World, in_credits};

type Answer = Result<Json<Value>, Refusal>;

/// The longest name of a token; the page counts characters.
const MAX_NAME: usize = 50;
/// The length of a new key without `sk-`, as documented.
const KEY_LENGTH: usize = 48;

/// `GET /v1/balance`: of the calling key.
pub(crate) async fn token_balance(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
) -> Answer {
    let shown = world.accounts(|accounts, _| accounts.keys.get(&caller.key).map(|key| key.purse.describe()));
    shown.map(Json).ok_or_else(|| Refusal::account("Failed to get token info: record not found"))
}

/// `GET /v1/user/balance`: of the whole account.
pub(crate) async fn user_balance(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
) -> Answer {
    let shown =
        world.accounts(|accounts, _| accounts.users.get(&caller.user).map(|user| user.purse.describe()));
    shown.map(Json).ok_or_else(|| Refusal::account("Failed to get user quota"))
}

/// Lets pages of any site ask for balances, as documented.
pub(crate) async fn from_any_page(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

/// `OPTIONS` of the balances: whether a page may send a key.
pub(crate) async fn ask_ahead() -> impl IntoResponse {
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "Authorization"),
    ];
    (StatusCode::NO_CONTENT, allowed)
}

/// `POST /v1/tokens`: a new key of the same user, shown once. Not idempotent, as documented.
pub(crate) async fn create_token(
    State(world): State<Arc<World>>,
    Extension(caller): Extension<Caller>,
    body: Result<Bytes, BytesRejection>,
) -> Answer {
    let body = body.map_err(|rejection| Refusal::account(rejection.body_text()))?;
    let body: Map<String, Value> = serde_json::from_slice(&body)
        .map_err(|error| Refusal::account(format!("the body is not a JSON object: {error}")))?;
    let asked = Asked::read(&body)?;
    let now = world.clock.now().as_secs();
    Ok(Json(world.accounts(|accounts, random| {
        let tail = KEY_PREFIX.trim_start_matches("sk-");
        let secret = format!("{tail}{}", random.secret(KEY_LENGTH - tail.len()));
        let key = asked.key(caller.user, accounts.next_key_id(), now);
        let answer = describe(&key, &secret, &asked);
        accounts.keys.insert(format!("sk-{secret}"), key);
        answer
    })))
}

/// The fields of a request for a token.
#[derive(Debug)]
struct Asked {
    name: String,
    expires: i64,
    units: i64,
    unlimited: bool,
    caps: [i64; 2],
    model_limits_enabled: bool,
    model_limits: String,
    group: String,
}

impl Asked {
    fn read(body: &Map<String, Value>) -> Result<Self, Refusal> {
        let name = text(body, "name")?;
        if name.trim().is_empty() {
            return Err(Refusal::account("name is missing"));
        }
        if name.chars().count() > MAX_NAME {
            return Err(Refusal::account("令牌名称过长"));
        }
        let given = |field: &str| body.get(field).is_some_and(|value| !value.is_null());
        // Credits win over quota units when both are sent.
        let quota = number(body, "remain_quota", 0)?;
        let units = if given("remain_credits") { credits(body, "remain_credits")? } else { quota };
        if units < 0 {
            return Err(Refusal::account("remain_quota must be 0 or more"));
        }
        Ok(Self {
            name,
            expires: number(body, "expired_time", -1)?,
            units,
            unlimited: flag(body, "unlimited_quota")?,
            caps: [credits(body, "daily_credits")?, credits(body, "monthly_credits")?],
            model_limits_enabled: flag(body, "model_limits_enabled")?,
            model_limits: text(body, "model_limits")?,
            group: text(body, "group")?,
        })
    }

    fn key(&self, user: u64, id: u64, now: u64) -> Key {
        let listed = self.model_limits.split(',').map(str::trim).filter(|model| !model.is_empty());
        Key {
            id,
            user,
            name: self.name.clone(),
            created: now,
            expires: self.expires,
            purse: Purse { remain: self.units, used: 0, unlimited: self.unlimited },
            caps: self.caps,
            spent: [(0, 0); 2],
            models: self.model_limits_enabled.then(|| listed.map(str::to_owned).collect()),
            group: self.group.clone(),
        }
    }
}

/// The answer of the page's example.
fn describe(key: &Key, secret: &str, asked: &Asked) -> Value {
    json!({
        "success": true,
        "message": "",
        "credits_per_usd": 200,
        "data": {
            "id": key.id,
            "user_id": key.user,
            "key": secret,
            "status": 1,
            "name": key.name,
            "created_time": key.created,
            "accessed_time": key.created,
            "expired_time": key.expires,
            "remain_quota": key.purse.remain,
            "remain_credits": in_credits(key.purse.remain),
            "unlimited_quota": key.purse.unlimited,
            "used_quota": 0,
            "used_credits": 0,
            "daily_credits": in_credits(key.caps[0]),
            "monthly_credits": in_credits(key.caps[1]),
            "model_limits_enabled": asked.model_limits_enabled,
            "model_limits": asked.model_limits,
            "group": key.group,
            "cross_group_retry": false,
        },
    })
}

fn text(body: &Map<String, Value>, field: &str) -> Result<String, Refusal> {
    match body.get(field) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(Refusal::account(format!("{field} must be a string"))),
    }
}

fn flag(body: &Map<String, Value>, field: &str) -> Result<bool, Refusal> {
    match body.get(field) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(_) => Err(Refusal::account(format!("{field} must be true or false"))),
    }
}

fn number(body: &Map<String, Value>, field: &str, default: i64) -> Result<i64, Refusal> {
    match body.get(field) {
        None | Some(Value::Null) => Ok(default),
        Some(value) => {
            value.as_i64().ok_or_else(|| Refusal::account(format!("{field} must be a whole number")))
        }
    }
}

/// An amount of credits, in quota units.
fn credits(body: &Map<String, Value>, field: &str) -> Result<i64, Refusal> {
    let Some(value) = body.get(field).filter(|value| !value.is_null()) else { return Ok(0) };
    let credits = value.as_f64().filter(|credits| (0.0..=1e12).contains(credits));
    let credits =
        credits.ok_or_else(|| Refusal::account(format!("{field} must be a number of credits, 0 or more")))?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "at most 2.5e15")]
    Ok((credits * UNITS_PER_CREDIT as f64).round() as i64)
}

//! The calls as routes: the thin part between the router and what answers.

use std::sync::Arc;

use axum::Extension;
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{FromRef, Query, State};
use axum::response::{Json, Response};
use axum::routing::{get, post};
use serde_json::Value;

use super::{Call, Desk, Problem, completions, messages, responses};
use crate::clock::EmulatorClock;
use crate::server::models;
use crate::state::Caller;

/// What the routes take from the state of the router they are part of.
#[derive(Clone, Debug)]
pub(crate) struct ChatState {
    /// The emulator's clock.
    pub(crate) clock: EmulatorClock,
    /// See [`Call::loose`].
    pub(crate) loose: bool,
    /// One for the life of the emulator.
    pub(crate) desk: Arc<Desk>,
}

impl ChatState {
    fn call(&self) -> Call<'_> {
        Call { now: self.clock.now(), loose: self.loose, desk: &self.desk }
    }
}

/// The three calls that make text, and `GET /v1/models`.
pub(crate) fn routes<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    ChatState: FromRef<S>,
{
    Router::new()
        .route("/v1/chat/completions", post(complete))
        .route("/v1/messages", post(message))
        .route("/v1/responses", post(respond))
        .route("/v1/models", get(list))
}

type Body = Result<Bytes, BytesRejection>;
type Who = Extension<Caller>;

async fn complete(State(state): State<ChatState>, caller: Who, body: Body) -> Result<Response, Problem> {
    completions::answer(state.call(), &allowed(caller, body)?)
}

async fn message(State(state): State<ChatState>, caller: Who, body: Body) -> Result<Response, Problem> {
    messages::answer(state.call(), &allowed(caller, body)?)
}

async fn respond(State(state): State<ChatState>, caller: Who, body: Body) -> Result<Response, Problem> {
    responses::answer(state.call(), &allowed(caller, body)?)
}

/// The models of a kind that the key may call.
async fn list(
    Extension(caller): Who,
    query: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Json<Value>, Problem> {
    let Query(query) = query.map_err(|rejection| Problem::body(rejection.body_text()))?;
    let kind = query.iter().find(|(key, _)| key == "type").map(|(_, kind)| kind.as_str());
    models::list(kind, |model| caller.may_call(model)).map(Json)
}

/// The whole body, if the key may call the model that it names. What else is wrong with it, others say.
fn allowed(Extension(caller): Who, body: Body) -> Result<Bytes, Problem> {
    let body = body.map_err(|rejection| Problem::body(rejection.body_text()))?;
    if caller.models.is_some() {
        let said: Value = serde_json::from_slice(&body).unwrap_or_default();
        if let Some(model) = said.get("model").and_then(Value::as_str).filter(|model| !caller.may_call(model))
        {
            return Err(Problem::NotAllowed { model: model.to_owned() });
        }
    }
    Ok(body)
}

//! One request: which fault it meets, whether the app processes it, what is answered.

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::request::Parts;
use axum::http::{Method, Request, Response, StatusCode, header};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use serde_json::{Value, json};
use tower_service::Service as _;

use super::plan::Plan;
use super::{Hooks, MAX_BODY};
use crate::faults::{
    Action, Answer, Choice, Claim, CloseHow, Context, Delivery, FAULT_HEADER, Facts, catalogue, from_headers,
    is_own_page,
};
use crate::requests::{FiredFault, RequestSequence, Sent};

/// What becomes of a request.
pub(super) enum Outcome {
    /// Hyper sends this answer.
    Answer(Response<Body>),
    /// These bytes go to the socket, and the connection ends.
    Plan(Plan),
    /// The client went away.
    Nothing,
}

/// The fault that a request meets, with the claim on the script when it comes from there.
enum Fault {
    Asked(Action),
    Scripted(Claim),
}

impl Fault {
    fn action(&self) -> &Action {
        match self {
            Self::Asked(action) => action,
            Self::Scripted(claim) => claim.action(),
        }
    }

    /// Counts it as fired, and says what the log is to hold.
    fn fire(self, sequence: u64) -> FiredFault {
        let name = self.action().label();
        match self {
            Self::Asked(_) => FiredFault { id: None, name },
            Self::Scripted(claim) => {
                let id = Some(claim.id());
                claim.fired(sequence);
                FiredFault { id, name }
            }
        }
    }
}

/// What of a request is needed until its end.
struct Facing {
    sequence: u64,
    method: Method,
    context: Context,
}

/// Takes one request from its head to its outcome. What is answered is in the log before the first byte of it is sent.
pub(super) async fn exchange(app: Router, hooks: &Arc<Hooks>, request: Request<Incoming>) -> Outcome {
    let (mut parts, body) = request.into_parts();
    if is_own_page(parts.uri.path_and_query().map_or("/", |target| target.as_str())) {
        return own_page(app, parts, body).await;
    }
    let sequence = hooks.requests.open(&parts);
    parts.extensions.insert(RequestSequence(sequence));
    let facing = Facing { sequence, method: parts.method.clone(), context: context(&parts) };
    let asked = from_headers(&parts.headers);
    let mut needs_body = false;
    let mut fault = match &asked {
        Ok(Some(action)) => Some(Fault::Asked(action.clone())),
        Err(_) => None,
        Ok(None) => match hooks.faults.choose_by_head(&facts(&parts, None)) {
            Choice::Fault(claim) => Some(Fault::Scripted(claim)),
            Choice::NeedsBody => {
                needs_body = true;
                None
            }
            Choice::None => None,
        },
    };
    if fault.as_ref().is_some_and(|fault| fault.action().acts_before_body()) {
        return met(hooks, facing, fault, Answer::unprocessed());
    }

    let body = match read(body).await {
        Ok(body) => body,
        Err(unread) => {
            hooks.requests.body(sequence, &unread.begin, false);
            if !unread.too_large {
                return Outcome::Nothing;
            }
            return too_large(app, hooks, parts, sequence, unread.begin).await;
        }
    };
    hooks.requests.body(sequence, &body, true);
    if let Err(error) = asked {
        return refused(hooks, sequence, unknown_fault(&error.to_string()));
    }
    if needs_body {
        let json: Option<Value> = serde_json::from_slice(&body).ok();
        fault = hooks.faults.choose(&facts(&parts, json.as_ref())).map(Fault::Scripted);
    }

    if fault.as_ref().is_some_and(|fault| !fault.action().is_processed()) {
        return met(hooks, facing, fault, Answer::unprocessed());
    }
    let response = call(app, Request::from_parts(parts, Body::from(body))).await;
    let waits = fault.as_ref().is_some_and(|fault| fault.action().waits_for_acceptance());
    if fault.is_none() || (waits && !response.status().is_success()) {
        let sent = Sent { status: Some(response.status().as_u16()), processed: true, fault: None };
        hooks.requests.answered(sequence, sent);
        return Outcome::Answer(response);
    }
    match collect(response).await {
        Some(answer) => met(hooks, facing, fault, answer),
        None => Outcome::Nothing,
    }
}

/// The outcome of a request that meets this fault, with the answer it starts from.
fn met(hooks: &Hooks, facing: Facing, fault: Option<Fault>, answer: Answer) -> Outcome {
    let Some(fault) = fault else { return Outcome::Nothing };
    let Facing { sequence, method, mut context } = facing;
    let action = fault.action().clone();
    context.processed = action.is_processed();
    let answer = answer.edited(action.edits(), &context);
    let plan = action.delivery().map(|delivery| Plan::new(delivery, &answer, method == Method::HEAD));
    let status = plan.as_ref().map_or(Some(answer.status), |plan| plan.status);
    let fault = Some(fault.fire(sequence));
    hooks.requests.answered(sequence, Sent { status, processed: context.processed, fault });
    plan.map_or_else(|| Outcome::Answer(response(answer)), Outcome::Plan)
}

/// The emulator's own pages meet no fault and are not logged.
async fn own_page(app: Router, parts: Parts, body: Incoming) -> Outcome {
    if parts.headers.contains_key(FAULT_HEADER) {
        let message = format!("the emulator's own pages meet no faults; leave the header {FAULT_HEADER} out");
        return Outcome::Answer(response(emulator_error(400, "no_fault_here", &message)));
    }
    Outcome::Answer(call(app, Request::from_parts(parts, Body::new(body))).await)
}

/// An answer of the server itself.
fn refused(hooks: &Hooks, sequence: u64, answer: Answer) -> Outcome {
    hooks.requests.answered(sequence, Sent { status: Some(answer.status), processed: false, fault: None });
    Outcome::Answer(response(answer))
}

/// What the app says to a body of which only the beginning is read, such as the documented refusal of an upload; sent so that
/// it also reaches a client that is still sending. The app never sees the body end, so that it cannot accept it.
async fn too_large(app: Router, hooks: &Hooks, parts: Parts, sequence: u64, begin: Bytes) -> Outcome {
    let is_head = parts.method == Method::HEAD;
    let more = io::Error::other(format!("the body is over {MAX_BODY} bytes, and no more is read"));
    let body = Body::from_stream(futures_util::stream::iter([Ok(begin), Err(more)]));
    let Some(answer) = collect(call(app, Request::from_parts(parts, body)).await).await else {
        return Outcome::Nothing;
    };
    hooks.requests.answered(sequence, Sent { status: Some(answer.status), processed: true, fault: None });
    Outcome::Plan(Plan::new(&Delivery::Early { how: CloseHow::Fin }, &answer, is_head))
}

fn unknown_fault(message: &str) -> Answer {
    let names: Vec<&str> = catalogue().iter().map(|fault| fault.name).collect();
    let error = json!({"code": "invalid_fault", "message": message, "type": "emulator_error"});
    Answer::json(400, &json!({"error": error, "faults": names}))
}

fn emulator_error(status: u16, code: &str, message: &str) -> Answer {
    Answer::json(status, &json!({"error": {"code": code, "message": message, "type": "emulator_error"}}))
}

fn facts<'a>(parts: &'a Parts, body: Option<&'a Value>) -> Facts<'a> {
    Facts { method: parts.method.as_str(), path: parts.uri.path(), body }
}

fn context(parts: &Parts) -> Context {
    let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("127.0.0.1");
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    Context { origin: format!("http://{host}"), path, processed: true }
}

async fn call(mut app: Router, request: Request<Body>) -> Response<Body> {
    match app.call(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// A body that was not read to its end.
struct Unread {
    /// What came of it.
    begin: Bytes,
    /// Whether there is more than is read; else the client broke off.
    too_large: bool,
}

async fn read(mut body: Incoming) -> Result<Bytes, Unread> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        match frame.map(hyper::body::Frame::into_data) {
            Ok(Ok(data)) => bytes.extend_from_slice(&data),
            // Trailers say nothing here.
            Ok(Err(_)) => {}
            Err(_) => return Err(Unread { begin: bytes.into(), too_large: false }),
        }
        if bytes.len() as u64 > MAX_BODY {
            return Err(Unread { begin: bytes.into(), too_large: true });
        }
    }
    Ok(bytes.into())
}

/// The whole answer of the app, or nothing when it breaks off by itself.
async fn collect(response: Response<Body>) -> Option<Answer> {
    let (parts, body) = response.into_parts();
    let body = body.collect().await.ok()?.to_bytes();
    let mut headers = parts.headers;
    for framing in [header::CONTENT_LENGTH, header::TRANSFER_ENCODING, header::CONNECTION] {
        headers.remove(framing);
    }
    Some(Answer { status: parts.status.as_u16(), headers, body })
}

/// The answer as hyper sends it.
fn response(answer: Answer) -> Response<Body> {
    let mut response = Response::new(Body::from(answer.body));
    // Every status that an answer can have was checked to be one when the fault was made.
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    *response.headers_mut() = answer.headers;
    response
}

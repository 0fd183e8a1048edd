//! `toapis webhook send`: one event, delivered as the service would, or as it never should be.

use std::io::Write as _;
use std::time::Duration;

use http::Method;
use toapis_client::transport::{Delivery, HyperTransport, Request, RequestBody, Timeouts, Transport};
use toapis_webhook::{SIGNATURE_HEADER, TIMESTAMP_HEADER, WebhookSecret, sign};

use super::args::{Fault, Send};
use super::made::event;
use super::now;
use super::stored::Stored;
use crate::args::Common;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::{Report, err, out};

pub(super) async fn run(common: &Common, args: Send, report: Report) -> Result<Exit, Failure> {
    let secrets = args.secret.needed(common)?;
    let Some(secret) = secrets.first() else { return Err(Failure::NoSecret) };
    let now = now();
    let (id, body) = event(&args, now);
    let request = delivery(secret, &id, &serde_json::to_vec(&body).unwrap_or_default(), args.fault, now);
    if args.print {
        // Whoever closed it does not want to know.
        let _ = std::io::stdout().write_all(&request.to_bytes());
        return Ok(Exit::Done);
    }
    let copies = if args.fault == Some(Fault::Twice) { 2 } else { 1 };
    let accepted_is_right = matches!(args.fault, None | Some(Fault::Twice));
    let mut exit = Exit::Done;
    for _ in 0..copies {
        let status = match post(&args.url, &request).await {
            // A server may close the connection on too long a body; its answer is then lost on the way.
            Err(Failure::NotReached(_, error))
                if args.fault == Some(Fault::Huge) && error.delivery() != Delivery::NotSent =>
            {
                CLOSED
            }
            status => status?,
        };
        let accepted = (200..300).contains(&status);
        if report.is_json() {
            let right = accepted == accepted_is_right;
            out(serde_json::json!({"id": id, "status": status, "accepted": accepted, "as_it_should": right}));
        } else {
            let shown = if status == CLOSED { "closed".to_owned() } else { status.to_string() };
            out(format_args!("{id} {shown}"));
        }
        if accepted != accepted_is_right {
            exit = Exit::Other;
            let should = if accepted_is_right { "answered 2xx" } else { "refused" };
            err(format_args!("error: the receiver answered {status}; it should have {should} this delivery"));
        }
    }
    Ok(exit)
}

/// In place of a status, for a connection that was closed in the middle of the request.
const CLOSED: u16 = 0;

/// The request, with what was asked to be wrong with it.
fn delivery(secret: &WebhookSecret, id: &str, body: &[u8], fault: Option<Fault>, now: i64) -> Stored {
    let at = |signed_at| Stored::signed(secret, id, signed_at, body);
    match fault {
        None | Some(Fault::Twice) => at(now),
        // A second more than may be, whatever the clocks say meanwhile.
        Some(Fault::Old) => at(now - 301),
        Some(Fault::Future) => at(now + 400),
        Some(Fault::Renewed) => {
            let mut request = at(now - 301);
            request.set(TIMESTAMP_HEADER, Some(now.to_string()));
            request
        }
        Some(Fault::BadSignature) => {
            let mut request = at(now);
            let other = sign(secret, id, now, &[body, b" "].concat());
            request.set(SIGNATURE_HEADER, Some(other));
            request
        }
        Some(Fault::NoSignature) => {
            let mut request = at(now);
            request.set(SIGNATURE_HEADER, None);
            request
        }
        Some(Fault::Reprinted) => {
            let mut request = at(now);
            request.body.push(b'\n');
            request
        }
        Some(Fault::NotJson) => Stored::signed(secret, id, now, b"this is no event"),
        Some(Fault::Huge) => {
            let mut large = body.to_vec();
            large.resize(toapis_webhook::BODY_LIMIT + 1, b' ');
            Stored::signed(secret, id, now, &large)
        }
    }
}

/// Posts a request once, and says how it was answered.
pub(super) async fn post(url: &str, stored: &Stored) -> Result<u16, Failure> {
    exchange(Method::POST, url, stored).await.map(|(status, _)| status)
}

/// Sends a request once, and reads the beginning of the answer.
pub(super) async fn exchange(method: Method, url: &str, stored: &Stored) -> Result<(u16, Vec<u8>), Failure> {
    let unusable =
        |error: &dyn std::fmt::Display| Failure::Usage(format!("{url:?} cannot be sent to: {error}"));
    let mut request = Request::new(RequestBody::from(stored.body.clone()));
    *request.method_mut() = method;
    *request.uri_mut() = url.parse().map_err(|error| unusable(&error))?;
    for (name, value) in &stored.headers {
        let name = http::HeaderName::try_from(name.as_str()).map_err(|error| unusable(&error))?;
        request.headers_mut().insert(name, value.parse().map_err(|error| unusable(&error))?);
    }
    let agent = http::HeaderValue::from_static("ToAPIs-Webhook/1.0");
    request.headers_mut().insert(http::header::USER_AGENT, agent);
    request.extensions_mut().insert(Timeouts { head: Duration::from_secs(10), ..Timeouts::default() });
    let transport = HyperTransport::new().map_err(|error| unusable(&error))?;
    let mut answer =
        transport.send(request).await.map_err(|error| Failure::NotReached(url.to_owned(), error))?;
    let status = answer.status().as_u16();
    let body = answer.body_mut().read_to_end(64 * 1024).await.unwrap_or_default();
    Ok((status, body.to_vec()))
}

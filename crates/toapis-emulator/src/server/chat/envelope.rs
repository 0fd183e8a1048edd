//! The Messages call takes its key in `x-api-key` too, and puts every error into an envelope of its own.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::stream;
use serde_json::{Value, json};

/// The largest error body that is read to be put into another envelope, in bytes.
const LARGEST_ERROR: usize = 1_000_000;

/// A layer for the whole router, outside the one that checks keys. It changes nothing but `/v1/messages`.
///
/// There a key in `x-api-key` is moved to where the other calls have it, unless there is one; and a refusal of whatever
/// layer, such as a missing key or a rate limit, gets the envelope of `chat/messages`.
pub(crate) async fn messages_dialect(mut request: Request, next: Next) -> Response {
    if request.uri().path() != "/v1/messages" {
        return next.run(request).await;
    }
    let headers = request.headers_mut();
    if !headers.contains_key(header::AUTHORIZATION)
        && let Some(key) = headers.get("x-api-key")
        && let Ok(bearer) = HeaderValue::from_bytes(&[b"Bearer ", key.as_bytes()].concat())
    {
        headers.insert(header::AUTHORIZATION, bearer);
    }
    let response = next.run(request).await;
    if response.status().is_client_error() || response.status().is_server_error() {
        return dress(response).await;
    }
    response
}

/// The same refusal in the other envelope. Bodies that are no JSON error stay as they are.
async fn dress(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = match to_bytes(body, LARGEST_ERROR).await {
        Ok(bytes) => bytes,
        // It breaks off here too.
        Err(error) => {
            return Response::from_parts(parts, Body::from_stream(stream::iter([Err::<Bytes, _>(error)])));
        }
    };
    let body = serde_json::from_slice(&bytes).ok().and_then(|body: Value| dressed(parts.status, &body));
    let Some(body) = body else { return Response::from_parts(parts, Body::from(bytes)) };
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(body.to_string()))
}

fn dressed(status: StatusCode, body: &Value) -> Option<Value> {
    let error = body.get("error").filter(|error| error.is_object()).unwrap_or(body);
    let message = error.get("message")?.as_str()?;
    if body.get("type").is_some_and(|kind| kind == "error") {
        return None;
    }
    let kind = match status {
        StatusCode::BAD_REQUEST => "invalid_request_error",
        StatusCode::UNAUTHORIZED => "authentication_error",
        StatusCode::TOO_MANY_REQUESTS => "rate_limit_error",
        _ => error.get("type").and_then(Value::as_str).unwrap_or("api_error"),
    };
    Some(json!({"type": "error", "error": {"type": kind, "message": message}}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_is_put_into_the_envelope() {
        let dress = |status: u16, body: Value| dressed(StatusCode::from_u16(status).unwrap(), &body);
        let wanted = |kind: &str| Some(json!({"type": "error", "error": {"type": kind, "message": "m"}}));
        let error = |kind: &str| json!({"error": {"code": 1, "message": "m", "type": kind, "param": "p"}});
        assert_eq!(dress(400, error("x")), wanted("invalid_request_error"));
        assert_eq!(dress(401, error("x")), wanted("authentication_error"));
        assert_eq!(dress(429, error("x")), wanted("rate_limit_error"));
        assert_eq!(dress(503, error("new_api_error")), wanted("new_api_error"));
        assert_eq!(dress(500, json!({"success": false, "message": "m"})), wanted("api_error"));
        assert_eq!(dress(400, wanted("done").unwrap()), None);
        assert_eq!(dress(500, json!("text")), None);
        assert_eq!(dress(500, json!({"error": "text"})), None);
    }
}

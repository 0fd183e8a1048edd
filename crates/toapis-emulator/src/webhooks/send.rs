//! One attempt over the wire: to a loopback address, over plain HTTP, and no further.

use std::error::Error;
use std::io;
use std::net::SocketAddr;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST, USER_AGENT};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use toapis_webhook::{ID_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::delivery::{ANSWER_LIMIT, Attempt, Outcome};

/// Makes the attempt, and says what came of it.
///
/// It ends after its timeout in real time, in whatever it is then; what is dropped earlier closes its connection. A redirect
/// is an answer like any other. Must be called within a tokio runtime that has time and I/O.
pub(crate) async fn send(attempt: &Attempt) -> Outcome {
    timeout(attempt.timeout, exchange(attempt)).await.unwrap_or(Outcome::TimedOut)
}

async fn exchange(attempt: &Attempt) -> Outcome {
    let request = match request(attempt) {
        Ok(request) => request,
        Err(error) => return broken(&error),
    };
    let stream = match connect(&attempt.url.addresses()).await {
        Ok(stream) => stream,
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => return Outcome::Refused,
        Err(error) => return broken(&error),
    };
    // Writes X-Toapis-Webhook-Id, not all in lower case: names have no case, but not every receiver knows that.
    let mut client = http1::Builder::new();
    let handshake = client.title_case_headers(true).handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = match handshake {
        Ok(pair) => pair,
        Err(error) => return broken(&error),
    };
    // Ends the connection when it is dropped, so at the latest with this attempt.
    let mut background = JoinSet::new();
    background.spawn(connection);
    match sender.send_request(request).await {
        Ok(answer) => {
            let status = answer.status().as_u16();
            Outcome::Answered { status, body: beginning(answer.into_body()).await }
        }
        Err(error) => broken(&error),
    }
}

fn request(attempt: &Attempt) -> Result<Request<Full<Bytes>>, hyper::http::Error> {
    Request::builder()
        .method(Method::POST)
        .uri(attempt.url.target())
        .header(HOST, attempt.url.authority())
        .header(USER_AGENT, "ToAPIs-Webhook/1.0")
        .header(CONTENT_TYPE, "application/json")
        .header(ID_HEADER, &attempt.event_id)
        .header(TIMESTAMP_HEADER, attempt.timestamp)
        .header(SIGNATURE_HEADER, &attempt.signature)
        .body(Full::from(attempt.body.clone()))
}

/// Connects to the first address that takes it. They are loopback by how they are made; here it is seen to once more.
async fn connect(addresses: &[SocketAddr]) -> io::Result<TcpStream> {
    let mut first_error = None;
    for address in addresses.iter().filter(|address| address.ip().is_loopback()) {
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(error) => {
                first_error.get_or_insert(error);
            }
        }
    }
    Err(first_error.unwrap_or_else(|| io::Error::other("the URL has no loopback address")))
}

/// The first bytes of an answer. One that breaks off in the middle has what came of it: its status was read.
async fn beginning(mut body: Incoming) -> String {
    let mut bytes = Vec::new();
    while bytes.len() < ANSWER_LIMIT
        && let Some(Ok(frame)) = body.frame().await
    {
        if let Ok(data) = frame.into_data() {
            let room = ANSWER_LIMIT - bytes.len();
            bytes.extend_from_slice(&data[..data.len().min(room)]);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn broken(error: &dyn Error) -> Outcome {
    let mut reason = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        reason = format!("{reason}: {cause}");
        source = cause.source();
    }
    Outcome::Broken { reason }
}

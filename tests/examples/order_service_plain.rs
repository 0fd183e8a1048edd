//! The same shop without a framework: hyper's server, and the inbox called by hand.
//!
//! ```sh
//! cargo run -p toapis-tests --example order_service_plain
//! ```
//!
//! What a receiver has to see to itself then: the limit of the body, which must be read as it comes, and a limit of time,
//! for the service waits 10 seconds.
#![allow(
    clippy::missing_errors_doc,
    clippy::unwrap_used,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    reason = "an example is short, and says where it fails"
)]

mod shop;

use std::convert::Infallible;
use std::error::Error;
use std::path::Path;
use std::time::Duration;

use http_body_util::{BodyExt as _, Collected, Full, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use toapis_webhook::{Answer, BODY_LIMIT, Inbox, VerifyError};
use tokio::net::TcpListener;
use tokio::time::timeout;

use shop::Shop;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:8080").await?;
    let folder = std::env::temp_dir().join("toapis-orders");
    println!("Orders at http://{}/orders, pictures in {}", listener.local_addr()?, folder.display());
    serve(listener, &folder).await
}

/// Runs the shop until it is dropped.
pub async fn serve(listener: TcpListener, folder: &Path) -> Result<(), Box<dyn Error>> {
    let (shop, inbox, worker) =
        shop::open(folder, &format!("http://{}/hooks", listener.local_addr()?)).await?;
    let accepting = async {
        loop {
            let (stream, _) = listener.accept().await?;
            let (shop, inbox) = (shop.clone(), inbox.clone());
            let service = service_fn(move |request| {
                let (shop, inbox) = (shop.clone(), inbox.clone());
                async move { Ok::<_, Infallible>(respond(&shop, &inbox, request).await) }
            });
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        }
    };
    tokio::select! {
        ended = accepting => ended,
        () = worker.run() => Ok(()),
    }
}

async fn respond(shop: &Shop, inbox: &Inbox, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let path = request.uri().path().to_owned();
    let (status, body) = match (request.method(), path.as_str()) {
        (&Method::POST, "/hooks") => {
            // A sender that was not answered in time comes again; what was stored by then is known.
            let answer = timeout(Duration::from_secs(8), receive(inbox, request)).await;
            (answer.unwrap_or(Answer::NotStored).status(), String::new())
        }
        (&Method::POST, "/orders") => {
            let prompt = request.into_body().collect().await.map(Collected::to_bytes).unwrap_or_default();
            let (status, body) = shop.order(String::from_utf8_lossy(&prompt).into_owned()).await;
            (status, body.to_string())
        }
        (&Method::GET, path) => {
            let (status, body) = shop.look(path.strip_prefix("/orders/").unwrap_or_default());
            (status, body.to_string())
        }
        _ => (404, String::new()),
    };
    let mut response = Response::new(Full::from(body));
    *response.status_mut() = status.try_into().unwrap();
    response
}

async fn receive(inbox: &Inbox, request: Request<Incoming>) -> Answer {
    let (head, body) = request.into_parts();
    match Limited::new(body, BODY_LIMIT).collect().await {
        Ok(body) => inbox.deliver(&head.headers, &body.to_bytes()).await,
        Err(error) if error.is::<LengthLimitError>() => Answer::Refused(VerifyError::BodyTooLarge),
        Err(_) => Answer::Broken,
    }
}

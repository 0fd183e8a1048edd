//! The examples, run: an order becomes a file, by way of a webhook.
#![allow(clippy::duplicate_mod, reason = "both examples open the same shop")]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

#[allow(dead_code, reason = "their main functions are not called")]
#[path = "../examples/order_service.rs"]
mod order_service;
#[allow(dead_code, reason = "their main functions are not called")]
#[path = "../examples/order_service_plain.rs"]
mod order_service_plain;

use std::time::{Duration, Instant};

use serde_json::Value;
use toapis_client::transport::{HyperTransport, RequestBody, Transport as _, http};
use tokio::net::TcpListener;

async fn ask(request: http::request::Builder, body: &str) -> (u16, Value) {
    let transport = HyperTransport::new().unwrap();
    let request = request.body(RequestBody::from(body.to_owned())).unwrap();
    let mut answer = transport.send(request).await.unwrap();
    let body = answer.body_mut().read_to_end(10_000).await.unwrap();
    (answer.status().as_u16(), serde_json::from_slice(&body).unwrap_or_default())
}

/// Orders a picture, and looks until it is ready.
async fn order(url: &str, folder: &std::path::Path) {
    let post = http::Request::post(format!("{url}/orders")).header("content-type", "text/plain");
    let (status, body) = ask(post, "A lighthouse at dusk").await;
    assert_eq!((status, body["order"].as_str()), (202, Some("order-1")), "{body}");
    let begun = Instant::now();
    let state = loop {
        assert!(begun.elapsed() < Duration::from_secs(60), "it is never ready");
        let (_, body) = ask(http::Request::get(format!("{url}/orders/order-1")), "").await;
        if body["state"] != "making" {
            break body;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert_eq!(state["state"], "ready", "{state}");
    let picture = std::fs::read(folder.join("order-1.png")).unwrap();
    assert!(picture.starts_with(b"\x89PNG"));
    assert_eq!(ask(http::Request::get(format!("{url}/orders/order-9")), "").await.0, 404);
    // Nobody else gets anything in.
    let forged = http::Request::post(format!("{url}/hooks")).header("content-type", "application/json");
    assert_eq!(ask(forged, "{}").await.0, 400);
}

#[tokio::test]
async fn the_shop_with_axum_makes_a_picture() {
    let (listener, folder) = (TcpListener::bind("127.0.0.1:0").await.unwrap(), tempfile::tempdir().unwrap());
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::select! {
        ended = order_service::serve(listener, folder.path()) => panic!("{ended:?}"),
        () = order(&url, folder.path()) => {}
    }
}

#[tokio::test]
async fn the_shop_without_a_framework_makes_a_picture() {
    let (listener, folder) = (TcpListener::bind("127.0.0.1:0").await.unwrap(), tempfile::tempdir().unwrap());
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::select! {
        ended = order_service_plain::serve(listener, folder.path()) => panic!("{ended:?}"),
        () = order(&url, folder.path()) => {}
    }
}

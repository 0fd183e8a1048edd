//! A shop for pictures, with axum: it takes orders, has them made, and stores each one when its webhook comes.
//!
//! ```sh
//! cargo run -p toapis-tests --example order_service
//! curl http://127.0.0.1:8080/orders -d "A lighthouse at dusk"   # → the number of the order
//! curl http://127.0.0.1:8080/orders/order-1                     # → making, ready or failed
//! ```
//!
//! It brings the emulator along, so that it needs no key and costs nothing.
#![allow(
    clippy::missing_errors_doc,
    clippy::unwrap_used,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    reason = "an example is short, and says where it fails"
)]

mod shop;

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use axum::extract::{self, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::Value;
use toapis_webhook::router;
use tokio::net::TcpListener;

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
    let app = Router::new()
        .route("/orders", post(order))
        .route("/orders/{number}", get(look))
        .with_state(shop)
        .merge(router("/hooks", &inbox));
    tokio::select! {
        served = axum::serve(listener, app).into_future() => Ok(served?),
        () = worker.run() => Ok(()),
    }
}

async fn order(State(shop): State<Arc<Shop>>, prompt: String) -> (StatusCode, Json<Value>) {
    answer(shop.order(prompt).await)
}

async fn look(State(shop): State<Arc<Shop>>, number: extract::Path<String>) -> (StatusCode, Json<Value>) {
    answer(shop.look(&number))
}

fn answer((status, body): (u16, Value)) -> (StatusCode, Json<Value>) {
    (StatusCode::from_u16(status).unwrap(), Json(body))
}

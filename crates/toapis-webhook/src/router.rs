//! An inbox as part of an axum application.

use axum::Router;

use crate::{Inbox, WebhookService};

/// A router that takes deliveries at `path` (feature `axum`). Merge it into yours; no layer that decompresses or parses
/// bodies may lie around it.
///
/// ```
/// use toapis_webhook::{Inbox, MemoryStore, Received, Verifier, WebhookSecret, Worker, router};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let verifier = Verifier::new(WebhookSecret::new("whsec_test_0123456789abcdef01234567")?);
/// let inbox = Inbox::new(verifier, MemoryStore::new());
///
/// let worker = Worker::new(&inbox, |received: Received| async move {
///     println!("{} {}", received.event.id, received.event.kind.as_str());
///     Ok::<_, std::io::Error>(())
/// });
/// tokio::spawn(worker.run());
///
/// let app = axum::Router::new().merge(router("/hooks/toapis", &inbox));
/// // axum::serve(tokio::net::TcpListener::bind("127.0.0.1:8080").await?, app).await?;
/// # let _: axum::Router = app;
/// # Ok(())
/// # }
/// ```
///
/// # Panics
///
/// When the path does not begin with a `/`, as axum does.
pub fn router<S: Clone + Send + Sync + 'static>(path: &str, inbox: &Inbox) -> Router<S> {
    Router::new().route_service(path, WebhookService::new(inbox))
}

//! The server on the socket: HTTP/1.1 by a library, with faults that reach below it.
//!
//! Each connection is a task. As long as no fault says otherwise, hyper speaks on it and the answers of the app stream
//! through. A fault on the wire takes hyper away, and writes its own bytes to the socket; after them the connection ends.

mod bomb;
mod close;
mod connection;
mod exchange;
mod io;
mod plan;
mod send;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::faults::Faults;
use crate::requests::RequestLog;

/// What every request passes on its way.
#[derive(Clone, Debug)]
pub(crate) struct Hooks {
    /// The scripted faults.
    pub(crate) faults: Faults,
    /// The log of requests.
    pub(crate) requests: RequestLog,
}

/// The largest body of a request that is read to its end, in bytes: far over the limit of an upload. An answer in the
/// middle of a body closes the connection under the sender, who may then see a reset in place of the answer.
const MAX_BODY: u64 = 64_000_000;

/// How long to wait when no connection can be accepted, as when there are no more file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Serves the app on the listener. It never ends by itself; when it is dropped, all connections end with it.
pub(crate) async fn serve(listener: TcpListener, app: Router, hooks: Arc<Hooks>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    // Small pieces go out as they are written: a drip is seen as one.
                    let _ = stream.set_nodelay(true);
                    connections.spawn(connection::run(Arc::new(stream), app.clone(), Arc::clone(&hooks)));
                }
                Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
            },
            // A handler that panicked has closed its connection; there is nothing more to do about it.
            Some(_) = connections.join_next() => {}
        }
    }
}

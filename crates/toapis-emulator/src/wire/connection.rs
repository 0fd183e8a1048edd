//! One connection: hyper speaks on it until a fault takes the socket.

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};

use super::Hooks;
use super::exchange::{Outcome, exchange};
use super::io::Shared;
use super::send::carry_out;

/// A request, and where its answer goes.
type Handed = (Request<Incoming>, oneshot::Sender<Response<Body>>);

/// Serves the requests of one connection until it ends.
///
/// Requests are handed out of hyper and processed beside it. So a request that was read is processed to its end also when
/// the client goes away, and a fault can drop hyper, with nothing more written, before it writes to the socket itself.
pub(super) async fn run(stream: Arc<TcpStream>, app: Router, hooks: Arc<Hooks>) {
    let (hand, mut handed) = mpsc::unbounded_channel::<Handed>();
    let service = service_fn(move |request| {
        let (answer, answered) = oneshot::channel();
        // Not within the future: hyper drops that unpolled when the client has closed by now.
        let taken = hand.send((request, answer));
        async move {
            taken.map_err(|_| io::Error::other("the connection ends"))?;
            answered.await.map_err(io::Error::other)
        }
    });
    let socket = TokioIo::new(Shared(Arc::clone(&stream)));
    let mut http = Box::pin(http1::Builder::new().serve_connection(socket, service));
    loop {
        let (handed, mut client_is_there) = tokio::select! {
            // It ends when the client closes or breaks the rules of HTTP; perhaps with a last request just read.
            _ = &mut http => (handed.try_recv().ok(), false),
            handed = handed.recv() => (handed, true),
        };
        let Some((request, answer)) = handed else { return };
        let mut work = Box::pin(exchange(app.clone(), &hooks, request));
        let outcome = loop {
            tokio::select! {
                outcome = &mut work => break outcome,
                _ = &mut http, if client_is_there => client_is_there = false,
            }
        };
        drop(work);
        match outcome {
            Outcome::Answer(response) if client_is_there => {
                // Hyper waits for it; if it does not, the connection is at its end, which the loop will see.
                let _ = answer.send(response);
            }
            Outcome::Plan(plan) if client_is_there => {
                drop(http);
                return carry_out(plan, stream).await;
            }
            _ => return,
        }
    }
}

//! Carries out a plan on a socket.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::Interest;
use tokio::net::TcpStream;

use super::close::{fin, rst};
use super::plan::{End, Plan, Step};
use crate::faults::CloseHow;

/// How often to look whether a client that is not read from is still there.
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Sends what the plan says, then ends the connection its way. A client that goes away ends it earlier.
pub(super) async fn carry_out(plan: Plan, stream: Arc<TcpStream>) {
    let something_was_sent = !plan.steps.is_empty();
    for step in plan.steps {
        if take(step, &stream).await.is_err() {
            return;
        }
    }
    let how = match plan.end {
        End::Close(how) => how,
        End::Stall => return discard(&stream).await,
        End::Freeze => return until_closed(&stream).await,
        End::NextRequest(how) => match next_bytes(&stream).await {
            Ok(true) => how,
            _ => return,
        },
    };
    match how {
        CloseHow::Fin => fin(stream).await,
        CloseHow::Rst => rst(stream, something_was_sent).await,
    }
}

async fn take(step: Step, stream: &TcpStream) -> io::Result<()> {
    match step {
        Step::Send(bytes) => write(stream, &bytes).await,
        Step::Drip { bytes, size, every } => {
            for (index, piece) in bytes.chunks(size.max(1)).enumerate() {
                if index > 0 {
                    tokio::time::sleep(every).await;
                }
                write(stream, piece).await?;
            }
            Ok(())
        }
        Step::Repeat { block, mut total } => {
            while total > 0 && !block.is_empty() {
                let size = usize::try_from(total).unwrap_or(usize::MAX).min(block.len());
                write(stream, &block[..size]).await?;
                total -= size as u64;
                // A fast reader must not keep the other connections waiting.
                tokio::task::yield_now().await;
            }
            Ok(())
        }
    }
}

async fn write(stream: &TcpStream, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        stream.writable().await?;
        match stream.try_write(bytes) {
            Ok(count) => bytes = &bytes[count..],
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Waits for bytes and reads some; `false` when the client closed instead.
async fn next_bytes(stream: &TcpStream) -> io::Result<bool> {
    let mut buffer = [0; 4096];
    loop {
        stream.readable().await?;
        match stream.try_read(&mut buffer) {
            Ok(count) => return Ok(count > 0),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
}

/// Reads until the client closes.
pub(super) async fn discard(stream: &TcpStream) {
    while let Ok(true) = next_bytes(stream).await {
        tokio::task::yield_now().await;
    }
}

/// Waits until the client closes or breaks the connection, and reads nothing.
async fn until_closed(stream: &TcpStream) {
    // Unread bytes keep the socket readable, so a look at it does not wait by itself.
    while let Ok(ready) = stream.ready(Interest::READABLE).await {
        if ready.is_read_closed() {
            return;
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
}

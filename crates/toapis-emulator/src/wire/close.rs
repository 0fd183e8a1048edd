//! The two ways to end a connection.

use std::net::Shutdown;
use std::sync::Arc;
use std::time::Duration;

use socket2::SockRef;
use tokio::net::TcpStream;

use super::send::discard;

/// How long an orderly close waits for the client to close its side.
const LINGER: Duration = Duration::from_secs(2);

/// How long a reset waits, so that what was sent reaches the client before it.
const BEFORE_RESET: Duration = Duration::from_millis(10);

/// Ends the connection with FIN.
///
/// A socket that is closed with unread bytes sends RST instead. So the sending side is shut down first, and what still
/// comes in is read and thrown away until the client closes too, for up to 2 s.
pub(super) async fn fin(stream: Arc<TcpStream>) {
    if SockRef::from(&*stream).shutdown(Shutdown::Write).is_ok() {
        let _ = tokio::time::timeout(LINGER, discard(&stream)).await;
    }
}

/// Ends the connection with RST: with a linger time of zero, closing a socket aborts it.
pub(super) async fn rst(stream: Arc<TcpStream>, something_was_sent: bool) {
    if something_was_sent {
        tokio::time::sleep(BEFORE_RESET).await;
    }
    // It fails only on a socket that is gone already.
    let _ = SockRef::from(&*stream).set_linger(Some(Duration::ZERO));
    drop(stream);
}

//! A TCP connection that keeps a deadline, and the stream of plain or encrypted bytes on top of it.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use rustls::{ClientConnection, StreamOwned};

/// A connection whose reads and writes end at a point in time, however many of them there are.
///
/// A record of TLS can arrive byte by byte, and a full buffer can be taken in pieces: what counts is the whole.
pub(super) struct Tcp {
    stream: TcpStream,
    until: Instant,
    /// How long a write may wait after each piece that is taken, in place of `until`.
    idle: Option<Duration>,
    /// What the system was last told.
    read_limit: Duration,
    write_limit: Duration,
    /// Whether the system took any byte since the last [`begin`](Tcp::begin).
    has_sent: bool,
}

impl Tcp {
    pub(super) fn new(stream: TcpStream, until: Instant) -> Self {
        let (read_limit, write_limit) = (Duration::MAX, Duration::MAX);
        Self { stream, until, idle: None, read_limit, write_limit, has_sent: false }
    }

    /// Begins a new exchange.
    pub(super) fn begin(&mut self) {
        self.has_sent = false;
    }

    /// Whether any byte of the current exchange can have left.
    pub(super) fn has_sent(&self) -> bool {
        self.has_sent
    }

    /// Everything from here on ends at this time.
    pub(super) fn until(&mut self, until: Instant) {
        (self.until, self.idle) = (until, None);
    }

    /// Writes from here on may wait this long for the other side to take something.
    pub(super) fn idle(&mut self, idle: Duration) {
        (self.until, self.idle) = (Instant::now() + idle, Some(idle));
    }

    fn left(&self) -> io::Result<Duration> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left) }
    }

    /// An idle connection is open when there is nothing to read, not even its end.
    fn is_open(&self) -> bool {
        if self.stream.set_nonblocking(true).is_err() {
            return false;
        }
        let nothing =
            self.stream.peek(&mut [0]).is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock);
        nothing && self.stream.set_nonblocking(false).is_ok()
    }
}

impl Read for Tcp {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let left = self.left()?;
            if is_off(self.read_limit, left) {
                set(self.stream.set_read_timeout(Some(left)))?;
                self.read_limit = left;
            }
            match self.stream.read(buffer) {
                Err(error) if is_in_between(&error) => {}
                result => return result,
            }
        }
    }
}

impl Write for Tcp {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            let left = self.left()?;
            if is_off(self.write_limit, left) {
                set(self.stream.set_write_timeout(Some(left)))?;
                self.write_limit = left;
            }
            match self.stream.write(bytes) {
                Ok(written) => {
                    self.has_sent |= written > 0;
                    if let Some(idle) = self.idle {
                        self.until = Instant::now() + idle;
                    }
                    return Ok(written);
                }
                Err(error) if is_in_between(&error) => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What an exchange reads from and writes to.
pub(super) enum Stream {
    Plain(Tcp),
    Tls(Box<StreamOwned<ClientConnection, Tcp>>),
}

impl Stream {
    pub(super) fn tcp(&mut self) -> &mut Tcp {
        match self {
            Self::Plain(tcp) => tcp,
            Self::Tls(tls) => &mut tls.sock,
        }
    }

    /// Whether nothing has arrived that nobody asked for.
    pub(super) fn is_open(&mut self) -> bool {
        self.tcp().is_open()
    }

    /// Whether nothing decrypted is left to read.
    pub(super) fn is_drained(&mut self) -> bool {
        match self {
            Self::Plain(_) => true,
            Self::Tls(tls) => {
                tls.conn.process_new_packets().is_ok_and(|state| state.plaintext_bytes_to_read() == 0)
            }
        }
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(tcp) => tcp.read(buffer),
            Self::Tls(tls) => tls.read(buffer),
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(tcp) => tcp.write(bytes),
            Self::Tls(tls) => tls.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(tcp) => tcp.flush(),
            Self::Tls(tls) => tls.flush(),
        }
    }
}

/// Whether the system has to be told a new limit: one that is far too short wakes the thread for nothing, one that is
/// too long lets it sleep over the deadline. Equal deadlines of one exchange after another cost no call.
fn is_off(limit: Duration, left: Duration) -> bool {
    limit > left + SLACK || limit < left / 2
}

const SLACK: Duration = Duration::from_millis(2);

/// Some systems refuse to set a limit on a connection that the other side has closed, although what was received
/// can still be read: the read or write itself says what is the matter.
fn set(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|error| if error.kind() == io::ErrorKind::InvalidInput { Ok(()) } else { Err(error) })
}

fn is_in_between(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted)
}

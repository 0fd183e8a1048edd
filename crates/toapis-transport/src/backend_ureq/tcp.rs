//! A TCP connection for ureq that keeps the limits of [`Timeouts`](crate::Timeouts).

use std::fmt;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ureq::unversioned::transport::{Buffers, LazyBuffers, NextTimeout, Transport};
use ureq::{Error, Timeout};

/// A connection that keeps the head deadline and the idle limit of the exchange it currently carries.
///
/// ureq has budgets for each phase and limits for each read and write, and neither is what [`Timeouts`] asks for:
/// a limit for each read would also end a quiet wait for the head. But ureq hands the settings of the exchange to
/// each read and write, pooled connection or not, and leaves it to the connection what to make of them. So two
/// settings carry other meanings up to here: "per write" is the [`Clock`] time of the head deadline, and "per
/// read" the idle limit, which counts while a body moves, in either direction, and at no other time.
///
/// [`Timeouts`]: crate::Timeouts
pub(super) struct Tcp {
    stream: TcpStream,
    buffers: LazyBuffers,
    clock: Clock,
    /// The time that the body of the current request took to send, which the head deadline is moved by.
    sending: Duration,
    whole: Whole,
}

impl Tcp {
    pub(super) fn new(stream: TcpStream, buffers: LazyBuffers, clock: Clock) -> Self {
        Self { stream, buffers, clock, sending: Duration::ZERO, whole: Whole::default() }
    }

    /// The means to bound several reads together.
    pub(super) fn whole(&self) -> Whole {
        self.whole.clone()
    }

    fn limit(&self, timeout: NextTimeout) -> Duration {
        let limit = match timeout.reason {
            Timeout::RecvBody | Timeout::SendBody => timeout.per_read.map_or(Duration::MAX, |idle| *idle),
            _ => {
                let deadline = timeout.per_write.map(|deadline| deadline.saturating_add(self.sending));
                self.clock.left(deadline)
            }
        };
        limit.min(*timeout.after).min(super::LONGEST)
    }
}

impl Transport for Tcp {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let began = Instant::now();
        let limit = self.limit(timeout);
        let mut until = began + limit;
        let body = timeout.reason == Timeout::SendBody;
        if !body {
            self.sending = Duration::ZERO;
        }
        let mut rest = self.buffers.output().get(..amount).unwrap_or_default();
        while !rest.is_empty() {
            // Set again for each write: a server that reads slowly takes the buffer in pieces.
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Error::Timeout(timeout.reason));
            }
            set(self.stream.set_write_timeout(Some(left)))?;
            match self.stream.write(rest) {
                Ok(0) => return Err(io::Error::from(io::ErrorKind::WriteZero).into()),
                Ok(written) => {
                    rest = rest.get(written..).unwrap_or_default();
                    if body {
                        until = Instant::now() + limit;
                    }
                }
                Err(error) if is_timeout(&error) || error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        if body {
            self.sending += began.elapsed();
        }
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let until = Instant::now() + self.limit(timeout);
        let until = self.whole.until(until);
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Error::Timeout(timeout.reason));
            }
            set(self.stream.set_read_timeout(Some(left)))?;
            match self.stream.read(self.buffers.input_append_buf()) {
                Ok(length) => {
                    self.buffers.input_appended(length);
                    return Ok(length > 0);
                }
                Err(error) if is_timeout(&error) || error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(cut(error).into()),
            }
        }
    }

    /// An idle connection is open when there is nothing to read, not even its end.
    fn is_open(&mut self) -> bool {
        if self.stream.set_nonblocking(true).is_err() {
            return false;
        }
        let nothing =
            self.stream.peek(&mut [0]).is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock);
        nothing && self.stream.set_nonblocking(false).is_ok()
    }
}

impl fmt::Debug for Tcp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tcp")
    }
}

/// One limit for all reads of a record of TLS, which can arrive byte by byte.
#[derive(Clone, Debug, Default)]
pub(super) struct Whole(Arc<Mutex<Option<Instant>>>);

impl Whole {
    /// The next record may take as long as one read may.
    pub(super) fn begin(&self, timeout: NextTimeout) {
        let limit = match timeout.reason {
            Timeout::RecvBody => timeout.per_read.map(|idle| (*idle).min(super::LONGEST)),
            _ => None,
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = limit.map(|limit| Instant::now() + limit);
    }

    fn until(&self, until: Instant) -> Instant {
        let whole = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        whole.map_or(until, |whole| until.min(whole))
    }
}

/// Instants as durations since the transport was made, which is how they fit into ureq's settings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    start: Instant,
}

impl Clock {
    pub(super) fn start() -> Self {
        Self { start: Instant::now() }
    }

    pub(super) fn deadline_after(self, limit: Duration) -> Duration {
        self.start.elapsed().saturating_add(limit)
    }

    pub(super) fn left(self, deadline: Option<Duration>) -> Duration {
        deadline.map_or(Duration::MAX, |deadline| deadline.saturating_sub(self.start.elapsed()))
    }
}

/// Some systems refuse to set a limit on a connection that the other side has closed, although what was received
/// can still be read: the read or write itself says what is the matter.
fn set(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|error| if error.kind() == io::ErrorKind::InvalidInput { Ok(()) } else { Err(error) })
}

/// ureq takes some failures of a connection for the end of a body whose length is not announced. Under this name it
/// does not.
pub(super) fn cut(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset => {
            io::Error::new(io::ErrorKind::BrokenPipe, error)
        }
        _ => error,
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

//! A TCP connection for ureq that keeps the limits of [`Timeouts`](crate::Timeouts).

use std::fmt;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use ureq::unversioned::transport::{Buffers, LazyBuffers, NextTimeout, Transport};
use ureq::{Error, Timeout};

/// A connection that keeps the head deadline and the idle limit of the exchange it currently carries.
///
/// ureq has budgets for each phase and limits for each read and write, and neither is what [`Timeouts`] asks for:
/// a limit for each read would also end a quiet wait for the head. But ureq hands the settings of the exchange to
/// each read and write, pooled connection or not, and leaves it to the connection what to make of them. So two
/// settings carry other meanings up to here: "per write" is the [`Clock`] time of the head deadline, and "per
/// read" the idle limit, which counts while a body is received and at no other time.
///
/// [`Timeouts`]: crate::Timeouts
pub(super) struct Tcp {
    stream: TcpStream,
    buffers: LazyBuffers,
    clock: Clock,
}

impl Tcp {
    pub(super) fn new(stream: TcpStream, buffers: LazyBuffers, clock: Clock) -> Self {
        Self { stream, buffers, clock }
    }

    fn limit(&self, timeout: NextTimeout) -> Duration {
        let limit = if timeout.reason == Timeout::RecvBody {
            timeout.per_read.map_or(Duration::MAX, |idle| *idle)
        } else {
            self.clock.left(timeout.per_write.map(|deadline| *deadline))
        };
        limit.min(*timeout.after).min(super::LONGEST)
    }
}

impl Transport for Tcp {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let until = Instant::now() + self.limit(timeout);
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
                Ok(written) => rest = rest.get(written..).unwrap_or_default(),
                Err(error) if is_timeout(&error) || error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let until = Instant::now() + self.limit(timeout);
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
                Err(error) => return Err(error.into()),
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

fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

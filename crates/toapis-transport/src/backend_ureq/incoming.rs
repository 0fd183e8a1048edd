//! The body of an answer, as it arrives.

use std::io;
use std::time::{Duration, Instant};

use bytes::Bytes;
use ureq_proto::BodyMode;
use ureq_proto::client::state::RecvBody;
use ureq_proto::client::{Call, RecvBodyResult};

use super::connection::{Connection, Pool};
use super::exchange::{LONGEST_HEAD, is_broken};
use crate::pace::{Stalled, Watch};
use crate::{BlockingBodySource, ErrorKind, TransportError};

pub(super) struct IncomingBody {
    /// What is still to come, and where from.
    open: Option<(Call<RecvBody>, Connection)>,
    pool: Pool,
    watch: Watch,
}

impl IncomingBody {
    pub(super) fn new(call: Call<RecvBody>, connection: Connection, pool: Pool, watch: Watch) -> Self {
        Self { open: Some((call, connection)), pool, watch }
    }

    fn piece(&mut self) -> Result<Option<Bytes>, TransportError> {
        let Some((call, connection)) = &mut self.open else { return Ok(None) };
        let mut waited = Duration::ZERO;
        loop {
            if call.body_mode() != BodyMode::CloseDelimited && call.can_proceed() {
                self.end(true);
                return Ok(None);
            }
            let input = connection.input();
            if !input.is_empty() {
                // A body is never longer than what carries it.
                let mut piece = vec![0; input.len()];
                let (used, length) = call.read(input, &mut piece).map_err(not_http)?;
                connection.consume(used);
                if length > 0 {
                    self.watch.note(waited, length).map_err(Stalled::of_response)?;
                    piece.truncate(length);
                    return Ok(Some(piece.into()));
                }
                if used > 0 {
                    continue;
                }
                if connection.input().len() > LONGEST_HEAD {
                    let message = "a line within the response body is too long";
                    return Err(TransportError::answered(ErrorKind::Protocol, message));
                }
            }
            self.watch.note(waited, 0).map_err(Stalled::of_response)?;
            let began = Instant::now();
            connection.tcp().until(began + self.watch.patience().min(super::LONGEST));
            match connection.fill() {
                Ok(0) => return self.closed(),
                Ok(_) => waited = began.elapsed(),
                Err(error) if error.kind() == io::ErrorKind::TimedOut => waited = began.elapsed(),
                Err(error) => return Err(cut(error)),
            }
        }
    }

    /// The server closed the connection, which is the end of some bodies.
    fn closed(&mut self) -> Result<Option<Bytes>, TransportError> {
        let is_whole = self.open.as_ref().is_some_and(|(call, _)| {
            // Some servers leave out the last line of a body in chunks.
            call.body_mode() == BodyMode::CloseDelimited || call.is_ended_chunked()
        });
        if is_whole {
            self.end(false);
            return Ok(None);
        }
        Err(cut(io::ErrorKind::UnexpectedEof.into()))
    }

    fn end(&mut self, whole: bool) {
        let Some((call, connection)) = self.open.take() else { return };
        let must_close = match call.proceed() {
            Some(RecvBodyResult::Redirect(call)) => call.must_close_connection(),
            Some(RecvBodyResult::Cleanup(call)) => call.must_close_connection(),
            None => true,
        };
        if whole && !must_close {
            self.pool.give_back(connection);
        }
    }
}

impl BlockingBodySource for IncomingBody {
    fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.piece().map_err(|error| match self.open.take() {
            Some((_, connection)) => error.with_host(connection.host()),
            None => error,
        })
    }
}

fn not_http(error: ureq_proto::Error) -> TransportError {
    TransportError::answered(ErrorKind::Protocol, "the response body is not valid HTTP").with_source(error)
}

fn cut(error: io::Error) -> TransportError {
    if is_broken(&error) {
        return TransportError::answered(ErrorKind::Truncated, "the response body was cut short")
            .with_source(error);
    }
    TransportError::answered(ErrorKind::Other, "the response body could not be read").with_source(error)
}

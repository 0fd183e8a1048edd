//! One exchange on a connection, up to the head of the answer.

use std::io;
use std::time::Instant;

use bytes::{Buf, Bytes};
use http::Response;
use ureq_proto::client::state::{Prepare, RecvBody, RecvResponse, SendRequest};
use ureq_proto::client::{Call, RecvResponseResult, SendRequestResult};

use super::connection::Connection;
use crate::pace::{PIECE, Stalled, Watch};
use crate::{ErrorKind, Timeouts, TransportError};

/// An exchange that is under way.
pub(super) struct Running<'a> {
    pub(super) connection: &'a mut Connection,
    pub(super) timeouts: Timeouts,
    /// When the head of the answer has to be there, not counting the time in which the body moves.
    pub(super) until: Instant,
}

/// What follows the head of an answer.
#[expect(clippy::large_enum_variant, reason = "it lives for a moment, which a box would not make shorter")]
pub(super) enum Rest {
    Body(Call<RecvBody>),
    /// Nothing, and whether the connection can be used again.
    Nothing {
        reusable: bool,
    },
}

impl Running<'_> {
    /// Sends a request and reads the head of the answer.
    pub(super) fn run(
        mut self,
        call: Call<Prepare>,
        body: Bytes,
    ) -> Result<(Response<()>, Rest), TransportError> {
        self.connection.tcp().begin();
        self.connection.tcp().until(self.until);
        let call = self.send(call.proceed(), body)?;
        self.receive(call)
    }

    fn send(
        &mut self,
        mut call: Call<SendRequest>,
        body: Bytes,
    ) -> Result<Call<RecvResponse>, TransportError> {
        let mut head = Vec::with_capacity(HEAD + if body.len() > PIECE { 0 } else { body.len() });
        write_head(&mut call, &mut head).map_err(|error| self.misfit(error))?;
        match call.proceed().map_err(|error| self.misfit(error))? {
            Some(SendRequestResult::RecvResponse(call)) => {
                self.connection.write(&head).map_err(|error| self.cut(error))?;
                Ok(call)
            }
            Some(SendRequestResult::SendBody(mut call)) => {
                call.consume_direct_write(body.len()).map_err(|error| self.misfit(error))?;
                let began = Instant::now();
                self.send_body(head, body)?;
                self.until += began.elapsed();
                self.connection.tcp().until(self.until);
                call.proceed().ok_or_else(|| self.failure(ErrorKind::Other, "the exchange failed"))
            }
            _ => Err(self.failure(ErrorKind::Other, "the exchange failed")),
        }
    }

    /// Sends the head and the body: together when the body is one piece, for which there is nothing to time.
    fn send_body(&mut self, mut head: Vec<u8>, mut body: Bytes) -> Result<(), TransportError> {
        if body.len() <= PIECE {
            head.extend_from_slice(&body);
            self.connection.tcp().idle(self.timeouts.idle.min(super::LONGEST));
            return self.connection.write(&head).map_err(|error| self.cut_in_body(error, true));
        }
        self.connection.write(&head).map_err(|error| self.cut(error))?;
        let mut watch = Watch::new(&self.timeouts);
        while !body.is_empty() {
            let piece = body.split_to(body.len().min(PIECE));
            let began = Instant::now();
            self.connection.tcp().idle(self.timeouts.idle.min(super::LONGEST));
            self.connection.write(&piece).map_err(|error| self.cut_in_body(error, body.is_empty()))?;
            // What comes after the last piece is the wait for the head.
            if body.has_remaining() {
                watch.note(began.elapsed(), piece.len()).map_err(|stalled| given_up(stalled, false))?;
            }
        }
        Ok(())
    }

    fn receive(&mut self, mut call: Call<RecvResponse>) -> Result<(Response<()>, Rest), TransportError> {
        loop {
            let input = self.connection.input();
            if !input.is_empty() {
                let (used, response) = call.try_response(input, false).map_err(not_http)?;
                let length = if response.is_some() { used } else { input.len() };
                if length > LONGEST_HEAD {
                    let message = "the head of the answer is too large";
                    return Err(TransportError::unknown(ErrorKind::Protocol, message));
                }
                self.connection.consume(used);
                if let Some(response) = response {
                    return Ok((response, rest(call)?));
                }
                if used > 0 {
                    continue;
                }
            }
            if self.connection.fill().map_err(|error| self.cut(error))? == 0 {
                return Err(self.cut(io::ErrorKind::UnexpectedEof.into()));
            }
        }
    }

    /// A failure outside of the body of the request.
    fn cut(&mut self, error: io::Error) -> TransportError {
        if error.kind() == io::ErrorKind::TimedOut {
            let message = format!("no complete response head within {:?}", self.timeouts.head);
            return self.failure(ErrorKind::HeadTimeout, message);
        }
        if is_broken(&error) {
            let message = "the connection was closed before an answer was complete";
            return self.failure(ErrorKind::Closed, message).with_source(error);
        }
        self.failure(ErrorKind::Other, "the exchange failed").with_source(error)
    }

    fn cut_in_body(&mut self, error: io::Error, last_piece: bool) -> TransportError {
        if error.kind() == io::ErrorKind::TimedOut {
            let can_be_whole = last_piece && self.connection.tcp().has_sent();
            return given_up(Stalled::Silent(self.timeouts.idle), can_be_whole);
        }
        self.cut(error)
    }

    /// A request that is no HTTP/1.1.
    fn misfit(&mut self, error: ureq_proto::Error) -> TransportError {
        self.failure(ErrorKind::InvalidRequest, "the request cannot be sent").with_source(error)
    }

    /// Of a request of which the system took not one byte it is certain that it was not sent.
    fn failure(&mut self, kind: ErrorKind, message: impl Into<String>) -> TransportError {
        if self.connection.tcp().has_sent() {
            TransportError::unknown(kind, message.into())
        } else {
            TransportError::not_sent(kind, message.into())
        }
    }
}

/// A server cannot process a request that never gets the end of its body.
fn given_up(stalled: Stalled, can_be_whole: bool) -> TransportError {
    if can_be_whole {
        TransportError::unknown(stalled.kind(), stalled.of_request())
    } else {
        TransportError::not_sent(stalled.kind(), stalled.of_request())
    }
}

fn write_head(call: &mut Call<SendRequest>, head: &mut Vec<u8>) -> Result<(), ureq_proto::Error> {
    let (mut length, mut room) = (0, HEAD);
    while !call.can_proceed() {
        head.resize(length + room, 0);
        match call.write(head.get_mut(length..).unwrap_or_default()) {
            Ok(written) => length += written,
            // A header that is longer than the room.
            Err(ureq_proto::Error::OutputOverflow) if room < MOST_HEAD => room *= 2,
            Err(error) => return Err(error),
        }
    }
    head.truncate(length);
    Ok(())
}

fn rest(call: Call<RecvResponse>) -> Result<Rest, TransportError> {
    match call.proceed() {
        Some(RecvResponseResult::RecvBody(call)) => Ok(Rest::Body(call)),
        Some(RecvResponseResult::Redirect(call)) => {
            Ok(Rest::Nothing { reusable: !call.must_close_connection() })
        }
        Some(RecvResponseResult::Cleanup(call)) => {
            Ok(Rest::Nothing { reusable: !call.must_close_connection() })
        }
        None => Err(TransportError::unknown(ErrorKind::Protocol, "the answer is not valid HTTP")),
    }
}

fn not_http(error: ureq_proto::Error) -> TransportError {
    TransportError::unknown(ErrorKind::Protocol, "the answer is not valid HTTP").with_source(error)
}

pub(super) fn is_broken(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::NotConnected
    )
}

/// Room for the head of a request.
const HEAD: usize = 1024;
const MOST_HEAD: usize = 1024 * 1024;
/// The longest head of an answer that is read, and the longest line within a body in chunks.
pub(super) const LONGEST_HEAD: usize = 64 * 1024;

//! A server on a loopback socket that does step by step what a script says, and remembers what it was sent.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use socket2::SockRef;

use super::{Broken, Mismatch, Wire, http1, http2};

/// What a connection does next.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Reads one whole request and remembers it.
    Read,
    /// Reads this many bytes of a request at least, and remembers nothing.
    ReadSome(usize),
    /// Sends a complete answer with a length.
    Answer(u16, Vec<Field>, Vec<u8>),
    /// Sends the head of an answer, with these headers only.
    Head(u16, Vec<Field>),
    /// Sends a piece of the body: DATA, or bytes as they are.
    Body(Vec<u8>),
    /// Sends bytes as they are, also on HTTP/2.
    Raw(Vec<u8>),
    /// Sends this piece of the body again and again, with this pause, until the client has gone.
    Drip(Vec<u8>, Duration),
    /// Reads this many bytes at a time, with this pause, until a whole request was read; remembers it.
    Sip(usize, Duration),
    /// HTTP/2: resets the request that was read last, for this reason.
    ResetStream(u32),
    /// HTTP/2: says that the connection ends, and which requests up to now are still processed.
    GoAway(LastStream),
    /// HTTP/2, as the first step: the client may send this much of a body, and never more.
    Window(u32),
    /// Waits.
    Pause(Duration),
    /// Stays silent until the client has gone.
    Hold,
    /// Closes with RST instead of FIN.
    Reset,
    /// Closes without the end that TLS has of its own.
    Cut,
}

/// A header of an answer.
pub(super) type Field = (&'static str, String);

/// What a GOAWAY says about the request that was read last.
#[derive(Clone, Copy, Debug)]
pub(super) enum LastStream {
    Included,
    Excluded,
}

pub(super) fn raw(text: impl AsRef<[u8]>) -> Step {
    Step::Raw(text.as_ref().to_vec())
}

pub(super) fn body(text: impl AsRef<[u8]>) -> Step {
    Step::Body(text.as_ref().to_vec())
}

pub(super) fn answer(status: u16, body: impl AsRef<[u8]>) -> Step {
    Step::Answer(status, Vec::new(), body.as_ref().to_vec())
}

/// One script for each connection, in the order of arrival. A further connection reads one request and closes.
pub(super) struct Server {
    address: SocketAddr,
    origin: String,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

/// What a finished server has seen.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) connections: usize,
    pub(super) requests: Vec<String>,
}

impl Seen {
    pub(super) fn posts(&self) -> usize {
        self.requests.iter().filter(|request| request.starts_with("POST ")).count()
    }

    pub(super) fn count(&self, path: &str) -> usize {
        self.requests.iter().filter(|request| request.contains(path)).count()
    }
}

impl Server {
    /// `tls` is missing for plain connections.
    pub(super) fn start(
        wire: Wire,
        tls: Option<Arc<rustls::ServerConfig>>,
        scripts: impl IntoIterator<Item = Vec<Step>>,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        let shared = Arc::new(Shared::default());
        let scripts: Vec<_> = scripts.into_iter().collect();
        if scripts.iter().flatten().any(|step| matches!(step, Step::Sip(..))) {
            // Small, so that the client notices how slowly it is read.
            SockRef::from(&listener).set_recv_buffer_size(64 * 1024)?;
        }
        let acceptor = thread::Builder::new().name("conformance-accept".into()).spawn({
            let shared = Arc::clone(&shared);
            move || shared.accept(&listener, scripts, wire, tls.as_ref())
        })?;
        Ok(Self { address, origin: format!("{scheme}://{address}"), shared, acceptor: Some(acceptor) })
    }

    pub(super) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(super) fn uri(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// Waits until this many connections have been closed by the server's side.
    pub(super) fn wait_closed(&self, count: usize) -> Result<(), Mismatch> {
        for _ in 0..500 {
            if self.shared.closed.load(Ordering::SeqCst) >= count {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(2));
        }
        let closed = self.shared.closed.load(Ordering::SeqCst);
        Err(Mismatch::new(format!("{count} connections closed"), format!("{closed} closed after a second")))
    }

    /// Stops, after everything that had arrived was handled. Drop the client first.
    pub(super) fn finish(mut self) -> io::Result<Seen> {
        self.shared.stop.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(self.address)?);
        if let Some(acceptor) = self.acceptor.take() {
            acceptor.join().map_err(|_| io::Error::other("the server of the suite panicked"))?;
        }
        let requests = self.shared.requests().clone();
        // The last connection is the one made here.
        let connections = self.shared.accepted.load(Ordering::SeqCst).saturating_sub(1);
        Ok(Seen { connections, requests })
    }
}

#[derive(Default)]
struct Shared {
    stop: AtomicBool,
    accepted: AtomicUsize,
    closed: AtomicUsize,
    requests: Mutex<Vec<String>>,
}

impl Shared {
    fn requests(&self) -> std::sync::MutexGuard<'_, Vec<String>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn accept(
        self: &Arc<Self>,
        listener: &TcpListener,
        scripts: Vec<Vec<Step>>,
        wire: Wire,
        tls: Option<&Arc<rustls::ServerConfig>>,
    ) {
        let mut scripts = scripts.into_iter();
        let mut connections = Vec::new();
        // Connections that wait in the queue when the stop arrives are still served: one of them may be a second
        // POST that must be seen.
        while let Ok((stream, _)) = listener.accept() {
            if self.stop.load(Ordering::SeqCst) && listener.set_nonblocking(true).is_err() {
                break;
            }
            let script = scripts.next().unwrap_or_else(|| vec![Step::Read]);
            let (shared, tls) = (Arc::clone(self), tls.cloned());
            connections.push(thread::spawn(move || {
                shared.accepted.fetch_add(1, Ordering::SeqCst);
                // What goes wrong on the socket is the client's doing, and shows in what the client reports.
                let _ = shared.serve(stream, script, wire, tls);
                shared.closed.fetch_add(1, Ordering::SeqCst);
            }));
        }
        for connection in connections {
            let _ = connection.join();
        }
    }

    fn serve(
        &self,
        stream: TcpStream,
        script: Vec<Step>,
        wire: Wire,
        tls: Option<Arc<rustls::ServerConfig>>,
    ) -> Result<(), Broken> {
        stream.set_nonblocking(false)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        let handle = stream.try_clone()?;
        let mut line: Box<dyn Line> = match tls {
            None => Box::new(stream),
            Some(config) => {
                let connection = rustls::ServerConnection::new(config)?;
                Box::new(rustls::StreamOwned::new(connection, stream))
            }
        };
        let record = |request| self.requests().push(request);
        let ending = match wire {
            Wire::Http2Tls => http2::Conversation::begin(&mut *line, &script, &record)?.follow(script)?,
            Wire::Http1 | Wire::Http1Tls => http1::Conversation::new(&mut *line, &record).follow(script)?,
        };
        match ending {
            Ending::Fin => line.end()?,
            Ending::Cut => {}
            Ending::Reset => SockRef::from(&handle).set_linger(Some(Duration::ZERO))?,
        }
        Ok(())
    }
}

/// How a connection is closed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ending {
    Fin,
    Cut,
    Reset,
}

/// A connection with or without TLS.
pub(super) trait Line: Read + Write {
    /// Says that nothing more comes.
    fn end(&mut self) -> io::Result<()>;
}

impl Line for TcpStream {
    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Line for rustls::StreamOwned<rustls::ServerConnection, TcpStream> {
    fn end(&mut self) -> io::Result<()> {
        self.conn.send_close_notify();
        self.flush()
    }
}

/// Far beyond every limit in the cases; it only keeps a broken transport from hanging the suite.
const PATIENCE: Duration = Duration::from_secs(10);

//! A server on a loopback socket that does byte by byte what a script says, and remembers what it was sent.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use socket2::SockRef;

use super::tls;

/// What a connection does next.
#[derive(Clone, Debug)]
pub enum Step {
    /// Reads one whole request, by its `Content-Length`, and remembers it.
    Read,
    /// Reads this many bytes at least, and remembers nothing.
    ReadSome(usize),
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Sends this byte every 20 ms until the client has gone.
    Drip(u8),
    /// Waits.
    Pause(Duration),
    /// Stays silent until the client has gone.
    Hold,
    /// Closes with RST instead of FIN.
    Reset,
}

pub fn send(text: impl AsRef<[u8]>) -> Step {
    Step::Send(text.as_ref().to_vec())
}

/// A complete answer with a length.
pub fn answer(status: u16, headers: &str, body: &str) -> Step {
    send(format!("HTTP/1.1 {status} Whatever\r\nContent-Length: {}\r\n{headers}\r\n{body}", body.len()))
}

/// One script for each connection, in the order of arrival. A further connection reads one request and closes.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

/// What a finished server has seen.
#[derive(Debug)]
pub struct Seen {
    pub connections: usize,
    pub requests: Vec<String>,
}

impl Seen {
    pub fn posts(&self) -> usize {
        self.requests.iter().filter(|request| request.starts_with("POST ")).count()
    }
}

impl Server {
    pub fn plain(scripts: impl IntoIterator<Item = Vec<Step>>) -> Self {
        Self::start(scripts, None)
    }

    pub fn tls(identity: &tls::Identity, scripts: impl IntoIterator<Item = Vec<Step>>) -> Self {
        Self::start(scripts, Some(identity.server_config()))
    }

    fn start(scripts: impl IntoIterator<Item = Vec<Step>>, tls: Option<Arc<rustls::ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared::default());
        let scripts: Vec<_> = scripts.into_iter().collect();
        let acceptor = thread::spawn({
            let shared = Arc::clone(&shared);
            move || shared.accept(&listener, scripts, tls.as_ref())
        });
        Self { address, shared, acceptor: Some(acceptor) }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Waits until this many connections have been closed by the server's side.
    pub fn wait_closed(&self, count: usize) {
        for _ in 0..500 {
            if self.shared.closed.load(Ordering::SeqCst) >= count {
                return;
            }
            thread::sleep(Duration::from_millis(2));
        }
        panic!("the server did not close {count} connections");
    }

    /// Stops, after everything that had arrived was handled. Drop the client first.
    pub fn finish(mut self) -> Seen {
        self.shared.stop.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(self.address).unwrap());
        self.acceptor.take().unwrap().join().unwrap();
        let requests = self.shared.requests.lock().unwrap().clone();
        Seen { connections: self.shared.accepted.load(Ordering::SeqCst), requests }
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
    fn accept(
        self: &Arc<Self>,
        listener: &TcpListener,
        scripts: Vec<Vec<Step>>,
        tls: Option<&Arc<rustls::ServerConfig>>,
    ) {
        let mut scripts = scripts.into_iter();
        let mut connections = Vec::new();
        // Connections that wait in the queue when the stop arrives are still served: one of them may be a second
        // POST that must be seen.
        while let Ok((stream, _)) = listener.accept() {
            if self.stop.load(Ordering::SeqCst) {
                listener.set_nonblocking(true).unwrap();
            }
            stream.set_nonblocking(false).unwrap();
            let script = scripts.next().unwrap_or_else(|| vec![Step::Read]);
            let (shared, tls) = (Arc::clone(self), tls.cloned());
            connections.push(thread::spawn(move || {
                shared.accepted.fetch_add(1, Ordering::SeqCst);
                shared.serve(stream, script, tls);
                shared.closed.fetch_add(1, Ordering::SeqCst);
            }));
        }
        for connection in connections {
            connection.join().unwrap();
        }
    }

    fn serve(&self, stream: TcpStream, script: Vec<Step>, tls: Option<Arc<rustls::ServerConfig>>) {
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_nodelay(true).unwrap();
        let handle = stream.try_clone().unwrap();
        let mut line: Box<dyn ReadWrite> = match tls {
            None => Box::new(stream),
            Some(config) => {
                let connection = rustls::ServerConnection::new(config).unwrap();
                Box::new(rustls::StreamOwned::new(connection, stream))
            }
        };
        for step in script {
            if !self.step(&mut *line, &handle, step) {
                break;
            }
        }
    }

    /// `false` ends the connection.
    fn step(&self, line: &mut dyn ReadWrite, handle: &TcpStream, step: Step) -> bool {
        match step {
            Step::Read => match read_request(line) {
                Some(request) => {
                    self.requests.lock().unwrap().push(request);
                    true
                }
                None => false,
            },
            Step::ReadSome(least) => {
                let mut buffer = [0; 4096];
                let mut length = 0;
                while length < least {
                    match line.read(&mut buffer) {
                        Ok(0) | Err(_) => return false,
                        Ok(more) => length += more,
                    }
                }
                true
            }
            Step::Send(bytes) => line.write_all(&bytes).and_then(|()| line.flush()).is_ok(),
            Step::Drip(byte) => {
                while line.write_all(&[byte]).and_then(|()| line.flush()).is_ok() {
                    thread::sleep(Duration::from_millis(20));
                }
                false
            }
            Step::Pause(duration) => {
                thread::sleep(duration);
                true
            }
            Step::Hold => {
                let mut buffer = [0; 4096];
                while line.read(&mut buffer).is_ok_and(|length| length > 0) {}
                false
            }
            Step::Reset => {
                SockRef::from(handle).set_linger(Some(Duration::ZERO)).unwrap();
                false
            }
        }
    }
}

trait ReadWrite: Read + Write {}

impl<T: Read + Write> ReadWrite for T {}

fn read_request(line: &mut dyn ReadWrite) -> Option<String> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length:"))
                .map_or(0, |length| length.trim().parse::<usize>().unwrap());
            if bytes.len() >= end + 4 + length {
                return Some(String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        match line.read(&mut buffer) {
            Ok(0) | Err(_) => return None,
            Ok(length) => bytes.extend_from_slice(&buffer[..length]),
        }
    }
}

/// Far beyond every limit in the tests; it only keeps a broken test from hanging.
const PATIENCE: Duration = Duration::from_secs(10);

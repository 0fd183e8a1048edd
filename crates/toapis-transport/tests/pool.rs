//! The pool of the backend on hyper: which connection a request goes over, and which it does not.
#![cfg(feature = "hyper")]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::Poll;
use std::thread;
use std::time::Duration;

use toapis_transport::{HyperTransport, Request, RequestBody, Transport, TransportError, http};

/// What a server saw.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    /// A request line, on the connection of this number.
    Request(usize, String),
    Closed(usize),
}

struct Server {
    port: u16,
    seen: Receiver<Seen>,
}

impl Server {
    /// Answers the requests of each connection with `answer(connection, request)`, as it is written, and closes it after
    /// this many.
    fn start(answer: impl Fn(usize, usize) -> String + Clone + Send + 'static, each: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (send, seen) = channel();
        thread::spawn(move || {
            for (connection, stream) in listener.incoming().enumerate() {
                let (answer, send) = (answer.clone(), send.clone());
                thread::spawn(move || serve(connection, stream.unwrap(), answer, each, &send));
            }
        });
        Self { port, seen }
    }

    fn next(&self) -> Seen {
        self.seen.recv_timeout(Duration::from_secs(10)).unwrap()
    }

    /// The connections of the next requests.
    fn connections(&self, count: usize) -> Vec<usize> {
        let connection = |seen| match seen {
            Seen::Request(connection, _) => connection,
            Seen::Closed(connection) => panic!("connection {connection} was closed"),
        };
        (0..count).map(|_| connection(self.next())).collect()
    }

    fn request(&self, method: &str, path: &str) -> Request {
        let uri = format!("http://127.0.0.1:{}{path}", self.port);
        let body = RequestBody::from(if method == "POST" { "{}" } else { "" });
        http::Request::builder().method(method).uri(uri).body(body).unwrap()
    }
}

fn serve(
    connection: usize,
    mut stream: TcpStream,
    answer: impl Fn(usize, usize) -> String,
    each: usize,
    send: &Sender<Seen>,
) {
    let (mut text, mut buffer, mut number) = (String::new(), [0; 4096], 0);
    while let Ok(length @ 1..) = stream.read(&mut buffer) {
        text += &String::from_utf8_lossy(&buffer[..length]);
        let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
            !head.to_ascii_lowercase().contains("content-length: 2") || body.len() == 2
        });
        if !whole {
            continue;
        }
        let line = text.lines().next().unwrap_or_default().to_owned();
        text.clear();
        let _ = send.send(Seen::Request(connection, line));
        stream.write_all(answer(connection, number).as_bytes()).unwrap();
        number += 1;
        if number == each {
            break;
        }
    }
    drop(stream);
    let _ = send.send(Seen::Closed(connection));
}

fn fine(_: usize, _: usize) -> String {
    "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine".to_owned()
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

async fn exchange(transport: &HyperTransport, request: Request) -> Result<String, TransportError> {
    let mut response = transport.send(request).await?;
    let body = response.body_mut().read_to_end(1 << 20).await?;
    Ok(String::from_utf8_lossy(&body).into_owned())
}

/// Waits until a server's end of a connection has arrived here, without running the runtime.
fn settle(server: &Server, connection: usize) {
    assert_eq!(server.next(), Seen::Closed(connection));
    // The loopback brings its end before the next line of this thread, or very soon after it.
    thread::sleep(Duration::from_millis(5));
}

/// The runtime has not heard of it, for it does not run between the two calls: the socket itself is asked.
#[test]
fn h11_a_connection_closed_while_idle_is_noticed_before_a_post_is_written() {
    for method in ["POST", "GET"] {
        // Says that it would keep the connection, and closes it.
        let server = Server::start(fine, 1);
        let (transport, runtime) = (HyperTransport::new().unwrap(), runtime());
        for round in 0..20 {
            let sent = exchange(&transport, server.request(method, "/v1/things"));
            assert_eq!(runtime.block_on(sent).unwrap(), "fine", "{method} {round}");
            assert_eq!(server.connections(1), [round]);
            settle(&server, round);
        }
    }
}

/// A connection on which something came that nobody asked for serves nobody: it would be taken for the next answer.
#[test]
fn h30_an_answer_that_nobody_asked_for_is_no_answer() {
    let twice = |_: usize, _: usize| fine(0, 0) + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong";
    let server = Server::start(twice, usize::MAX);
    let (transport, runtime) = (HyperTransport::new().unwrap(), runtime());
    for round in 0..3 {
        let sent = exchange(&transport, server.request("POST", "/v1/things"));
        assert_eq!(runtime.block_on(sent).unwrap(), "fine");
        assert_eq!(server.connections(1), [round]);
        settle(&server, round);
    }
}

/// All of them in one task, so that they share its budget of the runtime, and more of them than that budget.
#[test]
fn many_at_once_have_a_connection_each_and_leave_it_to_the_next() {
    let server = Server::start(fine, usize::MAX);
    let (transport, runtime) = (HyperTransport::new().unwrap(), runtime());
    let mut known = 0;
    for _ in 0..2 {
        let all = || (0..300).map(|_| exchange(&transport, server.request("POST", "/v1/things")));
        for answer in runtime.block_on(join_all(all())) {
            assert_eq!(answer.unwrap(), "fine");
        }
        let used: BTreeSet<usize> = server.connections(300).into_iter().collect();
        assert_eq!(used.len(), 300);
        assert!(known == 0 || known == used.len(), "the second time needs no new ones");
        known = used.len();
    }
}

#[test]
fn one_after_another_share_a_connection() {
    for length in
        ["Content-Length: 4\r\n\r\nfine", "Transfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n0\r\n\r\n"]
    {
        let server = Server::start(move |_, _| format!("HTTP/1.1 200 OK\r\n{length}"), usize::MAX);
        let (transport, runtime) = (HyperTransport::new().unwrap(), runtime());
        for method in ["POST", "GET", "POST"] {
            let sent = exchange(&transport, server.request(method, "/v1/things"));
            assert_eq!(runtime.block_on(sent).unwrap(), "fine");
        }
        assert_eq!(server.connections(3), [0, 0, 0]);
    }
}

/// A body that has come is read off the connection before anyone asks for it.
#[test]
fn an_answer_that_nobody_reads_frees_its_connection_if_it_is_here() {
    let server = Server::start(fine, usize::MAX);
    let (transport, runtime) = (HyperTransport::new().unwrap(), runtime());
    runtime.block_on(async {
        let unread = transport.send(server.request("GET", "/first")).await.unwrap();
        assert_eq!(exchange(&transport, server.request("GET", "/second")).await.unwrap(), "fine");
        drop(unread);
    });
    assert_eq!(server.connections(2), [0, 0]);
}

/// The server refuses before it has read the body: what is left of the body must not stand before the next request.
#[test]
fn u08_an_early_answer_leaves_its_connection_to_nobody() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let uri = format!("http://{}/v1/uploads", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut first, _) = listener.accept().unwrap();
        let mut buffer = [0; 1024];
        assert!(first.read(&mut buffer).unwrap() > 0);
        first.write_all(b"HTTP/1.1 413 No\r\nContent-Length: 2\r\n\r\nno").unwrap();
        let (mut second, _) = listener.accept().unwrap();
        assert!(second.read(&mut buffer).unwrap() > 0);
        second.write_all(fine(0, 0).as_bytes()).unwrap();
        String::from_utf8_lossy(&buffer).into_owned()
    });
    let (transport, runtime) = (HyperTransport::new().unwrap(), runtime());
    let post = |body: Vec<u8>| http::Request::post(&uri).body(RequestBody::from(body)).unwrap();
    assert_eq!(runtime.block_on(exchange(&transport, post(vec![b'x'; 32 << 20]))).unwrap(), "no");
    assert_eq!(runtime.block_on(exchange(&transport, post(vec![b'y'; 2]))).unwrap(), "fine");
    assert!(server.join().unwrap().starts_with("POST /v1/uploads HTTP/1.1\r\n"));
}

#[test]
fn h48_a_body_dropped_half_read_closes_its_connection() {
    let half = |_: usize, _: usize| fine(0, 0).replace('4', "9");
    let server = Server::start(half, usize::MAX);
    let (transport, runtime) = (HyperTransport::new().unwrap(), runtime());
    for round in 0..2 {
        runtime.block_on(async {
            let mut response = transport.send(server.request("GET", "/v1/things")).await.unwrap();
            assert_eq!(response.body_mut().chunk().await.unwrap().unwrap(), "fine");
        });
        assert_eq!(server.connections(1), [round]);
        assert_eq!(server.next(), Seen::Closed(round));
    }
}

/// A connection hears of its socket through the runtime that made it. Under another one, a POST would be written and its
/// answer never seen.
#[test]
fn h51_a_connection_stays_with_its_runtime() {
    let server = Server::start(fine, usize::MAX);
    let (transport, first, second) = (HyperTransport::new().unwrap(), runtime(), runtime());
    let send = |runtime: &tokio::runtime::Runtime| {
        let sent = exchange(&transport, server.request("POST", "/v1/things"));
        assert_eq!(runtime.block_on(sent).unwrap(), "fine");
        server.connections(1)[0]
    };
    assert_eq!([send(&first), send(&second), send(&first), send(&second)], [0, 1, 0, 1]);
    drop(first);
    assert_eq!(send(&second), 1);
    assert_eq!(send(&runtime()), 2);
}

#[test]
fn h11_an_idle_connection_is_closed_in_time_without_a_next_request() {
    let server = Server::start(fine, usize::MAX);
    let transport = HyperTransport::new().unwrap();
    runtime().block_on(async {
        for path in ["/first", "/second"] {
            assert_eq!(exchange(&transport, server.request("POST", path)).await.unwrap(), "fine");
        }
        assert_eq!(server.connections(2), [0, 0]);
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(29)).await;
        tokio::time::resume();
        assert_eq!(exchange(&transport, server.request("POST", "/third")).await.unwrap(), "fine");
        assert_eq!(server.connections(1), [0]);
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(31)).await;
        // The task that closes it has its turn.
        tokio::time::sleep(Duration::from_millis(1)).await;
        assert_eq!(server.next(), Seen::Closed(0));
        tokio::time::resume();
        assert_eq!(exchange(&transport, server.request("POST", "/fourth")).await.unwrap(), "fine");
    });
    assert_eq!(server.connections(1), [1]);
}

/// Polls all futures in one task until each is done.
async fn join_all<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut running: Vec<_> = futures.map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        let mut all_done = true;
        for (future, output) in &mut running {
            if output.is_none() {
                match future.as_mut().poll(context) {
                    Poll::Ready(done) => *output = Some(done),
                    Poll::Pending => all_done = false,
                }
            }
        }
        if all_done { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    running.into_iter().filter_map(|(_, output)| output).collect()
}

//! Tests for transports: does yours keep the contract of [`Transport`]?
//!
//! Each [`Case`] is one fault or one promise. It starts a server of its own on a loopback socket, which answers byte
//! by byte or frame by frame as the case says, sends a few requests through your transport, and compares what your
//! transport reports with what the server has seen. Nothing leaves this machine.
//!
//! The backends of this crate pass the same cases. To make a `#[test]` of each, with the name of the case:
//!
//! ```no_run
//! use toapis_transport::HyperTransport;
//! use toapis_transport::conformance::{self, Case, Setup, Wire};
//!
//! fn make(setup: Setup) -> HyperTransport {
//!     let mut builder =
//!         HyperTransport::builder().connect_timeout(setup.connect_timeout).resolver(setup.resolver);
//!     for root in setup.roots {
//!         builder = builder.add_root_certificate(root);
//!     }
//!     builder.build().expect("the settings are valid")
//! }
//!
//! fn check(case: &'static Case, wire: Wire) {
//!     let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
//!     if let Err(failure) = runtime.block_on(conformance::run(case, wire, make)) {
//!         panic!("{failure}");
//!     }
//! }
//!
//! mod http1 {
//!     toapis_transport::conformance_tests!(Http1, super::check);
//! }
//! mod http1_tls {
//!     toapis_transport::conformance_tests!(Http1Tls, super::check);
//! }
//! ```
//!
//! Or all at once, which ends with a list of what failed:
//!
//! ```no_run
//! # use toapis_transport::{HyperTransport, conformance::{self, Setup, Wire}};
//! # fn make(setup: Setup) -> HyperTransport { HyperTransport::new().expect("valid") }
//! # async fn example() {
//! let failures = conformance::run_all(Wire::Http1, make).await;
//! assert!(failures.is_empty(), "{failures:#?}");
//! # }
//! ```
//!
//! A transport that sees the whole [`Setup`] can pass everything. One that cannot be given a resolver, say, fails the
//! cases that need one; leave those out by name and write down why.

mod cases;
mod hpack;
mod http1;
mod http2;
mod identity;
mod list;
mod server;
mod subject;

use std::error::Error;
use std::fmt::{self, Debug};
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;

use self::identity::Identity;
use self::server::{Server, Step};
use self::subject::Subject;
use crate::{BlockingTransport, Resolver, SystemResolver, Transport};

/// All cases, in the order in which an exchange can go wrong.
pub fn cases() -> &'static [Case] {
    list::CASES
}

/// The case with this name.
pub fn case(name: &str) -> Option<&'static Case> {
    cases().iter().find(|case| case.name == name)
}

/// Runs one case against an async transport.
///
/// `make` is called for each client that the case needs, most often once, and must make one that does not share
/// connections with another. It runs inside the tokio runtime that this function is called in, which needs I/O and
/// time enabled.
///
/// # Errors
///
/// What was expected and what was seen instead, also when the case does not exist on this [`Wire`].
pub async fn run<T: Transport>(
    case: &'static Case,
    wire: Wire,
    make: impl Fn(Setup) -> T + Send + Sync + 'static,
) -> Result<(), Failure> {
    let runtime = Handle::current();
    let bench = Bench::new(wire, move |setup| {
        let _inside = runtime.enter();
        Subject::Async(runtime.clone(), Arc::new(make(setup)))
    });
    // A case waits for sockets and sleeps; the thread of the caller goes on driving the connections meanwhile.
    match tokio::task::spawn_blocking(move || case.check(&bench)).await {
        Ok(result) => result,
        Err(error) => Err(case.failure(Mismatch::new("an outcome", format!("a panic: {error}")))),
    }
}

/// Runs every case that exists on this wire against an async transport, one after the other; see [`run`]. Returns
/// what failed.
pub async fn run_all<T: Transport>(
    wire: Wire,
    make: impl Fn(Setup) -> T + Send + Sync + 'static,
) -> Vec<Failure> {
    let make = Arc::new(make);
    let mut failures = Vec::new();
    for case in cases().iter().filter(|case| case.wires().contains(&wire)) {
        let make = Arc::clone(&make);
        failures.extend(run(case, wire, move |setup| make(setup)).await.err());
    }
    failures
}

/// Runs one case against a blocking transport; see [`run`].
///
/// # Errors
///
/// As for [`run`]; a panic of the transport is not caught.
pub fn run_blocking<T: BlockingTransport>(
    case: &'static Case,
    wire: Wire,
    make: impl Fn(Setup) -> T + Send + Sync + 'static,
) -> Result<(), Failure> {
    case.check(&Bench::new(wire, move |setup| Subject::Blocking(Arc::new(make(setup)))))
}

/// Runs every case that exists on this wire against a blocking transport; see [`run_all`].
pub fn run_all_blocking<T: BlockingTransport>(
    wire: Wire,
    make: impl Fn(Setup) -> T + Send + Sync + 'static,
) -> Vec<Failure> {
    let make = Arc::new(make);
    let existing = cases().iter().filter(|case| case.wires().contains(&wire));
    existing
        .filter_map(|case| {
            let make = Arc::clone(&make);
            run_blocking(case, wire, move |setup| make(setup)).err()
        })
        .collect()
}

/// One fault, or one promise.
pub struct Case {
    name: &'static str,
    expects: &'static str,
    wires: &'static [Wire],
    check: fn(&Bench) -> Checked,
}

impl Case {
    /// A name in the shape of a function's, such as `h08_server_reads_post_then_closes`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What a transport must do, in a few words.
    pub fn expects(&self) -> &'static str {
        self.expects
    }

    /// Where the fault can be expressed.
    pub fn wires(&self) -> &'static [Wire] {
        self.wires
    }

    fn check(&self, bench: &Bench) -> Result<(), Failure> {
        if !self.wires.contains(&bench.wire) {
            let seen = format!("a run over {:?}", bench.wire);
            return Err(self.failure(Mismatch::new(format!("a run over one of {:?}", self.wires), seen)));
        }
        (self.check)(bench).map_err(|mismatch| self.failure(mismatch))
    }

    fn failure(&self, mismatch: Mismatch) -> Failure {
        Failure { case: self.name, expects: self.expects, mismatch }
    }
}

impl Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Case")
            .field("name", &self.name)
            .field("expects", &self.expects)
            .field("wires", &self.wires)
            .finish_non_exhaustive()
    }
}

/// What carries the requests of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Wire {
    /// HTTP/1.1 without TLS.
    Http1,
    /// HTTP/1.1 over TLS, with a certificate of an authority in [`Setup::roots`].
    Http1Tls,
    /// HTTP/2 over TLS, chosen by ALPN; for transports that speak it.
    Http2Tls,
}

/// What a transport under test must be made with.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Setup {
    /// How long connecting may take: name resolution, TCP and TLS.
    pub connect_timeout: Duration,
    /// Certificates of authorities to trust, as DER.
    pub roots: Vec<Vec<u8>>,
    /// Turns host names into addresses.
    pub resolver: Arc<dyn Resolver>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            roots: Vec::new(),
            resolver: Arc::new(SystemResolver),
        }
    }
}

/// A case that a transport does not pass. `Display` has everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    case: &'static str,
    expects: &'static str,
    mismatch: Mismatch,
}

impl Failure {
    /// The name of the case.
    pub fn case(&self) -> &'static str {
        self.case
    }

    /// What was expected at the point where it went wrong.
    pub fn expected(&self) -> &str {
        &self.mismatch.expected
    }

    /// What was seen instead.
    pub fn seen(&self) -> &str {
        &self.mismatch.seen
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mismatch { expected, seen } = &self.mismatch;
        write!(f, "{} ({}): expected {expected}; seen: {seen}", self.case, self.expects)
    }
}

impl Error for Failure {}

/// What a case works with.
struct Bench {
    wire: Wire,
    make: Box<dyn Fn(Setup) -> Subject + Send + Sync>,
    /// For the servers of all wires with TLS.
    identity: Option<Identity>,
}

impl Bench {
    fn new(wire: Wire, make: impl Fn(Setup) -> Subject + Send + Sync + 'static) -> Self {
        let identity = if wire == Wire::Http1 { None } else { Identity::new("127.0.0.1").ok() };
        Self { wire, make: Box::new(make), identity }
    }

    fn server(&self, scripts: impl IntoIterator<Item = Vec<Step>>) -> Result<Server, Broken> {
        match &self.identity {
            Some(identity) => self.server_as(identity, scripts),
            None if self.wire == Wire::Http1 => Ok(Server::start(self.wire, None, scripts)?),
            None => Err("no certificate could be made".into()),
        }
    }

    /// A server with a certificate of its own.
    fn server_as(
        &self,
        identity: &Identity,
        scripts: impl IntoIterator<Item = Vec<Step>>,
    ) -> Result<Server, Broken> {
        let protocol = if self.wire == Wire::Http2Tls { "h2" } else { "http/1.1" };
        Ok(Server::start(self.wire, Some(identity.server_config(protocol)?), scripts)?)
    }

    fn client(&self) -> Subject {
        self.client_with(Setup::default())
    }

    fn client_with(&self, mut setup: Setup) -> Subject {
        setup.roots.extend(self.identity.as_ref().map(Identity::authority_der));
        (self.make)(setup)
    }
}

type Broken = Box<dyn Error + Send + Sync>;

/// The outcome of a case, or of a part of it.
type Checked<T = ()> = Result<T, Mismatch>;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Mismatch {
    expected: String,
    seen: String,
}

impl Mismatch {
    fn new(expected: impl Into<String>, seen: impl Into<String>) -> Self {
        Self { expected: expected.into(), seen: seen.into() }
    }
}

impl From<io::Error> for Mismatch {
    fn from(error: io::Error) -> Self {
        Self::new("a server on a loopback socket", error.to_string())
    }
}

impl From<Broken> for Mismatch {
    fn from(error: Broken) -> Self {
        Self::new("a server on a loopback socket", error.to_string())
    }
}

fn equal<T: PartialEq + Debug + ?Sized>(what: &str, seen: &T, expected: &T) -> Checked {
    holds(seen == expected, || format!("{what} to be {expected:?}"), || format!("{seen:?}"))
}

fn holds(condition: bool, expected: impl FnOnce() -> String, seen: impl FnOnce() -> String) -> Checked {
    if condition { Ok(()) } else { Err(Mismatch::new(expected(), seen())) }
}

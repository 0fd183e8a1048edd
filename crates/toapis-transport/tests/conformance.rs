//! The conformance suite over every backend and every protocol that it speaks. Names carry the ids of the fault list.
#![cfg(all(feature = "conformance", any(feature = "hyper", feature = "reqwest", feature = "ureq")))]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

/// Makes the functions that the tests of one backend call.
macro_rules! backend {
    ($run:ident, $transport:ident) => {
        fn make(setup: Setup) -> toapis_transport::$transport {
            let mut builder = toapis_transport::$transport::builder()
                .connect_timeout(setup.connect_timeout)
                .resolver(setup.resolver);
            for root in setup.roots {
                builder = builder.add_root_certificate(root);
            }
            builder.build().unwrap()
        }

        fn check(case: &'static Case, wire: Wire) {
            if let Err(failure) = super::$run(case, wire, make) {
                panic!("{failure}");
            }
        }

        mod http1 {
            toapis_transport::conformance_tests!(Http1, super::check);
        }

        mod http1_tls {
            toapis_transport::conformance_tests!(Http1Tls, super::check);
        }
    };
}

#[cfg(feature = "hyper")]
mod hyper {
    use toapis_transport::conformance::{Case, Setup, Wire};

    backend!(run, HyperTransport);

    #[cfg(feature = "http2")]
    mod http2_tls {
        toapis_transport::conformance_tests!(Http2Tls, super::check);
    }
}

#[cfg(feature = "reqwest")]
mod reqwest {
    use toapis_transport::conformance::{Case, Setup, Wire};

    backend!(run, ReqwestTransport);

    #[cfg(feature = "http2")]
    mod http2_tls {
        toapis_transport::conformance_tests!(Http2Tls, super::check);
    }
}

/// ureq speaks HTTP/1.1 only.
#[cfg(feature = "ureq")]
mod ureq {
    use toapis_transport::conformance::{Case, Setup, Wire};

    backend!(run_blocking, UreqTransport);
}

#[cfg(any(feature = "hyper", feature = "reqwest"))]
fn run<T: toapis_transport::Transport>(
    case: &'static toapis_transport::conformance::Case,
    wire: toapis_transport::conformance::Wire,
    make: fn(toapis_transport::conformance::Setup) -> T,
) -> Result<(), toapis_transport::conformance::Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(toapis_transport::conformance::run(case, wire, make))
}

#[cfg(feature = "ureq")]
use toapis_transport::conformance::run_blocking;

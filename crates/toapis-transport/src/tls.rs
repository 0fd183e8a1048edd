//! One TLS configuration for every backend, so that they trust the same servers.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use crate::{ErrorKind, TransportError};

/// The root certificates that a backend trusts: the bundled ones unless left out, and the added ones.
///
/// There is no way to switch verification off, and `SSLKEYLOGFILE` has no effect.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roots {
    without_bundled: bool,
    added: Vec<CertificateDer<'static>>,
    /// A builder's setters cannot fail; its `build` reports what they could not read.
    unreadable: bool,
}

impl Roots {
    pub(crate) fn add_der(&mut self, der: Vec<u8>) {
        self.added.push(der.into());
    }

    pub(crate) fn add_pem(&mut self, pem: &[u8]) {
        let before = self.added.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            match certificate {
                Ok(certificate) => self.added.push(certificate),
                Err(_) => self.unreadable = true,
            }
        }
        self.unreadable |= self.added.len() == before;
    }

    pub(crate) fn leave_out_bundled(&mut self) {
        self.without_bundled = true;
    }

    pub(crate) fn client_config(&self) -> Result<ClientConfig, TransportError> {
        if self.unreadable {
            return Err(unusable("the PEM text holds no readable certificate"));
        }
        let mut store = RootCertStore::empty();
        if !self.without_bundled {
            store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        }
        for certificate in &self.added {
            store
                .add(certificate.clone())
                .map_err(|error| unusable("an added root certificate cannot be used").with_source(error))?;
        }
        let config = ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .map_err(|error| unusable("the TLS provider has no usable protocol version").with_source(error))?
            .with_root_certificates(store)
            .with_no_client_auth();
        Ok(config)
    }
}

fn unusable(message: &'static str) -> TransportError {
    TransportError::not_sent(ErrorKind::Tls, message)
}

/// The provider is chosen at compile time and passed explicitly: the process-wide default of rustls is a global
/// that another crate may have set, or that panics where nobody has.
#[cfg(feature = "ring")]
fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

#[cfg(all(feature = "aws-lc-rs", not(feature = "ring")))]
fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

/// Never compiled into anything: the crate root stops the build without a provider. It keeps the compiler from
/// adding errors of its own to that message.
#[cfg(not(any(feature = "ring", feature = "aws-lc-rs")))]
fn provider() -> Arc<CryptoProvider> {
    unreachable!("no TLS provider")
}

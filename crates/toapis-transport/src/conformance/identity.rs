//! Certificates made on the spot.

use std::error::Error;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// A server certificate for one name, and the authority that signed it.
pub(super) struct Identity {
    authority: Vec<u8>,
    certificate: CertificateDer<'static>,
    key: Vec<u8>,
}

impl Identity {
    pub(super) fn new(name: &str) -> Result<Self, Broken> {
        Self::signed(name, |_| ())
    }

    /// Valid until the end of 2001.
    pub(super) fn expired(name: &str) -> Result<Self, Broken> {
        Self::signed(name, |params| {
            params.not_before = rcgen::date_time_ymd(2001, 1, 1);
            params.not_after = rcgen::date_time_ymd(2001, 12, 31);
        })
    }

    /// Signed by itself; [`authority_der`](Self::authority_der) is the certificate.
    pub(super) fn self_signed(name: &str) -> Result<Self, Broken> {
        let key = KeyPair::generate()?;
        let certificate = CertificateParams::new(vec![name.to_owned()])?.self_signed(&key)?;
        Ok(Self {
            authority: certificate.der().to_vec(),
            certificate: certificate.der().clone(),
            key: key.serialize_der(),
        })
    }

    fn signed(name: &str, adjust: impl FnOnce(&mut CertificateParams)) -> Result<Self, Broken> {
        let mut params = CertificateParams::new(Vec::new())?;
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(vec![name.to_owned()])?;
        adjust(&mut params);
        let certificate = params.signed_by(&key, &authority)?;
        Ok(Self {
            authority: authority.der().to_vec(),
            certificate: certificate.der().clone(),
            key: key.serialize_der(),
        })
    }

    pub(super) fn authority_der(&self) -> Vec<u8> {
        self.authority.clone()
    }

    /// A server that presents this certificate and speaks one protocol, named as in ALPN.
    pub(super) fn server_config(&self, protocol: &str) -> Result<Arc<rustls::ServerConfig>, Broken> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let key = PrivateKeyDer::try_from(self.key.clone())?;
        let mut config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![self.certificate.clone()], key)?;
        config.alpn_protocols = vec![protocol.into()];
        Ok(Arc::new(config))
    }
}

type Broken = Box<dyn Error + Send + Sync>;

//! What a client is made from.

use std::env::VarError;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::HeaderValue;
use secrecy::SecretString;
use toapis_poll::WaitOptions;
use toapis_poll::budget::{Group, Limits, Window};
use toapis_poll::durations::Durations;
use toapis_poll::fleet::FleetOptions;
use toapis_transport::Timeouts;
use toapis_types::BusinessId;

use crate::attempt::Attempt;
use crate::base_url::{BaseUrl, InvalidBaseUrl};
use crate::core::Api;
use crate::download::ResultHosts;
use crate::duplicates::Duplicates;
use crate::error::ConfigError;
use crate::fleet::Fleets;
use crate::key::ApiKey;
use crate::retry::RetryPolicy;
use crate::sending::{Sending, Watch};
use crate::upload::{Links, Uploads};

/// The settings of a client, async or blocking. Only the key is needed.
///
/// ```
/// use toapis_client::Config;
///
/// let config = Config::new("sk-…").base_url("https://toapis.cn").allow_result_host("cdn.example.com");
/// assert!(!format!("{config:?}").contains("sk-"));
/// ```
#[derive(Clone)]
pub struct Config {
    key: Option<SecretString>,
    base_url: String,
    plain_http: bool,
    user_agent: String,
    timeouts: Timeouts,
    wait: WaitOptions,
    check: bool,
    result_hosts: Vec<String>,
    max_answer: usize,
    max_download: u64,
    max_download_run: u64,
    download_patience: Duration,
    result_mirrors: Vec<Vec<String>>,
    any_result_address: bool,
    uploads_at_once: usize,
    reuse_uploads: Duration,
    links: Links,
    business_ids: Arc<dyn Fn() -> BusinessId + Send + Sync>,
    submit: Limits,
    query: Limits,
    retry: RetryPolicy,
    refuse_duplicates: Duration,
    watch: Option<Watch>,
    durations: Arc<Mutex<Durations>>,
}

impl Config {
    /// The environment variable of the key.
    pub const KEY_VARIABLE: &'static str = "TOAPIS_API_KEY";
    /// The environment variable of the base URL.
    pub const BASE_URL_VARIABLE: &'static str = "TOAPIS_BASE_URL";

    /// Settings with a key and the defaults.
    pub fn new(api_key: impl Into<String>) -> Self {
        Self { key: Some(SecretString::from(api_key.into())), ..Self::without_key() }
    }

    /// Settings from the environment: `TOAPIS_API_KEY` and, where it is set and not empty, `TOAPIS_BASE_URL`.
    ///
    /// # Errors
    ///
    /// When there is no key, or a variable is not valid Unicode.
    pub fn from_env() -> Result<Self, ConfigError> {
        let read = |name| match std::env::var(name) {
            Ok(text) if text.trim().is_empty() => Ok(None),
            Ok(text) => Ok(Some(text)),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(_)) => Err(ConfigError::Environment(name)),
        };
        let config = Self::new(read(Self::KEY_VARIABLE)?.ok_or(ConfigError::NoKey)?);
        Ok(match read(Self::BASE_URL_VARIABLE)? {
            Some(url) => config.base_url(url),
            None => config,
        })
    }

    /// Where the API is. Default: `https://toapis.com`. With or without `/v1` and a slash at the end.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Allows `http://` to another machine, so that the key travels in the clear. Default: only to this machine.
    #[must_use]
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.plain_http = allow;
        self
    }

    /// Put in front of this library's own name in the `User-Agent` header, such as `my-shop/2.1`. Visible ASCII.
    #[must_use]
    pub fn user_agent(mut self, name: impl AsRef<str>) -> Self {
        self.user_agent = format!("{} {}", name.as_ref().trim(), Self::OWN_NAME);
        self
    }

    /// The time limits of one exchange. Default: 120 s until the head of an answer, 30 s of silence within a body.
    #[must_use]
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// How to wait for tasks: strategy, deadline, tolerance. Default: as the documentation asks.
    #[must_use]
    pub fn wait_options(mut self, options: WaitOptions) -> Self {
        self.wait = options;
        self
    }

    /// Whether requests are checked against the catalogue before they are sent. Default: yes. Switch it off when the
    /// service takes something that this version does not know yet.
    #[must_use]
    pub fn check_requests(mut self, check: bool) -> Self {
        self.check = check;
        self
    }

    /// Allows one more host to fetch results from, over https: `host` on its usual port, or `host:port`. Default:
    /// [`ResultHosts::KNOWN`] and the API's own origin.
    #[must_use]
    pub fn allow_result_host(mut self, host: impl Into<String>) -> Self {
        self.result_hosts.push(host.into());
        self
    }

    /// The largest answer of the API that is read, in bytes, after decoding. Default: 8 MiB.
    ///
    /// Answers are a few kilobytes of JSON. Only the old form of a result, a picture as text inside of the answer
    /// (`b64_json`), takes more: allow about 1.4 times the size of the pictures. An answer to a create that is longer is
    /// an [`Error::Unknown`](crate::Error::Unknown) with the task's id where that was read; one to a look is a look that
    /// was lost. Results behind URLs have a limit of their own, [`max_download`](Self::max_download).
    #[must_use]
    pub fn max_answer(mut self, bytes: usize) -> Self {
        self.max_answer = bytes;
        self
    }

    /// The largest result that is saved, in bytes. Default: 2 GiB.
    #[must_use]
    pub fn max_download(mut self, bytes: u64) -> Self {
        self.max_download = bytes;
        self
    }

    /// The most that one call of [`download`](crate::Client::download), [`download_rest`](crate::Client::download_rest)
    /// or [`download_all`](crate::Client::download_all) writes, all of its files together, in bytes. Default: 64 GiB.
    #[must_use]
    pub fn max_download_run(mut self, bytes: u64) -> Self {
        self.max_download_run = bytes;
        self
    }

    /// How long a download may go without a byte before it fails. Default: until the result expires.
    ///
    /// A file host that is busy (429, 478, 5xx) is asked again and again, up to one second apart at first and up to one minute later, because a
    /// result that is not fetched in its 24 hours is lost. A host that cannot be reached, and one that does not have a
    /// file that it should have, are given five minutes, or this where it is shorter. Nothing is lost when a download
    /// fails earlier: it can be made again.
    #[must_use]
    pub fn download_patience(mut self, patience: Duration) -> Self {
        self.download_patience = patience;
        self
    }

    /// Names hosts that serve the same files under the same paths, each written as for
    /// [`allow_result_host`](Self::allow_result_host), which naming them here does as well.
    /// [`ResultHosts::KNOWN_MIRRORS`] are known without it.
    ///
    /// When there is no way to one of them (its name is unknown, the connection is refused or cut, its certificate is
    /// another one's), the others are asked in turn. An answer of any kind is not a reason to ask another host.
    #[must_use]
    pub fn result_mirrors(mut self, hosts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.result_mirrors.push(hosts.into_iter().map(Into::into).collect());
        self
    }

    /// Allows results to come from any address. Default: only from addresses of the public internet.
    ///
    /// The name of an allowed host may be made to resolve to an address inside of your network, whose answer would end
    /// up in a file. That is refused when the connection is made, so that there is no moment between look and use. It does
    /// not hold for the API's own origin, to which the key is sent anyway, nor for a host that you allowed by its
    /// address; and an API on this machine may have its files on this machine only. Allow any address where file hosts
    /// are inside of your network. A transport behind a proxy cannot know the address, and refuses such
    /// requests, unless it is told to trust the proxy
    /// (`toapis_transport::ReqwestTransportBuilder::trust_proxy_with_addresses`) or this is set.
    #[must_use]
    pub fn allow_any_result_address(mut self, allow: bool) -> Self {
        self.any_result_address = allow;
        self
    }

    /// How many uploads run at the same time, over all clones of the client; at least 1. Default: 4. Each one holds its
    /// file in memory, of at most 10 MB for a picture and 50 MB for a film.
    #[must_use]
    pub fn uploads_at_once(mut self, count: usize) -> Self {
        self.uploads_at_once = count;
        self
    }

    /// For how long the URL of an upload is used again when the same bytes are to be uploaded. Default: one hour;
    /// [`Duration::ZERO`] uploads them each time. The documentation says that these URLs can be used again, and not for how
    /// long (`uploads/images`).
    #[must_use]
    pub fn reuse_uploads(mut self, life: Duration) -> Self {
        self.reuse_uploads = life;
        self
    }

    /// Whether a [`LocalFile`](toapis_types::LocalFile) in a request may be a symbolic link. Default: yes. Links in the
    /// directories above it are followed either way.
    #[must_use]
    pub fn follow_links(mut self, follow: bool) -> Self {
        self.links = if follow { Links::Follow } else { Links::Refuse };
        self
    }

    /// Where business ids come from when a request has none, and what keeps those of resubmits apart. Default: `rs-` and a
    /// random UUID. Every call must give another one.
    #[must_use]
    pub fn business_ids(mut self, next: impl Fn() -> BusinessId + Send + Sync + 'static) -> Self {
        self.business_ids = Arc::new(next);
        self
    }

    /// The rate limit group of the account. Default: [`Group::Default`]. All clones of a client share one budget of
    /// creates and one of status queries, and wait before they send rather than be refused; lists and balances count
    /// as queries. Uploads count against nothing, for the documentation names no limit of theirs.
    #[must_use]
    pub fn group(self, group: Group) -> Self {
        self.limits(group.submit(), group.query())
    }

    /// Limits of one's own, for creates and for queries, such as a [share](Limits::split) of the documented ones.
    /// [`Limits::unlimited`] switches one off.
    #[must_use]
    pub fn limits(mut self, submit: Limits, query: Limits) -> Self {
        (self.submit, self.query) = (submit, query);
        self
    }

    /// What is sent again, and how often. Default: [`RetryPolicy::new`].
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Refuses a create that asks for the same as one that this client is sending, or sent within this time: an
    /// [`Error::Duplicate`](crate::Error::Duplicate) that names the earlier task or ticket, and nothing is sent. Default:
    /// zero, so that everything is sent that is asked for.
    ///
    /// It guards against a caller that asks twice by mistake, such as a double click or a job that runs twice. The same is
    /// what would be posted, byte for byte, without the business id: model, prompt, seed, and files by the URL that they were
    /// uploaded to, which is the same for the same bytes as long as [`reuse_uploads`](Self::reuse_uploads) holds. A create
    /// that was refused or not sent does not count; one whose answer was lost does. All clones of a client share it, other
    /// clients and processes do not; the last 4096 creates are remembered, and nothing of them but a checksum and what finds
    /// the task. To pay for the same a second time, say so:
    /// [`prepare`](crate::Images::prepare)`(…)?.`[`allow_duplicate`](crate::PreparedCreate::allow_duplicate)`()`.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// let config = toapis_client::Config::new("sk-…").refuse_duplicates(Duration::from_secs(600));
    /// ```
    #[must_use]
    pub fn refuse_duplicates(mut self, window: Duration) -> Self {
        self.refuse_duplicates = window;
        self
    }

    /// Is called after every attempt of every call, with its outcome. It should be quick.
    #[must_use]
    pub fn on_attempt(mut self, watch: impl Fn(&Attempt) + Send + Sync + 'static) -> Self {
        self.watch = Some(Arc::new(watch));
        self
    }

    /// What is known about how long tasks take, to go by and to learn more: that of an earlier run, or of another client.
    /// Default: what is [assumed](Durations::new). Fleets go by it; so do single waits with the strategy
    /// [`Adaptive::with_shared`](toapis_poll::Adaptive::with_shared) of the same.
    #[must_use]
    pub fn durations(mut self, durations: Arc<Mutex<Durations>>) -> Self {
        self.durations = durations;
        self
    }

    const OWN_NAME: &'static str = concat!("toapis-rs/", env!("CARGO_PKG_VERSION"));

    fn without_key() -> Self {
        Self {
            key: None,
            base_url: BaseUrl::DEFAULT.to_owned(),
            plain_http: false,
            user_agent: Self::OWN_NAME.to_owned(),
            timeouts: Timeouts::default(),
            wait: WaitOptions::default(),
            check: true,
            result_hosts: Vec::new(),
            max_answer: 8 << 20,
            max_download: 2 << 30,
            max_download_run: 64 << 30,
            download_patience: Duration::MAX,
            result_mirrors: Vec::new(),
            any_result_address: false,
            uploads_at_once: 4,
            reuse_uploads: Duration::from_secs(3600),
            links: Links::Follow,
            business_ids: Arc::new(random_business_id),
            submit: Group::Default.submit(),
            query: Group::Default.query(),
            retry: RetryPolicy::new(),
            refuse_duplicates: Duration::ZERO,
            watch: None,
            durations: Arc::default(),
        }
    }

    /// Checks everything and makes what both clients share.
    pub(crate) fn build(self) -> Result<Shared, ConfigError> {
        let key = ApiKey::from_secret(&self.key.ok_or(ConfigError::NoKey)?)?;
        let base: BaseUrl = self.base_url.parse()?;
        if !base.is_https() && !base.is_loopback() && !self.plain_http {
            return Err(InvalidBaseUrl::Insecure.into());
        }
        let user_agent = HeaderValue::from_str(&self.user_agent)
            .ok()
            .filter(|_| self.user_agent.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()))
            .ok_or(ConfigError::UserAgent)?;
        Ok(Shared {
            api: Api { base, key, user_agent, timeouts: self.timeouts },
            wait: self.wait,
            check: self.check,
            hosts: ResultHosts::new(&self.result_hosts, &self.result_mirrors, self.any_result_address),
            max_answer: self.max_answer,
            max_download: self.max_download,
            max_download_run: self.max_download_run,
            download_patience: self.download_patience,
            uploads: Uploads::new(self.uploads_at_once, self.reuse_uploads),
            links: self.links,
            business_ids: self.business_ids,
            most_in_flight: in_a_minute(&self.submit),
            duplicates: Duplicates::new(self.refuse_duplicates),
            sending: Sending::new(self.submit, self.query, self.retry, self.watch),
            durations: self.durations,
            fleets: Fleets::default(),
        })
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is left out as well: it is not checked yet, and people paste keys into URLs.
        f.debug_struct("Config")
            .field("key", &self.key.as_ref().map(|_| "[redacted]"))
            .finish_non_exhaustive()
    }
}

/// What the async and the blocking client have in common: everything but I/O.
pub(crate) struct Shared {
    pub(crate) api: Api,
    pub(crate) wait: WaitOptions,
    pub(crate) check: bool,
    pub(crate) hosts: ResultHosts,
    pub(crate) max_answer: usize,
    pub(crate) max_download: u64,
    pub(crate) max_download_run: u64,
    pub(crate) download_patience: Duration,
    pub(crate) uploads: Uploads,
    pub(crate) links: Links,
    pub(crate) business_ids: Arc<dyn Fn() -> BusinessId + Send + Sync>,
    /// How many creates of a list may be unfinished, unless it is told otherwise.
    pub(crate) most_in_flight: usize,
    pub(crate) duplicates: Duplicates,
    pub(crate) sending: Sending,
    pub(crate) durations: Arc<Mutex<Durations>>,
    pub(crate) fleets: Fleets,
}

impl Shared {
    /// How the fleets of a client watch, unless they are told otherwise.
    pub(crate) fn fleet_options(&self) -> FleetOptions {
        FleetOptions::new()
            .as_single_waits(&self.wait)
            .durations(Arc::clone(&self.durations))
            .origin(self.api.base.origin())
    }
}

/// How many requests these limits let through in a minute; a thousand where there is no limit.
fn in_a_minute(limits: &Limits) -> usize {
    let in_a_minute = |window: &Window| {
        let most = u128::from(window.limit()) * 60_000 / window.span().as_millis().max(1);
        usize::try_from(most.max(1)).unwrap_or(usize::MAX)
    };
    limits.windows().iter().map(in_a_minute).min().unwrap_or(1_000)
}

fn random_business_id() -> BusinessId {
    let mut digits = uuid::Uuid::encode_buffer();
    let id = ["rs-", uuid::Uuid::new_v4().simple().encode_lower(&mut digits)].concat();
    // 35 letters, digits and a hyphen always are a business id.
    BusinessId::new(id).unwrap_or_else(|_| unreachable!("a UUID is a valid business id"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn h43_plain_http_to_another_machine_needs_a_word() {
        let config = Config::new("sk-1").base_url("http://10.1.2.3");
        assert!(matches!(config.clone().build().err(), Some(ConfigError::BaseUrl(InvalidBaseUrl::Insecure))));
        assert!(config.allow_plain_http(true).build().is_ok());
        assert!(Config::new("sk-1").base_url("http://127.0.0.1:9").build().is_ok());
    }

    #[test]
    fn business_ids_differ() {
        assert_ne!(random_business_id(), random_business_id());
        assert!(random_business_id().as_str().starts_with("rs-"));
    }

    #[test]
    fn a_user_agent_cannot_smuggle_a_header() {
        let config = |name| Config::new("sk-1").user_agent(name).build().map(|shared| shared.api.user_agent);
        assert_eq!(config("shop/2").unwrap(), concat!("shop/2 toapis-rs/", env!("CARGO_PKG_VERSION")));
        assert!(config("a\r\nx: y").is_err());
    }
}

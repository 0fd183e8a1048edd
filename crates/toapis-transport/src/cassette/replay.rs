//! Answering from a cassette.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use super::exchange::{Exchange, RequestPart};
use super::matching::{self, Difference, Renamed, Rules};
use super::record::request_part;
use super::scrub::Scrubber;
use super::{Cassette, CassetteError};
use crate::error::named;
use crate::memory::Reply;
use crate::{BlockingResponse, BlockingTransport, ErrorKind, Request, Response, Transport, TransportError};

/// A transport that answers from a [`Cassette`]: no network, no time, no randomness.
///
/// A request is answered by the first recording that fits and was not used yet: same method, path, query and body. JSON
/// bodies are compared by value, the separators of forms and headers not at all, and the host only after
/// [`match_host`](Self::match_host), so that a cassette of one server serves for another. A request that fits none fails
/// with [`ErrorKind::Unplanned`] and a message that shows how it differs from the nearest recording.
///
/// What differs from run to run can be [ignored](Self::ignore_field). Clones share which recordings were used. Timeouts
/// have no effect, because no time passes here; a request that never had an answer waits for ever (async), or fails at
/// once with [`ErrorKind::HeadTimeout`] (blocking).
///
/// See the [module](super) for an example.
#[derive(Clone)]
pub struct ReplayTransport {
    rules: Rules,
    state: Arc<Mutex<State>>,
}

impl ReplayTransport {
    /// Replays a cassette.
    pub fn new(cassette: Cassette) -> Self {
        let recordings = cassette.exchanges.into_iter().map(|exchange| Recording { exchange, used: false });
        let state = State {
            recordings: recordings.collect(),
            name: cassette.path.map(|path| path.display().to_string()),
            ..State::default()
        };
        Self { rules: Rules::default(), state: Arc::new(Mutex::new(state)) }
    }

    /// Replays a file.
    ///
    /// # Errors
    ///
    /// As for [`Cassette::load`]: a file with something that looks like a key is refused.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, CassetteError> {
        Ok(Self::new(Cassette::load(path)?))
    }

    /// Does not compare a field of JSON bodies: by its name wherever it is (`"client_business_id"`), or by a JSON pointer
    /// (`"/metadata/seed"`).
    ///
    /// Where both values are text, that of this run also takes the place of the recorded one in later requests and in
    /// all answers from there on, so that a server which repeats an id repeats the right one.
    ///
    /// ```
    /// # use toapis_transport::cassette::{RecordTransport, ReplayTransport};
    /// # use toapis_transport::memory::{Expect, MemoryTransport};
    /// # use toapis_transport::{Request, RequestBody, Transport, http};
    /// # fn post(id: &str) -> Request {
    /// #     let body = RequestBody::from(format!(r#"{{"id":"{id}"}}"#));
    /// #     http::Request::post("https://api.example/v1/things").body(body).unwrap()
    /// # }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let server = MemoryTransport::new();
    /// # server.expect(Expect::post("/v1/things")).answer(200, r#"{"made":"first-id"}"#);
    /// # let recorder = RecordTransport::new(server);
    /// # recorder.send(post("first-id")).await?.body_mut().read_to_end(1024).await?;
    /// let replay = ReplayTransport::new(recorder.cassette()).ignore_field("id");
    /// let body = replay.send(post("other-id")).await?.body_mut().read_to_end(1024).await?;
    /// assert_eq!(body, r#"{"made":"other-id"}"#);
    /// # Ok(())
    /// # }
    /// ```
    pub fn ignore_field(mut self, field: impl Into<String>) -> Self {
        self.rules.fields.push(field.into());
        self
    }

    /// Does not compare a parameter of the query.
    pub fn ignore_query(mut self, name: impl Into<String>) -> Self {
        self.rules.query.push(name.into());
        self
    }

    /// Compares the host, and the port where the URL names one, too.
    pub fn match_host(mut self) -> Self {
        self.rules.host = true;
        self
    }

    /// Whether everything went as recorded: every recording was used, and no other request came.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unplanned`] with everything that did not.
    pub fn verify(&self) -> Result<(), TransportError> {
        let state = self.state();
        let unused = state.recordings.iter().filter(|recording| !recording.used);
        let unused =
            unused.map(|recording| format!("recorded but missing: {}", line(&recording.exchange.request)));
        let complaints: Vec<String> = state.complaints.iter().cloned().chain(unused).collect();
        if complaints.is_empty() {
            return Ok(());
        }
        Err(TransportError::not_sent(ErrorKind::Unplanned, complaints.join("\n")))
    }

    /// [`verify`](Self::verify) for the end of a test.
    ///
    /// # Panics
    ///
    /// When something did not go as recorded.
    #[track_caller]
    pub fn assert_done(&self) {
        if let Err(error) = self.verify() {
            panic!("the cassette was not followed:\n{error}");
        }
    }

    fn answer(&self, request: &Request) -> Result<Reply, TransportError> {
        // What the recorder would have learnt from this request, so that both sides are scrubbed alike.
        let mut scrubber = Scrubber::default();
        scrubber.learn_headers(request.headers());
        let now = request_part(request, &scrubber);
        let reply = self.state().answer(&now, &self.rules);
        reply.map_err(|message| named(TransportError::not_sent(ErrorKind::Unplanned, message), request))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code of others runs under this lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Transport for ReplayTransport {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        self.answer(&request)?.into_response(&request).await
    }
}

impl BlockingTransport for ReplayTransport {
    fn send(&self, request: Request) -> Result<BlockingResponse, TransportError> {
        self.answer(&request)?.into_blocking(&request)
    }
}

impl fmt::Debug for ReplayTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("ReplayTransport")
            .field("recordings", &state.recordings.len())
            .field("used", &state.recordings.iter().filter(|recording| recording.used).count())
            .field("rules", &self.rules)
            .finish_non_exhaustive()
    }
}

#[derive(Default)]
struct State {
    recordings: Vec<Recording>,
    renamed: Renamed,
    complaints: Vec<String>,
    name: Option<String>,
}

struct Recording {
    exchange: Exchange,
    used: bool,
}

impl State {
    fn answer(&mut self, now: &RequestPart, rules: &Rules) -> Result<Reply, String> {
        let fits = |recording: &&mut Recording| {
            !recording.used && compare(recording, now, rules, &self.renamed).weight == 0
        };
        let Some(recording) = self.recordings.iter_mut().find(fits) else {
            let complaint = self.complaint(now, rules);
            self.complaints.push(complaint.clone());
            return Err(complaint);
        };
        self.renamed.extend(compare(recording, now, rules, &self.renamed).renamed);
        recording.used = true;
        recording.reply(&self.renamed)
    }

    fn complaint(&self, now: &RequestPart, rules: &Rules) -> String {
        let tape = self.name.as_deref().unwrap_or("the cassette");
        let compared = self.recordings.iter().enumerate().map(|(index, recording)| {
            let mut difference = compare(recording, now, rules, &self.renamed);
            if recording.used {
                difference.add(20, "it was used already".into());
            }
            (index + 1, recording, difference)
        });
        let Some((number, recording, nearest)) = compared.min_by_key(|(.., difference)| difference.weight)
        else {
            return format!("no recording of {}: {tape} is empty", line(now));
        };
        let (total, request) = (self.recordings.len(), line(&recording.exchange.request));
        let lines = nearest.lines.iter().take(LINES).fold(String::new(), |lines, line| lines + "\n  " + line);
        let more = match nearest.lines.len().saturating_sub(LINES) {
            0 => String::new(),
            more => format!("\n  and {more} more differences"),
        };
        format!(
            "no recording of {} in {tape}; the nearest is {number} of {total}, {request}:{lines}{more}\n ",
            line(now)
        )
    }
}

impl Recording {
    fn reply(&self, renamed: &Renamed) -> Result<Reply, String> {
        if let Some(error) = &self.exchange.error {
            return Ok(Reply::failure(error.error()?));
        }
        let Some(answer) = &self.exchange.answer else { return Ok(Reply::never()) };
        let Some(body) = &answer.body else { return answer.reply() };
        let old = body.bytes()?;
        let new = matching::rename(&old, renamed);
        if new == old { answer.reply() } else { answer.clone().with_body(old.len(), &new).reply() }
    }
}

fn compare(recording: &Recording, now: &RequestPart, rules: &Rules, renamed: &Renamed) -> Difference {
    matching::compare(&recording.exchange.request, now, rules, renamed)
}

/// `POST /v1/things`
fn line(request: &RequestPart) -> String {
    let url = &request.url;
    let path =
        url.split_once("://").map_or(url.as_str(), |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
    format!("{} {path}", request.method)
}

/// More lines of a difference help nobody.
const LINES: usize = 20;

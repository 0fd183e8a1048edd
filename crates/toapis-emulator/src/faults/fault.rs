//! A scripted fault: for which requests, how often, and what happens.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::action::Action;
use super::call::Call;
use super::delivery::{CloseAt, CloseHow, Delivery, Framing, HeadFault, Part, StallAt};
use super::edit::Edit;
use super::matcher::Matcher;
use super::{FaultError, names};

/// One thing that goes wrong, for the requests that fit. Without an action it only counts them.
///
/// ```
/// use toapis_emulator::faults::{Call, Fault, Faults};
///
/// let faults = Faults::new(1);
/// // The first create is accepted and charged, but its answer is lost; the two polls after the third fail.
/// faults.add(Fault::on(Call::Create).lose_answer())?;
/// faults.add(Fault::on(Call::Status).named("html-502").after(3).times(2))?;
/// assert_eq!(faults.not_fired().len(), 2);
/// # Ok::<(), toapis_emulator::faults::FaultError>(())
/// ```
///
/// In JSON: `{"on": "create", "action": "lose-answer", "times": 2, "after": 3, "chance": 0.2, "method": "POST", "path":
/// "/v1/images/*", "fields": {"model": "gpt-image-2"}, "optional": false}`; only `action` is needed. `"times": null` is
/// [`always`](Self::always).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Form", into = "Form")]
pub struct Fault {
    pub(crate) matcher: Matcher,
    pub(crate) action: Action,
    /// How often it fires; `None`: always.
    pub(crate) times: Option<u32>,
    pub(crate) after: u64,
    pub(crate) chance: f64,
    pub(crate) optional: bool,
    /// The first thing that was said wrongly while building it.
    wrong: Option<FaultError>,
}

impl Fault {
    /// A fault for these calls. It fires once, at the first of them, unless it is told otherwise.
    pub fn on(call: Call) -> Self {
        Self {
            matcher: Matcher { on: call, ..Matcher::default() },
            action: Action::default(),
            times: Some(1),
            after: 0,
            chance: 1.0,
            optional: false,
            wrong: None,
        }
    }

    /// Only for requests with this method.
    #[must_use]
    pub fn method(mut self, method: impl AsRef<str>) -> Self {
        self.matcher.method = Some(method.as_ref().to_ascii_uppercase());
        self
    }

    /// Only for requests with this path, without the query. `*` stands for any characters: `/v1/images/*`.
    #[must_use]
    pub fn on_path(mut self, pattern: impl Into<String>) -> Self {
        self.matcher.path = Some(pattern.into());
        self
    }

    /// Only for requests whose JSON body has this `model`.
    #[must_use]
    pub fn on_model(self, model: impl Into<String>) -> Self {
        self.on_field("model", model.into())
    }

    /// Only for requests whose JSON body has this field with this value at its top. Such a request is read whole before
    /// the fault is chosen.
    #[must_use]
    pub fn on_field(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.matcher.fields.insert(name.into(), value.into());
        self
    }

    /// Fires this many times, 1 or more. Default: 1.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        if times == 0 {
            self.note("`times` is 1 or more; leave the fault out to have none".to_owned());
        }
        self.times = Some(times);
        self
    }

    /// Fires at every request that fits.
    #[must_use]
    pub fn always(mut self) -> Self {
        self.times = None;
        self
    }

    /// Leaves the first `count` requests that fit alone. Default: 0.
    #[must_use]
    pub fn after(mut self, count: u64) -> Self {
        self.after = count;
        self
    }

    /// Fires with this probability, over 0 and up to 1, at each request that fits. Default: 1. The dice are those of the
    /// [`Faults`](super::Faults), so that the same seed gives the same run.
    #[must_use]
    pub fn chance(mut self, chance: f64) -> Self {
        if let Some(problem) = chance_problem(chance) {
            self.note(problem);
        }
        self.chance = chance;
        self
    }

    /// It need not fire: [`Faults::verify`](super::Faults::verify) does not ask for it.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Does this.
    #[must_use]
    pub fn action(mut self, action: Action) -> Self {
        self.action = action;
        self
    }

    /// Does what the [catalogue](super::catalogue) has under these names, separated by commas, beside what was said
    /// before. [`Faults::add`](super::Faults::add) tells when there is no such name.
    #[must_use]
    pub fn named(mut self, names: &str) -> Self {
        let before = std::mem::take(&mut self.action);
        let both = names::parse(names)
            .and_then(|action| if before == Action::default() { Ok(action) } else { before.and(action) });
        match both {
            Ok(action) => self.action = action,
            Err(error) => self.wrong = self.wrong.or(Some(error)),
        }
        self
    }

    /// The request is processed. That is so anyway, unless a method says otherwise.
    #[must_use]
    pub fn processed(mut self) -> Self {
        self.action = self.action.processed();
        self
    }

    /// The request is not processed: nothing is accepted, nothing is charged.
    #[must_use]
    pub fn unprocessed(mut self) -> Self {
        self.action = self.action.unprocessed();
        self
    }

    /// Changes the answer.
    #[must_use]
    pub fn edit(mut self, edit: Edit) -> Self {
        self.action = self.action.edit(edit);
        self
    }

    /// Sends the answer in this way. A fault has one way.
    #[must_use]
    pub fn deliver(mut self, delivery: Delivery) -> Self {
        if self.action.delivery().is_some() {
            self.note("a fault has one way to send its answer, and two were given".to_owned());
        }
        self.action = self.action.deliver(delivery);
        self
    }

    /// Answers with this status, not processed. The body says so in the platform's shape; see [`json`](Self::json),
    /// [`text`](Self::text) and [`empty`](Self::empty) for another.
    #[must_use]
    pub fn answer(self, status: u16) -> Self {
        self.named(&format!("status={status}"))
    }

    /// Processes the request and sends its own answer, with the real task id, under this status.
    #[must_use]
    pub fn accepted_under(self, status: u16) -> Self {
        self.named(&format!("accepted-under={status}"))
    }

    /// Answers what was observed in the field, by its id, such as `error-064`. A sample of an error is not processed;
    /// with any other the request is processed, and the sample shows the real task's id.
    #[must_use]
    pub fn observed(self, id: impl AsRef<str>) -> Self {
        self.named(&format!("observed={}", id.as_ref()))
    }

    /// Has this JSON as body of the answer.
    #[must_use]
    pub fn json(self, body: Value) -> Self {
        self.edit(Edit::Json(body))
    }

    /// Has this text as body of the answer.
    #[must_use]
    pub fn text(self, body: impl Into<String>) -> Self {
        self.edit(Edit::Text { text: body.into(), media_type: None })
    }

    /// Has no body in the answer.
    #[must_use]
    pub fn empty(self) -> Self {
        self.edit(Edit::EmptyBody)
    }

    /// Sets a header of the answer.
    #[must_use]
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.edit(Edit::Header { name: name.into(), value: value.into() })
    }

    /// Sets fields at the top of the JSON answer.
    #[must_use]
    pub fn merge(self, fields: Map<String, Value>) -> Self {
        self.edit(Edit::Merge(fields))
    }

    /// Puts a second JSON object, the report of a panic, behind the answer.
    #[must_use]
    pub fn glued_json(self) -> Self {
        self.named("glued-json")
    }

    /// Redirects, not processed. Without a location it points to the path of the request on the same host.
    #[must_use]
    pub fn redirect(self, status: u16, location: Option<&str>) -> Self {
        self.unprocessed().edit(Edit::Redirect { status, location: location.map(str::to_owned) })
    }

    /// Processes the request, then closes the connection in place of an answer.
    #[must_use]
    pub fn lose_answer(self) -> Self {
        self.named("lose-answer")
    }

    /// Closes the connection. Processed, unless it closes before the body is read.
    #[must_use]
    pub fn close(self, at: CloseAt, how: CloseHow) -> Self {
        self.deliver(Delivery::Close { at, how, bytes: None })
    }

    /// Sends a part of the answer slowly: `bytes` at a time, with this time between them.
    #[must_use]
    pub fn drip(self, part: Part, bytes: u32, every: Duration) -> Self {
        let every_ms = u64::try_from(every.as_millis()).unwrap_or(u64::MAX);
        self.deliver(Delivery::Drip { part, bytes, every_ms })
    }

    /// Stops, and leaves the connection open.
    #[must_use]
    pub fn stall(self, at: StallAt) -> Self {
        self.deliver(Delivery::Stall { at })
    }

    /// Tells the length of the body wrongly.
    #[must_use]
    pub fn framing(self, framing: Framing) -> Self {
        self.deliver(Delivery::Framing(framing))
    }

    /// Sends a head that is not what HTTP allows.
    #[must_use]
    pub fn head(self, fault: HeadFault) -> Self {
        self.deliver(Delivery::Head(fault))
    }

    /// # Errors
    ///
    /// When something about it cannot be done.
    pub(crate) fn check(&self) -> Result<(), FaultError> {
        match &self.wrong {
            Some(error) => Err(error.clone()),
            None => self.action.check(),
        }
    }

    fn note(&mut self, problem: String) {
        self.wrong.get_or_insert(FaultError::Invalid(problem));
    }
}

/// The report of a panic that was seen glued behind an answer.
pub(crate) fn panic_report() -> Value {
    json!({"error": {"type": "new_api_panic", "message": "invalid memory address or nil pointer dereference"}})
}

fn chance_problem(chance: f64) -> Option<String> {
    let fits = chance > 0.0 && chance <= 1.0;
    (!fits).then(|| format!("`chance` is over 0 and up to 1, not {chance}"))
}

/// A fault as JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    #[serde(default)]
    on: Call,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    fields: BTreeMap<String, Value>,
    action: Action,
    #[serde(default = "once")]
    times: Option<NonZeroU32>,
    #[serde(default)]
    after: u64,
    #[serde(default = "certain")]
    chance: f64,
    #[serde(default)]
    optional: bool,
}

#[expect(clippy::unnecessary_wraps, reason = "the type of the field whose default it is")]
fn once() -> Option<NonZeroU32> {
    Some(NonZeroU32::MIN)
}

fn certain() -> f64 {
    1.0
}

impl TryFrom<Form> for Fault {
    type Error = FaultError;

    fn try_from(form: Form) -> Result<Self, FaultError> {
        if let Some(problem) = chance_problem(form.chance) {
            return Err(FaultError::Invalid(problem));
        }
        let method = form.method.map(|method| method.to_ascii_uppercase());
        Ok(Self {
            matcher: Matcher { on: form.on, method, path: form.path, fields: form.fields },
            action: form.action,
            times: form.times.map(NonZeroU32::get),
            after: form.after,
            chance: form.chance,
            optional: form.optional,
            wrong: None,
        })
    }
}

impl From<Fault> for Form {
    fn from(fault: Fault) -> Self {
        let Matcher { on, method, path, fields } = fault.matcher;
        Self {
            on,
            method,
            path,
            fields,
            action: fault.action,
            times: fault.times.and_then(NonZeroU32::new),
            after: fault.after,
            chance: fault.chance,
            optional: fault.optional,
        }
    }
}

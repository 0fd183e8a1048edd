//! `POST /v1/chat/completions` (`chat/chat`): one answer, whole or in chunks that end with `[DONE]`.

use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};

use super::catalog::{Endpoint, model_for};
use super::fields::{self, Fields};
use super::problem::Problem;
use super::reply::{Ending, Limits, Question, Reply, reply};
use super::turns::{COMPLETIONS, Reader, Turn};
use super::{Call, sse, tokens};

/// The values of `reasoning_effort`, which are listed for the GPT-5.6 models alone.
const EFFORTS: [&str; 6] = ["none", "low", "medium", "high", "xhigh", "max"];

/// The most answers to one question. `n` is not documented; this is the usual limit.
const MOST_CHOICES: u64 = 128;

/// Answers a body.
///
/// # Errors
///
/// When the body is not as documented.
pub(super) fn answer(call: Call<'_>, body: &[u8]) -> Result<Response, Problem> {
    let body = fields::body(body)?;
    let request = Request::read(&body, call.loose)?;
    let completion = Completion::new(call, &request);
    Ok(if request.stream {
        sse::response(completion.frames(request.include_usage))
    } else {
        Json(completion.whole()).into_response()
    })
}

#[derive(Debug)]
struct Request<'a> {
    model: &'a str,
    turns: Vec<Turn>,
    limits: Limits,
    choices: u64,
    stream: bool,
    include_usage: bool,
}

impl<'a> Request<'a> {
    fn read(body: &'a Value, loose: bool) -> Result<Self, Problem> {
        let fields = Fields::of(body, "")?;
        let id = fields.needed_text("model")?;
        let model = model_for(Endpoint::Chat, id, loose)?;
        let reader = Reader { dialect: &COMPLETIONS, model, loose };
        let turns = reader.turns(fields.needed_list("messages")?, "messages")?;
        fields.number("temperature", 0.0..=2.0)?;
        fields.number("top_p", 0.0..=1.0)?;
        if model.id.starts_with("gpt-5.6") {
            fields.word("reasoning_effort", &EFFORTS)?;
        } else {
            fields.text("reasoning_effort")?;
        }
        let max_tokens = fields.count("max_tokens", 1..=u64::MAX)?;
        let max_completion_tokens = fields.count("max_completion_tokens", 1..=u64::MAX)?;
        let options = fields.get("stream_options").and_then(|options| options.get("include_usage"));
        Ok(Self {
            model: id,
            turns,
            limits: Limits {
                tokens: max_completion_tokens.or(max_tokens),
                stops: fields.stops("stop", true, 4)?,
            },
            choices: fields.count("n", 1..=MOST_CHOICES)?.unwrap_or(1),
            stream: fields.flag("stream")?,
            include_usage: options == Some(&Value::Bool(true)),
        })
    }
}

/// An answer, before it is written down.
#[derive(Debug)]
struct Completion<'a> {
    id: String,
    created: u64,
    model: &'a str,
    replies: Vec<Reply>,
    usage: Value,
}

impl<'a> Completion<'a> {
    fn new(call: Call<'_>, request: &Request<'a>) -> Self {
        let Request { model, turns, limits, .. } = request;
        let question = Question { seed: call.desk.seed(), index: 0, model, turns, asked_before: 0 };
        let replies: Vec<_> =
            (0..request.choices).map(|index| reply(Question { index, ..question }, limits)).collect();
        let prompt = tokens::of_turns(turns);
        let completion: usize = replies.iter().map(|reply| tokens::count(&reply.text)).sum();
        Self {
            id: call.desk.id("chatcmpl-"),
            created: call.now.as_secs(),
            model,
            replies,
            usage: json!({
                "prompt_tokens": prompt,
                "completion_tokens": completion,
                "total_tokens": prompt + completion,
            }),
        }
    }

    fn whole(&self) -> Value {
        let choices: Vec<_> = self
            .replies
            .iter()
            .enumerate()
            .map(|(index, reply)| {
                json!({
                    "index": index,
                    "message": {"role": "assistant", "content": reply.text},
                    "finish_reason": finish_reason(reply),
                })
            })
            .collect();
        let mut body = self.envelope("chat.completion", &json!(choices));
        body["usage"] = self.usage.clone();
        body
    }

    /// For each choice its role, its text token by token and why it ends; then the usage, where wanted, and the end.
    fn frames(&self, include_usage: bool) -> Vec<String> {
        let mut frames = Vec::new();
        let mut chunk = |choices: Value, usage: &Value| {
            let mut body = self.envelope("chat.completion.chunk", &choices);
            if include_usage {
                body["usage"] = usage.clone();
            }
            frames.push(sse::data(&body));
        };
        for (index, reply) in self.replies.iter().enumerate() {
            let mut delta = |delta: Value, reason: Value| {
                chunk(json!([{"index": index, "delta": delta, "finish_reason": reason}]), &Value::Null);
            };
            delta(json!({"role": "assistant", "content": ""}), Value::Null);
            for token in tokens::tokens(&reply.text) {
                delta(json!({"content": token}), Value::Null);
            }
            delta(json!({}), json!(finish_reason(reply)));
        }
        if include_usage {
            chunk(json!([]), &self.usage);
        }
        frames.push(sse::DONE.to_owned());
        frames
    }

    fn envelope(&self, object: &str, choices: &Value) -> Value {
        json!({
            "id": self.id,
            "object": object,
            "created": self.created,
            "model": self.model,
            "choices": choices,
        })
    }
}

fn finish_reason(reply: &Reply) -> &'static str {
    match reply.ending {
        Ending::Whole | Ending::Stop(_) => "stop",
        Ending::Length => "length",
    }
}

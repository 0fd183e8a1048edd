//! `POST /v1/messages` (`chat/messages`): the Claude models in Anthropic's shapes.
//!
//! Errors leave here in the shape of the other calls; [`envelope`](super::envelope) puts them into this call's own.

use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};

use super::catalog::{Endpoint, model_for};
use super::fields::{self, Fields, wrong};
use super::problem::Problem;
use super::reply::{Ending, Limits, Question, Reply, reply};
use super::turns::{MESSAGES, Reader, Turn};
use super::{Call, sse, tokens};

/// Answers a body.
///
/// # Errors
///
/// When the body is not as documented.
pub(super) fn answer(call: Call<'_>, body: &[u8]) -> Result<Response, Problem> {
    let body = fields::body(body)?;
    let request = Request::read(&body, call.loose)?;
    let Request { model, turns, .. } = &request;
    let question = Question { seed: call.desk.seed(), index: 0, model, turns, asked_before: 0 };
    let message = Message {
        id: call.desk.id("msg_"),
        model,
        input_tokens: tokens::of_turns(turns),
        reply: reply(question, &request.limits),
    };
    Ok(if request.stream {
        sse::response(message.events().iter().map(sse::event).collect())
    } else {
        Json(message.whole()).into_response()
    })
}

#[derive(Debug)]
struct Request<'a> {
    model: &'a str,
    /// The system text first, if there is one.
    turns: Vec<Turn>,
    limits: Limits,
    stream: bool,
}

impl<'a> Request<'a> {
    fn read(body: &'a Value, loose: bool) -> Result<Self, Problem> {
        let fields = Fields::of(body, "")?;
        let id = fields.needed_text("model")?;
        let model = model_for(Endpoint::Messages, id, loose)?;
        let reader = Reader { dialect: &MESSAGES, model, loose };
        let mut turns = reader.turns(fields.needed_list("messages")?, "messages")?;
        match fields.get("system") {
            None => {}
            Some(Value::String(text)) => turns.insert(0, Turn::of_text("system", text)),
            Some(Value::Array(_)) => {
                let mut system = Turn::of_text("system", "");
                reader.blocks(&fields, "system", &mut system)?;
                turns.insert(0, system);
            }
            Some(other) => return Err(wrong("system", "a string or an array", other)),
        }
        fields.number("temperature", 0.0..=1.0)?;
        fields.number("top_p", 0.0..=1.0)?;
        fields.needed("max_tokens")?;
        let most = model.max_tokens.unwrap_or(u64::MAX);
        Ok(Self {
            model: id,
            turns,
            limits: Limits {
                tokens: fields.count("max_tokens", 1..=most)?,
                stops: fields.stops("stop_sequences", false, usize::MAX)?,
            },
            stream: fields.flag("stream")?,
        })
    }
}

/// An answer, before it is written down.
#[derive(Debug)]
struct Message<'a> {
    id: String,
    model: &'a str,
    input_tokens: usize,
    reply: Reply,
}

impl Message<'_> {
    fn whole(&self) -> Value {
        let mut message = self.start();
        message["content"] = json!([{"type": "text", "text": self.reply.text}]);
        message["usage"]["output_tokens"] = json!(tokens::count(&self.reply.text));
        self.end(&mut message);
        message
    }

    fn events(&self) -> Vec<Value> {
        let mut events = vec![
            json!({"type": "message_start", "message": self.start()}),
            json!({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}),
        ];
        events.extend(tokens::tokens(&self.reply.text).map(|token| {
            let delta = json!({"type": "text_delta", "text": token});
            json!({"type": "content_block_delta", "index": 0, "delta": delta})
        }));
        let mut delta = json!({});
        self.end(&mut delta);
        let usage = json!({"output_tokens": tokens::count(&self.reply.text)});
        events.extend([
            json!({"type": "content_block_stop", "index": 0}),
            json!({"type": "message_delta", "delta": delta, "usage": usage}),
            json!({"type": "message_stop"}),
        ]);
        events
    }

    /// The message before its first word.
    fn start(&self) -> Value {
        json!({
            "id": self.id,
            "type": "message",
            "role": "assistant",
            "content": [],
            "model": self.model,
            "stop_reason": null,
            "usage": {"input_tokens": self.input_tokens, "output_tokens": 0},
        })
    }

    /// Why the message ends. The text that stopped it is not on the page; it is named where there is one, as usual.
    fn end(&self, object: &mut Value) {
        object["stop_reason"] = match &self.reply.ending {
            Ending::Whole => json!("end_turn"),
            Ending::Length => json!("max_tokens"),
            Ending::Stop(stop) => {
                object["stop_sequence"] = json!(stop);
                json!("stop_sequence")
            }
        };
    }
}

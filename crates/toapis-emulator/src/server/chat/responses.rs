//! `POST /v1/responses` (`chat/responses`): words or a function call, whole or in events, and conversations that the
//! server remembers.
//!
//! The page shows no events, no ids inside the output and no answer that was cut. There the standard it names is followed:
//! the events of the `OpenAI` format, and the status `incomplete`.

use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};

use super::catalog::{Endpoint, model_for};
use super::fields::{self, Fields};
use super::problem::Problem;
use super::reply::{Ending, Limits, Question, reply, user_turns};
use super::tools::{FunctionCall, function_call};
use super::turns::{RESPONSES, Reader, Turn};
use super::{Call, Conversation, sse, tokens};

/// The values of `reasoning.effort`.
const EFFORTS: [&str; 4] = ["high", "medium", "low", "none"];

/// Entries of the input that are not messages: what an earlier output held, and the result of a function.
const OTHER_ITEMS: [&str; 4] = ["function_call", "function_call_output", "reasoning", "web_search_call"];

/// Answers a body.
///
/// # Errors
///
/// When the body is not as documented. The error names no `param`, as on the page.
pub(super) fn answer(call: Call<'_>, body: &[u8]) -> Result<Response, Problem> {
    let body = fields::body(body).map_err(Problem::without_param)?;
    let request = Request::read(call, &body).map_err(Problem::without_param)?;
    let stream = request.stream;
    let answer = Answer::new(call, request);
    Ok(if stream {
        sse::response(answer.events().iter().map(sse::event).collect())
    } else {
        Json(answer.response(answer.status(), &json!([answer.item()]))).into_response()
    })
}

#[derive(Debug)]
struct Request<'a> {
    model: &'a str,
    /// The instructions first, if there are any.
    turns: Vec<Turn>,
    instructed: bool,
    limits: Limits,
    function: Option<FunctionCall>,
    previous: Option<(&'a str, Conversation)>,
    stream: bool,
}

impl<'a> Request<'a> {
    fn read(call: Call<'_>, body: &'a Value) -> Result<Self, Problem> {
        let fields = Fields::of(body, "")?;
        let id = fields.needed_text("model")?;
        let model = model_for(Endpoint::Responses, id, call.loose)?;
        let reader = Reader { dialect: &RESPONSES, model, loose: call.loose };
        let mut turns = match fields.needed("input")? {
            Value::String(text) => vec![Turn::of_text("user", text)],
            Value::Array(_) => input(reader, fields.needed_list("input")?)?,
            other => return Err(fields::wrong("input", "a string or an array", other)),
        };
        let instructions = fields.text("instructions")?;
        turns.splice(..0, instructions.map(|text| Turn::of_text("system", text)));
        fields.number("temperature", 0.0..=2.0)?;
        fields.number("top_p", 0.0..=1.0)?;
        if let Some(reasoning) = fields.get("reasoning") {
            let reasoning = Fields::of(reasoning, "reasoning")?;
            let effort = reasoning.text("effort")?;
            if effort.is_some() && !call.loose {
                reasoning.word("effort", &EFFORTS)?;
            }
        }
        let previous = match fields.text("previous_response_id")? {
            None => None,
            Some(id) => Some((id, call.desk.conversation(id).ok_or_else(|| unknown_response(&fields, id))?)),
        };
        Ok(Self {
            model: id,
            turns,
            instructed: instructions.is_some(),
            limits: Limits { tokens: fields.count("max_output_tokens", 1..=u64::MAX)?, stops: Vec::new() },
            function: function_call(&fields, call.loose)?,
            previous,
            stream: fields.flag("stream")?,
        })
    }
}

fn unknown_response(fields: &Fields<'_>, id: &str) -> Problem {
    let message = format!("is {id:?}, which is no response of this emulator, or one too long ago");
    fields.refuse("previous_response_id", &message)
}

/// The entries of the input. Those that are no messages count by what they hold.
fn input(reader: Reader, list: &[Value]) -> Result<Vec<Turn>, Problem> {
    let mut turns = Vec::new();
    for (index, value) in list.iter().enumerate() {
        let place = format!("input[{index}]");
        let item = Fields::of(value, &place)?;
        match item.text("type")? {
            None | Some("message") => turns.push(reader.turn(value, &place)?),
            Some("function_call_output") => {
                item.needed_text("call_id")?;
                let text = match item.needed("output")? {
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                turns.push(Turn::of_text("tool", &text));
            }
            Some(kind) if OTHER_ITEMS.contains(&kind) || reader.loose => {
                turns.push(Turn::of_text("assistant", item.text("arguments")?.unwrap_or_default()));
            }
            Some(_) => drop(item.word("type", &[&["message"][..], &OTHER_ITEMS].concat())?),
        }
    }
    Ok(turns)
}

/// An answer, before it is written down.
#[derive(Debug)]
struct Answer<'a> {
    id: String,
    item_id: String,
    created: u64,
    model: &'a str,
    previous: Option<&'a str>,
    output: Output,
    input_tokens: usize,
}

#[derive(Debug)]
enum Output {
    Words { text: String, is_whole: bool },
    Function { call: FunctionCall, call_id: String },
}

impl<'a> Answer<'a> {
    /// Makes the answer, and remembers the conversation.
    fn new(call: Call<'_>, request: Request<'a>) -> Self {
        let Request { model, turns, instructed, limits, function, previous, .. } = request;
        let before = previous.map_or_else(Conversation::default, |(_, before)| before);
        let id = call.desk.id("resp_");
        let (item_id, output) = if let Some(function) = function {
            let call_id = call.desk.id("call_");
            (call.desk.id("fc_"), Output::Function { call: function, call_id })
        } else {
            let (seed, asked_before) = (call.desk.seed(), before.asked);
            let reply = reply(Question { seed, index: 0, model, turns: &turns, asked_before }, &limits);
            let is_whole = reply.ending != Ending::Length;
            (call.desk.id("msg_"), Output::Words { text: reply.text, is_whole })
        };
        let input_tokens = before.tokens + tokens::of_turns(&turns);
        let answer = Self {
            id,
            item_id,
            created: call.now.as_secs(),
            model,
            previous: previous.map(|(id, _)| id),
            output,
            input_tokens,
        };
        // Instructions hold for one request only.
        let lasting = &turns[usize::from(instructed)..];
        let spoken = Turn::of_text("assistant", answer.output.text());
        let conversation = Conversation {
            tokens: before.tokens + tokens::of_turns(lasting) + tokens::of_turns(&[spoken]),
            asked: before.asked + user_turns(lasting),
        };
        call.desk.remember(&answer.id, conversation);
        answer
    }

    fn status(&self) -> &'static str {
        match self.output {
            Output::Words { is_whole: false, .. } => "incomplete",
            _ => "completed",
        }
    }

    /// The response object with this status and these items. Only an ended one has usage.
    fn response(&self, status: &str, output: &Value) -> Value {
        let mut response = json!({
            "id": self.id,
            "object": "response",
            "created_at": self.created,
            "status": status,
            "model": self.model,
            "output": output,
        });
        if let Some(previous) = self.previous {
            response["previous_response_id"] = json!(previous);
        }
        if status == "incomplete" {
            response["incomplete_details"] = json!({"reason": "max_output_tokens"});
        }
        if status != "in_progress" {
            let output_tokens = tokens::count(self.output.text());
            response["usage"] = json!({
                "input_tokens": self.input_tokens,
                "output_tokens": output_tokens,
                "output_tokens_details": {"reasoning_tokens": 0},
                "total_tokens": self.input_tokens + output_tokens,
            });
        }
        response
    }

    /// The one item of the output, as it is at the end.
    fn item(&self) -> Value {
        match &self.output {
            Output::Words { .. } => self.message(self.status(), &json!([self.part()])),
            Output::Function { call, .. } => self.function("completed", &call.arguments),
        }
    }

    fn message(&self, status: &str, content: &Value) -> Value {
        json!({
            "type": "message",
            "id": self.item_id,
            "status": status,
            "role": "assistant",
            "content": content,
        })
    }

    fn function(&self, status: &str, arguments: &str) -> Value {
        let Output::Function { call, call_id } = &self.output else { return Value::Null };
        json!({
            "type": "function_call",
            "id": self.item_id,
            "status": status,
            "name": call.name,
            "arguments": arguments,
            "call_id": call_id,
        })
    }

    fn part(&self) -> Value {
        json!({"type": "output_text", "text": self.output.text(), "annotations": []})
    }

    /// The events of a streamed answer, numbered from 0.
    fn events(&self) -> Vec<Value> {
        let started = self.response("in_progress", &json!([]));
        let mut events = vec![
            json!({"type": "response.created", "response": started}),
            json!({"type": "response.in_progress", "response": started}),
        ];
        match &self.output {
            Output::Words { text, .. } => self.words_events(text, &mut events),
            Output::Function { call, .. } => self.function_events(call, &mut events),
        }
        events.push(json!({"type": "response.output_item.done", "output_index": 0, "item": self.item()}));
        let (status, output) = (self.status(), json!([self.item()]));
        events
            .push(json!({"type": format!("response.{status}"), "response": self.response(status, &output)}));
        for (number, event) in events.iter_mut().enumerate() {
            event["sequence_number"] = json!(number);
        }
        events
    }

    fn words_events(&self, text: &str, events: &mut Vec<Value>) {
        let item = self.message("in_progress", &json!([]));
        events.push(json!({"type": "response.output_item.added", "output_index": 0, "item": item}));
        let mut push = |kind: &str, key: &str, value: Value| {
            events.push(json!({
                "type": format!("response.{kind}"),
                "item_id": self.item_id,
                "output_index": 0,
                "content_index": 0,
                key: value,
            }));
        };
        push("content_part.added", "part", json!({"type": "output_text", "text": "", "annotations": []}));
        for token in tokens::tokens(text) {
            push("output_text.delta", "delta", json!(token));
        }
        push("output_text.done", "text", json!(text));
        push("content_part.done", "part", self.part());
    }

    fn function_events(&self, call: &FunctionCall, events: &mut Vec<Value>) {
        let item = self.function("in_progress", "");
        events.push(json!({"type": "response.output_item.added", "output_index": 0, "item": item}));
        let mut push = |kind: &str, key: &str, value: &str| {
            events.push(json!({
                "type": format!("response.function_call_arguments.{kind}"),
                "item_id": self.item_id,
                "output_index": 0,
                key: value,
            }));
        };
        for token in tokens::tokens(&call.arguments) {
            push("delta", "delta", token);
        }
        push("done", "arguments", &call.arguments);
    }
}

impl Output {
    /// What it costs, as a text.
    fn text(&self) -> &str {
        match self {
            Self::Words { text, .. } => text,
            Self::Function { call, .. } => &call.arguments,
        }
    }
}

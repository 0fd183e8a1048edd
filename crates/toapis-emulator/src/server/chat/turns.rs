//! Reads the messages of a conversation, in the three ways the calls write them.

use serde_json::Value;

use super::catalog::TextModel;
use super::fields::{Fields, wrong};
use super::problem::Problem;

/// One message, reduced to what an answer is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    pub(super) role: String,
    /// All its texts, one on a line.
    pub(super) text: String,
    /// How many pictures it holds.
    pub(super) pictures: usize,
}

impl Turn {
    /// A message of text alone.
    pub(super) fn of_text(role: &str, text: &str) -> Self {
        Self { role: role.to_owned(), text: text.to_owned(), pictures: 0 }
    }
}

/// How a call writes its messages.
#[derive(Debug)]
pub(super) struct Dialect {
    roles: &'static [&'static str],
    /// The types of blocks that hold a `text`.
    texts: &'static [&'static str],
    /// The type of blocks that hold a picture.
    picture: &'static str,
    check_picture: fn(&Fields<'_>, bool) -> Result<(), Problem>,
    /// Whether an array is refused from a model that sees no pictures, even if it holds only text.
    arrays_need_vision: bool,
}

/// `chat/chat`.
pub(super) const COMPLETIONS: Dialect = Dialect {
    roles: &["system", "user", "assistant"],
    texts: &["text"],
    picture: "image_url",
    check_picture: completions_picture,
    arrays_need_vision: true,
};

/// `chat/messages`.
pub(super) const MESSAGES: Dialect = Dialect {
    roles: &["user", "assistant"],
    texts: &["text"],
    picture: "image",
    check_picture: messages_picture,
    arrays_need_vision: false,
};

/// `chat/responses`. The page does not show the blocks; these are the ones of the standard it names.
pub(super) const RESPONSES: Dialect = Dialect {
    roles: &["user", "assistant", "developer"],
    texts: &["input_text", "output_text", "text"],
    picture: "input_image",
    check_picture: responses_picture,
    arrays_need_vision: false,
};

/// Whose rules a message is read by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader {
    pub(super) dialect: &'static Dialect,
    pub(super) model: &'static TextModel,
    /// Takes the roles, blocks and missing contents that other gateways of the kind take.
    pub(super) loose: bool,
}

impl Reader {
    /// The messages of a list.
    pub(super) fn turns(self, list: &[Value], place: &str) -> Result<Vec<Turn>, Problem> {
        list.iter().enumerate().map(|(index, value)| self.turn(value, &format!("{place}[{index}]"))).collect()
    }

    /// One message.
    pub(super) fn turn(self, value: &Value, place: &str) -> Result<Turn, Problem> {
        let fields = Fields::of(value, place)?;
        let role = fields.needed_text("role")?;
        if !self.loose {
            fields.word("role", self.dialect.roles)?;
        }
        let mut turn = Turn::of_text(role, "");
        match fields.get("content") {
            Some(Value::String(text)) => turn.text.clone_from(text),
            Some(Value::Array(_)) => self.blocks(&fields, "content", &mut turn)?,
            Some(other) => return Err(wrong(&fields.place("content"), "a string or an array", other)),
            None if self.loose => {}
            None => drop(fields.needed("content")?),
        }
        Ok(turn)
    }

    /// The blocks of a list, added to a message.
    pub(super) fn blocks(self, fields: &Fields<'_>, key: &str, turn: &mut Turn) -> Result<(), Problem> {
        if self.dialect.arrays_need_vision && !self.model.vision && !self.loose {
            let message = format!("must be a string: model {} takes text only", self.model.id);
            return Err(fields.refuse(key, &message));
        }
        let mut texts = Vec::new();
        for (index, block) in fields.needed_list(key)?.iter().enumerate() {
            let block = Fields::of(block, &format!("{}[{index}]", fields.place(key)))?;
            let kind = block.needed_text("type")?;
            if self.dialect.texts.contains(&kind) {
                block.needed("text")?;
                texts.extend(block.text("text")?);
            } else if kind == self.dialect.picture {
                if !self.model.vision {
                    let message = format!("must not be {kind:?}: model {} takes no pictures", self.model.id);
                    return Err(block.refuse("type", &message));
                }
                (self.dialect.check_picture)(&block, self.loose)?;
                turn.pictures += 1;
            } else if !self.loose {
                let mut words = self.dialect.texts.to_vec();
                words.push(self.dialect.picture);
                block.word("type", &words)?;
            }
        }
        turn.text = texts.join("\n");
        Ok(())
    }
}

fn completions_picture(block: &Fields<'_>, loose: bool) -> Result<(), Problem> {
    let value = block.needed("image_url")?;
    if loose && value.is_string() {
        return picture_url(block, "image_url");
    }
    picture_url(&Fields::of(value, &block.place("image_url"))?, "url")
}

fn messages_picture(block: &Fields<'_>, _loose: bool) -> Result<(), Problem> {
    let source = Fields::of(block.needed("source")?, &block.place("source"))?;
    source.needed("type")?;
    if source.word("type", &["base64", "url"])? == Some("url") {
        return picture_url(&source, "url");
    }
    source.needed_text("media_type")?;
    if is_base64(source.needed_text("data")?) { Ok(()) } else { Err(source.refuse("data", "must be base64")) }
}

fn responses_picture(block: &Fields<'_>, loose: bool) -> Result<(), Problem> {
    if loose && block.get("file_id").is_some() {
        return Ok(());
    }
    picture_url(block, "image_url")
}

/// Checks the address of a picture. It is never fetched.
fn picture_url(fields: &Fields<'_>, key: &str) -> Result<(), Problem> {
    let url = fields.needed_text(key)?;
    let is_web = ["http://", "https://"].iter().any(|scheme| {
        url.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
    });
    let is_data = url
        .strip_prefix("data:")
        .and_then(|rest| rest.split_once(";base64,"))
        .is_some_and(|(mime, data)| mime.contains('/') && is_base64(data));
    if is_web || is_data {
        return Ok(());
    }
    Err(fields.refuse(key, "must be an http or https URL, or data:<mime>;base64,<data>"))
}

fn is_base64(data: &str) -> bool {
    let letters = data.trim_end_matches('=');
    data.len() - letters.len() <= 2
        && !letters.is_empty()
        && letters.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::server::chat::catalog::{Endpoint, model_for};

    fn read(dialect: &'static Dialect, model: &str, loose: bool, message: Value) -> Result<Turn, String> {
        let model = model_for(Endpoint::Responses, model, true).unwrap();
        let turns = Reader { dialect, model, loose }.turns(&[message], "messages");
        turns.map(|mut turns| turns.remove(0)).map_err(|problem| problem.message().to_owned())
    }

    #[test]
    fn texts_and_pictures_are_read_in_every_dialect() {
        let (http, data) = ("https://example.com/a.jpg", "data:image/png;base64,iVBORw0KGgo=");
        let cases = [
            (&COMPLETIONS, "text", json!({"type": "image_url", "image_url": {"url": http}})),
            (&COMPLETIONS, "text", json!({"type": "image_url", "image_url": {"url": data}})),
            (&MESSAGES, "text", json!({"type": "image", "source": {"type": "url", "url": http}})),
            (
                &MESSAGES,
                "text",
                json!({"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "eA=="}}),
            ),
            (&RESPONSES, "input_text", json!({"type": "input_image", "image_url": data})),
        ];
        for (dialect, text, picture) in cases {
            let text = json!({"type": text, "text": "look"});
            for content in [json!([text, picture]), json!([picture, text])] {
                let message = json!({"role": "user", "content": content});
                let turn = read(dialect, "claude-sonnet-4-6", false, message);
                assert_eq!(turn, Ok(Turn { role: "user".to_owned(), text: "look".to_owned(), pictures: 1 }));
            }
        }
    }

    #[test]
    fn what_is_wrong_with_a_message_is_said_with_its_place() {
        let block = |block: Value| json!({"role": "user", "content": [block]});
        let cases = [
            (json!("hello"), "messages[0] must be an object, not a string"),
            (json!({"content": "x"}), "messages[0].role is missing"),
            (
                json!({"role": "wizard", "content": "x"}),
                "messages[0].role must be one of system, user, assistant, not \"wizard\"",
            ),
            (json!({"role": "user"}), "messages[0].content is missing"),
            (
                json!({"role": "user", "content": 7}),
                "messages[0].content must be a string or an array, not a number",
            ),
            (json!({"role": "user", "content": []}), "messages[0].content must not be empty"),
            (block(json!("x")), "messages[0].content[0] must be an object, not a string"),
            (block(json!({"text": "x"})), "messages[0].content[0].type is missing"),
            (
                block(json!({"type": "video"})),
                "messages[0].content[0].type must be one of text, image_url, not \"video\"",
            ),
            (block(json!({"type": "text"})), "messages[0].content[0].text is missing"),
            (block(json!({"type": "image_url"})), "messages[0].content[0].image_url is missing"),
            (
                block(json!({"type": "image_url", "image_url": "https://example.com"})),
                "messages[0].content[0].image_url must be an object, not a string",
            ),
        ];
        for (message, wrong) in cases {
            assert_eq!(read(&COMPLETIONS, "gpt-5", false, message), Err(wrong.to_owned()));
        }
        for url in [
            "ftp://a/b.png",
            "a.png",
            "https://",
            "https:///a",
            "data:image/png,abc",
            "data:image/png;base64,%%",
            "data:image/png;base64,",
        ] {
            let message = block(json!({"type": "image_url", "image_url": {"url": url}}));
            let error = read(&COMPLETIONS, "gpt-5", false, message).unwrap_err();
            assert!(
                error.starts_with("messages[0].content[0].image_url.url must be an http"),
                "{url}: {error}"
            );
        }
    }

    #[test]
    fn a_picture_source_of_the_messages_call_is_checked_by_its_type() {
        let read = |source: Value| {
            let message = json!({"role": "user", "content": [{"type": "image", "source": source}]});
            read(&MESSAGES, "claude-sonnet-4-6", false, message).unwrap_err()
        };
        let place = "messages[0].content[0].source";
        assert_eq!(read(json!({})), format!("{place}.type is missing"));
        assert_eq!(
            read(json!({"type": "file"})),
            format!("{place}.type must be one of base64, url, not \"file\"")
        );
        assert_eq!(read(json!({"type": "url"})), format!("{place}.url is missing"));
        assert_eq!(read(json!({"type": "base64", "data": "eA=="})), format!("{place}.media_type is missing"));
        assert_eq!(
            read(json!({"type": "base64", "media_type": "image/png", "data": "data:image/png;base64,eA=="})),
            format!("{place}.data must be base64")
        );
    }

    #[test]
    fn a_model_without_vision_takes_text_only() {
        let text = json!({"role": "user", "content": [{"type": "text", "text": "x"}]});
        let picture = json!({"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://e.com/a.png"}}]});
        let error = read(&COMPLETIONS, "glm-5", false, text.clone()).unwrap_err();
        assert_eq!(error, "messages[0].content must be a string: model glm-5 takes text only");
        assert!(read(&COMPLETIONS, "glm-5", true, text).is_ok());
        let error = read(&COMPLETIONS, "glm-5", true, picture).unwrap_err();
        assert_eq!(
            error,
            "messages[0].content[0].type must not be \"image_url\": model glm-5 takes no pictures"
        );
    }

    #[test]
    fn loose_reading_takes_what_other_clients_send() {
        for message in [
            json!({"role": "developer", "content": "be brief"}),
            json!({"role": "tool", "content": "7", "tool_call_id": "call_1"}),
            json!({"role": "assistant", "content": null, "tool_calls": []}),
            json!({"role": "user", "content": [{"type": "input_audio", "input_audio": {}}]}),
            json!({"role": "user", "content": [{"type": "image_url", "image_url": "https://example.com/a.png"}]}),
        ] {
            assert!(read(&COMPLETIONS, "gpt-5", true, message.clone()).is_ok(), "{message}");
            assert!(read(&COMPLETIONS, "gpt-5", false, message.clone()).is_err(), "{message}");
        }
        assert!(read(&COMPLETIONS, "gpt-5", true, json!({"content": "no role"})).is_err());
    }
}

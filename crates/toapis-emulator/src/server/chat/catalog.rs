//! The text models: which exist, which see pictures, and which call each of them takes.
//!
//! Where the pages disagree the wider word counts: a model has vision, or an endpoint, if any page gives it to it.

use std::sync::LazyLock;

use serde::Deserialize;
use toapis_types::TaskKind;
use toapis_types::catalog;

use super::problem::Problem;

/// A text model (`chat/models`, `chat/{model}/chat`).
#[derive(Debug, Deserialize)]
pub(crate) struct TextModel {
    /// The id that goes into the `model` field.
    pub(crate) id: String,
    /// Other ids for it that pages on programs such as Claude Code recommend.
    #[serde(default)]
    aliases: Vec<String>,
    /// Who made it, such as `OpenAI`.
    pub(crate) provider: String,
    /// Whether it takes pictures.
    pub(crate) vision: bool,
    /// The calls it takes.
    pub(crate) endpoints: Vec<Endpoint>,
    /// The highest `max_tokens` of the Messages call, where one is documented.
    pub(crate) max_tokens: Option<u64>,
    /// Whether `GET /v1/models` names it. Models that only a page on another program names are taken, but not listed.
    #[serde(default = "yes")]
    pub(crate) listed: bool,
}

/// A call that makes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Endpoint {
    /// `POST /v1/chat/completions`.
    Chat,
    /// `POST /v1/responses`.
    Responses,
    /// `POST /v1/messages`.
    Messages,
}

impl Endpoint {
    fn path(self) -> &'static str {
        match self {
            Self::Chat => "/v1/chat/completions",
            Self::Responses => "/v1/responses",
            Self::Messages => "/v1/messages",
        }
    }
}

static MODELS: LazyLock<Vec<TextModel>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("text_models.json")).expect("the list of text models is read in a test")
});

/// All text models, in the order of the page.
pub(crate) fn text_models() -> &'static [TextModel] {
    &MODELS
}

/// The model an id names, if this call takes it. Letter case counts.
///
/// `loose` lets every model through on every call but one: a model that is documented for Responses alone.
///
/// # Errors
///
/// When no channel serves the id, when the model makes pictures or videos, and when it takes another call.
pub(super) fn model_for(endpoint: Endpoint, id: &str, loose: bool) -> Result<&'static TextModel, Problem> {
    let model = text_models().iter().find(|model| model.id == id || model.aliases.iter().any(|a| a == id));
    let Some(model) = model else { return Err(not_a_text_model(id)) };
    let only_responses = model.endpoints == [Endpoint::Responses];
    if model.endpoints.contains(&endpoint) || (loose && !only_responses) {
        return Ok(model);
    }
    let calls: Vec<_> = model.endpoints.iter().map(|endpoint| format!("POST {}", endpoint.path())).collect();
    let message = format!(
        "model {id} is not documented for POST {}; call it with {}",
        endpoint.path(),
        calls.join(" or ")
    );
    Err(Problem::invalid("model", message))
}

fn not_a_text_model(id: &str) -> Problem {
    let Some(entry) = catalog::find(id) else { return Problem::NoChannel { model: id.to_owned() } };
    let makes = if entry.kind() == TaskKind::Image { "pictures" } else { "videos" };
    Problem::invalid("model", format!("model {id} makes {makes}; call it with POST {}", entry.path()))
}

fn yes() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole_and_unambiguous() {
        let models = text_models();
        assert_eq!(models.iter().filter(|model| model.listed).count(), 42);
        let mut names: Vec<_> =
            models.iter().flat_map(|model| model.aliases.iter().chain([&model.id])).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "an id is there twice");
        assert!(models.iter().all(|model| !model.endpoints.is_empty() && !model.provider.is_empty()));
    }

    #[test]
    fn a_model_is_found_for_its_own_calls_only() {
        assert!(model_for(Endpoint::Chat, "gpt-5", false).is_ok());
        assert!(model_for(Endpoint::Messages, "claude-haiku-4-5-20251001", false).is_ok());
        let refused = |endpoint, id, loose| model_for(endpoint, id, loose).unwrap_err();
        for loose in [false, true] {
            let problem = refused(Endpoint::Chat, "gpt-5-pro-official", loose);
            assert!(problem.message().ends_with("call it with POST /v1/responses"), "{problem:?}");
            let nobody = refused(Endpoint::Chat, "gpt-99", loose);
            assert_eq!(nobody, Problem::NoChannel { model: "gpt-99".to_owned() });
            let painter = refused(Endpoint::Chat, "gpt-image-2", loose);
            assert!(painter.message().ends_with("call it with POST /v1/images/generations"), "{painter:?}");
        }
        assert!(refused(Endpoint::Messages, "gpt-5", false).message().contains("/v1/chat/completions"));
        assert!(model_for(Endpoint::Messages, "gpt-5", true).is_ok());
    }
}

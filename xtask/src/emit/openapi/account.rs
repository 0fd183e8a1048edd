//! Balances, tokens, and the list of models a key may use.

use serde_json::{Value, json};

use super::schemas::{boolean, integer, lenient, number, open_words, refer, text};
use super::{Parts, errors, json_answer, json_body};

/// Adds the calls about the account.
pub(super) fn add(parts: &mut Parts) {
    let schemas = [
        ("Balance", balance()),
        ("TokenRequest", token_request()),
        ("Token", token()),
        ("TokenAnswer", token_answer()),
        ("ModelList", model_list()),
        ("ListedModel", listed_model()),
    ];
    for (name, schema) in schemas {
        parts.schemas.add(name, schema);
    }
    parts.operation(
        "get",
        "/v1/balance",
        balance_call("getBalance", "Ask what the key has left", "Also at `/balance`."),
    );
    parts.operation(
        "get",
        "/v1/user/balance",
        balance_call(
            "getUserBalance",
            "Ask what the account of the key has left",
            "Also at `/user/balance`.",
        ),
    );
    parts.operation("post", "/v1/tokens", create_token());
    parts.operation("get", "/v1/models", list_models());
}

fn balance_call(operation_id: &str, summary: &str, about: &str) -> Value {
    let examples = json!({
        "limited": { "value": {
            "success": true, "remain_balance": 12.5, "used_balance": 3.5, "remain_credits": 2500,
            "used_credits": 700, "credits_per_usd": 200, "unlimited_quota": false,
        } },
        "unlimited": { "value": {
            "success": true, "remain_balance": -1, "used_balance": 3.5, "remain_credits": 2500,
            "used_credits": 700, "credits_per_usd": 200, "unlimited_quota": true,
        } },
        "failure": { "value": { "success": false, "message": "Failed to get token info: record not found" } },
    });
    let success = json_answer(FIRST_LOOK, &refer("Balance"), &examples);
    json!({
        "operationId": operation_id, "tags": ["Account"], "summary": summary, "description": about,
        "responses": errors::responses(&success, errors::ACCOUNT),
    })
}

const FIRST_LOOK: &str = "Answered. Failures come with 200 too: look at `success` first.";

fn balance() -> Value {
    lenient(
        "What is left and what was used. Prefer the credits: the unit of the plain balance differs between \
         sites.",
        &json!({
            "success": boolean("Whether it worked."),
            "message": text("Why it did not."),
            "remain_balance": number("What is left, in the unit of the site. -1 without a limit."),
            "used_balance": number("What was used, in the unit of the site."),
            "remain_credits": number("What is left, in credits. Says nothing without a limit."),
            "used_credits": number("What was used, in credits."),
            "credits_per_usd": number("How many credits are 1 USD: 200."),
            "unlimited_quota": boolean("Whether there is no limit."),
        }),
    )
}

fn create_token() -> Value {
    let examples = json!({
        "with a budget": { "value": {
            "name": "night-build", "expired_time": -1, "remain_credits": 200, "unlimited_quota": false,
        } },
        "for two models": { "value": {
            "name": "pictures", "remain_credits": 50, "model_limits_enabled": true,
            "model_limits": "gpt-image-2,flux-2-pro",
        } },
    });
    let answers = json!({
        "made": { "value": { "success": true, "message": "", "credits_per_usd": 200, "data": {
            "id": 42, "user_id": 7, "key": "EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPL", "status": 1,
            "name": "night-build", "created_time": 1_750_000_000, "expired_time": -1, "remain_credits": 200,
            "unlimited_quota": false, "used_credits": 0, "group": "",
        } } },
        "failure": { "value": { "success": false, "message": "the name is too long" } },
    });
    let success = json_answer(FIRST_LOOK, &refer("TokenAnswer"), &answers);
    json!({
        "operationId": "createToken",
        "tags": ["Account"],
        "summary": "Make a new API key",
        "description": "The key is shown once, here, and without its `sk-`. The call is not idempotent: \
                        sent twice, it makes two keys.",
        "requestBody": json_body(&refer("TokenRequest"), &examples),
        "responses": errors::responses(&success, errors::ACCOUNT),
    })
}

fn token_request() -> Value {
    let mut name = text("The label. The service may count bytes, not characters: keep it short.");
    name["maxLength"] = 50.into();
    let with_default = |mut schema: Value, default: Value| {
        schema["default"] = default;
        schema
    };
    json!({
        "type": "object",
        "description": "A new key. 200 credits are 1 USD, and so are 500,000 units of quota.",
        "properties": {
            "name": name,
            "expired_time": with_default(integer("When it stops working, in seconds since 1970; -1 is \
                                                  never."), json!(-1)),
            "remain_quota": integer("How much it may use, in units of quota; 0 when left out. \
                                     `remain_credits` wins over it."),
            "remain_credits": number("How many credits it may use; 0 when left out."),
            "daily_credits": number("How many credits it may use a day; no limit when left out."),
            "monthly_credits": number("How many credits it may use a month; no limit when left out."),
            "unlimited_quota": with_default(boolean("Lets it use whatever the account has."), json!(false)),
            "model_limits_enabled": with_default(boolean("Limits it to `model_limits`."), json!(false)),
            "model_limits": text("Model ids with commas between them. Has no effect without \
                                  `model_limits_enabled`."),
            "group": text("The channel group it uses; that of the account when left out."),
        },
        "required": ["name"],
    })
}

fn token() -> Value {
    let mut status = integer("1 enabled, 2 disabled, 3 expired, 4 used up.");
    status["x-toapis-known-values"] = json!([1, 2, 3, 4]);
    let mut key = text("The key, 48 characters, without the `sk-` that goes in front of it. A secret.");
    key["format"] = "password".into();
    lenient(
        "A new key.",
        &json!({
            "id": integer("The id of the key."),
            "user_id": integer("The id of its user."),
            "key": key,
            "status": status,
            "name": text("The label."),
            "created_time": integer("When it was made, in seconds since 1970."),
            "accessed_time": integer("When it was used last, in seconds since 1970."),
            "expired_time": integer("When it stops working; -1 is never."),
            "remain_quota": integer("What it has left, in units of quota."),
            "remain_credits": number("What it has left, in credits."),
            "unlimited_quota": boolean("Whether it may use whatever the account has."),
            "used_quota": integer("What it used, in units of quota."),
            "used_credits": number("What it used, in credits."),
            "daily_credits": number("What it may use a day."),
            "monthly_credits": number("What it may use a month."),
            "model_limits_enabled": boolean("Whether it is limited to `model_limits`."),
            "model_limits": text("Model ids with commas between them."),
            "group": text("Its channel group."),
            "cross_group_retry": boolean("In an example only."),
        }),
    )
}

fn token_answer() -> Value {
    let mut answer = errors::envelope("The answer to the making of a key.", &refer("Token"));
    answer["properties"]["credits_per_usd"] = number("How many credits are 1 USD: 200.");
    answer
}

fn list_models() -> Value {
    let examples = json!({ "pictures": { "value": { "success": true, "object": "list", "data": [{
        "id": "gpt-image-2", "object": "model", "created": 1_626_777_600, "owned_by": "custom",
        "supported_endpoint_types": ["image-generation"],
    }] } } });
    let success = json_answer("The models.", &refer("ModelList"), &examples);
    json!({
        "operationId": "listModels",
        "tags": ["Models"],
        "summary": "List the models the key may use",
        "description": "What is there depends on the key and its group. It is the truth about what can be \
                        used today; `x-toapis-models` in this document is what is documented.",
        "parameters": [{
            "name": "type", "in": "query", "required": false,
            "description": "Which models; only those for text when left out. `text` and `chat` are the \
                            same. There is no documented call for sound.",
            "schema": {
                "type": "string", "default": "text",
                "enum": ["text", "chat", "image", "video", "audio", "all"],
            },
        }],
        "responses": errors::responses(&success, errors::ACCOUNT),
    })
}

fn model_list() -> Value {
    lenient(
        "The models a key may use.",
        &json!({
            "success": boolean("Whether it worked."),
            "object": text("`list`."),
            "data": { "type": "array", "items": refer("ListedModel") },
        }),
    )
}

fn listed_model() -> Value {
    let words = ["chat_completions", "responses", "image-generation", "video-generation"];
    lenient(
        "One model.",
        &json!({
            "id": text("What goes into `model`."),
            "object": text("`model`."),
            "created": integer("Seconds since 1970; often the same for all, so no date of a release."),
            "owned_by": text("Who owns it, in the word of the service."),
            "supported_endpoint_types": {
                "type": "array", "description": "Where it can be called.",
                "items": open_words("A kind of call.", &words),
            },
        }),
    )
}

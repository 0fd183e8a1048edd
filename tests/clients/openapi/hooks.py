"""What schemathesis has to know about the document that JSON schema cannot say.

Checks stay on. A failure is set aside only where the document itself speaks for the answer: `filter_failure` has the
reasons, one each, and `contract.py` prints how often each one was used.
"""

import io
import json
import os
import re
from pathlib import Path

import jsonschema_rs
import requests
import schemathesis
from hypothesis import strategies as st
from PIL import Image
from schemathesis.core.failures import AcceptedNegativeData, ServerError
from schemathesis.openapi.checks import RejectedPositiveData

API = os.environ["TOAPIS_BASE_URL"]
FOLDER = Path(os.environ["CONTRACT_FOLDER"])
DOCUMENT = json.loads(Path(os.environ["CONTRACT_DOCUMENT"]).read_text())
SCHEMAS = DOCUMENT["components"]["schemas"]

head = {"Authorization": f"Bearer {os.environ['TOAPIS_API_KEY']}"}
TEXT_MODELS = {model["id"] for model in requests.get(f"{API}/v1/models?type=text", headers=head, timeout=20).json()["data"]}

# One event of a stream. In an OpenAPI document before 3.2 schemathesis reads the schema of a stream as that of an event.
EVENT = {
    "type": "object",
    "properties": {"event": {"type": "string"}, "data": {"type": "string", "minLength": 1}},
    "required": ["data"],
}


@schemathesis.hook
def before_load_schema(context, raw_schema):
    for item in raw_schema["paths"].values():
        for operation in item.values():
            success = operation["responses"]["200"]
            stream = success["content"].get("text/event-stream")
            if stream is not None:
                stream["schema"] = EVENT
            for link in success.get("links", {}).values():
                # The body of a link is whole: nothing made up is mixed into it.
                link["x-schemathesis"] = {"merge_body": False}


def picture(format):
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(file, format)
    return file.getvalue()


# Uploads are checked by their first bytes, so files have to be real ones.
for name in ("png", "jpeg", "webp", "gif"):
    schemathesis.openapi.media_type(f"image/{name}", st.just(picture(name)))
schemathesis.openapi.media_type("video/mp4", st.just((FOLDER / "film.mp4").read_bytes()))
schemathesis.openapi.media_type("video/quicktime", st.just((FOLDER / "film.mov").read_bytes()))
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\x82\x84webm".ljust(512, b"\0")  # the head of one
schemathesis.openapi.media_type("video/webm", st.just(WEBM))
# The schemes a URL may have are in `x-toapis-schemes`.
schemathesis.openapi.format("uri", st.sampled_from(["https://example.com/a.png", "http://files.example.com/b/c?d=e"]))


@schemathesis.hook
def map_body(context, body):
    """Keeps the parts of a form to those the document names; odd names of parts break the form itself."""
    if "/uploads/" in context.operation.path and isinstance(body, dict):
        return {key: value for key, value in body.items() if key in ("file", "purpose")}
    return body


def request_schema(path):
    return DOCUMENT["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]


def named(reference):
    return SCHEMAS[reference["$ref"].rsplit("/", 1)[1]]


def is_served(path, body):
    """Whether the document has a schema for a request to this model: then nobody may say that there is no such model."""
    union, model = named(request_schema(path)), body.get("model")
    if "oneOf" not in union:
        return model in TEXT_MODELS
    schema = named(union["oneOf"][0])["discriminator"]["mapping"].get(model)
    if schema is None:
        return False
    # Some models are there for characters alone, which a body is by its shape.
    makes_characters = "Character" in schema or "timestamps" in named({"$ref": schema}).get("required", [])
    return not makes_characters or ("timestamps" in body and body.get("prompt") is None)


def is_fine_without_nulls(case):
    """Whether nothing is wrong with a body but a null in place of a field that may be left out."""
    [content] = case.operation.definition.raw["requestBody"]["content"].values()
    if not isinstance(case.body, dict) or None not in case.body.values():
        return False
    rest = {key: "" if isinstance(value, bytes) else value for key, value in case.body.items() if value is not None}
    schema = content["schema"] | {"components": DOCUMENT["components"]}
    return jsonschema_rs.validator_for(schema).is_valid(rest)


def body_of(response):
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def error_of(response):
    error = body_of(response).get("error")
    return error if isinstance(error, dict) else {}


def broken_rule(message):
    """The part of the document that a refusal names and JSON schema cannot hold, or nothing."""
    text, _, page = message.removesuffix(")").rpartition(" (")
    schemas = [schema for schema in SCHEMAS.values() if schema.get("x-toapis-page") == page]
    field = re.sub(r"\[\d+\]", "[]", text.split(":")[0])
    for schema in schemas:
        for rule in schema.get("x-toapis-rules", []):
            if rule["severity"] == "error" and rule["field"] == field and rule["says"].rstrip(".") in text:
                return "breaks a rule between fields (x-toapis-rules)"
    return None


def excuse(failure, case, response):
    """Why the document expects this answer although the check does not; nothing when it does not either."""
    path, status, definition = case.operation.path, response.status_code, case.operation.definition.raw
    error = error_of(response)
    message = str(error.get("message", ""))
    if isinstance(failure, ServerError):
        # `/v1/messages` has an envelope without a code.
        is_unknown = error.get("code") == "model_not_found" or (path == "/v1/messages" and "no available channel" in message)
        body = case.body if isinstance(case.body, dict) else {}
        if status == 503 and "503" in definition["responses"] and is_unknown and not is_served(path, body):
            return "503 model_not_found is documented, for a model that nobody serves"
    elif isinstance(failure, RejectedPositiveData) and status == 400:
        if definition.get("x-toapis-pass-through"):
            return "the document leaves the bodies of text calls open (x-toapis-pass-through)"
        if path.endswith("/verify-results") and not {"task_id", "byted_token"} & set(case.query or {}):
            return "verify-results needs task_id or byted_token, which OpenAPI cannot say"
        if error.get("code") == "webhook_not_configured" and case.body.get("callback_url"):
            return "webhooks are off, so callback_url is refused (webhook_not_configured)"
        if path.endswith(("/remix", "/extend")) and message == "the video has not completed":
            return "remix and extend want a video that has completed"
        if error.get("param") == "model" and re.search(r" makes \w+s, this request asks for | is served on ", message):
            return "a model of another call, which the schema for models of no page cannot tell"
        if message == "n: the emulator makes at most 16 results a task":
            return "the emulator's own limit of 16 results a task"
        if re.match(r"[^:]*\[\d+\][^:]*: is missing", message):
            return "a field that its page wants in each entry of a list, which the document does not say"
        if " should be `start,end`, " in message:
            return "two numbers in a text, whose distance JSON schema cannot say"
        if re.search(r" is not for [^,]+, which takes ", message):
            return "a word of another model of the same page, which share one schema"
        if " stands at the wrong place; " in message:
            return "a field of the page in another place than its own"
        if message.startswith("there is no asset "):
            return "asset:// URLs must name assets that were made before"
        if path.startswith("/v1/uploads/") and body_of(response).get("message") == "failed to read headers":
            return "odd names of parts break the form itself"
        return broken_rule(message)
    elif isinstance(failure, AcceptedNegativeData):
        if path == "/v1/tokens" and body_of(response).get("success") is False:
            return "account calls are refused with 200 and success = false, as documented"
        if is_fine_without_nulls(case):
            return "null in place of a field that may be left out counts as left out; not documented either way"
    return None


@schemathesis.hook
def filter_failure(context, failure, case, response):
    reason = excuse(failure, case, response)
    if reason is None:
        return True
    with (FOLDER / "excused.jsonl").open("a") as file:
        file.write(json.dumps([reason, type(failure).__name__, case.operation.label, response.text[:300]]) + "\n")
    return False

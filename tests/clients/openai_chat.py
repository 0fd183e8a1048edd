"""Proves the text calls of a gateway with the official Python packages `openai` and `anthropic`.

Usage: TOAPIS_BASE_URL=http://127.0.0.1:… TOAPIS_API_KEY=sk-emulator-… python openai_chat.py

Prints one line a check and ends with 1 if any of them did not hold. It expects the answers of the emulator.
"""

import os
import sys

import anthropic
import openai

BASE_URL = os.environ["TOAPIS_BASE_URL"].rstrip("/")
KEY = os.environ["TOAPIS_API_KEY"]
QUESTION = "name three uses of a heron feather"
MESSAGES = [{"role": "user", "content": QUESTION}]
# A picture of one pixel.
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="

client = openai.OpenAI(base_url=f"{BASE_URL}/v1", api_key=KEY, max_retries=0)
claude = anthropic.Anthropic(base_url=BASE_URL, api_key=KEY, max_retries=0)
failures = 0


def check(name, holds, seen=""):
    global failures
    failures += not holds
    print(f"{'ok  ' if holds else 'FAIL'} {name}" + ("" if holds else f": {seen!r}"))


def refusal(call, kind):
    """The error of a call that must be refused in this way; what it returned, if it was not."""
    try:
        return call()
    except kind as error:
        return error


def chat():
    plain = client.chat.completions.create(model="gpt-5", messages=MESSAGES)
    text = plain.choices[0].message.content
    check("chat: the emulator answers the question", "ToAPIs emulator" in text and QUESTION in text, plain)
    usage = plain.usage
    check("chat: usage adds up", usage.prompt_tokens + usage.completion_tokens == usage.total_tokens > 0, usage)
    chunks = list(client.chat.completions.create(model="gpt-5", messages=MESSAGES, stream=True))
    streamed = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    check("chat, streamed: the same words", streamed == text, streamed)
    check("chat, streamed: the role comes first", chunks[0].choices[0].delta.role == "assistant", chunks[0])
    check("chat, streamed: the reason comes last", chunks[-1].choices[0].finish_reason == "stop", chunks[-1])
    usage_too = {"stream": True, "stream_options": {"include_usage": True}}
    *_, last = client.chat.completions.create(model="gpt-5", messages=MESSAGES, **usage_too)
    check("chat, streamed with usage: the last chunk has it", last.choices == [] and last.usage == usage, last)
    with client.chat.completions.stream(model="gpt-5", messages=MESSAGES) as stream:
        final = stream.get_final_completion()
    check("chat, stream helper: the same words", final.choices[0].message.content == text, final)
    short = client.chat.completions.create(model="gpt-5", messages=MESSAGES, max_completion_tokens=5)
    seen = (short.choices[0].finish_reason, short.usage.completion_tokens)
    check("chat: max_completion_tokens cuts", seen == ("length", 5), seen)
    look = [{"type": "text", "text": "look"}, {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PIXEL}"}}]
    seen = client.chat.completions.create(model="gpt-5", messages=[{"role": "user", "content": look}])
    check("chat: a picture is taken", "picture" in seen.choices[0].message.content, seen)
    error = refusal(lambda: client.chat.completions.create(model="gpt-5", messages=[]), openai.BadRequestError)
    check("chat: no messages are refused by name", getattr(error, "param", None) == "messages", error)
    error = refusal(lambda: client.chat.completions.create(model="gpt-0", messages=MESSAGES), openai.APIStatusError)
    seen = (getattr(error, "status_code", None), getattr(error, "code", None))
    check("chat: an unknown model is refused", seen == (503, "model_not_found"), error)
    stranger = client.with_options(api_key="sk-emulator-wrong")
    error = refusal(lambda: stranger.chat.completions.create(model="gpt-5", messages=MESSAGES), openai.AuthenticationError)
    check("chat: a wrong key is refused", isinstance(error, openai.AuthenticationError), error)


def responses():
    model = "gpt-5.2-official"
    plain = client.responses.create(model=model, input=QUESTION)
    check("responses: the emulator answers the question", QUESTION in plain.output_text, plain)
    events = list(client.responses.create(model=model, input=QUESTION, stream=True))
    streamed = "".join(event.delta for event in events if event.type == "response.output_text.delta")
    check("responses, streamed: the same words", streamed == plain.output_text, streamed)
    done = events[-1]
    check("responses, streamed: it is completed", done.type == "response.completed" and done.response.usage == plain.usage, done)
    with client.responses.stream(model=model, input=QUESTION) as stream:
        final = stream.get_final_response()
    check("responses, stream helper: the same words", final.output_text == plain.output_text, final)
    more = client.responses.create(model=model, previous_response_id=plain.id, input=[{"role": "user", "content": "and two more"}])
    check("responses: a conversation goes on", "message 2" in more.output_text, more)
    tool = {"type": "function", "name": "depth", "parameters": {"type": "object", "properties": {}}, "strict": False}
    called = client.responses.create(model=model, input=QUESTION, tools=[tool], tool_choice="required").output[0]
    check("responses: a required function is called", (called.type, called.name) == ("function_call", "depth"), called)


def messages():
    request = {"model": "claude-sonnet-4-6", "max_tokens": 1024, "messages": MESSAGES}
    plain = claude.messages.create(**request)
    text = plain.content[0].text
    check("messages: the emulator answers the question", QUESTION in text and plain.stop_reason == "end_turn", plain)
    with claude.messages.stream(**request) as stream:
        streamed = "".join(stream.text_stream)
        final = stream.get_final_message()
    check("messages, streamed: the same words", streamed == text == final.content[0].text, final)
    seen = (final.stop_reason, final.usage.output_tokens)
    check("messages, streamed: the same end", seen == ("end_turn", plain.usage.output_tokens), seen)
    kinds = [event.type for event in claude.messages.create(**request, stream=True)]
    check("messages, streamed: from start to stop", (kinds[0], kinds[-1]) == ("message_start", "message_stop"), kinds)
    error = refusal(lambda: claude.messages.create(**{**request, "max_tokens": 0}), anthropic.BadRequestError)
    seen = getattr(error, "body", None) or {}
    check("messages: a refusal has its own envelope", seen.get("type") == "error" and "max_tokens" in seen["error"]["message"], error)
    stranger = claude.with_options(api_key="sk-emulator-wrong")
    error = refusal(lambda: stranger.messages.create(**request), anthropic.AuthenticationError)
    seen = getattr(error, "body", None) or {}
    check("messages: a wrong key is refused in it too", seen.get("error", {}).get("type") == "authentication_error", error)


def models():
    texts = [model.id for model in client.models.list()]
    check("models: text models by default", "gpt-5" in texts and "gpt-image-2" not in texts, texts)
    everything = [model.id for model in client.models.list(extra_query={"type": "all"})]
    check("models: all of them when asked", {"gpt-5", "gpt-image-2", "seedance-2"} <= set(everything), everything)


for checks in (chat, responses, messages, models):
    checks()
print(f"{failures} failed" if failures else "all hold")
sys.exit(1 if failures else 0)

"""The loop of the documentation with plain `requests`: create, wait, ask, fetch within 24 hours.

Usage: TOAPIS_BASE_URL=http://127.0.0.1:… TOAPIS_API_KEY=sk-emulator-… python poll_loop.py [FOLDER]

It expects an emulator of its own with limits of the default group. The emulator's clock runs 60 times as fast as the
waits of the documentation, and so do the waits here.
"""

import io
import os
import random
import sys
import time
from pathlib import Path

import requests
from checks import check, finish
from PIL import Image

API, KEY = os.environ["TOAPIS_BASE_URL"].rstrip("/"), os.environ["TOAPIS_API_KEY"]
ADMIN = f"{API}/__emulator"
HEAD = {"Authorization": f"Bearer {KEY}"}
FOLDER = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
MODEL = "gemini-3.1-flash-image-preview"
FAST = 60
speed = FAST
jitter = random.Random(7)
waited = []
slept = []
calls = 0


def admin(method, path, body=None):
    answer = requests.request(method, ADMIN + path, json=body, timeout=60)
    answer.raise_for_status()
    return answer.json()


def wait(seconds):
    """Waits these seconds of the emulator's clock."""
    waited.append(seconds)
    slept.append(seconds / speed)
    time.sleep(slept[-1])


def call(method, path, **more):
    """One call; 429 and 503 are waited out, by Retry-After or else longer and longer."""
    global calls
    for backoff in (2, 4, 8, 16, 32, 60):
        calls += 1
        answer = requests.request(method, API + path, headers=HEAD | more.pop("headers", {}), timeout=30, **more)
        if answer.status_code not in (429, 503):
            return answer
        wait(int(answer.headers.get("Retry-After", backoff)) + jitter.random())
    return answer


def poll(path, first=5, gap=(5, 10), limit=120):
    """Asks until the task has ended. An unknown word means that it has not."""
    wait(first)
    spent = first
    seen = []
    while spent <= limit:
        task = call("GET", path).json()
        seen.append((task["status"], task["progress"]))
        if task["status"] in ("completed", "failed"):
            return task, seen
        pause = jitter.uniform(*gap)
        wait(pause)
        spent += pause
    raise TimeoutError(f"{path}: {seen}")


def charges():
    return admin("GET", "/ledger")["charges"]


def fetch(url):
    """The result host never gets the key."""
    return requests.get(url, timeout=60)


def picture():
    """A reference goes up, a picture comes down; one charge."""
    file = io.BytesIO()
    Image.new("RGB", (320, 200), "darkorange").save(file, "PNG")
    upload = call("POST", "/v1/uploads/images", files={"file": ("reference.png", file.getvalue(), "image/png")}).json()
    check("upload: it has a URL", upload["success"] and upload["data"]["mime_type"] == "image/png", upload)
    same = fetch(upload["data"]["url"]).content == file.getvalue()
    check("upload: the URL gives the same bytes", same)
    body = {
        "model": MODEL, "prompt": "A lighthouse on a cliff at dusk", "size": "16:9", "n": 1,
        "image_urls": [upload["data"]["url"]], "metadata": {"resolution": "2K"},
    }  # fmt: skip
    answer = call("POST", "/v1/images/generations", json=body)
    created = answer.json()
    check("picture: the create gives a queued task", (created["status"], created["object"]) == ("queued", "generation.task"), created)
    names = [f"X-RateLimit-{name}" for name in ("Limit", "Remaining", "Reset", "Category")]
    check("picture: the limit's headers are there", all(name in answer.headers for name in names), dict(answer.headers))
    task, seen = poll(f"/v1/images/generations/{created['id']}")
    check("picture: it went by way of in_progress", task["status"] == "completed" and "in_progress" in dict(seen), seen)
    check("picture: the result lives 24 hours", task["expires_at"] - task["completed_at"] == 86_400, task)
    result = fetch(task["result"]["data"][0]["url"])
    check("picture: it is a PNG", (result.status_code, result.headers["Content-Type"]) == (200, "image/png"), result.headers)
    (FOLDER / "lighthouse.png").write_bytes(result.content)
    with Image.open(FOLDER / "lighthouse.png") as image:
        image.load()
        # Exactly 16:9, and no more than 2048 x 2048 pixels.
        check("picture: 2720 x 1530", image.size == (2720, 1530), image.size)
        check("picture: it shows something", len(image.resize((40, 40)).getcolors(1600)) > 50)
    made = charges()
    check("picture: one charge", len(made) == 1 and made[0]["task_id"] == created["id"], made)
    return task


def lost_answer():
    """The answer of a create is lost: the business id finds the task, which was charged once."""
    before = len(charges())
    body = {"model": MODEL, "prompt": "A ferry", "client_business_id": "order-7"}
    for fault in ("lose-answer", "lose-answer-reset"):
        body["client_business_id"] = f"order-{fault}"
        try:
            answer = requests.post(
                f"{API}/v1/images/generations", json=body, headers=HEAD | {"X-Emulator-Fault": fault}, timeout=30
            )
            check(f"{fault}: no answer arrives", False, answer.status_code)
        except requests.ConnectionError as error:
            check(f"{fault}: no answer arrives", True, error)
        task, _ = poll(f"/v1/images/generations/{body['client_business_id']}")
        check(f"{fault}: the business id finds the task", task["client_business_id"] == body["client_business_id"], task)
        check(f"{fault}: the picture is there", fetch(task["result"]["data"][0]["url"]).status_code == 200)
        before += 1
        check(f"{fault}: one charge", len(charges()) == before, charges())


def film():
    """A film by the loop of the video page, with its last frame."""
    before = len(charges())
    body = {"model": "seedance-2", "prompt": "Waves at night", "duration": 5, "resolution": "720p", "aspect_ratio": "16:9", "return_last_frame": True}
    created = call("POST", "/v1/videos/generations", json=body).json()
    task, _ = poll(f"/v1/videos/generations/{created['id']}", gap=(10, 15), limit=600)
    output = task["result"]["data"][0]
    result = fetch(output["url"])
    (FOLDER / "waves.mp4").write_bytes(result.content)
    check("film: it is an MP4", result.headers["Content-Type"] == "video/mp4" and result.content[4:8] == b"ftyp", output)
    with Image.open(io.BytesIO(fetch(output["last_frame_url"]).content)) as frame:
        check("film: the last frame is 1280 x 720", frame.size == (1280, 720), frame.size)
    part = requests.get(output["url"], headers={"Range": "bytes=100-199"}, timeout=60)
    check("film: a part of it can be asked for", part.status_code == 206 and part.content == result.content[100:200], part.status_code)
    check("film: one charge", len(charges()) == before + 1, charges())


def failure():
    """A task that fails is an answer with 200; its price comes back."""
    head = {"X-Emulator-Lifecycle": "queued=2, running=3, fail=content_policy_violation: a likeness"}
    created = call("POST", "/v1/images/generations", json={"model": MODEL, "prompt": "x"}, headers=head).json()
    task, _ = poll(f"/v1/images/generations/{created['id']}")
    check("failure: it says why", (task["status"], task["error"]["code"]) == ("failed", "content_policy_violation"), task)
    [charge] = [charge for charge in charges() if charge["task_id"] == created["id"]]
    check("failure: the price came back", charge["refunded_at"] is not None, charge)


def limits():
    """The burst of the default group is 50: the 51st create is refused, not charged, and taken after Retry-After."""
    admin("POST", "/clock", {"speed": 0})
    admin("POST", "/clock", {"step": 3600})
    before = len(charges())
    body = {"model": MODEL, "prompt": "A heron", "metadata": {"resolution": "0.5K"}}
    session = requests.Session()
    answers = []
    for _ in range(60):
        answers.append(session.post(f"{API}/v1/images/generations", json=body, headers=HEAD, timeout=30))
        if answers[-1].status_code == 429:
            break
    taken = len(answers) - 1
    refused = answers[-1]
    check("limit: 50 creates at once, and no more", taken == 50 and refused.status_code == 429, taken)
    check("limit: the refusal has its code", refused.json()["error"]["code"] == "rate_limit_exceeded", refused.text)
    left = refused.headers.get("X-RateLimit-Remaining"), refused.headers.get("X-RateLimit-Category")
    check("limit: its headers say so", left == ("0", "async_submit"), dict(refused.headers))
    query = session.get(f"{API}/v1/images/generations/{answers[0].json()['id']}", headers=HEAD, timeout=30)
    check("limit: queries have a limit of their own", query.status_code == 200, query.status_code)
    check("limit: what was refused is not charged", len(charges()) == before + taken, len(charges()))
    seconds = refused.headers.get("Retry-After", "")
    check("limit: Retry-After is whole seconds", seconds.isdigit() and int(seconds) >= 1, seconds)
    admin("POST", "/clock", {"step": int(seconds)})
    again = session.post(f"{API}/v1/images/generations", json=body, headers=HEAD, timeout=30)
    check("limit: after Retry-After it is taken", again.status_code == 200, again.status_code)
    admin("PUT", "/limits", admin("GET", "/limits") | {"submit_limiter_down": True})
    down = session.post(f"{API}/v1/images/generations", json=body, headers=HEAD, timeout=30)
    seen = down.status_code, down.json()["error"]["code"]
    check("limit: a limiter that is down is 503", seen == (503, "rate_limit_unavailable"), seen)
    query = session.get(f"{API}/v1/images/generations/{answers[0].json()['id']}", headers=HEAD, timeout=30)
    check("limit: queries pass meanwhile", query.status_code == 200, query.status_code)
    admin("PUT", "/limits", admin("GET", "/limits") | {"submit_limiter_down": False})


def loop_at_the_limit():
    """The loop itself meets 429 and waits Retry-After out, at the pace of a real clock."""
    global speed
    admin("POST", "/clock", {"speed": 1})
    speed, before = 1, calls
    body = {"model": MODEL, "prompt": "A heron", "metadata": {"resolution": "0.5K"}}
    session, refused = requests.Session(), None
    while refused is None or refused.status_code != 429:
        refused = session.post(f"{API}/v1/images/generations", json=body, headers=HEAD, timeout=30)
    answer = call("POST", "/v1/images/generations", json=body)
    check("loop: it waits Retry-After out and is taken", (answer.status_code, calls - before) == (200, 2), (answer.text, calls - before))
    admin("POST", "/clock", {"speed": FAST})
    speed = FAST


def expiry(task):
    """After 24 hours the task is still there, and its result is not."""
    admin("POST", "/clock", {"step": 86_400})
    gone = fetch(task["result"]["data"][0]["url"])
    check("expiry: the result is gone", gone.status_code == 410, gone.status_code)
    still = call("GET", f"/v1/images/generations/{task['id']}").json()
    check("expiry: the task is not", (still["status"], still["expires_at"]) == ("completed", task["expires_at"]), still)


def refusals():
    """What stops a client before anything is made."""
    before = len(charges())
    wrong = requests.post(f"{API}/v1/images/generations", json={}, headers={"Authorization": "Bearer sk-emulator-no"}, timeout=30)
    check("refusal: a wrong key", wrong.status_code == 401, wrong.text)
    for body in ({"prompt": "x"}, {"model": MODEL}, {"model": MODEL, "prompt": "x", "n": "1"}, {"model": MODEL, "prompt": "x", "size": "1024x1024"}):
        answer = call("POST", "/v1/images/generations", json=body)
        check(f"refusal: {body}", answer.status_code == 400, answer.text)
    missing = call("GET", "/v1/images/generations/tsk_img_none")
    check("refusal: no such task", missing.status_code == 404, missing.text)
    check("refusal: nothing is charged", len(charges()) == before)


admin("POST", "/clock", {"speed": FAST})
done = picture()
for part in (lost_answer, film, failure, refusals, limits, loop_at_the_limit):
    part()
expiry(done)
finish(f"{len(charges())} charges, {calls} calls of the loop, {sum(waited):.0f} s of its waits in {sum(slept):.0f} s")

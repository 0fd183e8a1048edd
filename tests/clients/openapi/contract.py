"""Runs docs/openapi.json against a gateway with schemathesis: examples, coverage, fuzzing, and calls in a row.

Usage: TOAPIS_BASE_URL=http://127.0.0.1:… TOAPIS_API_KEY=sk-emulator-… python contract.py DOCUMENT FOLDER

FOLDER takes what the run leaves behind. It expects the emulator. It ends with 1 if a check did not hold.
"""

import collections
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import requests

HERE = Path(__file__).parent
API, KEY = os.environ["TOAPIS_BASE_URL"].rstrip("/"), os.environ["TOAPIS_API_KEY"]
DOCUMENT, FOLDER = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
SEED = "7"


def film(**more):
    """A film to upload, made by the emulator."""
    body = {"model": "wan2.6", "prompt": "A heron", "duration": 5, "resolution": "720p", **more}
    head = {"Authorization": f"Bearer {KEY}", "X-Emulator-Lifecycle": "instant"}
    task = requests.post(f"{API}/v1/videos/generations", json=body, headers=head, timeout=30).json()
    return requests.get(task["result"]["data"][0]["url"], timeout=60).content


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in ("excused.jsonl", "events.ndjson"):
        (FOLDER / old).unlink(missing_ok=True)
    mp4 = film()
    (FOLDER / "film.mp4").write_bytes(mp4)
    # The upload looks at the brand of the file, which is all that tells a MOV from an MP4 here.
    (FOLDER / "film.mov").write_bytes(mp4.replace(mp4[8:12], b"qt  ", 1))
    command = [
        Path(sys.executable).with_name("schemathesis"), "--config-file", HERE / "schemathesis.toml", "run", DOCUMENT,
        "--url", API, "--header", f"Authorization: Bearer {KEY}", "--seed", SEED, "--generation-database", "none",
        "--phases", "examples,coverage,fuzzing,stateful", "--no-color", "--warnings", "off",
        "--report", "ndjson", "--report-ndjson-path", FOLDER / "events.ndjson",
    ]  # fmt: skip
    place = {"CONTRACT_FOLDER": str(FOLDER), "CONTRACT_DOCUMENT": str(DOCUMENT), "PYTHONPATH": str(HERE)}
    begin = time.monotonic()
    run = subprocess.run(command, env=os.environ | place, cwd=FOLDER, text=True, capture_output=True)
    seconds = time.monotonic() - begin
    (FOLDER / "schemathesis.txt").write_text(run.stdout + run.stderr)
    if run.returncode:
        print(run.stdout + run.stderr)
    asked, accepted, checks, links = read_events(FOLDER / "events.ndjson")
    excused = FOLDER / "excused.jsonl"
    reasons = collections.Counter(json.loads(line)[0] for line in excused.read_text().splitlines()) if excused.exists() else {}
    for reason, count in sorted(reasons.items()):
        print(f"     set aside {count} times: {reason}")
    plus = {kind: sum(asked[kind].values()) for kind in asked}
    print(
        f"{'FAILED' if run.returncode else 'passed'}: {sum(plus.values())} requests to {len(accepted)} calls in {seconds:.0f} s, "
        f"{', '.join(f'{number} {kind}' for kind, number in sorted(plus.items()))}, {sum(checks.values())} checks of {len(checks)} kinds, "
        f"{links} steps along links, {sum(accepted.values())} answers with 200, {sum(reasons.values())} set aside, seed {SEED}"
    )
    return run.returncode


def read_events(path):
    """Requests by phase, answers with 200 by call, checks by name, and steps that followed a link."""
    asked, accepted = collections.defaultdict(collections.Counter), collections.Counter()
    checks, links = collections.Counter(), 0
    for line in path.open():
        event = json.loads(line).get("ScenarioFinished")
        if event is None:
            continue
        recorder = event["recorder"]
        for id, case in recorder.get("cases", {}).items():
            links += bool(case.get("is_transition_applied"))
            seen = recorder.get("interactions", {}).get(id)
            call = f"{case['value']['method']} {case['value']['path']}"
            status = ((seen or {}).get("response") or {}).get("status_code")
            asked[event["phase"]][status] += 1
            if call in CALLS:
                accepted[call] += status == 200
        checks.update(check["name"] for list in recorder.get("checks", {}).values() for check in list)
    return asked, accepted, checks, links


CALLS = {f"{method.upper()} {path}" for path, item in json.loads(DOCUMENT.read_text())["paths"].items() for method in item}
sys.exit(main())

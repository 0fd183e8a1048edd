"""The Python and the curl program of docs/emulator.md, as they stand there, and a check of what they say.

Usage: TOAPIS_BASE_URL=http://127.0.0.1:… TOAPIS_API_KEY=sk-emulator-… python doc_examples.py PAGE FOLDER
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import requests
from checks import check, finish

API = os.environ["TOAPIS_BASE_URL"]
HEAD = {"Authorization": "Bearer " + os.environ["TOAPIS_API_KEY"]}
PAGE, FOLDER = Path(sys.argv[1]).read_text(encoding="utf-8"), Path(sys.argv[2])


def program(title, language):
    """The first program in this language below a title."""
    return re.search(rf"^## {title}\n.*?^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)[1]


def run(*command):
    return subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=120, check=False)


def python():
    done = run(sys.executable, "-c", program("From Python", "python"))
    check("python: it runs to its end", done.returncode == 0, done.stderr)
    check("python: it fetched the picture", (FOLDER / "lighthouse.png").read_bytes().startswith(b"\x89PNG"))


def curl():
    done = run("bash", "-ec", program("From curl", "sh"))
    check("curl: it runs to its end", done.returncode == 0, done.stderr)
    # The answers stand one behind the other.
    said, rest = [], done.stdout.strip()
    while rest:
        answer, end = json.JSONDecoder().raw_decode(rest)
        said.append(answer)
        rest = rest[end:].lstrip()
    check("curl: three answers", len(said) == 3, said)
    check("curl: the create was taken", said[0].get("client_business_id") == "film-1", said[0])
    check("curl: the task was completed by hand", said[1].get("answer", {}).get("status") == "completed", said[1])
    task = requests.get(API + "/v1/videos/generations/film-1", headers=HEAD, timeout=30).json()
    film = requests.get(task["result"]["data"][0]["url"], timeout=30)
    check("curl: its result has expired", film.status_code == 410, film.status_code)


python()
curl()
finish("the Python and the curl program of the page")

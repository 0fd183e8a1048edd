"""Makes every kind of media and opens it with programs of others: Pillow, ffprobe and ffmpeg.

Usage: TOAPIS_BASE_URL=http://127.0.0.1:… TOAPIS_API_KEY=sk-emulator-… python media.py DOCUMENT [FOLDER]

DOCUMENT is docs/openapi.json: it has the tables of pixel sizes that pages print. FOLDER takes the files. It expects the
emulator, with limits off.
"""

import io
import json
import math
import os
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import requests
from checks import check, finish
from PIL import Image, ImageChops, ImageStat

API, KEY = os.environ["TOAPIS_BASE_URL"].rstrip("/"), os.environ["TOAPIS_API_KEY"]
HEAD = {"Authorization": f"Bearer {KEY}", "X-Emulator-Lifecycle": "instant"}
SCHEMAS = json.loads(Path(sys.argv[1]).read_text())["components"]["schemas"]
FOLDER = Path(sys.argv[2] if len(sys.argv) > 2 else ".")
PROMPT = "A lighthouse on a cliff at dusk, a sailing boat"
RATE = 24
session = requests.Session()
opened = {}


def make(kind, body):
    """The files of a task, as the URLs and formats of its answer."""
    answer = session.post(f"{API}/v1/{kind}s/generations", json={"prompt": PROMPT, **body}, headers=HEAD, timeout=60)
    task = answer.json()
    if task.get("status") != "completed":
        check(f"{body}: is made", False, answer.text)
        return []
    return task["result"]["data"]


def fetch(url, name):
    answer = session.get(url, timeout=300)
    answer.raise_for_status()
    (FOLDER / name).write_bytes(answer.content)
    return FOLDER / name, answer.headers["Content-Type"]


def count(kind):
    opened[kind] = opened.get(kind, 0) + 1


def picture(url, name, kind="PNG", mode="RGB"):
    """The picture, decoded whole, in the format that its media type, its ending and its bytes agree on."""
    path, media_type = fetch(url, name)
    with Image.open(path) as image:
        image.load()
        agreed = (image.format, media_type, url.rsplit(".", 1)[1])
        wanted = (kind, f"image/{kind.lower()}", {"JPEG": "jpg"}.get(kind, kind.lower()))
        if agreed != wanted or image.mode != mode:
            check(f"{name}: is a {kind} of the mode {mode}", False, (agreed, image.mode))
        count(kind)
        return image.copy()


def largest_within(ratio, side):
    """The largest width and height that are exactly the ratio, with no more than `side` squared pixels."""
    a, b = (int(part) for part in ratio.split(":"))
    times = math.isqrt(side * side // (a * b))
    return a * times, b * times


def every_ratio():
    """gemini-3.1-flash-image-preview: all ratios at all resolutions of its page."""
    ratios = "1:1 3:2 2:3 4:3 3:4 16:9 9:16 5:4 4:5 21:9 1:4 4:1 1:8 8:1".split()
    sides = {"0.5K": 512, "1K": 1024, "2K": 2048, "4K": 4096}
    wrong, made = [], 0
    for word, side in sides.items():
        for ratio in ratios:
            body = {"model": "gemini-3.1-flash-image-preview", "size": ratio, "metadata": {"resolution": word}}
            for output in make("image", body):
                size = picture(output["url"], f"flash-{word}-{ratio.replace(':', 'x')}.png").size
                made += 1
                if size != largest_within(ratio, side):
                    wrong.append((ratio, word, size))
    check(f"gemini-3.1-flash-image-preview: {made} pictures, every ratio at every resolution", made == 56 and not wrong, wrong)


def every_table():
    """The sizes that pages print, for pictures and for films."""
    for schema in SCHEMAS.values():
        table = schema.get("x-toapis-pixels", {}).get("table", {})
        model = schema.get("properties", {}).get("model", {})
        model = model.get("const") or model.get("enum", [None])[0]
        page = schema.get("x-toapis-page", "")
        rows = [(word, ratio, size) for word, sizes in table.items() for ratio, size in sizes.items()]
        wrong, made = [], 0
        for word, ratio, size in rows:
            places = schema["properties"]
            body = {"model": model, "size" if "size" in places else "aspect_ratio": ratio}
            if word:
                body |= {"resolution": word} if "resolution" in places else {"metadata": {"resolution": word}}
            if page.startswith("images/"):
                for output in make("image", body):
                    seen = picture(output["url"], f"{model}-{word}-{ratio.replace(':', 'x')}.png").size
                    made += 1
            else:
                for output in make("video", body):
                    path, _ = fetch(output["url"], f"{model}-{word}-{ratio.replace(':', 'x')}.mp4")
                    seen = probe(path)[0] if FFPROBE else head_size(path)
                    made += 1
                    count("MP4")
            if made and "x".join(map(str, seen)) != size:
                wrong.append((word, ratio, size, seen))
        if rows:
            check(f"{model}: {made} results as the table of {page} says", made == len(rows) and not wrong, wrong)


def formats():
    """PNG, JPEG and WebP, by the fields of two pages."""
    size = (1024, 1024)
    for kind in ("png", "jpeg"):
        for output in make("image", {"model": "gpt-image-2-official", "size": "1:1", "output_format": kind}):
            image = picture(output["url"], f"format.{kind}", kind.upper())
            check(f"output_format {kind}: 1024 x 1024", image.size == size, image.size)
    for kind in ("png", "jpeg", "webp"):
        options = {"imageOutputOptions": {"mimeType": f"image/{kind}"}}
        body = {"model": "gemini-3.1-flash-image-preview-official", "size": "1:1", "metadata": options}
        for output in make("image", body):
            image = picture(output["url"], f"mime.{kind}", kind.upper())
            check(f"mimeType image/{kind}: a square", image.width == image.height, image.size)


def several():
    outputs = make("image", {"model": "gemini-3.1-flash-image-preview", "n": 3})
    images = [picture(output["url"], f"several-{index}.png") for index, output in enumerate(outputs)]
    differ = len({image.tobytes() for image in images})
    check("n = 3: three pictures, none like another", len(images) == differ == 3, differ)


def layers():
    """A picture taken apart: the base, and pieces with soft edges that lie on it where their boxes say."""
    outputs = make("image", {"model": "doubao-seedream-5-0-pro", "size": "1K", "layer_decomposition": True})
    check("layers: a base and what lies on it, counted up", [o["z_index"] for o in outputs] == list(range(len(outputs))), outputs)
    if len(outputs) < 2:
        return check("layers: there are some", False, outputs)
    base = picture(outputs[0]["url"], "layer-0.png")
    check("layers: the base is as large as it says, and has no box", f"{base.width}x{base.height}" == outputs[0]["size"] and "bounding_box" not in outputs[0], outputs[0])
    whole = base.convert("RGBA")
    for output in outputs[1:]:
        layer = picture(output["url"], f"layer-{output['z_index']}.png", mode="RGBA")
        count("layer")
        left, top, right, bottom = output["bounding_box"]["absolute"]
        fits = layer.size == (right - left, bottom - top) and output["size"] == f"{layer.width}x{layer.height}"
        check(f"layer {output['z_index']}: as large as its box", fits, (layer.size, output))
        low, high = layer.getchannel("A").getextrema()
        check(f"layer {output['z_index']}: it has holes and is no hole", low < 255 and high == 255, (low, high))
        whole.alpha_composite(layer, (left, top))
    away = max(high for _, high in ImageChops.difference(whole.convert("RGB"), base).getextrema())
    check("layers: on their places they look like the base", away <= 2, away)


FFPROBE, FFMPEG = shutil.which("ffprobe"), shutil.which("ffmpeg")


def probe(path):
    """Width and height, length, frames, rate, codec and containers, as ffprobe counts them."""
    command = [FFPROBE, "-v", "warning", "-count_frames", "-show_streams", "-show_format", "-of", "json", path]
    run = subprocess.run(command, capture_output=True, text=True)
    seen = json.loads(run.stdout)
    [stream] = seen["streams"]
    rate = Fraction(stream["r_frame_rate"])
    values = (stream["width"], stream["height"]), float(seen["format"]["duration"]), int(stream["nb_read_frames"])
    return *values, rate, stream["codec_name"], seen["format"], run.stderr


def head_size(path):
    """The size in the track header, where there is no ffprobe."""
    data = path.read_bytes()
    at = data.index(b"tkhd") + 4 + 76
    return tuple(int.from_bytes(data[at + 4 * i : at + 4 * i + 2], "big") for i in (0, 1))


def decode(path):
    """What ffmpeg has to say while it decodes the film whole: nothing."""
    command = [FFMPEG, "-v", "warning", "-xerror", "-i", path, "-f", "null", "-"]
    run = subprocess.run(command, capture_output=True, text=True)
    return run.stderr + (f"ended with {run.returncode}" if run.returncode else "")


FILMS = [
    # model and fields, width and height, seconds, container
    ({"model": "seedance-2", "resolution": "480p", "aspect_ratio": "16:9", "duration": 4}, (854, 480), 4, "mp4"),
    ({"model": "seedance-2", "resolution": "720p", "aspect_ratio": "9:16", "duration": 5}, (720, 1280), 5, "mp4"),
    ({"model": "seedance-2", "resolution": "720p", "aspect_ratio": "1:1", "duration": 6}, (720, 720), 6, "mp4"),
    ({"model": "seedance-2", "resolution": "1080p", "aspect_ratio": "4:3", "duration": 5}, (1440, 1080), 5, "mp4"),
    ({"model": "kling-v3", "mode": "pro", "aspect_ratio": "16:9", "duration": 10}, (1920, 1080), 10, "mp4"),
    ({"model": "sora-2-official", "aspect_ratio": "9:16", "duration": 8}, (720, 1280), 8, "mp4"),
    ({"model": "wan2.6", "resolution": "1080p", "aspect_ratio": "16:9", "duration": 15}, (1920, 1080), 15, "mp4"),
    ({"model": "seedance-2-5", "output_format": "mp4", "resolution": "720p", "aspect_ratio": "16:9", "duration": 5}, (1280, 720), 5, "mp4"),
    ({"model": "seedance-2-5", "output_format": "mov", "resolution": "720p", "aspect_ratio": "16:9", "duration": 5}, (1280, 720), 5, "mov"),
]  # fmt: skip


def films():
    for index, (body, size, seconds, container) in enumerate(FILMS):
        name = f"{body['model']} {size[0]} x {size[1]}, {seconds} s, {container}"
        for output in make("video", body):
            path, media_type = fetch(output["url"], f"film-{index}.{container}")
            count(container.upper())
            wanted = {"mp4": "video/mp4", "mov": "video/quicktime"}[container]
            check(f"{name}: its media type", media_type == wanted, media_type)
            brand = path.read_bytes()[8:12]
            check(f"{name}: its brand", (brand == b"qt  ") == (container == "mov"), brand)
            if FFPROBE:
                seen, length, frames, rate, codec, about, said = probe(path)
                check(f"{name}: its size", seen == size and codec == "h264", (seen, codec))
                exact = abs(length - seconds) < 0.001 and (frames, rate) == (seconds * RATE, RATE)
                check(f"{name}: {seconds * RATE} frames in {seconds} s", exact, (length, frames, rate))
                check(f"{name}: ffprobe has nothing to say", said == "", said)
            if FFMPEG:
                said = decode(path)
                check(f"{name}: ffmpeg decodes it without a word", said == "", said)


def last_frame():
    """The picture beside a film shows what the film ends with."""
    body = {"model": "seedance-2", "resolution": "480p", "aspect_ratio": "16:9", "duration": 4, "return_last_frame": True}
    for output in make("video", body):
        path, _ = fetch(output["url"], "ending.mp4")
        frame = picture(output["last_frame_url"], "ending.png")
        count("last frame")
        check("last frame: as large as the film", frame.size == (854, 480), frame.size)
        if FFMPEG:
            command = [FFMPEG, "-v", "error", "-sseof", "-0.5", "-i", path, "-update", "1", "-c:v", "png", "-f", "image2pipe", "-"]
            shots = subprocess.run(command, capture_output=True, check=True).stdout
            end = Image.open(io.BytesIO(shots[shots.rindex(b"\x89PNG") :])).convert("RGB")
            away = sum(ImageStat.Stat(ImageChops.difference(end, frame)).mean) / 3
            check("last frame: like the end of the film", away < 4, away)


FOLDER.mkdir(parents=True, exist_ok=True)
for part in (formats, several, layers, films, last_frame, every_table, every_ratio):
    part()
tools = [name for name, there in (("ffprobe", FFPROBE), ("ffmpeg", FFMPEG)) if not there]
absent = f"; NOT TESTED, for want of {' and '.join(tools)}: what they say about films" if tools else ""
finish(", ".join(f"{number} {kind}" for kind, number in sorted(opened.items())) + " opened" + absent)

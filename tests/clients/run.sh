#!/usr/bin/env bash
# Proves the emulator with clients of others. Usage: tests/clients/run.sh [FOLDER]
#
# FOLDER takes the files that are made; it is a temporary one otherwise. TOAPIS_PYTHON names a Python that has
# requirements.txt installed; a new environment is made otherwise. TOAPIS_BIN names a built `toapis`.
# Only the installation of packages goes to the network.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
folder=${1:-$(mktemp -d)}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/toapis-clients
emulator=
trap '[ -z "$emulator" ] || kill "$emulator" 2>/dev/null' EXIT

python=${TOAPIS_PYTHON:-}
if [ -z "$python" ]; then
    python3 -m venv "$cache" && "$cache/bin/pip" install -q -r "$here/requirements.txt" || exit 2
    python=$cache/bin/python
fi
bin=${TOAPIS_BIN:-}
if [ -z "$bin" ]; then
    (cd "$root" && cargo build -q -p toapis-cli) || exit 2
    bin=$(cd "$root" && cargo metadata --format-version 1 --no-deps |
        "$python" -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')/debug/toapis
fi

# Starts an emulator of its own for each proof, on free ports, and waits until it answers.
start() {
    "$bin" emulator --port 0 --files-port 0 --seed 7 "$@" >"$folder/emulator.txt" 2>&1 &
    emulator=$!
    for _ in $(seq 100); do
        TOAPIS_BASE_URL=$(sed -n 's/^export TOAPIS_BASE_URL=\([^ ]*\).*/\1/p' "$folder/emulator.txt")
        export TOAPIS_BASE_URL TOAPIS_API_KEY=sk-emulator-demo
        if [ -n "$TOAPIS_BASE_URL" ] && "$python" -c \
            'import os, requests; requests.get(os.environ["TOAPIS_BASE_URL"] + "/__emulator/", timeout=1)' 2>/dev/null
        then
            return 0
        fi
        kill -0 "$emulator" 2>/dev/null || break
        sleep 0.1
    done
    cat "$folder/emulator.txt"
    return 1
}

failed=0
# proof NAME "FLAGS OF THE EMULATOR" COMMAND…: one line of summary; everything it said where it failed.
proof() {
    local name=$1 flags=("${@:2:1}")
    read -ra flags <<<"${flags[0]}"
    shift 2
    if ! start "${flags[@]}"; then
        echo "$name: FAILED: the emulator did not start"
        failed=1
        return
    fi
    if "$@" >"$folder/$name.txt" 2>&1; then
        echo "$name: $(tail -n 1 "$folder/$name.txt")"
    else
        cat "$folder/$name.txt"
        echo "$name: FAILED"
        failed=1
    fi
    kill "$emulator" 2>/dev/null
    wait "$emulator" 2>/dev/null
    emulator=
}

proof poll_loop "" "$python" "$here/poll_loop.py" "$folder"
proof openai_chat "" "$python" "$here/openai_chat.py"
if command -v curl >/dev/null; then
    proof doc_examples "" "$python" "$here/doc_examples.py" "$root/docs/emulator.md" "$folder"
else
    echo "doc_examples: not tested, there is no curl"
fi
if command -v node >/dev/null; then
    proof javascript "" node "$here/doc_example.mjs" "$root/docs/emulator.md"
else
    echo "javascript: not tested, there is no node"
fi
proof media "--limits off" "$python" "$here/media.py" "$root/docs/openapi.json" "$folder/media"
command -v ffprobe >/dev/null || echo "media: not tested with ffprobe and ffmpeg, which are not there"
proof openapi "--group svip --speed 60 --lifecycle queued=1,running=1" \
    "$python" "$here/openapi/contract.py" "$root/docs/openapi.json" "$folder/openapi"
echo "files: $folder"
exit $failed

#!/usr/bin/env bash
# Published programs read what the pages at URL tell programs.
set -euo pipefail

url=${1:?usage: judge.sh URL    for example http://127.0.0.1:8080}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
cd "$work"
PYTHONDONTWRITEBYTECODE=1 "$work/venv/bin/python" "$here/judge.py" "${url%/}"

#!/usr/bin/env bash
# Opens the exports of a server with pandas and openpyxl. They are kept in a folder from one run to the next.
set -euo pipefail

url=${1:?usage: tables.sh URL FOLDER}
venv=${2:?usage: tables.sh URL FOLDER}
here=$(cd "$(dirname "$0")" && pwd)

if ! cmp --silent "$here/requirements.txt" "$venv/requirements.txt"; then
  rm -rf "$venv"
  python3 -m venv "$venv" || exit 3
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt" || exit 3
  cp "$here/requirements.txt" "$venv/requirements.txt"
fi
PYTHONDONTWRITEBYTECODE=1 "$venv/bin/python" "$here/tables.py" "$url"

#!/usr/bin/env bash
# Some 2,000 generated queries against URL: none may make the server fail or tell of its inside.
set -euo pipefail

url=${1:?usage: fuzz.sh URL    for example http://127.0.0.1:8080}
cases_a_field=${CASES_A_FIELD:-112}
seed=${SEED:-20240229}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/fuzz/requirements.txt"

cd "$work"
SCHEMATHESIS_HOOKS="$here/fuzz/hooks.py" PYTHONDONTWRITEBYTECODE=1 timeout 900 \
  "$work/venv/bin/schemathesis" run "${url%/}/graphql" \
  --checks server_holds,internals_stay_inside \
  --phases fuzzing \
  --max-examples "$cases_a_field" \
  --seed "$seed" \
  --generation-database none \
  --suppress-health-check all \
  --continue-on-failure \
  --request-timeout 15 \
  --output-truncate false \
  --workers 1 \
  --warnings off \
  --no-color

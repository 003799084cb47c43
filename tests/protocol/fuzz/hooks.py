"""What no answer may be, whatever was asked: a failure of the server, or a look into its inside."""

import re
import sys
from pathlib import Path

import schemathesis

sys.path.insert(0, str(Path(__file__).parent))
import sensible  # noqa: E402, F401  (registers a hook)

INTERNALS = re.compile(
    r"SELECT |sqlite|sqlx|panicked|src/|/home|/root|\bthread\b|\b[A-Za-z_]\w*::\w",
    re.IGNORECASE,
)
# An answer with status 200 can still tell of a failure.
INTERNAL_CODE = re.compile(r'"code":\s*"INTERNAL_SERVER_ERROR"')


@schemathesis.check
def server_holds(ctx, response, case):
    text = response.content.decode("utf-8", "replace")
    if response.status_code >= 500:
        raise AssertionError(f"status {response.status_code}: {text[:2000]}")
    if INTERNAL_CODE.search(text):
        raise AssertionError(f"an internal error: {text[:2000]}")


@schemathesis.check
def internals_stay_inside(ctx, response, case):
    text = response.content.decode("utf-8", "replace")
    asked = str(case.body)
    # What the client wrote itself may come back in a message.
    leaks = sorted({found for found in INTERNALS.findall(text) if found not in asked})
    if leaks:
        raise AssertionError(f"the answer has {leaks}: {text[:2000]}")

"""One trace of what is handed in, from upload to download: the id by which lines of logs belong together."""

import re
from uuid import UUID

_TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


def trace_of(submission: UUID) -> str:
    """The W3C trace id of everything that is done for a submission; of an e-mail its job is the beginning."""
    return submission.hex


def asked_trace(traceparent: str) -> str:
    """The trace id in a W3C `traceparent`; empty for none, or for what is no such header."""
    found = _TRACEPARENT.fullmatch(traceparent)
    return found[1] if found else ""

"""Names of files as we keep them: without the number of a person."""

import re

from service.domain.standard.casting import passes_elfproef

_ID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
"""Of ours (UUID): one in seven hundred has nine digits that pass the elfproef, and is of nobody."""
_DIGITS = r"\d{9}|\d{3}[ ._-]\d{3}[ ._-]\d{3}|\d{4}[ ._-]\d{2}[ ._-]\d{3}"
_ID_OR_DIGITS = re.compile(rf"(?P<id>{_ID})|(?<!\d)(?:{_DIGITS})(?!\d)")
MASK = "[bsn]"
"""What stands in the place of one."""
_LONGEST_NAME = 200


def without_bsn(name: str) -> str:
    """The name without any number of nine digits that can be a BSN, however its digits are grouped.

    An id of ours is left as it is.
    """
    return _ID_OR_DIGITS.sub(_masked, name)


def plain_name(filename: str) -> str:
    """The last part of a path of any system, printable, not too long, and of nobody."""
    last = filename.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return without_bsn("".join(one for one in last if one.isprintable()))[-_LONGEST_NAME:]


def _masked(found: re.Match[str]) -> str:
    if found["id"]:
        return found[0]
    digits = re.sub(r"\D", "", found[0])
    return MASK if passes_elfproef([digits])[0] else found[0]

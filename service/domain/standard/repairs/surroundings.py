"""Take away what stands around a value and cannot belong to it: blanks, invisible signs, an apostrophe."""

import re

from service.domain.standard.repairs.repair import Wanted

APOSTROPHES = "'’‘`"  # noqa: RUF001 - the curly ones are what Word and Outlook make of it
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
INVISIBLE = re.compile(f"[{_UNSEEN}]")
"""Signs that take no room, wherever they stand."""
_EDGES = re.compile(rf"^[\s{_UNSEEN}]+|[\s{_UNSEEN}]+$")


def without_surroundings(text: str, wanted: Wanted) -> str | None:
    """Give the value alone. What is nothing but blanks is an empty cell; prose keeps its blanks."""
    alone = bare(text)
    return None if alone == text or (wanted.is_prose and alone) else alone


def without_apostrophe(text: str, wanted: Wanted) -> str | None:
    """Leave out the apostrophe by which Excel is told that a code is text.

    Only before a digit, and only where a value has a form of its own or is something to find again by.
    """
    if not (wanted.is_typed or wanted.is_identifier) or text[:1] not in APOSTROPHES:
        return None
    return text[1:] if text[1:2].isdigit() else None


def bare(text: str) -> str:
    """Give a text without the blanks and invisible signs around it."""
    return _EDGES.sub("", text)

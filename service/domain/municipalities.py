"""Municipalities that have merged: whose reports are whose, on a day."""

from collections.abc import Mapping
from datetime import date

from service.domain.standard.model import Standard


def merged_before(standard: Standard, day: date) -> dict[str, str]:
    """Code of a municipality that is no more on that day → the code of the one it is part of now.

    An allocation keeps the code under which it was made (iJw 3.2, TR378: the code is valid on its first day);
    what is reported about it goes to the municipality that answers for it when the reporting period ends.
    """
    direct = {
        entry.code: entry.more["opvolger"]
        for entry in standard.code_lists["gemeente"].entries
        if entry.more.get("opvolger") and entry.valid_until is not None and entry.valid_until < day
    }
    return {code: _last(into, direct) for code, into in direct.items()}


def _last(code: str, direct: Mapping[str, str]) -> str:
    while code in direct:
        code = direct[code]
    return code

"""Count what a workbook's shared texts become when every cell that refers to one gets its own."""

import re

_LONG = 10_000
"""Bytes of a shared text that no field of the standard can hold, whatever its characters and mark-up."""
_MOST = 100_000_000
"""Bytes of such texts in all cells together; other texts of a workbook are hardly longer than its parts."""
_ITEM = re.compile(rb"<(?:[\w.-]+:)?si[\s/>]")
_REFERENCE = re.compile(rb"\st\s*=\s*[\"']s[\"'][^>]*>\s*<(?:[\w.-]+:)?v>\s*(\d+)")


class LongTexts:
    """The long ones among the shared texts of a workbook, and how much of them its sheets have asked for."""

    def __init__(self, xml: bytes) -> None:
        self._lengths: dict[int, int] = {}
        self._asked = 0
        if max(map(len, xml.split(b"<si")), default=0) > _LONG:
            starts = [each.start() for each in _ITEM.finditer(xml)]
            lengths = (end - start for start, end in zip(starts, [*starts[1:], len(xml)], strict=True))
            self._lengths = {at: length for at, length in enumerate(lengths) if length > _LONG}

    def is_too_much(self, sheet: bytes) -> bool:
        """Add what the cells of a sheet ask for; whether it is more than a file may be together."""
        if self._lengths:
            self._asked += sum(self._lengths.get(int(place), 0) for place in _REFERENCE.findall(sheet))
        return self._asked > _MOST

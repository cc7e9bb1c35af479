"""From the bytes of a csv file to its text, with the evidence for how that was done."""

import codecs
import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from service.domain.findings import Finding, Place
from service.domain.standard.findings import csv as kinds

_WIDE = {codecs.BOM_UTF16_LE: "UTF-16 LE", codecs.BOM_UTF16_BE: "UTF-16 BE"}
_SAMPLES = 3
_PIECE = 64 * 1024
_EMPTY_LINES = re.compile(rb"[\r\n]+")
_WORD = re.compile(r"[^\s;,\t\"]*[^\x00-\x7f][^\s;,\t\"]*")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of one file, and by which encoding it was read."""

    sheet: str
    utf8: bytes
    """The text, in UTF-8 whatever the file had."""
    encoding: str
    lines_before: int = 0
    """Lines of the file above this text."""

    @property
    def text(self) -> str:
        """The whole text; made each time."""
        return self.utf8.decode()

    @property
    def says_anything(self) -> bool:
        """Whether there is more than blanks."""
        return not self.utf8.isspace() and bool(self.utf8)

    def first_lines(self, count: int) -> list[str]:
        """The first line that is not empty, and those after it, each with its end."""
        empty = _EMPTY_LINES.match(self.utf8)
        start, piece = empty.end() if empty else 0, _PIECE
        while True:
            lines = self.utf8[start : start + piece].splitlines(keepends=True)
            if len(lines) > count or start + piece >= len(self.utf8):
                return [line.decode() for line in lines[:count]]
            piece *= 2


def decode(sheet: str, content: bytes) -> tuple[DecodedText | None, list[Finding]]:
    """Decode strictly: UTF-16 by its byte order mark, else UTF-8, and Windows-1252 only when that fails.

    Windows-1252 is a finding that shows words in which it matters. A NUL, or a byte that means nothing in
    either, refuses the file.
    """
    place = Place(sheet=sheet)
    try:
        utf8, encoding = _decoded(content)
    except UnicodeDecodeError as fault:
        return None, [Finding(kinds.CSV_ENCODING, place, {"position": str(fault.start)})]
    decoded = DecodedText(sheet, utf8, encoding)
    if b"\x00" in utf8:
        row = line_of(decoded.text, decoded.text.find("\x00"))
        return None, [Finding(kinds.CSV_NUL, Place(sheet=sheet, row=row))]
    if encoding != "Windows-1252":
        return decoded, []
    words = list(dict.fromkeys(_WORD.findall(decoded.text)))[:_SAMPLES]
    return decoded, [Finding(kinds.CSV_WINDOWS, place, {"samples": ", ".join(words)})]


def _decoded(content: bytes) -> tuple[bytes, str]:
    wide = _WIDE.get(content[:2])
    if wide is not None:
        return content.decode("utf-16").encode(), f"{wide} (volgens de byte order mark)"
    if _is_utf8(content):
        return content.removeprefix(codecs.BOM_UTF8), "UTF-8"
    try:
        return content.decode("cp1252").encode(), "Windows-1252"
    except UnicodeDecodeError:
        content.decode("utf-8")
        raise


def _is_utf8(content: bytes) -> bool:
    """Whether the bytes are text in UTF-8, told without making that text."""
    bounds = np.array([0, len(content)], np.int64)
    whole = pa.Array.from_buffers(pa.large_string(), 1, [None, pa.py_buffer(bounds), pa.py_buffer(content)])
    try:
        whole.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def line_of(text: str, position: int) -> int:
    """Return the line, from 1, on which a character stands."""
    before = text[:position]
    return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")


def stray_quote(text: str, separator: str) -> int | None:
    """Return where the first quote stands that neither opens, closes nor doubles within a field."""
    if '"' not in text:
        return None
    apart = re.escape(separator)
    field = re.compile(rf'(?:(?<=^)|(?<=[{apart}\r\n]))"(?:[^"]|"")*"(?=[{apart}\r\n]|$)')
    at = field.sub(lambda found: " " * len(found[0]), text).find('"')
    return None if at < 0 else at


def mixed_line_ends(text: str) -> str:
    """Count the kinds of line ends outside quotes; empty when there is one kind at most."""
    bare = re.sub(r'"[^"]*"', "", text) if '"' in text else text
    both = bare.count("\r\n")
    counts = {"CR LF": both, "LF": bare.count("\n") - both, "CR": bare.count("\r") - both}
    present = {name: count for name, count in counts.items() if count}
    return ", ".join(f"{count} × {name}" for name, count in present.items()) if len(present) > 1 else ""

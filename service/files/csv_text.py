"""From the bytes of a csv file to its text, with the evidence for how that was done."""

import codecs
import re
from dataclasses import dataclass

from service.domain.findings import Finding, Place
from service.domain.standard import csv_findings as kinds

_WIDE = {codecs.BOM_UTF16_LE: "UTF-16 LE", codecs.BOM_UTF16_BE: "UTF-16 BE"}
_SAMPLES = 3
_WORD = re.compile(r"[^\s;,\t\"]*[^\x00-\x7f][^\s;,\t\"]*")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of one file, and by which encoding."""

    sheet: str
    text: str
    encoding: str
    lines_before: int = 0
    """Lines of the file above this text."""


def decode(sheet: str, content: bytes) -> tuple[DecodedText | None, list[Finding]]:
    """Decode strictly: UTF-16 by its byte order mark, else UTF-8, and Windows-1252 only when that fails.

    Windows-1252 is a finding that shows words in which it matters. A NUL, or a byte that means nothing in
    either, refuses the file.
    """
    place = Place(sheet=sheet)
    try:
        text, encoding = _decoded(content)
    except UnicodeDecodeError as fault:
        return None, [Finding(kinds.CSV_ENCODING, place, {"position": str(fault.start)})]
    nul = text.find("\x00")
    if nul >= 0:
        return None, [Finding(kinds.CSV_NUL, Place(sheet=sheet, row=line_of(text, nul)))]
    findings = []
    if encoding == "Windows-1252":
        words = list(dict.fromkeys(_WORD.findall(text)))[:_SAMPLES]
        findings.append(Finding(kinds.CSV_WINDOWS, place, {"samples": ", ".join(words)}))
    return DecodedText(sheet, text, encoding), findings


def _decoded(content: bytes) -> tuple[str, str]:
    wide = _WIDE.get(content[:2])
    if wide is not None:
        return content.decode("utf-16"), f"{wide} (volgens de byte order mark)"
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as fault:
        try:
            return content.decode("cp1252"), "Windows-1252"
        except UnicodeDecodeError:
            raise fault from None


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

"""What a report is called: three placeholders and plain signs that every system can keep as a name."""

import re
from collections.abc import Mapping

from service.domain.formats.composition import Composed
from service.domain.formats.faults.composing import (
    FILENAME_BEGINS_WITH_A_SIGN,
    FILENAME_OF_WINDOWS,
    FILENAME_TOO_LONG,
    OTHER_ENDING,
    SIGN_IN_A_FILENAME,
    TWO_DOTS_IN_A_FILENAME,
    TWO_FILES_ONE_NAME,
    UNKNOWN_PLACEHOLDER,
)
from service.domain.formats.output import Output, TemplateOutput, ZipOutput
from service.domain.formats.shape import LanguageError

_LONGEST = {"gemeentecode": "0000", "agb_code": "00000000", "periode": "2026-Q1"}
"""What can stand in a name, with a value as long as any."""
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SIGN_TO_REFUSE = re.compile(r"[^A-Za-zÀ-ÖØ-öø-ÿ0-9 _.,()-]")
_MOST_CHARACTERS = 120
"""Leaves room for a folder before it: a path on Windows has 260."""
_KEPT_BY_WINDOWS = re.compile(r"con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]", re.IGNORECASE)
_ENDINGS = {
    "ods": (".ods",),
    "docx": (".docx",),
    "zip": (".zip",),
    "csv": (".csv", ".txt", ".tsv"),
    "fixed-width": (".txt", ".dat", ".asc"),
    "xml": (".xml",),
    "json": (".json",),
}


def filled_filename(filename: str, facts: Mapping[str, str]) -> str:
    """The name of a report: each placeholder that is in `facts` has its value, all else is as it was."""
    return _PLACEHOLDER.sub(lambda found: facts.get(found[1], found[0]), filename)


def require_safe_filename(composed: Composed, output: Output) -> None:
    """Raise FormatError, with the line of the name, when a report cannot or should not be called so."""
    _require_safe(composed, output, ("output",))
    names: set[str] = set()
    for file, each in (output.files if isinstance(output, ZipOutput) else {}).items():
        path = ("output", "files", file)
        _require_safe(composed, each, path)
        if each.filename.lower() in names:
            raise composed.error((*path, "filename"), TWO_FILES_ONE_NAME.fault(name=each.filename))
        names.add(each.filename.lower())


def _require_safe(composed: Composed, output: Output, path: tuple[str, ...]) -> None:
    try:
        _require_known_placeholders(output.filename)
        _require_plain_signs(_PLACEHOLDER.sub("0", output.filename))
        _require_ending(output)
        _require_length(filled_filename(output.filename, _LONGEST))
    except LanguageError as fault:
        raise composed.error((*path, "filename"), fault.fault) from fault


def _require_known_placeholders(filename: str) -> None:
    for found in _PLACEHOLDER.finditer(filename):
        if found[1] not in _LONGEST:
            raise LanguageError(UNKNOWN_PLACEHOLDER.fault(placeholder=found[0]))


def _require_plain_signs(name: str) -> None:
    """`name` has a digit where a placeholder stood."""
    refused = _SIGN_TO_REFUSE.search(name)
    if refused is not None:
        raise LanguageError(SIGN_IN_A_FILENAME.fault(sign=refused[0], signs="-_.,()"))
    if name and not name[0].isalnum():
        raise LanguageError(FILENAME_BEGINS_WITH_A_SIGN.fault(sign=name[0]))
    if ".." in name:
        raise LanguageError(TWO_DOTS_IN_A_FILENAME.fault())
    stem = name.partition(".")[0].rstrip()
    if _KEPT_BY_WINDOWS.fullmatch(stem):
        raise LanguageError(FILENAME_OF_WINDOWS.fault(name=stem))


def _require_ending(output: Output) -> None:
    if isinstance(output, TemplateOutput) and output.kind == "xlsx":
        # with macros or without is said by the workbook, and Excel opens neither under the other's name
        endings: tuple[str, ...] = (".xlsm" if output.template.lower().endswith(".xlsm") else ".xlsx",)
    else:
        endings = _ENDINGS[output.kind]
    if not output.filename.lower().endswith(endings):
        raise LanguageError(OTHER_ENDING.fault(kind=output.kind, endings=", ".join(endings)))


def _require_length(name: str) -> None:
    if len(name) > _MOST_CHARACTERS:
        raise LanguageError(FILENAME_TOO_LONG.fault(most=_MOST_CHARACTERS, length=len(name)))

"""Which row numbers in the formulas and addresses of an OpenDocument spreadsheet move when a region grows."""

import re
from collections.abc import Callable

from service.files.workbook import References, SheetRegions, moved_range, repeated_range
from service.files.xml_columns import own_row

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_ROW = r"\$?[1-9]\d{0,6}"
_NAME = r"\$?(?:'(?:[^']|'')+'|[^\s.'\[\]:$#]+)"
_ADDRESS = (
    rf"(?P<prefix>(?P<sheet>{_NAME})?\.)(?P<first>{_CELL}|{_ROW}(?=:))"
    rf"(?::(?P<prefix2>(?P<sheet2>{_NAME})?\.)(?P<last>{_CELL}|{_ROW}))?"
)
"""ODF 1.3 part 4, §5.8: a reference, without its square brackets."""
_REFERENCE = re.compile(_ADDRESS)
_ONE_OF_LIST = re.compile(rf"(?<!\S){_ADDRESS}(?!\S)")
_TEXT_OR_REFERENCE = re.compile(r"\"(?:[^\"]|\"\")*\"|\[((?:'(?:[^']|'')*'|[^\]'])*)\]")


class OpenReferences(References):
    """As `References`, in the notation of OpenFormula: `[.B5]`, `[$Data.$B$5:.$B$5]`."""

    _second = "."

    def addresses(self, text: str, *, grows: bool = True) -> str:
        """A list of addresses as attributes hold them (`Data.A5:Data.D5`), after growth.

        With `grows` a single cell in the pattern row becomes a range.
        """

        def moved(match: re.Match[str]) -> str:
            regions = self.regions_of(sheet_name(match["sheet"]))
            return match[0] if regions is None else moved_range(match, regions, grows=grows, second=".")

        return _ONE_OF_LIST.sub(moved, text)

    def row_addresses(self, text: str, row: int) -> str:
        """A list of addresses of the pattern row `row`, as it is repeated on every data row."""

        def moved(match: re.Match[str]) -> str:
            regions = self.regions_of(sheet_name(match["sheet"]))
            return repeated_range(match, regions, lambda number: own_row(number - row), own=row)

        return _ONE_OF_LIST.sub(moved, text)

    def _each_reference(
        self, text: str, own_sheet: str, moved: Callable[[re.Match[str], SheetRegions | None], str]
    ) -> str:
        def replaced(found: re.Match[str]) -> str:
            match = _REFERENCE.fullmatch(found[1]) if found[1] is not None else None
            if match is None:
                return found[0]
            name = sheet_name(match["sheet"]) or own_sheet
            until = sheet_name(match["sheet2"]) or name
            if until.casefold() != name.casefold():
                rows = [
                    int(row)
                    for row in re.findall(r"\d+$", f"{match['first']}\n{match['last']}", re.MULTILINE)
                ]
                self._require_nothing_moves([name, until], rows, text)
                return found[0]
            return f"[{moved(match, self.regions_of(name))}]"

        return _TEXT_OR_REFERENCE.sub(replaced, text)


def renamed(text: str, old: str, new: str, *, in_brackets: bool) -> str:
    """A formula (`in_brackets`) or list of addresses with one sheet under another name."""
    quoted = "'" + new.replace("'", "''") + "'"

    def own(match: re.Match[str]) -> str:
        reference = match[0]
        for group in ("sheet2", "sheet"):
            if match[group] and sheet_name(match[group]).casefold() == old.casefold():
                start, stop = (place - match.start() for place in match.span(group))
                reference = (
                    f"{reference[:start]}{'$' if match[group][0] == '$' else ''}{quoted}{reference[stop:]}"
                )
        return reference

    if not in_brackets:
        return _ONE_OF_LIST.sub(own, text)
    return _TEXT_OR_REFERENCE.sub(
        lambda found: found[0] if found[1] is None else f"[{_REFERENCE.sub(own, found[1])}]", text
    )


def sheet_name(written: str | None) -> str:
    """`$'Jan''s blad'` → `Jan's blad`; nothing for a reference without a sheet."""
    name = (written or "").removeprefix("$")
    if name.startswith("'"):
        return name[1:-1].replace("''", "'")
    return name

"""Which row numbers in a formula or range move when a data region grows, marked to be filled in per report.

A region starts as one row, the pattern row, and ends as n rows. A row number that depends on n is replaced by
a mark (`service.files.xml_columns.marked_text`); everything else stays as the municipality wrote it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string

from service.domain.failures import FormatError
from service.domain.formats.faults.workbooks import FORMULA_OVER_SHEETS, NOT_AN_ADDRESS, UNREADABLE_FORMULA
from service.files.workbook.placed import Strips
from service.files.workbook.regions import DataRegion, SharedGrowth, SheetRegions, StripedRegions
from service.files.xml_columns import own_row

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_ROW = r"\$?[1-9]\d{0,6}"
_NAME = r"(?:'(?:[^']|'')+'|[^'!:\s]+)"
_SHEET = rf"(?:(?P<sheet>{_NAME})!)"
_REFERENCE = re.compile(
    rf"(?<![\w.])(?P<prefix>{_SHEET}?)(?P<first>{_CELL}|{_ROW}(?=:))"
    rf"(?::(?P<prefix2>(?:{_NAME}!)?)(?P<last>{_CELL}|{_ROW}))?(?![\w.(])"
)
_END = re.compile(r"(?P<column>\$?[A-Za-z]{0,3})(?P<fixed>\$?)(?P<row>\d+)")
_SEVERAL_SHEETS = re.compile(
    r"'?(?P<from>(?:[^':!]|'')+):(?P<until>(?:[^':!]|'')+)'?!(?P<cells>[$A-Za-z0-9:]+)"
)


class References:
    """The regions of a workbook, and what their growth does to ranges and formulas.

    `own_sheet` is always the sheet on which the range or formula stands. Sheet names are compared as Excel
    does, without regard to case.
    """

    _second = ""
    """What stands before the second end of a range that was a single cell."""

    def __init__(
        self,
        regions: Iterable[DataRegion],
        sheets: Sequence[str] = (),
        *,
        strips: Mapping[str, Strips] = MappingProxyType({}),
        shared: SharedGrowth | None = None,
    ) -> None:
        """`sheets` is every sheet, in the order of the workbook; `strips` those of sheets that have them."""
        by_sheet: dict[str, list[DataRegion]] = {}
        for region in regions:
            by_sheet.setdefault(region.sheet.casefold(), []).append(region)
        self._regions = {sheet: SheetRegions(several) for sheet, several in by_sheet.items()}
        for sheet, own in strips.items():
            several = by_sheet.get(sheet.casefold(), [])
            growth = shared or SharedGrowth(0)
            self._regions[sheet.casefold()] = StripedRegions(several, own.columns, own.end, growth)
        self._sheets = [sheet.casefold() for sheet in sheets]

    def regions_of(self, sheet: str) -> SheetRegions | None:
        """The regions of a sheet, if it has any."""
        return self._regions.get(sheet.casefold())

    def range(self, text: str, own_sheet: str, *, grows: bool = True) -> str:
        """`A6:I7` as it stands after growth. With `grows`, a single cell in the pattern row grows too."""
        regions = self.regions_of(own_sheet)
        match = _REFERENCE.fullmatch(text)
        if regions is None or match is None:
            return text
        return moved_range(match, regions, grows=grows)

    def ranges(self, text: str, own_sheet: str) -> str:
        """A list of ranges with blanks between them, as data validation has them, after growth.

        One over several strips becomes one for each.
        """
        regions = self.regions_of(own_sheet)
        parts = [each for part in text.split() for each in (_parted(part, regions) if regions else (part,))]
        return " ".join(self.range(part, own_sheet) for part in parts)

    def widest_range(self, text: str, own_sheet: str) -> str:
        """As `range`, for what may stand over several strips: it ends where the longest of them does."""
        regions = self.regions_of(own_sheet)
        match = _REFERENCE.fullmatch(text)
        if regions is None or match is None:
            return text
        return moved_range(match, regions, grows=True, may_be_shared=True)

    def formula(self, text: str, own_sheet: str, *, grows: bool = False, may_be_shared: bool = False) -> str:
        """A formula that is not repeated. `grows`: as in `range`, for charts and names.

        Ranges over the pattern row grow, references to rows below a region move with those rows.
        `may_be_shared`: as in `widest_range`, for print areas.
        """

        def moved(match: re.Match[str], regions: SheetRegions | None) -> str:
            if regions is None:
                return match[0]
            return moved_range(match, regions, grows=grows, second=self._second, may_be_shared=may_be_shared)

        return self._each_reference(text, own_sheet, moved)

    def row_formula(self, text: str, own_sheet: str, row: int, *, repeats: bool = True) -> str:
        """A formula of the pattern row `row`, as it is repeated on every data row.

        Relative rows within the region, and the header row as the row before the first, go along with the
        data row, as when a person fills down. Rows outside it are one thing (a total, a title block, a list
        on another sheet) and stay that, dollar sign or not: with one pattern row nobody ever filled down, so
        nobody missed the dollar sign. An absolute range over the pattern row covers all data. Without
        `repeats` the text speaks for the first data row only, as in conditional formats.
        """

        def of_data_row(number: int) -> str:
            return own_row(number - row)

        def moved(match: re.Match[str], regions: SheetRegions | None) -> str:
            relative = of_data_row if repeats or regions is None else regions.moved
            return repeated_range(match, regions, relative, own=row)

        return self._each_reference(text, own_sheet, moved)

    def line_formula(self, text: str, own_sheet: str, row: int) -> str:
        """A formula of the pattern row `row` that stays a line of its own, with others put below it.

        What it says of its own line stays about that line; everything else is as in `formula`.
        """
        own = self.regions_of(own_sheet)

        def moved(match: re.Match[str], regions: SheetRegions | None) -> str:
            if regions is None:
                return match[0]
            if regions is own:
                return repeated_range(match, regions, regions.moved, own=row)
            return moved_range(match, regions, grows=False)

        return self._each_reference(text, own_sheet, moved)

    def _each_reference(
        self, text: str, own_sheet: str, moved: Callable[[re.Match[str], SheetRegions | None], str]
    ) -> str:
        def replaced(match: re.Match[str]) -> str:
            sheet = match["sheet"]
            name = (
                own_sheet if sheet is None else sheet.removeprefix("'").removesuffix("'").replace("''", "'")
            )
            return moved(match, self.regions_of(name))

        tokens = _tokens(text)
        for token in tokens:
            self._require_one_sheet(token, text)
        return "".join(
            _REFERENCE.sub(replaced, token.value) if _holds_references(token) else token.value
            for token in tokens
        )

    def _require_one_sheet(self, token: Token, formula: str) -> None:
        """A reference through several sheets (`Jan:Mrt!B2`) holds as long as nothing in it moves."""
        several = _SEVERAL_SHEETS.fullmatch(token.value)
        if token.type != Token.OPERAND or several is None or token.value.count("!") != 1:
            return
        ends = [several[name].replace("''", "'") for name in ("from", "until")]
        rows = [int(row) for row in re.findall(r"\d+", several["cells"])] or [0]
        self._require_nothing_moves(ends, rows, formula)

    def _require_nothing_moves(self, ends: Sequence[str], rows: Sequence[int], formula: str) -> None:
        """Raise FormatError when a sheet from the first of `ends` to the last grows above these rows."""
        folded = [end.casefold() for end in ends]
        places = [self._sheets.index(name) for name in folded if name in self._sheets]
        between = self._sheets[min(places) : max(places) + 1] if places else list(self._regions)
        moving = [self._regions[name] for name in between if name in self._regions]
        if any(regions.regions[0].row <= max(rows) for regions in moving):
            raise FormatError(FORMULA_OVER_SHEETS.fault(formula=formula))


def _tokens(formula: str) -> list[Token]:
    try:
        tokens: list[Token] = Tokenizer("=" + formula).items
    except TokenizerError as error:
        raise FormatError(UNREADABLE_FORMULA.fault(formula=formula)) from error
    if "".join(token.value for token in tokens) != formula:
        raise FormatError(UNREADABLE_FORMULA.fault(formula=formula))
    return tokens


def _holds_references(token: Token) -> bool:
    if token.type == Token.FUNC:
        return token.subtype == Token.OPEN and ":" in token.value
    if token.type != Token.OPERAND or token.subtype != Token.RANGE or "[" in token.value:
        return False
    return _REFERENCE.fullmatch(token.value) is not None


def moved_range(
    match: re.Match[str],
    regions: SheetRegions,
    *,
    grows: bool,
    second: str = "",
    may_be_shared: bool = False,
) -> str:
    """A range after growth; `match` names prefix, first, prefix2 and last, and `second` is a missing prefix2.

    With `grows` a single cell in a pattern row becomes a range. Raises FormatError for a range over several
    strips that would have to end on different rows, unless it `may_be_shared`: then the longest counts.
    """
    regions = regions.within(_columns_of(match))
    first, last = match["first"], match["last"]
    if not may_be_shared:
        cells = ":".join(filter(None, (first, last))).replace("$", "")
        regions.require_alike(cells, [_row(end) for end in (first, last or first)])
    if last is None and not (grows and regions.at(_row(first))):
        return match["prefix"] + _with_row(first, regions.moved(_row(first)))
    start = _with_row(first, regions.moved(_row(first)))
    stop = _with_row(last or first, regions.end(_row(last or first)))
    return f"{match['prefix']}{start}:{match['prefix2'] or second}{stop}"


def repeated_range(
    match: re.Match[str], regions: SheetRegions | None, relative: Callable[[int], str], *, own: int
) -> str:
    """A range of the pattern row `own` on a data row; `relative` writes a row number that goes along."""
    ends = [part for part in (match["first"], match["last"]) if part is not None]
    if regions is None:
        return match[0]
    regions = regions.within(_columns_of(match))
    goes_along = [_goes_along(end, regions, own) for end in ends]
    if not any(goes_along):
        return moved_range(match, regions, grows=False)
    moved = [
        _with_row(end, relative(_row(end)) if along else regions.moved(_row(end)))
        for end, along in zip(ends, goes_along, strict=True)
    ]
    return match["prefix"] + f":{match['prefix2'] or ''}".join(moved)


def _goes_along(end: str, regions: SheetRegions, own: int) -> bool:
    """Whether an end moves with the data row: in the region itself, or in a region that stands beside it.

    Of several regions on a sheet only the one with the same pattern row goes along, if there is one.
    """
    row = _row(end)
    if _is_fixed(end):
        return False
    if regions.at(own) is not None or len(regions.regions) == 1:
        region = regions.at(own) or regions.regions[0]
        return region.row - 1 <= row <= region.row
    return regions.going_along(row)


def _columns_of(match: re.Match[str]) -> list[int]:
    """The first and the last column of a range; none for whole rows."""
    ends = [_parts(end)["column"].lstrip("$") for end in (match["first"], match["last"]) if end is not None]
    return [column_index_from_string(letters) for letters in ends if letters]


def _parted(text: str, regions: SheetRegions) -> Iterator[str]:
    """A range as one for each strip that it lies in."""
    match = _REFERENCE.fullmatch(text)
    columns = _columns_of(match) if match else []
    if match is None or len(columns) < 2:  # noqa: PLR2004 - a range has two ends
        yield text
        return
    top, bottom = _row(match["first"]), _row(match["last"])
    if regions.within(columns).are_alike(top, bottom):
        yield text
        return
    for left, right in regions.parted(*sorted(columns)):
        yield f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"


def _parts(end: str) -> re.Match[str]:
    match = _END.fullmatch(end)
    if match is None:
        raise FormatError(NOT_AN_ADDRESS.fault(text=end))
    return match


def _row(end: str) -> int:
    return int(_parts(end)["row"])


def _is_fixed(end: str) -> bool:
    parts = _parts(end)
    return bool(parts["fixed"]) or parts["column"] == "$"


def _with_row(end: str, row: str) -> str:
    parts = _parts(end)
    return f"{parts['column']}{parts['fixed']}{row}"

"""A second count of burden, from the typed export and the produced files alone (burden.md §7).

Nothing of translation, of compiled formats or of the first count is used here: formats are read as the
documents they are, rows are gone over one by one, and files are opened by readers that did not write them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from service.domain.failures import TerminalError
from service.domain.formats.earlier import PublishedReport
from service.domain.municipalities import merged_before
from service.domain.periods import Period
from service.domain.standard.export import Export
from service.domain.standard.model import Standard
from service.recount import no_work as _no_work  # noqa: F401 - importing it lets its readers be known
from service.recount.blocks import BlockText, is_more_than_a_list
from service.recount.documents import FormatDocument, ReadCodeTable
from service.recount.earlier import earlier_lines
from service.recount.element import Beside, Verbs
from service.recount.heads import Heads, ListedText
from service.recount.lines import AskedLines, ExportRows, plain, rows_that_wait
from service.recount.questions import AskedIn, AskedQuestions
from service.recount.reader import Cell, Reader
from service.recount.readers import reader_of
from service.recount.verbs import scope_of
from service.recount.writing import expression_of


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A produced file and what it is of."""

    municipality: str
    document: FormatDocument
    period: Period
    content: bytes


@dataclass(slots=True, kw_only=True)
class Recount:
    """Running totals, in the names of level 0."""

    cells: int = 0
    converted: int = 0
    by_hand: int = 0
    files: int = 0
    delivered: dict[object, int] = field(default_factory=lambda: defaultdict(int))
    forms: dict[str, set[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(set))

    def as_json(self) -> dict[str, int]:
        """As `eenmaal translate --json` names them."""
        return {
            "N": self.cells,
            "N_same": self.cells - self.converted - self.by_hand,
            "N_conv": self.converted,
            "N_man": self.by_hand,
            "D_fact": sum(times - 1 for times in self.delivered.values()),
            "R_dup": sum(len(several) - 1 for several in self.forms.values()),
            "D_file": max(self.files - 1, 0),
        }


@dataclass(frozen=True, slots=True)
class Counted:
    """Both counts of the same files."""

    level_zero: dict[str, int]
    questions: dict[str, object]
    """What is asked, in the names of `facts`."""


def recount(
    export: Export,
    standard: Standard,
    tables: Mapping[str, ReadCodeTable],
    files: Iterable[FoundFile],
    earlier: Iterable[PublishedReport] = (),
) -> dict[str, int]:
    """The level 0 counts of these files; see `recount_all`."""
    return recount_all(export, standard, tables, files, earlier).level_zero


def recount_all(
    export: Export,
    standard: Standard,
    tables: Mapping[str, ReadCodeTable],
    files: Iterable[FoundFile],
    earlier: Iterable[PublishedReport] = (),
) -> Counted:
    """The level 0 counts of these files, and of what they ask.

    Raises TerminalError when a file does not hold what it must.

    `earlier`: the reports of earlier periods that were at hand when the files were made.
    """
    total, rows, asked = Recount(), ExportRows.of(export), AskedQuestions(standard)
    provider = str(export.tables["aanlevering"].iloc[0]["agb_code"])
    then = [each for each in earlier if each.agb_code == provider]
    for found in files:
        total.files += 1
        counting = _Counting(
            total=total, rows=rows, asked=asked, standard=standard, tables=tables, found=found, earlier=then
        )
        _count_file(counting)
    counts = total.as_json()
    return Counted(counts, asked.counts(counts["R_dup"], counts["D_file"]))


def count_asked(
    formats: Iterable[tuple[str, FormatDocument]],
    period: Period,
    rows: ExportRows,
    standard: Standard,
    tables: Mapping[str, ReadCodeTable],
) -> dict[str, object]:
    """`facts` of formats of which no file was made: `rows` has none."""
    total, asked = Recount(), AskedQuestions(standard)
    for municipality, document in formats:
        counting = _Counting(
            total=total,
            rows=rows,
            asked=asked,
            standard=standard,
            tables=tables,
            found=FoundFile(municipality, document, period, b""),
        )
        for address, written in document.cells.items():
            sheet = address.rpartition("!")[0]
            verbs = counting.verbs(written, ("aanlevering",))
            counting.form(verbs, sheet)
            counting.ask(verbs, "")
        for name, written in document.sheets.items():
            lines, each = _asked_in(counting, cast("Mapping[str, object]", written))
            if each:
                _remember(counting, name, each.values(), lines)
    counts = total.as_json()
    return asked.counts(counts["R_dup"], 0)


_DATE_FORMS = {"csv": "dd-mm-jjjj", "fixed-width": "jjjjmmdd", "docx": "d maand jjjj"}
"""How a day is written in the kinds of file that hold text, when the format says nothing."""


@dataclass(slots=True, kw_only=True)
class _Counting:
    total: Recount
    rows: ExportRows
    asked: AskedQuestions
    standard: Standard
    tables: Mapping[str, ReadCodeTable]
    found: FoundFile
    earlier: Sequence[PublishedReport] = ()
    facts: set[object] = field(default_factory=set)

    def earlier_of(self, found: FoundFile) -> list[PublishedReport]:
        """What the municipality of a file got in its format before."""
        asked = (found.municipality, found.document.name)
        return [each for each in self.earlier if (each.municipality, each.format) == asked]

    def verbs(
        self, written: object, scope: Sequence[str], columns: Mapping[str, object] | None = None
    ) -> Verbs:
        """What a written expression says, read without running it; `columns` stand in the same block."""
        document = self.found.document
        lists = {
            name: scope_of(cast("Mapping[str, object]", sheet)) for name, sheet in document.sheets.items()
        }
        beside = Beside(lists, columns or {})
        return Verbs.read(expression_of(written), scope, self.standard, self.known_tables, beside)

    @property
    def known_tables(self) -> Mapping[str, ReadCodeTable]:
        """The code tables of today; those of a published version as they were."""
        kept = self.found.document.tables
        return {**self.tables, **{name: self._extended(each) for name, each in kept.items()}}

    def _extended(self, kept: ReadCodeTable) -> ReadCodeTable:
        """A published table, with what was added since for codes that it did not know."""
        codes = {line[0] for line in kept.lines}
        own = cast("Mapping[str, object]", self.found.document.content.get("code_tables", {}))
        today = None if kept.name in own else self.tables.get(kept.name)
        new = tuple(line for line in today.lines if line[0] not in codes) if today else ()
        return ReadCodeTable(kept.name, (*kept.lines, *new))

    def cell(self, verbs: Verbs, sheet: str, value: Cell, entity: object) -> None:
        """Count one cell of a file; `entity` is what it is a fact about."""
        if verbs.is_constant:
            return
        if verbs.is_manual:
            self.total.cells += 1
            self.total.by_hand += 1
            return
        if value is None or value == "":
            return
        self.total.cells += 1
        self.total.converted += verbs.is_converted or bool(self.form_of_file(verbs, sheet))
        self.facts.add((verbs.element, entity))

    def ask(self, verbs: Verbs, block: str, keys: Collection[str] = ()) -> None:
        """Count that a column or cell is asked; `keys` are the fields that tell which line it is."""
        found = self.found
        where = AskedIn(found.municipality, found.document.name, found.period, block)
        self.asked.ask(verbs, where, is_key=bool(verbs.source) and verbs.source in keys)

    def form_of_file(self, verbs: Verbs, sheet: str) -> tuple[str, ...]:
        """What a text file or letter does to dates and decimals; a workbook does nothing to them."""
        output = self.found.document.output_of(sheet)
        usual = _DATE_FORMS.get(str(output.get("kind")))
        if usual is None or verbs.is_constant:
            return ()
        day_form = output.get("date_form", usual)
        if verbs.is_date:
            return () if day_form == "jjjj-mm-dd" else (f"date {day_form}",)
        signs = {",": ("decimal comma",), "": ("no decimal sign",)}
        return signs.get(str(output.get("decimal_sign", ",")), ()) if verbs.has_decimals else ()

    def form(self, verbs: Verbs, sheet: str) -> None:
        """Remember how an element is represented."""
        if not verbs.is_constant:
            self.total.forms[verbs.element].add((*verbs.form, *self.form_of_file(verbs, sheet)))


def _count_file(counting: _Counting) -> None:
    document = counting.found.document
    reader = reader_of(document, counting.found.content)
    for address, written in document.cells.items():
        sheet, _, place = address.rpartition("!")
        verbs = counting.verbs(written, ("aanlevering",))
        value = reader.cell(sheet, place)
        counting.form(verbs, sheet)
        counting.ask(verbs, "")
        counting.cell(verbs, sheet, value, (*_told_of(counting, written), plain(value)))
    blocks = {
        name: _block(counting, reader, name, cast("Mapping[str, object]", sheet))
        for name, sheet in document.sheets.items()
    }
    blocks = {name: _parted(counting, name, blocks) for name in blocks}
    held = rows_that_wait([(each.lines, each.verbs.values()) for each in blocks.values()])
    for name, block in blocks.items():
        _count_sheet(counting, reader, name, replace(block, lines=replace(block.lines, held=held)))
    for fact in counting.facts:
        counting.total.delivered[fact] += 1


@dataclass(frozen=True, slots=True)
class _Block:
    sheet: Mapping[str, object]
    """As the format has it."""
    lines: AskedLines
    verbs: Mapping[str, Verbs]
    there: Mapping[tuple[str, ...], Mapping[str, Cell]]
    """What the file holds by the key of each line that it lists."""

    @property
    def asked(self) -> tuple[object, ...]:
        """Which rows it has, and what it knows their lines by."""
        listed = cast("Mapping[str, Mapping[str, object]]", self.sheet.get("listed") or {"by": {}})
        return self.sheet["rows"], list(listed["by"].values())


def _block(counting: _Counting, reader: Reader, name: str, sheet: Mapping[str, object]) -> _Block:
    """What a format asks in a block, and which lines the file lists there."""
    lines, verbs = _asked_in(counting, sheet)
    if not sheet.get("listed"):
        return _Block(sheet, lines, verbs, {})
    block = BlockText(reader.page(str(sheet.get("sheet", name))), sheet)
    there = block.listed_values(list(verbs))
    return _Block(sheet, replace(lines, listed=ListedText(block.listed, there)), verbs, there)


def _asked_in(counting: _Counting, sheet: Mapping[str, object]) -> tuple[AskedLines, dict[str, Verbs]]:
    """What a format asks in a block, before anything of a file is known."""
    scope, found = scope_of(sheet), counting.found
    lines = AskedLines(
        rows=counting.rows,
        municipality=found.municipality,
        laws=found.document.laws,
        period=found.period,
        table=scope[0],
        scope=scope,
        asked=cast("Mapping[str, object]", sheet["rows"]),
        standard=counting.standard,
        tables=counting.known_tables,
        merged=merged_before(counting.standard, found.period.end),
        heads=Heads(cast("Mapping[str, object]", sheet["across"])) if sheet.get("across") else None,
    )
    return lines, _verbs_of(counting, sheet, lines)


def _told_of(counting: _Counting, written: object) -> tuple[str, ...]:
    """A total is about the municipality and period of its file; what a provider says is about itself."""
    if next(iter(expression_of(written)), "") not in ("total", "ratio"):
        return ()
    return counting.found.municipality, counting.found.period.label


def _parted(counting: _Counting, name: str, blocks: Mapping[str, _Block]) -> _Block:
    """A block that knows what others have of the same list: those with the same rows by the same key."""
    own = blocks[name]
    checked = counting.found.document.checked
    if not own.there or any(each.startswith(f"{name}.") for each in checked):
        return own
    others = [each for other, each in blocks.items() if other != name and each.asked == own.asked]
    keys = {key for each in others for key in each.there} - own.there.keys()
    return replace(own, lines=replace(own.lines, elsewhere=frozenset(keys)))


def _count_sheet(counting: _Counting, reader: Reader, name: str, block: _Block) -> None:
    if not block.verbs:
        return  # rows for totals in single cells: nothing of it stands in the file
    _remember(counting, name, block.verbs.values(), block.lines)
    if block.sheet.get("listed"):
        _count_list(counting, block)
        return
    columns = cast("Mapping[str, object]", block.sheet.get("columns") or {})
    then = earlier_lines(counting.earlier_of(counting.found), name, counting.found.period, columns)
    lines = block.lines.lines(block.verbs.values(), then)
    content = _content(reader, name, block.sheet, list(block.verbs), len(lines))
    for header, each in block.verbs.items():
        for line, value in zip(lines, content[header], strict=True):
            counting.cell(each, name, value, _entity(counting, each, line, block.lines))


def _remember(counting: _Counting, name: str, verbs: Iterable[Verbs], asked: AskedLines) -> None:
    """How the columns of a table are represented, and that they are asked."""
    per = cast("Sequence[object]", asked.asked.get("per") or ())
    keys = {counting.verbs(written, asked.scope).source for written in per}
    for each in verbs:
        counting.form(each, name)
        counting.ask(each, name, keys)


def _content(
    reader: Reader, name: str, sheet: Mapping[str, object], headers: Sequence[str], count: int
) -> dict[str, list[Cell]]:
    if is_more_than_a_list(sheet):
        return BlockText(reader.page(str(sheet.get("sheet", name))), sheet).values(headers, count)
    return reader.columns(name, int(str(sheet.get("header_row", 1))), headers, count)


def _verbs_of(counting: _Counting, sheet: Mapping[str, object], asked: AskedLines) -> dict[str, Verbs]:
    """By address what its expression says; under a head it is another element."""
    columns = cast("Mapping[str, object]", sheet.get("columns") or {})
    verbs = {header: counting.verbs(written, asked.scope, columns) for header, written in columns.items()}
    for head, address, written in asked.heads.columns(asked.no_row()) if asked.heads else ():
        own = counting.verbs(written, asked.scope)
        under = f"only under {head} of {asked.heads.asked['by'] if asked.heads else ''}"
        verbs[address] = replace(own, is_converted=True, more=(*own.more, under))
    return verbs


def _count_list(counting: _Counting, block: _Block) -> None:
    """Lines that the file lists: a zero where nothing was delivered is a cell, and no fact."""
    lines = block.lines.by_listed_key(block.verbs.values())
    if not lines.keys() <= block.there.keys():
        raise TerminalError(f"The file has no line for {min(lines.keys() - block.there.keys())}.")
    for key, values in block.there.items():
        for header, each in block.verbs.items():
            value = values[header]
            if key in lines:
                counting.cell(each, "", value, _entity(counting, each, lines[key], block.lines))
            elif value not in (None, "-"):
                counting.total.cells += 1
                counting.total.converted += each.is_converted


def _entity(counting: _Counting, verbs: Verbs, line: tuple[object, ...], asked: AskedLines) -> object:
    table = asked.table
    if asked.per:
        made = (table, str(asked.asked.get("where")), counting.found.document.laws, str(asked.per))
        return (*line, counting.found.municipality, counting.found.period, made)
    place = cast("int", line[0])
    if verbs.source_table in ("", table):
        return (table, place)
    return ("toewijzing", counting.rows.allocation(counting.rows.tables[table][place]))

"""Explain cells of a report and trace rows of a submission: by making the report again, in memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from service.domain.explanation.explain import explain, explain_sum, not_filled
from service.domain.explanation.explanation import Explanation, without_rows
from service.domain.explanation.replay import Cell, CellOfLine, Replay, replay
from service.domain.explanation.row_words import as_sentence
from service.domain.explanation.trace import Reason, Trace, TracedCell, cells_of_row, reasons_of_row
from service.domain.explanation.written_total import WrittenTotal
from service.domain.explanation.written_totals import written_totals
from service.domain.failures import ReadBackDiffersError
from service.domain.findings import Verdict
from service.domain.formats.blank_files import blank_of
from service.domain.formats.calendar import Assignment
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.filenames import filled_filename
from service.domain.formats.rows import Submitted
from service.domain.formats.shape import FieldReference
from service.domain.periods import Period
from service.domain.standard.export import ROW, RowPlace
from service.domain.standard.intake import CheckedExport
from service.domain.translation.balance import Outcome
from service.domain.translation.content import SheetContent, Values
from service.domain.translation.fates import NOT_REQUESTED
from service.domain.translation.selection import is_asked, waiting
from service.domain.translation.unmade import CANNOT_BE_MADE
from service.domain.words import reason_words
from service.files.reports import CellAddresses, FilledCell, UnfilledCell, addresses_in, require_reads_back
from service.pipeline.in_its_cells import in_its_cells
from service.pipeline.whole_way import SUBMISSION_REJECTED, translate_assignment

_OF_EVERYBODY = ("aanlevering", "kengetal", "toelichting")
"""Tables of which a row can be there for every municipality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayedReport:
    """A report made again, with the place of every cell in its file."""

    replay: Replay
    addresses: CellAddresses
    filename: str
    template: bytes | None = None
    """The blank file that it is made of."""

    def explain(self, address: str, content: bytes, name: str = "") -> Explanation | None:
        """What there is to tell of a cell of this file; None for an address that is no place in it."""
        report = name or self.filename
        found = self.addresses.find(address)
        if found is not None:
            cells = _cells(found)
            return explain(self.replay, cells, report=report, address=self.address(cells[0]))
        other = self.addresses.unfilled(address, content)
        return None if other is None else self._not_filled(other, report)

    def says(self, address: str, content: bytes) -> Explanation | None:
        """What the format says of a cell, and what stands there: for who may not see any row.

        None for an address that is no place in this file.
        """
        found = self.addresses.find(address)
        if found is None:
            other = self.addresses.unfilled(address, content)
            return None if other is None else without_rows(self._not_filled(other, self.filename))
        cell, plan = _cells(found)[0], self.replay.plan
        column = self.replay.column(cell) if isinstance(cell, CellOfLine) else plan.cells[cell]
        return Explanation(
            report=self.filename,
            address=self.address(cell),
            value=self.replay.value(cell),
            words=as_sentence(column.sentence),
        )

    def holds(self, content: bytes) -> bool:
        """Whether a file holds exactly this report."""
        if self.replay.report is None:
            return False
        try:
            require_reads_back(content, self.replay.content, self.replay.plan.format.output, self.template)
        except (ReadBackDiffersError, *CANNOT_BE_MADE):
            return False
        return True

    def _not_filled(self, found: UnfilledCell, report: str) -> Explanation:
        sums = [cell for each in found.sums for cell in _cells(each)]
        if sums:
            return explain_sum(self.replay, sums, report=report, address=found.address, formula=found.formula)
        return not_filled(report=report, address=found.address, text=found.text, formula=found.formula)

    def address(self, cell: Cell) -> str:
        """Where a cell stands in the file."""
        if isinstance(cell, CellOfLine):
            return self.addresses.of_line(cell.block, cell.header, cell.line)
        return self.addresses.of_cell(cell)

    def totals(self) -> tuple[WrittenTotal, ...]:
        """Of every column that adds up: what its rows hold, and what a reader of the file adds up."""
        codes = (self.replay.municipality,)
        return tuple(total for sheet in self.replay.sheets for total in written_totals(sheet, codes))

    @property
    def is_aggregate(self) -> bool:
        """Whether it is about no single person."""
        return self.replay.plan.format.level == "aggregate"

    @property
    def clients(self) -> int:
        """How many different ones its municipality has allocations for."""
        submitted, table = self.replay.submitted, "toewijzing"
        own = is_asked(submitted, table, {self.replay.municipality: ""})
        return len(np.unique(submitted.values(FieldReference(table, "clientnummer")).items[own].astype(str)))

    @property
    def blocks(self) -> tuple[SheetContent, ...]:
        """What its blocks hold."""
        return self.replay.content.sheets

    def line_address(self, block: int, header: str, line: int) -> str:
        """Where a cell of a block stands in the file."""
        return self.addresses.of_line(block, header, line)

    def single_cells(self) -> list[tuple[str, Values]]:
        """The address and the value of each single cell."""
        cells = self.replay.content.cells
        return [(self.addresses.of_cell(cell), self.replay.value(cell)) for cell in cells]

    def is_filled(self, address: str) -> bool:
        """Whether the format fills this cell."""
        return self.addresses.find(address) is not None

    def trace(self, table: str, place: int) -> tuple[tuple[TracedCell, ...], tuple[Reason, ...]]:
        """Every cell that a row went to, by its place in its table, and why it is not in others."""
        again = self.replay
        addresses = dict.fromkeys(self.address(cell) for cell in cells_of_row(again, table, place))
        cells = tuple(
            TracedCell(
                report=self.filename,
                municipality=again.municipality,
                format=again.plan.name,
                period=again.period,
                address=address,
            )
            for address in addresses
        )
        return cells, tuple(reasons_of_row(again, table, place, is_somewhere=bool(cells)))


def replay_report(
    catalogue: Catalogue, submitted: Submitted, assignment: Assignment, municipality: str
) -> ReplayedReport:
    """Make one report of an assignment again; also one that cannot be made, of which no cell is anywhere."""
    name = catalogue.municipalities.get(municipality, municipality)
    again = replay(submitted, assignment.plan, assignment.period, municipality, name)
    output = assignment.plan.format.output
    template = blank_of(output, catalogue.templates)
    filename = _filename(submitted, assignment, municipality)
    if again.report is not None:
        again = replace(again, content=in_its_cells(again.report, template))
    return ReplayedReport(
        replay=again,
        addresses=addresses_in(again.content, output, template),
        filename=filename,
        template=template,
    )


def find_report(
    catalogue: Catalogue, submitted: Submitted, content: bytes, filename: str
) -> ReplayedReport | None:
    """The report of this submission that a file is; None when it holds anything else than each of them.

    Its name only says which to try first: the file has to hold exactly what that report must.
    """
    every = [
        (each, code) for each in catalogue.assignments_for(submitted.export) for code in each.municipalities
    ]
    named = [(each, code) for each, code in every if _filename(submitted, each, code) == filename]
    for assignment, code in named:
        found = replay_report(catalogue, submitted, assignment, code)
        if found.holds(content):
            return found
    return _by_content(catalogue, submitted, content)


def _by_content(catalogue: Catalogue, submitted: Submitted, content: bytes) -> ReplayedReport | None:
    """As `find_report`, for a file that was given another name."""
    for assignment in catalogue.assignments_for(submitted.export):
        for report in translate_assignment(catalogue, submitted, assignment).reports:
            output = assignment.plan.format.output
            template = blank_of(output, catalogue.templates)
            try:
                require_reads_back(content, in_its_cells(report, template), output, template)
            except (ReadBackDiffersError, *CANNOT_BE_MADE):
                continue
            return replay_report(catalogue, submitted, assignment, report.municipality)
    return None


def trace_row(
    catalogue: Catalogue, submitted: Submitted, table: str, number: int, part: int = 0
) -> tuple[Trace, ...]:
    """Where each row of that number went, in every report that is asked; mostly there is one such row.

    Of several deliveries, which each have such a row, only of the one that `part` names, from 1.
    """
    places = submitted.export.row_places(table).of(number, part).tolist()
    return tuple(_trace(catalogue, submitted, table, place) for place in places)


def trace_rejected(checked: CheckedExport, table: str, number: int, part: int = 0) -> tuple[Trace, ...]:
    """A row of a rejected submission went nowhere: for its own fault, or along with the whole."""
    places = checked.export.row_places(table)
    numbers = checked.export.tables[table][ROW].to_numpy(dtype=np.int64)
    found = places.of(number, part)
    if not len(found):
        return (_rejected(checked, table, RowPlace(number), number),)
    told = zip(places.at(found), numbers[found].tolist(), strict=True)
    return tuple(_rejected(checked, table, place, of_state) for place, of_state in told)


def _rejected(checked: CheckedExport, table: str, place: RowPlace, number: int) -> Trace:
    """`number`: what the row is called in what was checked."""
    blocked = checked.blocked_rows.get(table)
    own = None if blocked is None else blocked.get(number)
    code = SUBMISSION_REJECTED if own is None else str(own)
    reason = Reason(outcome=Outcome.REJECTED, code=code, words=reason_words(code))
    return Trace(table=table, place=place, cells=(), reasons=(reason,))


def is_rejected(checked: CheckedExport) -> bool:
    """Whether nothing is made of it."""
    return checked.verdict is Verdict.REJECTED


def _trace(catalogue: Catalogue, submitted: Submitted, table: str, place: int) -> Trace:
    cells: list[TracedCell] = []
    reasons: list[Reason] = []
    for assignment, code in _asking(catalogue, submitted, table, place):
        found, why = replay_report(catalogue, submitted, assignment, code).trace(table, place)
        cells += found
        reasons += why
    for each in catalogue.cannot_be_made_of(submitted.export):
        if _municipality(submitted, table, place, each.period) in ("", each.municipality):
            reasons.append(
                Reason(
                    outcome=Outcome.NOT_MADE,
                    code=each.code,
                    words=each.reason,
                    municipality=each.municipality,
                    format=each.format,
                    period=each.period,
                )
            )
    if not cells and not reasons:
        reasons.append(_nobody_asked(submitted, table, place))
    (stands,) = submitted.export.row_places(table).at(np.array([place]))
    return Trace(table=table, place=stands, cells=tuple(cells), reasons=tuple(reasons))


def _asking(
    catalogue: Catalogue, submitted: Submitted, table: str, place: int
) -> Iterator[tuple[Assignment, str]]:
    """Every report that is asked by the municipality of a row, or by any when it is of all of them."""
    for assignment in catalogue.assignments_for(submitted.export):
        own = _municipality(submitted, table, place, assignment.period)
        yield from ((assignment, code) for code in assignment.municipalities if own in ("", code))


def _municipality(submitted: Submitted, table: str, place: int, period: Period) -> str:
    """The code that a row has at the end of a period; empty for one of every municipality."""
    if "gemeentecode" not in submitted.standard.tables[table].fields:
        return ""
    values = submitted.on(period.end).values(FieldReference(table, "gemeentecode"))
    if values.blank[place]:
        return "" if table in _OF_EVERYBODY else "-"
    return str(values.items[place])


def _nobody_asked(submitted: Submitted, table: str, place: int) -> Reason:
    """The row waits, or its municipality asks nothing."""
    if table not in _OF_EVERYBODY:
        fates = waiting(submitted, table)
        outcome, name = fates.names[int(fates.numbers[place])]
        if outcome is not Outcome.REPORTED:
            return Reason(outcome=outcome, code=name, words=reason_words(name))
    return Reason(outcome=Outcome.EXCLUDED, code=NOT_REQUESTED, words=reason_words(NOT_REQUESTED))


def _filename(submitted: Submitted, assignment: Assignment, municipality: str) -> str:
    agb_code = str(submitted.values(FieldReference("aanlevering", "agb_code")).items[0])
    facts: Mapping[str, str] = {
        "gemeentecode": municipality,
        "agb_code": agb_code,
        "periode": assignment.period.label,
    }
    return filled_filename(assignment.plan.format.output.filename, facts)


def _cells(found: FilledCell) -> Sequence[Cell]:
    if found.single is not None:
        return (found.single,)
    return [CellOfLine(found.block, found.header, line) for line in found.lines]

"""What a report still says is read back to the values of the export; what it no longer says is a loss."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.formats.blank_files import blank_of
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.plan import Column, Plan
from service.domain.formats.rows import Submitted
from service.domain.formats.shape import CellClass, Grain, Shape
from service.domain.formats.verb import known_verbs, parse_expression
from service.domain.periods import Period, parse_period
from service.domain.standard.export import Export
from service.domain.standard.intake import check_export
from service.domain.translation.content import ValueKind, Values, text_of_number
from service.domain.translation.filled_sheet import FilledSheet
from service.domain.translation.round_trip import losses
from service.domain.translation.translate import MeantReport, translate
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export
from service.files.reports.report_writer import ReportWriter
from service.pipeline.translate_file import periods_of
from service.recount.blocks import BlockText, is_more_than_a_list
from service.recount.documents import FormatDocument
from service.recount.readers import Cell, Reader, reader_of
from service.sample import choose_municipalities, sample_tables
from tests.golden.examples import all_examples, the_catalogue

KEY = b"sleutel van deze test"
NO_FACT = {CellClass.CONSTANT, CellClass.MANUAL}
WRITER = ReportWriter()


def differences(submitted: Submitted, plan: Plan, period: Period, catalogue: Catalogue) -> Iterator[str]:
    """Columns that do not come back from the file as they were and of which no loss says so."""
    codes = sorted(submitted.municipality_codes())
    translation = translate(submitted, plan, period, {code: code for code in codes})
    for report in translation.reports:
        template = blank_of(plan.format.output, catalogue.templates)
        content = WRITER.write_checked_report(report.content, plan.format.output, template)
        output = plan.format.output.model_dump(by_alias=True)
        reader = reader_of(FormatDocument(plan.name, {"output": output, "sheets": {}}), content)
        named = {loss.place for loss in losses(plan, period, report.content)}
        for sheet in translation.sheets:
            yield from _differing(report, sheet, codes.index(report.municipality), reader, named)


def _differing(
    report: MeantReport, sheet: FilledSheet, number: int, reader: Reader, named: Collection[str]
) -> Iterator[str]:
    start, stop = int(sheet.bounds[number]), int(sheet.bounds[number + 1])
    headers = [column.header for column in sheet.plan.columns]
    found = _found(report, sheet, reader, headers, (start, stop))
    order = list(range(stop - start)) if sheet.places else _order_in_file(report, sheet)
    day, laws = report.period.end, report.plan.format.law
    for column in sheet.plan.columns:
        if column.cell_class in NO_FACT or column.header in named:
            continue
        read = _values(found[column.header], column, report)
        undone = column.expression.undone(
            read, column.shapes, lambda name: report.plan.code_tables[name].on(day, laws)
        )
        place = f"{report.plan.name}, {report.municipality}, {sheet.plan.name}.{column.header}"
        if undone is None or column.source is None:
            yield f"{place}: no loss, and no inverse"
        elif _plain(undone) != _taken(_plain(sheet.lines.field(str(column.source)).part(start, stop)), order):
            yield f"{place}: read back otherwise"


def _found(
    report: MeantReport, sheet: FilledSheet, reader: Reader, headers: Sequence[str], lines: tuple[int, int]
) -> Mapping[str, list[Cell]]:
    """What the file has in each column, line by line; of lines that it lists, those with something."""
    written = json.loads(report.plan.resolved)["format"]["sheets"][sheet.plan.name]
    if not is_more_than_a_list(written):
        return reader.columns(sheet.plan.name, sheet.plan.format.header_row, headers, lines[1] - lines[0])
    block = BlockText(reader.page(sheet.plan.sheet), written)
    if sheet.places is None:
        return block.values(headers, lines[1] - lines[0])
    there = block.listed_values(headers)
    keys = [sheet.places.keys[number] for number in sheet.places.numbers[slice(*lines)]]
    return {header: [there[key][header] for key in keys] for header in headers}


def _order_in_file(report: MeantReport, sheet: FilledSheet) -> list[int]:
    """The lines as the file has them: with a sheet per code, those of one code together."""
    content = next(each for each in report.content.sheets if each.name == sheet.plan.name)
    key = getattr(report.plan.format.output, "sheet_per", {}).get(sheet.plan.name)
    if key is None:
        return list(range(content.row_count))
    places = {text: place for place, text in enumerate(dict.fromkeys(content.columns[key].items.tolist()))}
    return sorted(range(content.row_count), key=lambda row: places[content.columns[key].items[row]])


def _taken(items: Sequence[object], order: Sequence[int]) -> list[object]:
    return [items[row] for row in order]


def _values(cells: list[Cell], column: Column, report: MeantReport) -> Values:
    """The cells of a file as values, in the form that the kind of file gives them."""
    output = report.plan.format.output
    blank = np.array([cell in {None, ""} for cell in cells], dtype=bool)
    match column.shape.kind:
        case ValueKind.TEXT:
            texts = ["" if cell is None else str(cell) for cell in cells]
            return Values(ValueKind.TEXT, np.array(texts, dtype=object), blank)
        case ValueKind.DATE:
            form = getattr(output, "date_form", "jjjj-mm-dd")
            days = [_day(cell, form) for cell in cells]
            return Values(ValueKind.DATE, np.array(days, dtype="datetime64[D]"), blank)
        case ValueKind.NUMBER:
            sign = getattr(output, "decimal_sign", ".")
            digits = len(str(column.shape.denominator)) - 1
            numbers = [
                0 if empty else _number(cell, sign, digits) for cell, empty in zip(cells, blank, strict=True)
            ]
            return Values(
                ValueKind.NUMBER, np.array(numbers, dtype=np.int64), blank, column.shape.denominator
            )


def _day(cell: Cell, form: str) -> np.datetime64:
    if cell in {None, ""}:
        return np.datetime64("NaT")
    if not isinstance(cell, str):
        return np.datetime64(cell.isoformat()[:10]) if isinstance(cell, date) else np.datetime64("NaT")
    places = [form.index(part) for part in ("jjjj", "mm", "dd")]
    year, month, day = places
    return np.datetime64(f"{cell[year : year + 4]}-{cell[month : month + 2]}-{cell[day : day + 2]}")


def _number(cell: Cell, sign: str, digits: int) -> int:
    text = str(cell)
    if isinstance(cell, str) and not sign:
        return int(text)
    return int(Decimal(text.replace(sign, ".") if isinstance(cell, str) else text).scaleb(digits))


def _plain(values: Values) -> list[object]:
    """Values as they can be compared: exact numbers, ISO days, texts, None for an empty one."""
    items: list[object] = [str(item) for item in values.items.tolist()]
    if values.kind is ValueKind.NUMBER:
        items = [Decimal(text_of_number(int(number), values.digits)) for number in values.numbers]
    if values.kind is ValueKind.DATE:
        items = [str(day) for day in values.items.astype("datetime64[D]")]
    return [None if blank or item == "" else item for blank, item in zip(values.blank, items, strict=True)]


@pytest.mark.parametrize("example", list(all_examples()), ids=str)
def test_every_column_of_every_worked_example_comes_back_or_is_a_named_loss(example):
    for submitted, period in example.submissions:
        assert list(differences(submitted, example.plan, period, example.catalogue)) == []


@pytest.mark.parametrize("seed", [3, *(pytest.param(seed, marks=pytest.mark.long) for seed in (11, 29))])
def test_every_column_of_every_format_comes_back_or_is_a_named_loss_on_a_sample(seed):
    catalogue = the_catalogue()
    export = _sample(seed, catalogue)
    submitted = Submitted(export=export, standard=catalogue.standard, pseudonym_key=KEY)

    found = [
        each
        for plan in catalogue.every_plan()
        for period in periods_of(export, plan.format.period)
        for each in differences(submitted, plan, period, catalogue)
    ]

    assert found == []


def _sample(seed: int, catalogue: Catalogue) -> Export:
    chosen = choose_municipalities(sorted(catalogue.municipalities), 6, seed=seed)
    tables = sample_tables(
        catalogue.standard, seed=seed, municipalities=chosen, clients=30, period=parse_period("2026")
    )
    return check_export(
        read_export(write_export(tables, catalogue.standard, "xlsx")), catalogue.standard
    ).export


_NUMBERS = st.integers(-(10**12), 10**12)
_TEXTS = st.text("abc01", max_size=5)
_DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def _expression_of(written: dict[str, object], before: Shape, items: list, blank: list[bool]) -> tuple:
    step = parse_expression({"field": "x", **written}).steps[1]
    kind = {ValueKind.NUMBER: np.int64, ValueKind.DATE: "datetime64[D]", ValueKind.TEXT: object}[before.kind]
    return step, Values(before.kind, np.array(items, dtype=kind), np.array(blank, bool), before.denominator)


@pytest.mark.parametrize(
    ("written", "kind", "denominator", "items"),
    [
        ({"money": "cents"}, ValueKind.NUMBER, 100, _NUMBERS),
        ({"money": "euro"}, ValueKind.NUMBER, 100, _NUMBERS),
        ({"round": 4}, ValueKind.NUMBER, 100, _NUMBERS),
        ({"round": {"digits": 2, "half": "even"}}, ValueKind.NUMBER, 100, _NUMBERS),
        ({"number_form": {"thousands": "."}}, ValueKind.NUMBER, 100, _NUMBERS),
        ({"number_form": {"width": 16, "minus": "behind"}}, ValueKind.NUMBER, 1, _NUMBERS),
        ({"sign_by": "debet_credit"}, ValueKind.NUMBER, 100, st.integers(0, 10**12)),
        ({"date_form": "jjjjmmdd"}, ValueKind.DATE, 1, _DAYS),
        ({"date_form": "dd-mm-jjjj"}, ValueKind.DATE, 1, _DAYS),
        ({"date_form": "ddmmjjjj"}, ValueKind.DATE, 1, _DAYS),
        ({"required": "warn"}, ValueKind.TEXT, 1, _TEXTS),
        ({"truncate": {"length": 5, "too_long": "quarantine"}}, ValueKind.TEXT, 1, _TEXTS),
        ({"translate": {"table": "codes", "unknown": "keep"}}, ValueKind.TEXT, 1, _TEXTS),
    ],
)
@given(data=st.data())
def test_a_verb_that_can_be_undone_gives_back_what_went_in(written, kind, denominator, items, data):
    values = data.draw(st.lists(items, max_size=8))
    blank = data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values)))
    before = Shape(kind=kind, grain=Grain.ROW, denominator=denominator)
    step, went_in = _expression_of(written, before, values, blank)
    lines = _Lines(data.draw(st.lists(st.sampled_from("DC"), min_size=len(values), max_size=len(values))))

    came_back = step.undone(step.apply(went_in, lines), before, lines.code_table)

    assert came_back is not None
    assert _plain(came_back) == _plain(went_in)
    assert came_back.denominator == denominator


class _Lines:
    """Lines with a letter, and a table that is one to one and that no code can be taken for."""

    def __init__(self, letters: list[str]) -> None:
        self._letters = np.array(letters, dtype=object)

    def field(self, _name: str) -> Values:
        return Values(ValueKind.TEXT, self._letters, np.zeros(len(self._letters), dtype=bool))

    def code_table(self, _name: str) -> dict[str, str]:
        return {"a": "EEN", "ab": "TWEE", "0": "NUL"}

    def meanings(self, name: str) -> dict[str, dict[str, str]]:
        return {"": self.code_table(name)}


def test_every_verb_that_leaves_a_value_reversible_has_an_inverse():
    undone = {name for name, kind in known_verbs().items() if "undone" in vars(kind)}
    used = {
        step.name
        for plan in the_catalogue().every_plan()
        for sheet in plan.sheets
        for column in sheet.columns
        if column.shape.reversible
        for step in column.expression.steps[1:]
    }

    assert used <= undone
    assert undone == {
        "date_form",
        "money",
        "number_form",
        "required",
        "round",
        "sign_by",
        "translate",
        "truncate",
    }

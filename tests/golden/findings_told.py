"""What is found in exports with many faults, and what is read of them, as text."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from service.domain.findings import Finding
from service.domain.periods import parse_period
from service.domain.standard.adding_up import HandedIn, check_added_up
from service.domain.standard.beside_earlier import findings_beside_earlier
from service.domain.standard.cells import Cells
from service.domain.standard.export import RawExport, RawTable
from service.domain.standard.handing_in import KIND_OF_CHANGE
from service.domain.standard.intake import CheckedExport, check_export
from service.domain.standard.model import Field, FieldType
from service.files.export import write_export
from service.files.intake import read_export
from service.pipeline.add_up import EarlierUpload
from service.pipeline.whole_way import read_and_check
from service.sample import sample_tables
from service.sample.defects import plant_defects
from tests.tools.additions import draw_history
from tests.tools.blind_read import bytes_of, invented
from tests.tools.exports import the_standard

PERIODS = ("2026-Q1", "2025-Q4", "2026-03", "2025")
ODD: Mapping[FieldType, Sequence[str]] = {
    FieldType.DATE: (
        *("31-12-2025", "01-02-2026", "2026/1/12", "20260112", "12 januari 2026", "ma 12-01-2026", "46034"),
        *("2026-02-30", "31/12/25", "dinsdag 12 januari 2026", "jan-26", "2026-01-12 00:00:00", "13.01.2026"),
        *("morgen", "0000-00-00", "12-01-206", "2026", "1900-01-01"),
    ),
    FieldType.MONEY: (
        *("€ 12,50", "1.234", "1.234,50", "1,234.50", "-37,05", "(37,05)", "37,05-", "12,345", "37.05 EUR"),
        *("1e3", "veel", "0", "999999999999999", "3O,05", "37,0 5", "1'234,50", "37,05 D"),
    ),
    FieldType.DECIMAL: ("1,5", "1.5", "-2", "1 1/2", "0,3333333", "8:30", "3,00 uur", "1.000", "12l", "+3"),
    FieldType.INTEGER: ("1", "1,0", "1.0", "007", "-1", "1,5", "één", "1.234", "12345678901234", "9 "),
}
OTHERS = (
    "n.v.t.",
    "-",
    "45A03 ",
    "45a03",
    "45\u039103",
    "jw",
    "JW ",
    "0O14",
    "14",
    "1992",
    "onbekend",
    "?",
    "x" * 300,
)
EMPTY = ("", " ", "\u00a0", "NULL", "#N/B")


def told_of(number: int) -> str:
    """What is found in an export of which many cells were written by somebody else."""
    return "\n".join(_whole(check_export(_export(number), the_standard())))


def office_of(number: int) -> str:
    """What is found in an upload to which somebody in an office did one to three things."""
    book, done = invented(number)
    checked = read_and_check([bytes_of(book)], the_standard())
    return "\n".join([*done, *_whole(checked)])


def history_of(number: int) -> str:
    """What is found after a whole delivery and the additions to it, the last of which is spoiled."""
    uploads = draw_history(random.Random(number)).uploads
    *before, last = [_handed_in(each) for each in uploads]
    changed = replace(last.raw, tables=tuple(_with_other_keys(each, number) for each in last.raw.tables))
    whole = check_added_up([*before, last], the_standard())
    wrong = check_added_up([*before, replace(last, raw=changed)], the_standard())
    return "\n".join([*_whole(whole), *_whole(wrong)])


def _handed_in(each: EarlierUpload) -> HandedIn:
    return HandedIn(each.filename, read_export(each.content, each.filename), each.reading)


def _with_other_keys(table: RawTable, number: int) -> RawTable:
    """Every third cell of a key is that of another row, and every fourth sign of change says otherwise."""
    chance, columns = random.Random(number), []
    for header, cells in zip(table.headers, table.columns, strict=True):
        texts = [str(each or "") for each in cells]
        if header.endswith("nummer"):
            texts = [chance.choice(texts) if at % 3 == 0 else text for at, text in enumerate(texts)]
        if header == KIND_OF_CHANGE:
            said = ("", "nieuw", "wijziging", "intrekking", "weg")
            texts = [chance.choice(said) if at % 4 == 0 else text for at, text in enumerate(texts)]
        columns.append(Cells.of(texts))
    return replace(table, columns=tuple(columns))


def beside_of(number: int) -> str:
    """What is asked about an export beside one of the quarter before, of other clients and other places."""
    standard = the_standard()
    exports = []
    for label, places, clients in (("2025-Q4", 3, 30), ("2026-Q1", 2 + number % 2, 12 + 6 * number)):
        tables = sample_tables(
            standard,
            seed=number if number % 2 else len(exports),
            municipalities=["0014", "0034", "0363"][:places],
            clients=clients,
            period=parse_period(label),
        )
        written = write_export(tables, standard, "csv-zip")
        exports.append(check_export(read_export(written, "export.zip"), standard).export)
    earlier, now = exports
    return "\n".join([*map(_told, findings_beside_earlier(now, earlier, standard)), ""])


def _whole(checked: CheckedExport) -> Iterator[str]:
    yield checked.verdict.name
    yield from map(_told, checked.findings)
    yield from _read(checked)
    yield ""


def _export(number: int) -> RawExport:
    standard, chance = the_standard(), random.Random(number)
    period = parse_period(PERIODS[number % len(PERIODS)])
    places = chance.sample(["0014", "0034", "0363", "0344"], 2)
    tables = sample_tables(standard, seed=number, municipalities=places, clients=6, period=period)
    spoiled, _ = plant_defects(standard, tables, 4 + number % 3, seed=number)
    raw = read_export(write_export(spoiled, standard, "csv-zip"), "export.zip")
    decimal_sign = chance.choice(".,")
    odd = chance.choice((0.001, 0.01, 0.03))
    tables = (_rewritten(each, chance, decimal_sign, odd) for each in raw.tables)
    return replace(raw, tables=tuple(tables))


def _rewritten(table: RawTable, chance: random.Random, decimal_sign: str, odd: float) -> RawTable:
    """Some cells with something odd in them, and some columns in a notation of their own throughout."""
    fields = the_standard().tables[table.sheet.removesuffix(".csv")].fields
    columns = []
    for header, cells in zip(table.headers, table.columns, strict=True):
        texts = [str(each or "") for each in cells]
        if fields[header].type in (FieldType.MONEY, FieldType.DECIMAL):
            texts = [text.replace(".", decimal_sign) for text in texts]
        elif chance.random() < 0.2:
            texts = [_in_another_notation(text, fields[header]) for text in texts]
        for row in range(len(texts)):
            if chance.random() < odd:
                texts[row] = chance.choice((*ODD.get(fields[header].type, OTHERS), chance.choice(EMPTY)))
        columns.append(Cells.of(texts))
    return replace(table, columns=tuple(columns))


def _in_another_notation(text: str, field: Field) -> str:
    if field.type is FieldType.DATE and text:
        return "-".join(reversed(text.split("-")))
    return text.lower() if field.code_list else f" {text}"


def _told(each: Finding) -> str:
    place = (each.place.table, each.place.field, each.place.column, each.place.row)
    return f"{each.kind.code} {each.kind.severity.name} {place} {each.count}: {each.text('nl')}"


def _read(checked: CheckedExport) -> Iterator[str]:
    for name, frame in checked.export.tables.items():
        yield f"{name}: {', '.join(frame.columns)}"
        yield from frame.to_csv(index=False, header=False, sep="|").splitlines()
    for name, rows in checked.blocked_rows.items():
        yield f"blocked in {name}: {rows.to_dict()}"


TEXTS: Mapping[str, Callable[[], str]] = {
    **{f"findings-{number:02}.txt": partial(told_of, number) for number in range(12)},
    **{f"findings-office-{number:02}.txt": partial(office_of, number) for number in range(24)},
    **{f"findings-history-{number:02}.txt": partial(history_of, number) for number in range(3)},
    **{f"findings-beside-{number:02}.txt": partial(beside_of, number) for number in range(3)},
}

"""Random formats and submissions for the measure of burden: written as documents, run for real."""

import random
from dataclasses import dataclass
from datetime import date

from service.domain.burden.demand import Delivery
from service.domain.burden.from_plans import delivery_of, demand_of, rows_behind
from service.domain.burden.level_zero import LevelZero, level_zero
from service.domain.burden.questions import Questions, questions_of
from service.domain.formats.code_tables import CodeLine, CodeTable
from service.domain.formats.compiling import compile_format
from service.domain.formats.composition import Document as YamlDocument
from service.domain.formats.composition import compose
from service.domain.formats.rows import Submitted
from service.domain.standard.export import QUARANTINE, Export
from service.domain.translation.translate import translate
from service.files.reports.report_writer import ReportWriter
from service.recount.count import FoundFile, recount_all
from service.recount.documents import FormatDocument, ReadCodeTable
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import FIRST_QUARTER, NAMES, a_format

PRODUCTS = ("45A03", "45A04", "50X01", "99Z99")
ALWAYS = (date(1, 1, 1), date(9999, 12, 31))
LINES = {
    "regio": {"45A03": "P1", "45A04": "P2", "50X01": "P3"},
    "zichzelf": {code: code for code in ("45A03", "45A04", "50X01")},
    "grof": {"45A03": "ambulant", "45A04": "ambulant", "50X01": "verblijf"},
}
ROW_COLUMNS = (
    "referentienummer",
    "productcode",
    "begindatum",
    "einddatum",
    "volume",
    "bedrag",
    "retourcode",
    "toewijzing.clientnummer",
    "toewijzing.geboortedatum",
    {"field": "productcode", "translate": "regio"},
    {"field": "productcode", "translate": {"table": "grof", "unknown": "keep"}},
    {"field": "bedrag", "sign_by": "debet_credit"},
    {"field": "bedrag", "money": "cents"},
    {"field": "tarief", "round": 1},
    {"constant": "ZIN"},
    {"manual": "opleiding ouders"},
    {"field": "productcode", "translate": "zichzelf"},
    {"field": "productcode", "truncate": 5},
    {"field": "productcode", "truncate": 3},
    {"field": "bedrag", "only": {"debet_credit": ["C", "D"]}},
    {"field": "bedrag", "only": {"debet_credit": "C"}},
    {
        "choose": {
            "cases": [{"when": {"debet_credit": {"filled": True}}, "then": "referentienummer"}],
            "otherwise": {"constant": "geen"},
        },
    },
)
GROUP_COLUMNS = (
    {"sum": {"field": "bedrag", "sign_by": "debet_credit"}},
    {"sum": "volume"},
    {"count": "rows"},
    {"count_distinct": "toewijzing.clientnummer"},
    {"sum": {"field": "volume", "sign_by": "debet_credit"}, "to_unit": "uur", "round": 1},
    {"constant": "ZIN"},
    {"manual": "opleiding ouders"},
)
WHERES = (
    {},
    {"status": ["ingediend"]},
    {"status": {"not_in": ["afgewezen"]}},
    {"retourcode": {"filled": False}},
)


@dataclass(frozen=True, kw_only=True)
class Run:
    """What both counts say of one random run, and its deliveries."""

    first: LevelZero
    second: dict[str, int]
    deliveries: tuple[Delivery, ...]
    asked: Questions
    asked_again: dict[str, object]
    """What the second count says is asked."""


def random_documents(chance: random.Random) -> list[YamlDocument]:
    return [_document(chance, number) for number in range(chance.randint(1, 4))]


def _document(chance: random.Random, number: int) -> YamlDocument:
    grouped = chance.random() < 0.4
    rows: dict[str, object] = {"of": "prestatie", "with": ["toewijzing"], "where": chance.choice(WHERES)}
    if grouped:
        rows["per"] = [
            "eenheid",
            *chance.sample(["productcode", "status", "begindatum"], chance.randint(1, 2)),
        ]
        columns = [*rows["per"], *chance.sample(GROUP_COLUMNS, chance.randint(1, len(GROUP_COLUMNS)))]
    else:
        columns = chance.sample(ROW_COLUMNS, chance.randint(1, len(ROW_COLUMNS)))
    output = {
        "kind": "csv",
        "filename": "{gemeentecode}.csv",
        "date_form": chance.choice(("jjjj-mm-dd", "dd-mm-jjjj")),
        "decimal_sign": chance.choice((".", ",")),
    }
    headers = {_header(chance, column, place): column for place, column in enumerate(columns)}
    sheets = {"lijst": {"rows": rows, "columns": headers}}
    name = f"voorbeeld/lijst-{number}"
    return YamlDocument(
        name=name, file=f"{name}.yaml", content=a_format(format=name, output=output, sheets=sheets)
    )


def _header(chance: random.Random, column: object, place: int) -> str:
    own = column if isinstance(column, str) and "." not in column else f"Kolom {place}"
    return own if chance.random() < 0.5 else f"Kolom {place}"


def random_export(chance: random.Random) -> Export:
    clients = chance.randint(1, 4)
    allocations = [
        {
            "gemeentecode": code,
            "toewijzingnummer": number,
            "clientnummer": f"C{number}",
            "geboortedatum": chance.choice((None, date(2012, 5, number))),
            "wet": chance.choice(("JW", "WMO")),
        }
        for code in NAMES
        for number in range(1, clients + 1)
    ]
    rows = [_prestatie(chance, number, clients) for number in range(chance.randint(0, 12))]
    return an_export(toewijzing=allocations, prestatie=rows)


def _prestatie(chance: random.Random, number: int, clients: int) -> dict[str, object]:
    return {
        "referentienummer": f"R{number}",
        "gemeentecode": chance.choice([*NAMES, "0363"]),
        "toewijzingnummer": chance.randint(1, clients),
        "productcode": chance.choice(PRODUCTS),
        "begindatum": date(2026, chance.randint(1, 4), 1),
        "volume": chance.choice((1, 2, 60)),
        "bedrag": chance.randint(0, 9999),
        "debet_credit": chance.choice("DC"),
        "status": chance.choice(("ingediend", "toegekend", "afgewezen")),
        "retourcode": chance.choice((None, "8001")),
        QUARANTINE: chance.choice((None, None, None, "allocation-missing")),
    }


def random_run(seed: int) -> Run:
    """One submission in one to four formats for two municipalities, counted twice."""
    chance = random.Random(seed)
    return run(random_export(chance), random_documents(chance))


def run(export: Export, documents: list[YamlDocument]) -> Run:
    standard, writer = the_standard(), ReportWriter()
    tables = {
        name: CodeTable(name, tuple(CodeLine(code=code, becomes=becomes) for code, becomes in lines.items()))
        for name, lines in LINES.items()
    }
    submitted = Submitted(export=export, standard=standard)
    cells, facts, plans, files, deliveries = [], [], [], [], []
    for document in documents:
        composed = compose(document.name, {document.name: document})
        plan = compile_format(composed, standard, tables, None)
        translation = translate(submitted, plan, FIRST_QUARTER, NAMES)
        plans.append(plan)
        facts += translation.facts
        demand = demand_of(plan)
        for report in translation.reports:
            cells.append(report.cells)
            content = writer.write_checked_report(report.content, plan.format.output, None)
            found = FormatDocument(plan.name, composed.content)
            files.append(FoundFile(report.municipality, found, FIRST_QUARTER, content))
            deliveries.append(
                delivery_of(
                    demand,
                    report.cells,
                    rows_behind(report.cells, demand, report.balance.rows.reported),
                    provider="X",
                    municipality=report.municipality,
                    period=FIRST_QUARTER,
                    submission="upload",
                )
            )
    first = level_zero(cells, facts, plans, len(cells))
    read = {
        name: ReadCodeTable(name, tuple((code, text, "", *ALWAYS) for code, text in lines.items()))
        for name, lines in LINES.items()
    }
    second = recount_all(export, standard, read, files)
    return Run(
        first=first,
        second=second.level_zero,
        deliveries=tuple(deliveries),
        asked=questions_of(deliveries),
        asked_again=second.questions,
    )

"""Six formats counted again with pandas alone, from the csv that went in and the files that came out."""

import io
import zipfile
from dataclasses import dataclass, field

import pandas as pd
import pytest

from service.domain.formats.calendar import Assignment
from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export
from service.pipeline.whole_way import produce
from service.sample import sample_tables
from tests.golden.examples import the_catalogue
from tests.tools.exports import the_standard

MUNICIPALITIES = ("0014", "0034", "0363")
JUDGED = ("ingediend", "toegekend")


@pytest.fixture(scope="module")
def written():
    """A year of care as a zip of csv."""
    tables = sample_tables(
        the_standard(), seed=21, municipalities=MUNICIPALITIES, clients=150, period=parse_period("2026")
    )
    return write_export(tables, the_standard(), "csv-zip")


def _rows(written):
    """Every prestatie beside its allocation, amounts in cents and credits negative."""
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        read = {
            name: pd.read_csv(io.BytesIO(archive.read(f"{name}.csv")), sep=";", dtype=str)
            for name in ("prestatie", "toewijzing")
        }
    keys = ["gemeentecode", "toewijzingnummer"]
    of_allocation = read["toewijzing"][[*keys, "wet", "clientnummer"]]
    rows = read["prestatie"].merge(of_allocation, on=keys, validate="many_to_one")
    sign = rows["debet_credit"].map({"D": 1, "C": -1})
    rows["cents"] = rows["bedrag"].astype(float).mul(100).round().astype(int) * sign
    rows["signed"] = rows["volume"].astype(int) * sign
    rows["month"] = rows["begindatum"].str[5:7]
    return rows


@dataclass(frozen=True)
class Counted:
    """A format, and how its figures are counted without it."""

    name: str
    period: str
    laws: tuple
    keep: object
    by: tuple
    figures: dict
    """Header in the file → how pandas counts it over a group."""
    sheet: str = ""
    header: int = 1
    money: tuple = field(default=())


def _cents(rows):
    return rows["cents"].sum()


def _volume(rows):
    return rows["signed"].sum()


def _clients(rows):
    return rows["clientnummer"].nunique()


def _cents_of(status):
    return lambda rows: rows.loc[rows["status"].eq(status), "cents"].sum()


COUNTED = (
    Counted(
        "voorbeeldregio-noord/kwartaal", "2026-Q2", ("JW",),
        lambda rows: rows["status"].isin(JUDGED), ("productcode", "productcategorie", "eenheid"),
        {"Aantal cliënten": _clients, "Volume": _volume, "Bedrag": _cents},
        sheet="Productie", header=6, money=("Bedrag",),
    ),
    Counted(
        "voorbeeldregio-kust/maandstaat", "2026-05", ("JW", "WMO"),
        lambda rows: rows["eenheid"].isin(("01", "04", "16")), ("productcode", "eenheid"),
        {"CENTEN": _cents},
    ),
    Counted(
        "voorbeeldregio-midden/productielijst", "2026-Q3", ("JW", "WMO"),
        lambda rows: rows["status"].ne("afgewezen"), ("productcode", "eenheid", "begindatum", "einddatum"),
        {"AANTAL": _volume, "BEDRAG": _cents, "REGELS": len, "CLIENTEN": _clients}, money=("BEDRAG",),
    ),
    Counted(
        "voorbeeldregio-zuid/productieverantwoording", "2026", ("JW",),
        lambda rows: rows["status"].notna(), ("productcode", "eenheid"),
        {
            "Aantal cliënten": _clients, "Volume": _volume, "Geleverd": _cents,
            "Waarvan toegekend": _cents_of("toegekend"), "Waarvan afgewezen": _cents_of("afgewezen"),
        },
        sheet="Jeugdwet", header=7, money=("Geleverd", "Waarvan toegekend", "Waarvan afgewezen"),
    ),
    Counted(
        "voorbeeldregio-west/declaratieoverzicht", "2026-Q4", ("JW", "WMO"),
        lambda rows: rows["status"].isin((*JUDGED, "afgewezen")), ("referentienummer", "wet"),
        {"Bedrag": _cents}, sheet="Declaraties", header=4, money=("Bedrag",),
    ),
    Counted(
        "voorbeeldregio-vecht/maanden-naast-elkaar", "2026-Q1", ("JW",),
        lambda rows: rows["status"].notna(), ("productcode",),
        {
            head: (lambda rows, month=month, count=count: count(rows[rows["month"].eq(month)]))
            for head, month, count in (
                ("Volume", "01", _volume), ("Bedrag", "01", _cents), ("Volume.1", "02", _volume),
                ("Bedrag.1", "02", _cents), ("Volume.2", "03", _volume), ("Bedrag.2", "03", _cents),
            )
        },
        sheet="Per maand", header=4, money=("Bedrag", "Bedrag.1", "Bedrag.2"),
    ),
)  # fmt: skip


def _file(report, counted):
    if report.filename.endswith(".csv"):
        text = report.content.decode("cp1252")
        return pd.read_csv(io.StringIO(text), sep=";", decimal="," if "," in text else ".")
    if report.filename.endswith(".txt"):
        names = ["REGEL", "PRODUCT", "DAGDELEN", "CENTEN"]
        return pd.read_fwf(io.BytesIO(report.content), widths=[4, 8, 10, 12], names=names, dtype=str)
    return pd.read_excel(
        io.BytesIO(report.content), sheet_name=counted.sheet, header=counted.header - 1, engine="openpyxl"
    )


def _lines_of_file(report, counted):
    """The figures of every line of a report, sorted; what stands below them is a formula without a value."""
    table = _file(report, counted)[list(counted.figures)].apply(pd.to_numeric, errors="coerce")
    table = table.dropna(how="all").fillna(0)
    for name in counted.money:
        table[name] = table[name].mul(100).round()
    return sorted(map(tuple, table.round().astype(int).to_numpy().tolist()))


def _lines_of_pandas(rows, counted, municipality):
    first, last = parse_period(counted.period).begin.isoformat(), parse_period(counted.period).end.isoformat()
    own = rows[
        rows["gemeentecode"].eq(municipality)
        & rows["wet"].isin(counted.laws)
        & rows["begindatum"].between(first, last)
        & counted.keep(rows)
    ]
    groups = own.groupby(list(counted.by))
    return sorted(tuple(int(count(group)) for count in counted.figures.values()) for _, group in groups)


@pytest.mark.filterwarnings("ignore:(Unknown|Conditional Formatting) extension is not supported")
@pytest.mark.parametrize("counted", COUNTED, ids=lambda each: each.name.rpartition("/")[2])
def test_a_report_holds_to_the_cent_what_pandas_counts(written, counted):
    catalogue, period = the_catalogue(), parse_period(counted.period)
    export = check_export(read_export(written, "export.zip"), the_standard()).export
    plan = catalogue.find_plan(counted.name)
    made = produce(catalogue, catalogue.submitted(export), Assignment(plan, period, MUNICIPALITIES))
    rows = _rows(written)

    lines = {report.municipality: _lines_of_file(report, counted) for report in made.reports}

    assert lines == {code: _lines_of_pandas(rows, counted, code) for code in MUNICIPALITIES}
    assert all(lines.values())

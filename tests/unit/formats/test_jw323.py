"""The declaration messages are as published, and our own intake reads back from them what went in."""

import pytest

from service.domain.formats.calendar import Assignment
from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export
from service.files.intake.messages import read_messages
from service.pipeline.whole_way import produce
from service.sample import sample_tables
from tests.golden.examples import all_examples, the_catalogue
from tests.tools.exports import the_standard
from tests.tools.message_structure import SPACES, faults_of

MUNICIPALITIES = ("0014", "0141", "0344", "0654", "1969")
COMPARED = (
    "gemeentecode",
    "referentienummer",
    "vorig_referentienummer",
    "toewijzingnummer",
    "productcategorie",
    "productcode",
    "begindatum",
    "einddatum",
    "volume",
    "eenheid",
    "tarief",
    "bedrag",
    "debet_credit",
)


SENDER, RECEIVER = "<Afzender>06011234</Afzender>", "<Ontvanger>0014</Ontvanger>"


def messages_of_examples(name="jw323") -> list[bytes]:
    return [
        text.partition("\n\n")[2].encode()
        for example in all_examples()
        if example.plan.name == f"landelijk/{name}"
        for text in example.expected().values()
    ]


def a_message() -> str:
    return messages_of_examples()[0].decode()


def test_the_messages_of_the_examples_have_the_published_structure():
    assert [faults_of(message) for message in messages_of_examples()] == [[], []]
    assert [faults_of(message, "wmo323") for message in messages_of_examples("wmo323")] == [[]]


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        (f"{SENDER}{RECEIVER}", f"{RECEIVER}{SENDER}", "Header/Afzender: 0 keer"),
        ("<Eenheid>04</Eenheid>", "<Eenheid>99</Eenheid>", "Prestatie/Eenheid: geen code van de lijst"),
        ("<GeleverdVolume>10<", "<GeleverdVolume>10.5<", "Prestatie/GeleverdVolume: geen geheel getal"),
        ("<BerichtVersie>3</BerichtVersie>", "", "Header/BerichtVersie: 0 keer"),
        ("<BerichtVersie>3<", "<BerichtVersie>2<", "Header/BerichtVersie: past niet in het patroon"),
        ("<ijw:TotaalBedrag>398250<", "<ijw:TotaalBedrag>398251<", "is niet debet min credit (TR358)"),
        ("<ijw:Einddatum>2026-01-31<", "<ijw:Einddatum>31-01-2026<", "Periode/Einddatum: geen datum"),
        ("ijw:Begindatum>", "Begindatum>", "Periode/Begindatum: 0 keer"),
        (
            "<ProductTarief>9825</ProductTarief>",
            "<ProductTarief/>",
            "Prestatie/ProductTarief: leeg, of meer dan tekst (RS033)",
        ),
    ],
)
def test_a_message_that_departs_from_the_structure_is_found_out(was, becomes, fault):
    message = a_message()
    assert was in message

    found = faults_of(message.replace(was, becomes).encode())

    assert [each for each in found if each.endswith(fault)] != []


def test_a_message_stands_in_the_two_published_namespaces():
    assert [space in a_message() for space in SPACES["jw323"].values()] == [True, True]


@pytest.mark.parametrize(("name", "least"), [("jw323", 50), ("wmo323", 3)])
@pytest.mark.parametrize("seed", range(4))
def test_our_own_intake_reads_the_same_prestaties_back_and_totals_equal_the_balance(seed, name, least):
    catalogue, period = the_catalogue(), parse_period("2026-Q1")
    tables = sample_tables(
        the_standard(), seed=seed, municipalities=MUNICIPALITIES, clients=120, period=period
    )
    written = write_export(tables, the_standard(), "csv-zip")
    export = check_export(read_export(written, "export.zip"), the_standard()).export
    submitted = catalogue.submitted(export)
    plan = catalogue.find_plan(f"landelijk/{name}")
    assert plan is not None
    made = [
        report
        for month in period.parts(plan.format.period)
        for report in produce(catalogue, submitted, Assignment(plan, month, MUNICIPALITIES)).reports
    ]

    read = read_messages([(report.filename, report.content) for report in made])

    assert [faults_of(report.content, name) for report in made] == [[]] * len(made)
    assert read.findings == ()
    again = check_export(read, the_standard()).export.tables["prestatie"]
    went_in = export.tables["prestatie"]
    went_in = went_in[went_in["referentienummer"].isin(again["referentienummer"])]
    assert as_texts(again) == as_texts(went_in)
    assert len(again) == sum(report.balance.rows.reported for report in made) > least
    signed = again["bedrag"].where(again["debet_credit"].eq("D"), -again["bedrag"])
    assert int(signed.sum()) == sum(report.balance.cents.reported for report in made)


def as_texts(table):
    rows = table[list(COMPARED)].astype(str).apply(tuple, axis=1)
    return sorted(rows.tolist())


def test_a_municipality_without_anything_to_declare_gets_no_message():
    (example,) = [each for each in all_examples() if each.plan.name == "landelijk/jw323"]

    assert sorted(example.produced()) == ["0014-2026-01", "0014-2026-02"]

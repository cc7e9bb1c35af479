"""What iJw messages say together: later ones count, and what contradicts another message is named."""

import io
import re
import zipfile

import pytest

from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_exports
from service.sample import sample_tables
from tests.tools.exports import the_standard


@pytest.fixture(scope="module")
def messages():
    """File name → message, of a small export with a declaration of which one row was rejected."""
    tables = sample_tables(
        the_standard(), seed=5, municipalities=["0014", "0034"], clients=30, period=parse_period("2026-Q1")
    )
    rows = tables["prestatie"]
    declared = rows["declaratienummer"].eq(
        rows.loc[rows["status"].eq("toegekend"), "declaratienummer"].iloc[0]
    )
    rows.loc[declared, ["status", "retourcode"]] = ["toegekend", None]
    rows.loc[declared.idxmax(), ["status", "retourcode"]] = ["afgewezen", "9307"]
    with zipfile.ZipFile(io.BytesIO(write_export(tables, the_standard(), "ijw-zip"))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def _a(messages, kind, holding=""):
    """The name of the first message of a kind in which this stands."""
    return next(name for name in messages if name.startswith(kind) and holding in messages[name])


def _with(text, *changes, number="B99999"):
    """A message of its own, later than the others, with these (pattern, new text) changed once."""
    for old, new in (("<Identificatie>B\\d+", f"<Identificatie>{number}"), ("2026-04-10", "2026-04-11")):
        text = re.sub(old, new, text, count=1)
    for old, new in changes:
        text, times = re.subn(old, new, text, count=1)
        assert times == 1
    return text


def _read(messages):
    return read_exports([(name, text.encode()) for name, text in messages.items()])


def _found(messages):
    return [(each.kind.code, each.place.sheet, each.facts["detail"]) for each in _read(messages).findings]


def _value(text, element):
    return re.search(f"<{element}>([^<]*)", text)[1]


def test_messages_that_agree_give_no_finding(messages):
    assert _found(messages) == []


@pytest.mark.parametrize("is_first", [True, False])
def test_of_two_messages_about_an_allocation_the_later_made_counts_whatever_their_order(messages, is_first):
    name = _a(messages, "jw301")
    number, municipality = _value(messages[name], "ToewijzingNummer"), _value(messages[name], "Afzender")
    later = _with(messages[name], ("<Categorie>[^<]*", "<Categorie>55"))
    together = {"z.xml": later} | messages if is_first else messages | {"z.xml": later}
    frame = check_export(_read(together), the_standard()).export.tables["toewijzing"]
    chosen = frame[frame["gemeentecode"].eq(municipality) & frame["toewijzingnummer"].eq(int(number))]

    assert chosen["productcategorie"].tolist() == ["55"]


def test_a_removed_allocation_is_no_more_and_what_is_declared_under_it_is_named_and_waits(messages):
    declaration = _a(messages, "jw323")
    number, municipality = (
        _value(messages[declaration], "ToewijzingNummer"),
        _value(messages[declaration], "Ontvanger"),
    )
    allocation = next(
        text
        for name, text in messages.items()
        if name.startswith("jw301")
        and f"<Afzender>{municipality}" in text
        and f"<ToewijzingNummer>{number}<" in text
    )
    at = f"(<ToewijzingNummer>{number}<.*?<Ingangsdatum>[^<]*</Ingangsdatum>)(<Einddatum>[^<]*</Einddatum>)?"
    removal = _with(allocation, (at, "\\1<RedenWijziging>13</RedenWijziging>"))
    together = messages | {"z.xml": removal}
    checked = check_export(_read(together), the_standard())
    named = [each for each in _found(together) if each[1] == declaration]

    assert [code for code, _, _ in named] == ["ijw-allocation-removed"]
    assert {each.kind.code for each in checked.findings} >= {"ijw-allocation-removed", "allocation-missing"}
    frame = checked.export.tables["prestatie"]
    mine = frame[frame["gemeentecode"].eq(municipality) & frame["toewijzingnummer"].eq(int(number))]
    assert set(mine["_quarantine"]) == {"allocation-missing"}


@pytest.mark.parametrize("kind", ["jw305", "jw307", "jw323"])
def test_another_client_than_that_of_the_allocation_is_refused_without_naming_anyone(messages, kind):
    name = _a(messages, kind)
    bsn = _value(messages[name], "Bsn")
    other = next(
        _value(text, "Bsn") for text in messages.values() if "<Bsn>" in text and f"<Bsn>{bsn}" not in text
    )
    client = messages[name].replace(f"<Bsn>{bsn}", f"<Bsn>{other}")
    raw = _read(messages | {name: client})

    assert {(each.kind.code, each.place.sheet) for each in raw.findings} == {("ijw-other-client", name)}
    assert not raw.tables
    assert all(bsn not in str(each.facts) + each.text("nl") for each in raw.findings)


def test_a_declaration_number_that_comes_twice_is_refused(messages):
    name = _a(messages, "jw323")
    number = _value(messages[name], "DeclaratieNummer")

    assert _found(messages | {"z.xml": _with(messages[name])}) == [("ijw-declaration-twice", "z.xml", number)]


def test_a_rejected_row_with_other_facts_than_it_was_declared_with_is_refused(messages):
    name = _a(messages, "jw325", "<ReferentieNummer>")
    number = _value(messages[name], "ReferentieNummer")
    changed = re.sub("<GeleverdVolume>", "<GeleverdVolume>9", messages[name], count=1)

    assert _found(messages | {name: changed}) == [("ijw-answered-row-differs", name, number)]


@pytest.mark.parametrize(
    ("changes", "code", "detail"),
    [
        (
            [("<DeclaratieNummer>[^<]*", "<DeclaratieNummer>NERGENS")],
            "ijw-answer-without-declaration",
            "NERGENS",
        ),
        ([("<ReferentieNummer>[^<]*", "<ReferentieNummer>NERGENS")], "ijw-answered-row-unknown", "NERGENS"),
        ([("(?s)<DeclaratieAntwoord>.*</DeclaratieAntwoord>", "")], "ijw-message-rejected", "0200"),
    ],
)
def test_an_answer_that_does_not_fit_its_declaration_is_named(messages, changes, code, detail):
    name = _a(messages, "jw325", "<ReferentieNummer>")
    text = messages[name]
    for old, new in changes:
        text = re.sub(old, new, text, count=1)

    assert _found(messages | {name: text}) == [(code, name, detail)]


def test_help_of_after_the_period_of_its_declaration_is_named(messages):
    name = _a(messages, "jw323", "<Einddatum>2026-02-28</Einddatum></ProductPeriode>")
    earlier = re.sub(
        "<DeclaratiePeriode>.*?</DeclaratiePeriode>",
        "<DeclaratiePeriode><Begindatum>2026-01-01</Begindatum><Einddatum>2026-01-31</Einddatum>"
        "</DeclaratiePeriode>",
        messages[name],
    )

    assert [each[:2] for each in _found(messages | {name: earlier})] == [
        ("ijw-after-declaration-period", name)
    ]


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        ("20", "31", []),
        ("20", "20", ["ijw-stopped-already"]),
        ("31", "31", ["ijw-stopped-already"]),
    ],
)
def test_a_stop_comes_after_a_temporary_one_only(messages, first, second, codes):
    name = _a(messages, "jw307")
    reason = "<RedenBeeindiging>[^<]*"
    temporary = re.sub(reason, f"<RedenBeeindiging>{first}", messages[name])
    again = re.sub(reason, f"<RedenBeeindiging>{second}", _with(temporary))

    assert {code for code, _, _ in _found(messages | {name: temporary, "z.xml": again})} == set(codes)

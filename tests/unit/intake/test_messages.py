"""What iJw messages say together: later ones count, and what contradicts another message is named."""

import io
import re
import zipfile

import pandas as pd
import pytest

from service.domain.findings import Verdict
from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_exports
from service.sample import sample_tables
from tests.tools.exports import the_standard


@pytest.fixture(scope="module")
def messages():
    """File name → message, of a small export with a declaration of which one row was rejected.

    All elements are in one namespace, so that a test can name them by it.
    """
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
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    return {name: re.sub("(</?)b:", "\\1", text) for name, text in texts.items()}


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


def _number(name):
    """301 of jw301-00001.xml and of wmo301-00040.xml."""
    return re.search("\\d{3}", name)[0]


def _read(messages):
    return read_exports([(name, text.encode()) for name, text in messages.items()])


def _found(messages):
    return [(each.kind.code, each.place.sheet, each.facts["detail"]) for each in _read(messages).findings]


def _of(code, text):
    """The message as if it were of or for the provider with this AGB code."""
    return re.sub("(<(?:Afzender|Ontvanger)>)\\d{8}", f"\\g<1>{code}", text)


def _findings_about_providers(messages):
    return [
        (each.kind.code, each.kind.severity.value, each.place.sheet, dict(each.facts))
        for each in check_export(_read(messages), the_standard()).findings
        if each.kind.code == "ijw-other-provider"
    ]


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
    assert [each.sheet for each in raw.tables] == ["aanlevering.csv"]
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


OWN, OTHER = "06011234", "87654321"


@pytest.mark.parametrize("kind", ["jw301", "jw305", "jw307", "jw323", "jw325"])
@pytest.mark.parametrize("has_delivery", [True, False])
def test_a_message_of_another_provider_than_the_others_is_refused_by_both_codes(messages, kind, has_delivery):
    name = _a(messages, kind)
    mixed = messages | {name: _of(OTHER, messages[name])}
    first = next(each for each in messages if each.endswith(".xml") and each != name)
    if not has_delivery:
        del mixed["aanlevering.csv"]
    facts = {
        "found": OTHER,
        "expected": OWN,
        "other": "aanlevering.csv" if has_delivery else first,
        "messages": f"1: {name}",
    }

    assert _findings_about_providers(mixed) == [("ijw-other-provider", "blocks", name, facts)]


def test_messages_of_another_provider_than_the_delivery_says_are_refused_once_with_their_number(messages):
    delivery = messages["aanlevering.csv"].replace(OWN, OTHER)
    mixed = messages | {"aanlevering.csv": delivery}
    names = sorted((name for name in messages if name.endswith(".xml")), key=_number)
    facts = {
        "found": OWN,
        "expected": OTHER,
        "other": "aanlevering.csv",
        "messages": f"{len(names)}: {', '.join(names[:5])}, …",
    }

    assert check_export(_read(mixed), the_standard()).verdict is Verdict.REJECTED
    assert _findings_about_providers(mixed) == [("ijw-other-provider", "blocks", names[0], facts)]


def test_messages_of_the_provider_that_delivers_are_its_own(messages):
    assert _findings_about_providers(messages) == []
    assert check_export(_read(messages), the_standard()).messages == {
        OWN: tuple(sorted((name for name in messages if name.endswith(".xml")), key=_number))
    }


def _wide(text, encoding):
    return text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode(encoding)


@pytest.mark.parametrize("prefix", ["jw", "wmo"])
@pytest.mark.parametrize(
    "style",
    [
        lambda text: re.sub(r">(\d+)</(ToewijzingNummer|Volume|Bedrag|TotaalBedrag)", r"> +00\1\n</\2", text),
        lambda text: re.sub(r">(\d{4}-\d\d-\d\d)<", r">\n\t\1 <", text),
        lambda text: re.sub(r"(<(?:Afzender|Ontvanger)>)(\d+)<", r"\1 \n\2\t<", text),
        lambda text: re.sub(r">(\d+)</GeleverdVolume", r"><!-- eerst -->\1<?later ?></GeleverdVolume", text),
        lambda text: text.replace("<Bericht ", f"<!--{'lang ' * 2_000}--><Bericht ", 1),
        lambda text: re.sub(r">(\w+)</ProductCode>", r"><![CDATA[\1]]></ProductCode>", text),
        lambda text: re.sub(r"<(/?)([A-Z])", r"<\1m:\2", text).replace("xmlns=", "xmlns:m=", 1),
        lambda text: "\ufeff" + text,
        lambda text: _wide("\ufeff" + text, "utf-16-le"),
        lambda text: _wide("\ufeff" + text, "utf-16-be"),
    ],
    ids=[
        "numbers",
        "days",
        "parties",
        "comments",
        "long-comment",
        "cdata",
        "prefix",
        "bom",
        "utf-16-le",
        "utf-16-be",
    ],
)
def test_a_message_is_what_xml_schema_says_however_it_is_written(messages, prefix, style):
    plain = check_export(_read(messages), the_standard())
    styled = {name: style(text) if name.startswith(prefix) else text for name, text in messages.items()}
    files = [(name, text if isinstance(text, bytes) else text.encode()) for name, text in styled.items()]

    found = check_export(read_exports(files), the_standard())

    assert [each.as_json() for each in found.findings] == [each.as_json() for each in plain.findings]
    for name, table in plain.export.tables.items():
        pd.testing.assert_frame_equal(found.export.tables[name], table)


@pytest.mark.parametrize(
    ("old", "new", "detail"),
    [
        ("/ijw/3_2/jw301", "/ijw/3_1/jw301", "JW301 3.1"),
        ("/ijw/3_2/jw301", "/ijw/3_2/jw315", "JW315"),
        ("/ijw/3_2/jw301", "/iwmo/3_0/wmo301", "WMO301 3.0"),
        ("istandaarden.nl/ijw/3_2/jw301", "istandaarden.nl/iwlz/2_3/aw33", "AW33 (iwlz 2.3)"),
    ],
)
def test_a_message_that_is_not_read_blocks_by_its_own_name(messages, old, new, detail):
    name = _a(messages, "jw301")

    (found,) = _found(messages | {name: messages[name].replace(old, new)})

    assert found[:2] == ("ijw-other-message", name)
    assert detail in found[2]


@pytest.mark.parametrize(
    ("old", "new", "found", "other"),
    [
        ("<BerichtCode>436", "<BerichtCode>491", "491", " (JW325)"),
        ("<BerichtCode>436", "<BerichtCode>414", "414", " (WMO301)"),
        ("<BerichtCode>436", "<BerichtCode> 999 ", "999", ""),
        ("<BerichtVersie>3", "<BerichtVersie>2", "2", ""),
        ("<BerichtSubversie>2", "<BerichtSubversie>1", "1", ""),
    ],
)
def test_a_message_whose_header_contradicts_its_root_blocks_by_both_names(messages, old, new, found, other):
    name = _a(messages, "jw301")

    changed = messages | {name: messages[name].replace(old, new)}
    (finding,) = _read(changed).findings

    assert (finding.kind.code, finding.place.sheet) == ("ijw-contradicts-itself", name)
    assert (finding.facts["detail"], finding.facts["found"], finding.facts["other"]) == (
        "JW301",
        found,
        other,
    )


@pytest.mark.parametrize("code", ["485", "499"])
def test_the_code_of_a_wmo325_is_not_certain_and_blocks_only_as_that_of_another_message(messages, code):
    name = _a(messages, "wmo325")

    assert _read(messages | {name: messages[name].replace(">485<", f"> {code} <")}).findings == ()
    (finding,) = _read(messages | {name: messages[name].replace(">485<", ">484<")}).findings
    assert finding.facts["other"] == " (WMO323)"


def test_a_finding_about_a_message_names_message_and_number_and_no_sheet(messages):
    answered = {_value(text, "DeclaratieNummer") for name, text in messages.items() if "325-" in name}
    name = next(
        name
        for name, text in messages.items()
        if "jw323" in name and _value(text, "DeclaratieNummer") not in answered
    )
    number, line = _value(messages[name], "DeclaratieNummer"), _value(messages[name], "ReferentieNummer")
    spoiled = re.sub("<ProductCategorie>[^<]*", "<ProductCategorie>99", messages[name], count=1)

    checked = check_export(_read(messages | {name: spoiled}), the_standard())
    (finding,) = [each for each in checked.findings if each.kind.code == "unknown-code"]

    assert (finding.place.sheet, finding.place.row, finding.place.column) == (name, None, "")
    assert finding.text("nl").startswith(
        f"Bericht {name}, declaratie {number}, regel {line}, productcategorie:"
    )
    assert finding.text("en").startswith(
        f"Message {name}, declaratie {number}, regel {line}, productcategorie:"
    )
    assert finding.as_json()["line"] == f"declaratie {number}, regel {line}"


def test_what_a_municipality_left_out_of_its_allocation_makes_its_rows_wait(messages):
    name = _a(messages, "jw301")
    number = _value(messages[name], "ToewijzingNummer")
    without = re.sub("<Product>.*?</Product>", "", messages[name], count=1)

    checked = check_export(_read(messages | {name: without}), the_standard())
    lacking = [each for each in checked.findings if each.kind.code == "ijw-lacks-value"]

    assert [(each.place.line, each.place.field) for each in lacking] == [
        (f"toewijzing {number}", "productcategorie")
    ]
    assert checked.verdict is Verdict.ACCEPTED_WITH_WARNINGS


def test_a_start_without_an_allocation_number_is_named_and_does_not_count(messages):
    name = _a(messages, "jw305")
    begin = _value(messages[name], "Begindatum")
    without = re.sub("<ToewijzingNummer>[^<]*</ToewijzingNummer>", "", messages[name], count=1)

    assert ("ijw-course-without-allocation", name, begin) in _found(messages | {name: without})


@pytest.mark.parametrize("kind", ["jw305", "jw323", "jw325"])
def test_messages_alone_say_what_to_lay_beside_them_and_name_no_sheet_that_is_not_there(messages, kind):
    name = _a(messages, kind)

    checked = check_export(_read({name: messages[name]}), the_standard())

    blocking = [each for each in checked.findings if each.kind.severity == "blocks"]
    assert blocking[0].kind.code == "messages-without-delivery"
    assert {each.kind.code for each in blocking[1:]} <= {"no-allocations"}
    assert "aanlevering.csv" in blocking[0].text("nl")

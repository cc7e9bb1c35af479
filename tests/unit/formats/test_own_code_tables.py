"""A format may have code tables and bands itself: they work as those of a folder, and are in its text."""

import json

import pytest

from service.domain.failures import FormatError
from service.domain.formats.diff import diff
from service.domain.formats.publication import plan_of, publication_of
from service.recount.documents import read_format_documents
from tests.tools.exports import the_standard
from tests.tools.formats import a_plan, a_table
from tests.unit.formats.test_broken_formats import GOOD, load

FILE = "mappings/proef/lijst/2026.yaml"
OWN = """\
code_tables:
  proef/producten:
    - { code: 45A03, wordt: Zelf }
    - { code: 45A04, wordt: Ook zelf, geldig_van: 2026-01-01, wet: JW }
"""
PER_PRODUCT = {
    "rows": {"of": "prestatie", "with": ["toewijzing"], "per": ["productcode"]},
    "columns": {"Product": {"field": "productcode", "translate": "soorten"}, "Bedrag": {"sum": "bedrag"}},
}
SORTS = {"soorten": [{"code": "45A03", "wordt": "Zelf"}]}


def in_the_format(tmp_path, tables=OWN):
    return load(tmp_path, GOOD + tables)


def test_a_table_of_the_format_itself_stands_in_the_place_of_the_one_in_the_folder(tmp_path):
    (plan,) = in_the_format(tmp_path).plans["proef/lijst"]

    lines = plan.code_tables["proef/producten"].lines

    assert [(each.code, each.becomes, each.law) for each in lines] == [
        ("45A03", "Zelf", ""),
        ("45A04", "Ook zelf", "JW"),
    ]


def test_the_recount_reads_the_table_of_the_format_itself(tmp_path):
    in_the_format(tmp_path)

    (document,) = read_format_documents(tmp_path / "mappings")

    assert [line[:3] for line in document.tables["proef/producten"].lines] == [
        ("45A03", "Zelf", ""),
        ("45A04", "Ook zelf", "JW"),
    ]


def test_bands_of_the_format_itself_group_ages():
    bands = [
        {"van": "", "tot_en_met": 17, "wordt": "kind"},
        {"van": 18, "tot_en_met": "", "wordt": "volwassen"},
        {"van": "", "tot_en_met": "", "wordt": "onbekend"},
    ]
    sheet = {
        "rows": {
            "of": "prestatie",
            "with": ["toewijzing"],
            "per": [{"band": "leeftijden", "of": {"age": "period_end"}}],
        },
        "columns": {
            "Leeftijd": {"band": "leeftijden", "of": {"age": "period_end"}},
            "Rijen": {"count": "rows"},
        },
    }

    plan = a_plan(code_tables={"leeftijden": bands}, sheets={"lijst": sheet})

    assert [each.code for each in plan.code_tables["leeftijden"].lines] == ["..17", "18..", ".."]


@pytest.mark.parametrize(
    ("lines", "code", "line", "column"),
    [
        ("    - { code: A, wordt: een }\n    - { code: A, wordt: twee }\n", "two-meanings-on-one-day", 22, 7),
        (
            "    - { code: A, wordt: een }\n    - { code: A, wordt: twee, wet: JW }\n",
            "two-meanings-with-and-without-law",
            22,
            7,
        ),
        ("    - { code: A, wordt: een, wet: Jeugdwet }\n", "no-law-of-a-code-line", 21, 7),
        ('    - { code: A, wordt: "" }\n', "code-without-meaning", 21, 7),
        ("    - { wordt: een }\n", "meaning-without-code", 21, 7),
        ("    - { code: A }\n", "not-filled-in", 21, 7),
        ("    - { code: A, van: 1, wordt: een }\n", "code-and-band", 21, 7),
        ("    - { code: A, wordt: een, geldig_van: 1-1-2026 }\n", "not-a-day", 21, 7),
        (
            "    - { code: A, wordt: een, geldig_van: 2026-02-01, geldig_tot: 2026-01-01 }\n",
            "meaning-ends-before-it-begins",
            21,
            7,
        ),
        (
            "    - { van: 0, tot_en_met: 3, wordt: klein }\n    - { van: 3, tot_en_met: 9, wordt: groot }\n",
            "bands-overlap",
            22,
            7,
        ),
        (
            "    - { van: 0, tot_en_met: 3, wordt: klein }\n    - { van: 5, tot_en_met: 9, wordt: groot }\n",
            "bands-with-a-gap",
            22,
            7,
        ),
        ("    - { code: A, becomes: een, wordt: een }\n", "not-an-option", 21, 18),
    ],
)
def test_what_is_wrong_with_a_line_is_told_at_the_line(tmp_path, lines, code, line, column):
    with pytest.raises(FormatError) as refusal:
        in_the_format(tmp_path, f"code_tables:\n  proef/producten:\n{lines}")

    fault = refusal.value
    assert fault.fault.kind.code == code
    assert (fault.file, fault.line, fault.column) == (FILE, line, column)
    assert fault.words.nl not in {"", fault.words.en}


def test_a_list_of_the_standard_means_the_same_in_every_format():
    with pytest.raises(FormatError) as refusal:
        a_plan(code_tables={"standaard/eenheid": []}, sheets={"lijst": PER_PRODUCT})

    assert refusal.value.fault.kind.code == "own-table-of-the-standard"


def test_who_uses_a_text_with_a_table_writes_over_it(tmp_path):
    fragment = "code_tables:\n  proef/producten:\n    - { code: 45A03, wordt: Van het deel }\n"
    rest = f"fragment: deel/rest\n{fragment}not_asked: {{ aanlevering.*: nee }}\n"
    every = "".join(f"  {name}.*: nee\n" for name in the_standard().tables)
    plain = GOOD.replace("checks:", f"not_asked:\n{every}checks:")

    (plan,) = load(tmp_path / "een", plain, rest=rest).plans["proef/lijst"]
    (over,) = load(tmp_path / "twee", plain + OWN, rest=rest).plans["proef/lijst"]

    assert plan.code_tables["proef/producten"].lines[0].becomes == "Van het deel"
    assert over.code_tables["proef/producten"].lines[0].becomes == "Zelf"


def test_a_table_that_two_fragments_have_is_refused_at_the_second(tmp_path):
    rest = "fragment: deel/rest\ncode_tables: { proef/producten: [{ code: A, wordt: een }] }\n"
    other = tmp_path / "mappings/deel/ander.yaml"
    other.parent.mkdir(parents=True)
    other.write_text(rest.replace("deel/rest", "deel/ander"), encoding="utf-8")

    with pytest.raises(FormatError) as refusal:
        load(tmp_path, GOOD.replace("[deel/rest]", "[deel/rest, deel/ander]"), rest=rest)

    assert refusal.value.fault.kind.code == "two-fragments-one-code-table"
    assert (refusal.value.file, refusal.value.line) == ("mappings/deel/ander.yaml", 2)


def test_what_was_published_keeps_its_own_table_whatever_a_folder_has_of_that_name():
    plan = a_plan(code_tables=SORTS, sheets={"lijst": PER_PRODUCT})
    today = {"soorten": a_table("soorten", {"45A03": "Anders", "45A04": "Van de map"})}

    kept = plan_of(publication_of(plan), the_standard(), None, today=today)

    assert kept.sha256 == plan.sha256
    assert [(each.code, each.becomes) for each in kept.code_tables["soorten"].lines] == [("45A03", "Zelf")]
    assert json.loads(kept.resolved)["format"]["code_tables"] == SORTS


def test_another_day_of_a_line_is_told_as_a_change():
    before = a_plan(code_tables=SORTS, sheets={"lijst": PER_PRODUCT})
    later = {"soorten": [{"code": "45A03", "wordt": "Zelf", "geldig_van": "2026-02-01"}]}

    told = diff(before, a_plan(code_tables=later, sheets={"lijst": PER_PRODUCT}))

    assert [each.nl for each in told] == [
        "In codetabel soorten: 1 × veranderd (45A03 wordt 'Zelf' vanaf 2026-02-01, was 'Zelf')."
    ]

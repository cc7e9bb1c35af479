"""A broken file, or a report that cannot be made, stops only itself and is named with its reason."""

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from service.command_line import eenmaal
from service.domain.formats.calendar import Assignment
from service.domain.periods import PeriodKind
from service.files.catalogue.loading import load_catalogue
from service.pipeline.current_catalogue import CurrentCatalogue
from service.pipeline.translate_file import check_file
from service.pipeline.whole_way import produce_each
from tests.golden.examples import the_catalogue
from tests.tools.catalogues import write_files
from tests.tools.exports import REPOSITORY, an_export, the_standard
from tests.tools.formats import FIRST_QUARTER, a_workbook
from tests.unit.formats.test_broken_formats import GOOD, REST

CASES = Path(__file__).parent / "cases"
TABLE = "code,wordt\n45A03,Ambulant\n"
SECOND = GOOD.replace("proef/lijst", "proef/tweede").replace('"{gemeentecode}', '"tweede-{gemeentecode}')
ASKED = """\
requests:
  - { format: proef/lijst, municipalities: ["0014", "1969"], from: 2026, legal_ground: proef }
  - { format: proef/tweede, municipalities: ["0014", "1969"], from: 2026, legal_ground: proef }
"""


def run(*arguments):
    return CliRunner().invoke(eenmaal, [str(each) for each in arguments], catch_exceptions=False)


def write(folder, **changed):
    files = {
        "mappings/proef/lijst/2026-Q1.yaml": changed.get("first", GOOD),
        "mappings/proef/tweede/2026-Q1.yaml": changed.get("second", SECOND),
        "mappings/deel/rest.yaml": changed.get("rest", REST),
        "mappings/proef/codetabellen/producten.csv": changed.get("table", TABLE),
        "mappings/uitvragen/proef.yaml": changed.get("asked", ASKED),
    }
    quarterly = {
        name: text.replace("from: 2026", "from: 2026-Q1")
        .replace("period: year", "period: quarter")
        .replace("{gemeentecode}.", "{gemeentecode}-{periode}.")
        for name, text in files.items()
    }
    write_files(folder, quarterly)
    for name in ("standaard", "codelijsten"):
        shutil.copytree(REPOSITORY / "mappings" / name, folder / "mappings" / name, dirs_exist_ok=True)


def catalogue_of(folder):
    return load_catalogue(folder / "mappings", folder / "templates", the_standard())


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "export.xlsx"
    run("sample", "--municipalities", 8, "--clients", 120, "--out", path)
    return path


def codes_of(path):
    """The municipalities of a sample, of which two are asked something."""
    answer = run("sample", "--municipalities", 8, "--clients", 120, "--out", path, "--json")
    return json.loads(answer.stdout)["municipalities"]


def translated(tmp_path, export, **changed):
    codes = codes_of(tmp_path / "again.xlsx")[:2]
    asked = ASKED.replace('["0014", "1969"]', json.dumps(codes))
    write(tmp_path, asked=asked, **changed)
    answer = run("translate", export, "--out", tmp_path / "out", "--formats", tmp_path / "mappings", "--json")
    return answer, json.loads(answer.stdout), codes


BROKEN = {
    "yaml that does not parse": (SECOND.replace("title: Proef", "title: Proef: twee"), "second-colon"),
    "a verb that is not there": (SECOND.replace("sum: bedrag", "summ: bedrag"), "unknown-verb"),
    "no format at all": ("titel: iets\n", "neither-format-nor-fragment"),
    "text in another encoding": (SECOND.encode().replace(b"Proef", b"Pr\xe9f"), "not-utf-8"),
}


@pytest.mark.parametrize(("second", "code"), BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_is_no_format_is_named_with_its_fault_and_the_others_work(tmp_path, second, code):
    write(tmp_path)
    written = second if isinstance(second, bytes) else second.replace("from: 2026", "from: 2026-Q1").encode()
    (tmp_path / "mappings/proef/tweede/2026-Q1.yaml").write_bytes(written)

    catalogue = catalogue_of(tmp_path)

    assert [(each.shown, each.fault.fault.kind.code, each.fault.file) for each in catalogue.broken] == [
        ("proef/tweede@2026-Q1", code, "mappings/proef/tweede/2026-Q1.yaml")
    ]
    assert [plan.name for plan in catalogue.every_plan()] == ["proef/lijst"]
    assert {request.format for request in catalogue.requests} == {"proef/lijst"}
    assert {request.format for request in catalogue.requests_of_broken} == {"proef/tweede"}


def test_a_workbook_that_does_not_fit_stops_only_its_own_format(tmp_path):
    second = SECOND.replace("kind: csv", "kind: xlsx, template: x.xlsx").replace(".csv", ".xlsx")
    write(tmp_path, second=second)
    write_files(tmp_path, {"templates/reports/x.xlsx": a_workbook({"Lijst": [["Product", "Totaal"]]})})

    catalogue = catalogue_of(tmp_path)

    assert [each.shown for each in catalogue.broken] == ["proef/tweede@2026-Q1"]
    assert [plan.name for plan in catalogue.every_plan()] == ["proef/lijst"]


def test_a_draft_that_does_not_parse_stops_neither_list_nor_lint(tmp_path):
    write(tmp_path)
    draft = (CASES / "draft-breaks-everything/2026-Q1.yaml").read_text()
    write_files(tmp_path, {"mappings/zandstroom/a/2026-Q1.yaml": draft})
    formats = ("--formats", tmp_path / "mappings")

    listed, linted = run("formats", "list", "--json", *formats), run("formats", "lint", "--json", *formats)

    assert [each["format"] for each in json.loads(listed.stdout)] == ["proef/lijst", "proef/tweede"]
    assert (listed.exit_code, linted.exit_code) == (0, 1)
    assert "'Volume' staat er twee keer" in listed.stderr
    (told,) = [each for each in json.loads(linted.stdout) if each["severity"] == "error"]
    assert (told["format"], told["line"], told["code"]) == ("zandstroom/a@2026-Q1", 47, "stands-twice")
    assert set(told["text"]) == {"nl", "en"}


def test_a_broken_code_table_is_named_and_stops_only_what_uses_it(tmp_path):
    second = SECOND.replace("{ field: productcode, translate: proef/producten }", "productcode")
    write(tmp_path, table="code,wordt\n45A03,A\n45A03,B\n", second=second)

    catalogue = catalogue_of(tmp_path)

    assert [plan.name for plan in catalogue.every_plan()] == ["proef/tweede"]
    assert [each.shown for each in catalogue.broken] == [
        "mappings/proef/codetabellen/producten.csv",
        "proef/lijst@2026-Q1",
    ]


def test_a_request_of_what_is_not_there_stops_only_itself(tmp_path):
    wrong = '  - { format: proef/weg, municipalities: ["0014"], from: 2026, legal_ground: proef }\n'
    write(tmp_path, asked=ASKED + wrong)

    catalogue = catalogue_of(tmp_path)

    assert {request.format for request in catalogue.requests} == {"proef/lijst", "proef/tweede"}
    (broken,) = catalogue.broken
    assert (broken.fault.fault.kind.code, broken.fault.line) == ("unknown-format", 4)


def test_what_is_asked_in_a_broken_format_is_not_made_and_the_others_are_there(tmp_path, export):
    answer, told, codes = translated(tmp_path, export, second=SECOND.replace("sum: bedrag", "summ: bedrag"))

    assert answer.exit_code == 1
    assert {(each["municipality"], each["format"]) for each in told["reports"]} == {
        (code, "proef/lijst") for code in codes
    }
    assert {(each["municipality"], each["format"], each["code"]) for each in told["not_made"]} == {
        (code, "proef/tweede", "broken-format") for code in codes
    }
    assert "There is no verb 'summ'" in told["not_made"][0]["reason"]["en"]
    assert "mappings/proef/tweede/2026-Q1.yaml:16" in told["not_made"][0]["reason"]["nl"]


def test_rows_that_are_in_no_other_report_go_by_the_reason_in_the_balance(tmp_path, export):
    asked_once = ASKED.splitlines(keepends=True)
    codes = codes_of(tmp_path / "again.xlsx")[:2]
    asked = "".join(asked_once[:1] + asked_once[2:]).replace('["0014", "1969"]', json.dumps(codes))
    write(tmp_path, second=SECOND.replace("sum: bedrag", "summ: bedrag"), asked=asked)

    answer = run("translate", export, "--out", tmp_path / "o", "--formats", tmp_path / "mappings", "--json")

    rows = json.loads(answer.stdout)["balance"]["rows"]
    assert answer.exit_code == 1
    assert rows["not_made"].keys() == {"broken-format"}
    assert rows["in"] == sum(
        sum(part.values()) if isinstance(part, dict) else part for name, part in rows.items() if name != "in"
    )


def test_a_code_that_makes_a_sheet_name_no_workbook_may_have_stops_only_that_report(tmp_path, export):
    second = (
        SECOND.replace("kind: csv", "kind: xlsx, template: x.xlsx, sheet_per: { Lijst: Product }")
        .replace(".csv", ".xlsx")
        .replace("sum: bedrag", "sum: { field: bedrag, sign_by: debet_credit }")
        .replace(
            "{ field: productcode, translate: proef/producten }", "{ field: productcode, translate: proef/b }"
        )
    )
    codes = sorted(codes_of(tmp_path / "again.xlsx"))
    asked = ASKED.replace('["0014", "1969"]', json.dumps(codes))
    write(tmp_path, first=GOOD.partition("checks")[0], second=second, asked=asked)
    write_files(tmp_path, {"templates/reports/x.xlsx": a_workbook({"Lijst": [["Product", "Bedrag"]]})})
    table = {code: code for code in products_of(export)}
    whole = with_table(tmp_path, export, table)
    sheets = {
        each["municipality"]: CalamineWorkbook.from_path(tmp_path / "o" / each["file"]).sheet_names
        for each in whole["reports"]
        if each["format"] == "proef/tweede"
    }
    counted = Counter(name for names in sheets.values() for name in names)
    code, where = next((n, m) for m, names in sheets.items() for n in names if counted[n] == 1)

    told = with_table(tmp_path, export, {**table, code: "A/B"})

    assert whole["not_made"] == []
    assert [(each["municipality"], each["format"], each["code"]) for each in told["not_made"]] == [
        (where, "proef/tweede", "cannot-be-written")
    ]
    assert len(told["reports"]) == len(whole["reports"]) - 1


def with_table(tmp_path, export, table):
    lines = "".join(f"{code},{text}\n" for code, text in table.items())
    write_files(tmp_path, {"mappings/proef/codetabellen/b.csv": f"code,wordt\n{lines}"})
    answer = run("translate", export, "--out", tmp_path / "o", "--formats", tmp_path / "mappings", "--json")
    return json.loads(answer.stdout)


def products_of(export):
    """The product codes of an export."""
    read = check_file(export.read_bytes(), export.name, the_standard()).export
    return sorted(set(read.tables["prestatie"]["productcode"].dropna()))


def test_a_later_version_that_is_broken_is_not_replaced_by_the_one_before(tmp_path, export):
    codes = codes_of(tmp_path / "again.xlsx")[:2]
    asked = ASKED.replace('["0014", "1969"]', json.dumps(codes)).replace("from: 2026", "from: 2025-Q1")
    write(tmp_path, asked=asked, second=SECOND.replace("from: 2026", "from: 2025-Q1"))
    write_files(tmp_path, {"mappings/proef/tweede/2026-Q1.yaml": "format: proef/tweede: 1\n"})
    write_files(tmp_path, {"mappings/proef/tweede/2025-Q1.yaml": quarterly_from_2025(SECOND)})

    answer = run("translate", export, "--out", tmp_path / "o", "--formats", tmp_path / "mappings", "--json")

    told = json.loads(answer.stdout)
    assert {each["format"] for each in told["reports"]} == {"proef/lijst"}
    assert {each["format"] for each in told["not_made"]} == {"proef/tweede"}


def quarterly_from_2025(text):
    return text.replace("from: 2026", "from: 2025-Q1").replace("period: year", "period: quarter")


def test_a_catalogue_that_worked_stays_as_it_was_while_a_format_of_it_is_being_written(tmp_path):
    write(tmp_path)
    current = CurrentCatalogue(
        mappings_dir=tmp_path / "mappings", templates_dir=tmp_path / "templates", trusted_for=0
    )
    before = current()

    write_files(tmp_path, {"mappings/proef/tweede/2026-Q1.yaml": "format: proef/twee"})
    while_written = current()

    assert while_written is before


def test_a_new_format_that_is_broken_takes_nothing_from_a_catalogue_that_worked(tmp_path):
    write(tmp_path)
    current = CurrentCatalogue(
        mappings_dir=tmp_path / "mappings", templates_dir=tmp_path / "templates", trusted_for=0
    )
    before = {plan.name for plan in current().every_plan()}

    third = quarterly_from_2025(SECOND).replace("proef/tweede", "proef/derde")
    write_files(
        tmp_path,
        {"mappings/proef/nieuw/2026-Q1.yaml": "format: [", "mappings/proef/derde/2025-Q1.yaml": third},
    )

    assert {plan.name for plan in current().every_plan()} == before | {"proef/derde"}
    assert [each.name for each in current().broken] == ["proef/nieuw"]


def test_without_a_pseudonym_key_only_the_formats_that_ask_pseudonyms_are_not_made():
    catalogue = the_catalogue()
    rows = an_export(prestatie=[{}], toewijzing=[{}])
    made = {
        plan.name: produce_each(
            catalogue, catalogue.submitted(rows), Assignment(plan, FIRST_QUARTER, ("0014",))
        )
        for plan in catalogue.every_plan()
        if plan.format.period is PeriodKind.QUARTER
    }

    unmade = {name: [each.code for each in production.unmade] for name, production in made.items()}
    assert {name for name, codes in unmade.items() if codes} == {
        "landelijk/minimale-set",
        "voorbeeldregio-vecht/clientenlijst",
    }
    assert unmade["landelijk/minimale-set"] == ["no-pseudonym-key"]
    assert all(each.reports for name, each in made.items() if not unmade[name])

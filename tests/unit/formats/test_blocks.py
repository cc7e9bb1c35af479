"""Every way in which blocks, listed lines and heads can be written wrong is told in Dutch when it is read."""

import inspect
from collections.abc import Callable

import pytest

from service.domain.failures import FormatError
from service.domain.faults import FaultKind
from service.domain.formats.faults import blocks as faults
from service.files.reports.report_writer import ReportWriter
from tests.tools.exports import an_export
from tests.tools.filled_workbooks import a_survey, as_open_document, filled, fits
from tests.tools.formats import a_plan, a_table, a_workbook, translated
from tests.tools.office import SOFFICE

SIGNED = {"field": "bedrag", "sign_by": "debet_credit"}
ROWS = {"of": "prestatie", "with": ["toewijzing"], "per": ["productcode"]}
COLUMNS = {"Code": "productcode", "Bedrag": {"sum": SIGNED}}
BLOCK = {"rows": ROWS, "columns": COLUMNS}
HEADER = ["Code", "Bedrag"]
EMPTY = [None, None]
LISTED = {
    "rows": ROWS,
    "listed": {"by": {"Code": "productcode"}},
    "columns": {"Bedrag": {"sum": SIGNED}},
}
MONTHS = {"by": "begindatum", "heads": "months", "columns": {"*": {"sum": SIGNED}}}


def _blocks(**blocks: object) -> dict[str, object]:
    return {"Blad": {"blocks": blocks}}


def _found(at: object) -> dict[str, object]:
    return _blocks(Een={**BLOCK, "at": at})


def _across(**written: object) -> Callable[[], object]:
    sheet = {"rows": ROWS, "columns": {"Code": "productcode"}, "across": {**MONTHS, **written}}
    return lambda: a_plan(a_table("niets", {}), sheets={"lijst": sheet})


def _fit(sheets: dict[str, object], *grid: list[object]) -> Callable[[], object]:
    return lambda: fits(sheets, grid)


def _other_lines() -> None:
    """A report that was made for another version of the workbook than it is written into."""
    two, one = (a_workbook({"Blad": [HEADER, *rows]}) for rows in ([["A", None], ["B", None]], [["A", None]]))
    sheets = {"Blad": LISTED}
    plan = a_survey(two, sheets)
    content = translated(an_export(prestatie=[{}]), plan, names={"0014": "Groningen"}).reports[0].content
    ReportWriter().write_report(content, plan.format.output, one)


def _below_in_an_open_document() -> None:
    if not SOFFICE:
        pytest.skip("LibreOffice, which makes the .ods, is not installed")
    sheet = {**LISTED, "listed": {**LISTED["listed"], "not_listed": "below"}}
    blank = as_open_document(a_workbook({"Blad": [HEADER, ["45A03", None]]}))
    a_survey(blank, {"Blad": sheet})


CASES = {
    "een titel die er niet staat": (
        _fit(_found({"title": "1. Productie"}), ["2. Wachttijd"], HEADER, EMPTY),
        "title-not-found-once",
        (
            "De titel '1. Productie' staat 0 keer op blad 'Blad'. Noem een tekst die er precies één keer "
            "staat, of schrijf `at: { cell: A8 }`."
        ),
    ),
    "een titel die er twee keer staat": (
        _fit(_found({"title": "Productie"}), ["Productie"], HEADER, EMPTY, ["Productie"]),
        "title-not-found-once",
        "De titel 'Productie' staat 2 keer op blad 'Blad'.",
    ),
    "een titel met niets eronder": (
        _fit(_found({"title": "Productie"}), HEADER, EMPTY, ["Productie"]),
        "no-header-below-title",
        "Onder de titel 'Productie' op blad 'Blad' staat niets meer. Noem de titel boven de kolomkoppen.",
    ),
    "koppen die nergens samen staan": (
        _fit(_found({"header": ["Code", "Uren"]}), HEADER, EMPTY, ["Uren"]),
        "header-not-found-once",
        (
            "De kolomkoppen 'Code', 'Uren' staan 0 keer samen op een rij van blad 'Blad'. Noem koppen die "
            "maar op één rij samen staan, of schrijf `at: { cell: A8 }`."
        ),
    ),
    "koppen die op twee rijen samen staan": (
        _fit(_found({"header": HEADER}), HEADER, EMPTY, HEADER, EMPTY),
        "header-not-found-once",
        "De kolomkoppen 'Code', 'Bedrag' staan 2 keer samen op een rij van blad 'Blad'.",
    ),
    "iets naast blocks": (
        _fit({"Blad": {"blocks": {"Een": BLOCK}, "rows": ROWS}}, HEADER, EMPTY),
        "blocks-and-more",
        (
            "Blad 'Blad' heeft `blocks`; daarnaast staat er rows. Noem onder `blocks` elk blok bij zijn "
            "naam, en zet al het andere in een blok."
        ),
    ),
    "blocks zonder blok": (
        _fit({"Blad": {"blocks": {}}}, HEADER, EMPTY),
        "no-blocks",
        (
            "Onder `blocks` van blad 'Blad' staat geen enkel blok. Noem elk blok bij zijn naam, met `at`, "
            "`rows` en `columns`, of laat `blocks` weg."
        ),
    ),
    "op twee manieren gezocht": (
        _fit(_found({"title": "Code", "cell": "A1"}), HEADER, EMPTY),
        "one-way-to-find-a-block",
        "Een blok wordt gevonden door één ding: `title`, `cell` of `header`.",
    ),
    "op geen manier gezocht": (
        _fit(_found({}), HEADER, EMPTY),
        "one-way-to-find-a-block",
        "Een blok wordt gevonden door één ding",
    ),
    "geen kolommen": (
        _fit(_blocks(Een={"rows": ROWS}), HEADER, EMPTY),
        "block-without-columns",
        "Hier staan geen kolommen. Schrijf `columns`, of `across`.",
    ),
    "geen koppen": (
        _across(heads=[]),
        "across-without-heads",
        (
            "Er is niet gezegd welke koppen naast elkaar staan. Schrijf `heads: months`, of noem elke kop "
            "met wat eronder hoort: `heads: { Ambulant: [45, 46] }`."
        ),
    ),
    "een codetabel zonder regels": (
        _across(by="productcode", heads={"table": "niets"}),
        "across-without-heads",
        "Er is niet gezegd welke koppen naast elkaar staan.",
    ),
    "maanden van een code": (
        _across(by="productcode"),
        "heads-need-days",
        (
            "Maanden en kwartalen horen bij een datum; `by` geeft tekst. Noem onder `by` een datum, zoals "
            "`begindatum`."
        ),
    ),
    "dertien maanden": (
        _across(heads={"months": [f"maand {number}" for number in range(13)]}),
        "more-heads-than-months",
        "Een jaar heeft twaalf maanden; hier staan er meer. Noem er twaalf, van januari af, of schrijf de",
    ),
    "vaste regels die geen code zijn": (
        _fit({"Blad": LISTED}, HEADER, ["Begeleiding", None], ["Verblijf", None]),
        "no-listed-line-is-reached",
        (
            "Op blad 'Blad' kan geen enkele vaste regel gevuld worden: geen code of tekst van dit veld is "
            "'Begeleiding', 'Verblijf'. Noem onder `by` de kolom met de codes, of vertaal met een codetabel"
        ),
    ),
    "twee keer hetzelfde adres": (
        _across(
            columns={"*": {"sum": SIGNED}, "* ": {"count": "rows"}}, heads={"Code": "45A03"}, by="status"
        ),
        "address-twice",
        "Twee kolommen krijgen het adres 'Code'. Geef elke kop en elke kolom een eigen naam.",
    ),
    "geen vaste regel": (
        _fit({"Blad": LISTED}, HEADER, EMPTY),
        "nothing-listed",
        (
            "Op blad 'Blad' staat onder de kop geen enkele regel die al is ingevuld. Noem onder `listed` de "
            "kolom waarin de code of de tekst van elke regel staat."
        ),
    ),
    "twee keer dezelfde regel": (
        _fit({"Blad": LISTED}, HEADER, ["45A03", None], ["41B01", None], ["45A03", None]),
        "listed-twice",
        (
            "Op blad 'Blad' staat de regel '45A03' twee keer. Noem onder `listed` nog een kolom die de "
            "regels uit elkaar houdt, of haal er een uit de werkmap."
        ),
    ),
    "een lijst die begint na een tekst die er twee keer staat": (
        _fit(
            {"Blad": {**LISTED, "listed": {**LISTED["listed"], "after": "Subtotaal"}}},
            HEADER,
            ["Subtotaal", None],
            ["45A03", None],
            ["Subtotaal", None],
        ),
        "list-begins-nowhere",
        (
            "De vaste lijst op blad 'Blad' begint na 'Subtotaal'; onder de kop staat die tekst 2 keer. Noem "
            "bij `after` een tekst die onder de kop één keer staat, of de hoeveelste het is: `after: "
            "Subtotaal (2)`."
        ),
    ),
    "een regel per status op een lijst van codes": (
        _fit(
            {"Blad": {**LISTED, "rows": {**ROWS, "per": ["productcode", "status"]}}}, HEADER, ["45A03", None]
        ),
        "lines-in-one-place",
        (
            "Er is een regel per status, maar `listed` zoekt de regel van de werkmap daar niet mee op: meer "
            "regels zouden op één plek komen. Zet onder `per` alleen wat ook onder `listed` staat, of noem "
            "onder `listed` de kolom waarin status staat."
        ),
    ),
    "een regel per rij op een lijst van codes": (
        _fit(
            {"Blad": {**LISTED, "rows": {**ROWS, "per": []}, "columns": {"Bedrag": SIGNED}}},
            HEADER,
            ["45A03", None],
        ),
        "lines-in-one-place",
        "Er is een regel per rij, maar `listed` zoekt de regel van de werkmap daar niet mee op",
    ),
    "een volle cel in een vaste regel": (
        _fit({"Blad": LISTED}, HEADER, ["45A03", None], ["41B01", 7]),
        "listed-cell-is-filled",
        (
            "Op blad 'Blad', kolom 'Bedrag', rij 3 staat al iets; een regel die er al staat, wordt niet "
            "overschreven. Is dit de regel van het totaal? Schrijf dan `until` met de tekst waarmee die "
            "begint. Haal anders deze kolom uit het formaat, of maak de cel in de werkmap leeg."
        ),
    ),
    "andere vaste regels dan het formaat kent": (
        _other_lines,
        "other-lines-listed",
        "Op blad 'Blad' staan andere regels dan het formaat kent.",
    ),
    "regels eronder in een ods": (
        _below_in_an_open_document,
        "no-room-below-listed",
        (
            "Op blad 'Blad' mogen regels onder de vaste regels komen; in een .ods-werkmap kan dat niet. "
            "Schrijf `not_listed: quarantine` of `not_listed: block`, of bewaar de werkmap als .xlsx."
        ),
    ),
    "een lijst als voorbeeld": (
        _fit({"Blad": BLOCK}, HEADER, ["45A03", None], ["41B01", None]),
        "pattern-row-is-filled",
        (
            "Op blad 'Blad' staat rij 2 al vol: A2 '45A03'. Zo'n regel is geen voorbeeld voor andere regels. "
            "Staan de regels vast? Schrijf `listed`. Is het een voorbeeld? Maak die rij in de werkmap leeg."
        ),
    ),
    "twee blokken naast elkaar": (
        _fit(
            _blocks(
                Links={**BLOCK, "at": {"cell": "A1"}},
                Rechts={"at": {"cell": "B1"}, "rows": ROWS, "columns": {"Aantal": {"count": "rows"}}},
            ),
            [HEADER[0], "Aantal", *HEADER[1:]],
            [*EMPTY, None],
        ),
        "blocks-beside-each-other",
        (
            "Op blad 'Blad' zouden 'Links' en 'Rechts' in elkaar groeien. Zet ze onder "
            "elkaar, of naast elkaar zonder dat de kolommen door elkaar lopen."
        ),
    ),
    "een blok in een csv": (
        lambda: a_plan(sheets={"Blad": {"blocks": {"Een": BLOCK}}}),
        "blocks-need-a-workbook",
        (
            "Blad 'Blad/Een' is niet gewoon een lijst (blocks); dat kan alleen in een werkmap. Schrijf elk "
            "blok als een eigen blad."
        ),
    ),
}


@pytest.mark.parametrize(("make", "code", "words"), list(CASES.values()), ids=list(CASES))
def test_a_mistake_is_told_in_dutch_with_what_to_write_instead(make, code, words):
    with pytest.raises(FormatError) as caught:
        make()

    assert caught.value.fault.kind.code == code
    assert words in caught.value.words.nl


def test_every_fault_of_blocks_has_a_case():
    kinds = [each for _, each in inspect.getmembers(faults) if isinstance(each, FaultKind)]

    assert {each.code for each in kinds} == {code for _, code, _ in CASES.values()}


@pytest.mark.parametrize(
    "at", [{"title": "Productie"}, {"cell": "A3"}, {"header": ["Code", "Bedrag"]}, {"header": ["Bedrag"]}]
)
def test_a_block_is_found_by_its_title_its_cell_or_its_headers(at):
    grid = [["Verantwoording"], ["Productie"], HEADER, EMPTY, ["Totaal"]]

    rows = filled(a_workbook({"Blad": grid}), _found(at), an_export(prestatie=[{}])).rows("Blad")

    assert rows[2:] == [HEADER, ["45A03", 60], ["Totaal", None]]


def test_white_space_in_a_title_and_lines_between_it_and_the_header_do_not_matter():
    grid = [["1.  Productie\nper product"], [None], ["in euro"], HEADER, EMPTY]

    found = filled(
        a_workbook({"Blad": grid}), _found({"title": "1. Productie per product"}), an_export(prestatie=[{}])
    )

    assert found.rows("Blad")[3:] == [HEADER, ["45A03", 60]]


def test_a_block_is_called_by_its_sheet_and_its_name_in_a_check():
    sheets = _blocks(Een={**BLOCK, "at": {"title": "1"}}, Twee={**BLOCK, "at": {"title": "2"}})
    blank = a_workbook({"Blad": [["1"], HEADER, EMPTY, ["2"], HEADER, EMPTY]})
    checks = [{"total": "Blad/Twee.Bedrag", "equals": "balance.bedrag"}]

    found = filled(blank, sheets, an_export(prestatie=[{}, {"referentienummer": "R2"}]), checks=checks)

    assert found.rows("Blad") == [["1", None], HEADER, ["45A03", 120], ["2", None], HEADER, ["45A03", 120]]

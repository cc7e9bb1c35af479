"""A provider hands in what is new: the service adds it to what holds, in the order in which things came."""

import io
import zipfile

import openpyxl
import pytest

from service.domain.submissions.submission import SubmissionState
from service.wiring import build
from tests.conftest import Hands
from tests.tools.additions import HEAD, as_zip

T = {
    "gemeentecode": "0014",
    "toewijzingnummer": "1",
    "wet": "JW",
    "clientnummer": "C1",
    "productcategorie": "45",
    "ingangsdatum": "2026-01-01",
}


def _prestatie(number, volume=60, **more):
    month = f"2026-0{number}"
    return {
        "referentienummer": f"R{number}",
        "gemeentecode": "0014",
        "toewijzingnummer": "1",
        "productcategorie": "45",
        "productcode": "45A03",
        "begindatum": f"{month}-01",
        "einddatum": {1: "2026-01-31", 2: "2026-02-28", 3: "2026-03-31"}[number],
        "volume": str(volume),
        "eenheid": "01",
        "tarief": "1.00",
        "bedrag": f"{volume}.00",
        "debet_credit": "D",
        "status": "ingediend",
        **more,
    }


@pytest.fixture
def real(settings, region, queue):  # noqa: ARG001 - who takes part must be there
    """The service with its real engine."""
    wiring = build(settings, queue=queue)
    yield wiring
    wiring.close()


@pytest.fixture
def hands(real, queue):
    return Hands(real, queue)


def _zip(tables, handing=""):
    return as_zip(tables, handing, {**HEAD, "agb_code": "41234567"})


WHOLE = _zip({"toewijzing": [T], "prestatie": [_prestatie(1), _prestatie(2)]})
ADDITION = _zip({"prestatie": [_prestatie(2, 90, mutatie="wijziging"), _prestatie(3)]}, "aanvulling")
WITHDRAWAL = _zip({"prestatie": [{"referentienummer": "R1", "gemeentecode": "0014", "toewijzingnummer": "1",
                                  "mutatie": "intrekking"}]}, "aanvulling")  # fmt: skip


def _page(real, region, submission):
    return real.submissions.show(region.provider, submission)


def test_additions_are_added_to_the_whole_and_to_each_other_without_those_refused(real, region, hands):
    whole = hands.deliver(region.provider, WHOLE)
    refused = hands.deliver(
        region.provider, _zip({"prestatie": [_prestatie(3, mutatie="wijziging")]}, "aanvulling")
    )
    first = hands.deliver(region.provider, ADDITION)
    second = hands.deliver(region.provider, WITHDRAWAL)

    of_refused, of_first, of_second = (_page(real, region, each) for each in (refused, first, second))
    assert [each.code for each in of_refused.findings] == ["addition-of-what-is-not-there"]
    assert [each.id for each in of_first.made_of] == [whole]
    assert (of_first.rows["prestatie"], of_first.balance.cents.came_in) == (3, 210_00)
    assert [each.id for each in of_second.made_of] == [whole, first]
    assert (of_second.rows["prestatie"], of_second.balance.cents.came_in) == (2, 150_00)
    assert of_second.submission.state is SubmissionState.READY
    assert _page(real, region, first).successor.id == second


def test_an_addition_waits_for_what_came_before_it(real, region, hands, queue):
    whole = hands.upload(region.provider, WHOLE)
    of_whole = queue.take()
    added = hands.upload(region.provider, ADDITION)
    of_addition = queue.take()

    for _ in range(4):
        for _, job in of_addition:
            hands.do(job)

    page = _page(real, region, added)
    assert page.submission.state is SubmissionState.RECEIVED
    assert not page.progress.quarantined
    for _, job in of_whole:
        hands.do(job)
    assert _page(real, region, whole).submission.verdict is not None


def test_what_the_export_says_goes_before_the_choice_at_the_upload(real, region, hands):
    content = _zip({"toewijzing": [T], "prestatie": [_prestatie(1)]}, "volledig")

    submission = real.submissions.receive(
        region.provider, io.BytesIO(content), "januari.zip", is_addition=True
    ).submission
    hands.do_everything()

    assert not _page(real, region, submission).is_addition


def test_a_choice_at_the_upload_makes_an_addition_of_which_each_finding_names_its_delivery(
    real, region, hands
):
    hands.deliver(region.provider, _zip({"toewijzing": [T], "prestatie": [_prestatie(1, tarief="2.00")]}))
    content = _zip({"prestatie": [_prestatie(3, tarief="3.00")]})

    added = real.submissions.receive(
        region.provider, io.BytesIO(content), "maart.zip", is_addition=True
    ).submission
    hands.do_everything()

    found = real.submissions.list_findings(region.provider, added)
    odd = [(each["sheet"], each["row"]) for each in found if each["code"] == "amount-not-volume-times-tariff"]
    assert odd == [("export.xlsx: prestatie.csv", 2), ("prestatie.csv", 2)]


def test_what_is_found_in_an_earlier_file_is_marked_in_a_copy_of_that_file(real, region, hands):
    wrong = {"bedrag": "61.00"}
    hands.deliver(region.provider, _workbook({"toewijzing": [T], "prestatie": [_prestatie(1, **wrong)]}))
    added = {"prestatie": [_prestatie(2), _prestatie(3, **wrong)]}
    addition = hands.deliver(region.provider, _workbook(added, "aanvulling"))

    copy = real.submissions.download_copy(region.provider, addition, "nl")

    assert copy.filename == "export-bevindingen.zip"
    with zipfile.ZipFile(io.BytesIO(copy.content)) as archive:
        books = {each: openpyxl.load_workbook(archive.open(each)) for each in archive.namelist()}
    assert {name: _noted(book["prestatie"]) for name, book in books.items()} == {
        "1 export-bevindingen.xlsx": [3],
        "2 export-bevindingen.xlsx": [2],
    }
    newest, before = (list(book["Bevindingen"].values)[2:] for book in books.values())
    assert {row[:2] for row in newest} >= {("prestatie", 3), ("export.xlsx (1): prestatie", 2)}
    assert {row[:2] for row in before if row[1]} == {("prestatie", 2), ("toewijzing", 2)}


def _noted(sheet):
    cells = [cell for row in sheet for cell in row if cell.comment]
    return [cell.row for cell in cells if "is niet volume x tarief" in cell.comment.text]


def _workbook(tables, handing=""):
    book = openpyxl.Workbook()
    head = {**HEAD, "agb_code": "41234567", **({"soort_aanlevering": handing} if handing else {})}
    for name, rows in {"aanlevering": [head], **tables}.items():
        sheet = book.create_sheet(name)
        fields = list(dict.fromkeys(field for row in rows for field in row))
        sheet.append(fields)
        for row in rows:
            sheet.append([row.get(field) for field in fields])
    del book["Sheet"]
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()

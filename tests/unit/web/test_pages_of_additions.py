"""The pages of an addition: said at the upload, and shown with what its state was made from."""

import html
import io
import re
from uuid import UUID

from service.domain.submissions.submission import SubmissionId
from tests.unit.web.conftest import SUBMISSION, a_page, a_submission

FORMER = SubmissionId(UUID(int=5))


def _text(page):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def test_the_upload_says_whether_it_is_an_addition(provider, wiring):
    for said in ({}, {"aanvulling": "ja"}):
        sent = {"bestand": (io.BytesIO(b"export"), "export.xlsx"), **said}
        provider.post("/aanleveringen", data=sent, content_type="multipart/form-data")

    assert wiring.additions == [False, True]
    assert 'name="aanvulling" value="ja"' in provider.get("/aanleveringen").text


def test_the_page_of_an_addition_names_what_its_state_was_made_from(provider, wiring):
    former = a_submission(id=FORMER, filename="januari.xlsx")
    wiring.pages[SUBMISSION] = a_page(
        submission=a_submission(filename="februari.xlsx"), is_addition=True, made_of=(former,)
    )

    page = provider.get(f"/aanleveringen/{SUBMISSION}").text

    assert f'href="/aanleveringen/{FORMER}"' in page
    assert "dit bestand, opgeteld bij wat u hiervoor aanleverde" in _text(page)
    assert "februari.xlsx deze aanvulling" in _text(page)


def test_an_addition_to_nothing_says_so(provider, wiring):
    wiring.pages[SUBMISSION] = a_page(is_addition=True)

    assert "Er was nog niets om dit bij op te tellen" in _text(
        provider.get(f"/aanleveringen/{SUBMISSION}").text
    )


def test_a_whole_submission_says_nothing_of_additions(provider, wiring):
    wiring.pages[SUBMISSION] = a_page()

    assert 'id="opgeteld"' not in provider.get(f"/aanleveringen/{SUBMISSION}").text

"""What a provider sees: the form, the way of a submission, its findings, its reports and its balance."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from service.domain.failures import TransientError
from service.domain.findings import Severity, Verdict
from service.domain.keeping import Destroyed, KeptKind, WhyDestroyed
from service.domain.submissions.jobs import JobId, JobKind, Progress, QuarantinedJob
from service.domain.submissions.submission import SubmissionState
from service.domain.translation.balance import Balance, Tally
from service.use_cases.submissions.receive import UploadNotKeptError, UploadUncertainError

from .conftest import BALANCE, REPORT, SUBMISSION, a_finding, a_page, a_submission


def text_of(answer):
    """What a person reads: tags away, white space folded."""
    main = answer.text[answer.text.index("<main") :]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("\u00a0", " ").split())


def upload(visitor, content=b"PK", name="export.xlsx"):
    return visitor.post("/aanleveringen", data={"bestand": (io.BytesIO(content), name)})


def test_an_upload_goes_on_to_its_own_page(provider, wiring):
    answer = upload(provider)

    assert (answer.status_code, answer.location) == (303, f"/aanleveringen/{SUBMISSION}")
    assert wiring.uploads == [("export.xlsx", b"PK")]


def test_files_that_are_handed_in_together_are_one_upload_in_whatever_order(provider, wiring):
    files = [("verloop.csv", b"b"), ("toewijzing.csv", b"a")]
    for chosen in (files, files[::-1]):
        together = [(io.BytesIO(content), name) for name, content in chosen]
        assert provider.post("/aanleveringen", data={"bestand": together}).status_code == 303

    (name, content), (_, again) = wiring.uploads
    with zipfile.ZipFile(io.BytesIO(content)) as kept:
        assert {each: kept.read(each) for each in kept.namelist()} == {
            "toewijzing.csv": b"a",
            "verloop.csv": b"b",
        }
    assert (name, again) == ("verloop.csv + 1.zip", content)


def test_a_file_that_was_sent_before_is_recognised_and_said(provider, wiring):
    wiring.is_known = True
    wiring.pages[SUBMISSION] = a_page()

    answer = upload(provider)

    assert "Dit bestand hebben wij al" in text_of(provider.get(answer.location))


def test_a_form_without_a_file_says_so_above_it_and_beside_it(provider):
    answer = provider.post("/aanleveringen", data={})

    assert answer.status_code == 400
    assert "<title>Fout: Aanleveren" in answer.text
    assert answer.text.count("Kies eerst een bestand.") == 2


def test_a_file_that_is_too_large_is_refused_in_plain_words(provider, wiring):
    answer = upload(provider, b"x" * 200_000)

    assert (answer.status_code, wiring.uploads) == (413, [])
    assert "Dit bestand is te groot" in answer.text


@pytest.mark.parametrize(
    ("failure", "title"),
    [
        (UploadNotKeptError("no space"), "Uw bestand is niet bewaard"),
        (TransientError("no database"), "Uw bestand is niet bewaard"),
        (OSError(28, "no room for the file on its way in"), "Uw bestand is niet bewaard"),
        (UploadUncertainError("gone"), "Wij weten niet of uw bestand bewaard is"),
    ],
)
def test_who_hands_in_is_told_whether_it_was_kept(provider, wiring, failure, title):
    wiring.fails = failure

    answer = upload(provider)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert f"<h1>{title}</h1>" in answer.text


def test_work_that_waits_for_a_part_of_ours_says_so(provider, wiring):
    wiring.pages[SUBMISSION] = a_page(
        submission=a_submission(SubmissionState.RECEIVED), progress=Progress(0, 1, is_held_up=True)
    )

    shown = provider.get(f"/aanleveringen/{SUBMISSION}").text
    followed = provider.get(f"/aanleveringen/{SUBMISSION}/voortgang").json["announcement"]

    said = "Uw bestand is bewaard. Een onderdeel van ons werkt nu even niet; daarna gaat het vanzelf verder."
    assert said in shown
    assert followed == said


def test_without_submissions_the_page_says_what_will_come(provider):
    assert "Hier komen uw aanleveringen te staan" in text_of(provider.get("/aanleveringen"))


def test_earlier_submissions_show_their_state_in_words(provider, wiring):
    wiring.handed_in = (
        a_submission(SubmissionState.TRANSLATING),
        a_submission(SubmissionState.READY, verdict=Verdict.ACCEPTED_WITH_WARNINGS),
        a_submission(SubmissionState.REJECTED, superseded_by=SUBMISSION, period=None),
    )

    words = text_of(provider.get("/aanleveringen"))

    assert "Wordt vertaald 1e kwartaal 2026 1 apr 2026, 14:05" in words
    assert "Klaar, met aandachtspunten 1e kwartaal 2026" in words
    assert "Afgekeurd vervangen door een latere aanlevering –" in words


def test_the_balance_is_an_equation_in_rows_and_euro(provider, wiring):
    wiring.pages[SUBMISSION] = a_page()

    words = text_of(provider.get(f"/aanleveringen/{SUBMISSION}"))

    for line in (
        "Aangeleverd 1.290 € 1.234.567,89",
        "= In rapportages 1.190 € 1.233.500,00",
        "+ Uitgesloten door een regel 98 € 1.000,00",
        "valt buiten de periode van de rapportage 98 € 1.000,00",
        "+ Wacht 2 € 67,89",
        "code staat niet in de tabel van de gemeente 2 € 67,89",
        "+ Afgewezen 0 € 0,00",
        "De telling sluit: geen verschil 0 € 0,00",
        "2 rijen , € 67,89: code staat niet in de tabel van de gemeente",
    ):
        assert line.replace(" ,", ",") in words.replace(" ,", ",")


def test_a_balance_that_adds_up_over_nothing_says_so(provider, wiring):
    excluded = Tally(came_in=9, reported=0, excluded={"outside-period": 9})
    words = []
    for balance in (Balance(excluded, excluded), BALANCE):
        wiring.pages[SUBMISSION] = a_page(balance=balance)
        words.append(text_of(provider.get(f"/aanleveringen/{SUBMISSION}")))

    assert ["geen enkele rij staat in een rapportage" in each for each in words] == [True, False]


def test_a_file_of_which_no_row_could_be_read_shows_no_balance_that_adds_up(provider, wiring):
    nothing = Balance(Tally(came_in=0, reported=0), Tally(came_in=0, reported=0))
    refused = a_submission(SubmissionState.REJECTED, verdict=Verdict.REJECTED)
    wiring.pages[SUBMISSION] = a_page(submission=refused, balance=nothing, rows={"prestatie": 0})

    words = text_of(provider.get(f"/aanleveringen/{SUBMISSION}"))

    assert "Sluitende telling" not in words
    assert "Wat er in uw bestand stond" not in words


def test_a_report_shows_its_municipality_its_amount_and_its_file(provider, wiring):
    wiring.pages[SUBMISSION] = a_page()

    answer = provider.get(f"/aanleveringen/{SUBMISSION}")

    report = "Groningen Kwartaalrapportage jeugdhulp Voorbeeldregio Noord"
    assert f"{report} 1e kwartaal 2026 1.190 € 1.233.500,00 sluit" in text_of(answer)
    assert f'href="/rapportages/{REPORT}/bestand"' in answer.text


def test_the_counts_of_work_stand_apart_each_with_its_own_sentence(provider, wiring):
    wiring.pages[SUBMISSION] = a_page()

    words = text_of(provider.get(f"/aanleveringen/{SUBMISSION}"))

    assert "34 bestanden die u niet apart hoefde te maken" in words
    assert "6 cellen staan er gevuld in de rapportages samen." in words
    assert "2 van die cellen zijn omgezet" in words
    assert "%" not in words


def test_a_rejected_submission_shows_what_blocks_and_the_form_again(provider, wiring):
    wiring.pages[SUBMISSION] = a_page(
        SubmissionState.REJECTED, findings=(a_finding(),), reports=(), balance=None, burden={}
    )

    answer = provider.get(f"/aanleveringen/{SUBMISSION}")

    assert "<title>Afgekeurd: export.xlsx" in answer.text
    words = text_of(answer)
    assert "Eerst verbeteren Geen datum: begindatum Prestaties, 20 keer" in words
    assert "blad prestatie kolom G rij 20 Kolom G, rij 20: vul een datum in." in words
    assert "Lever een verbeterd bestand aan" in answer.text
    assert 'type="file"' in answer.text


def test_a_warning_without_a_heading_is_headed_by_its_field(provider, wiring):
    wiring.pages[SUBMISSION] = a_page(findings=(a_finding(Severity.WARNS, "a-new-rule"),))

    assert "Aandachtspunt begindatum Prestaties, 20 keer" in text_of(
        provider.get(f"/aanleveringen/{SUBMISSION}")
    )


def test_the_page_follows_the_work_until_it_is_final(provider, wiring):
    wiring.pages[SUBMISSION] = a_page(
        SubmissionState.TRANSLATING, progress=Progress(3, 8), reports=(), balance=None, burden={}
    )
    address = f"/aanleveringen/{SUBMISSION}"

    page, now = provider.get(address), provider.get(f"{address}/voortgang").json

    assert f'data-progress="{address}/voortgang"' in page.text
    assert "<noscript>" in page.text
    assert now["steps"].count("<li") == 4
    assert "2 van 6 formaten" in now["steps"]
    del now["steps"]
    assert now == {
        "state": "translating",
        "is_final": False,
        "announcement": "3 van 8 stappen klaar.",
        "has_copy": False,
    }


def test_a_final_page_asks_no_more(provider, wiring):
    wiring.pages[SUBMISSION] = a_page()

    assert "data-progress" not in provider.get(f"/aanleveringen/{SUBMISSION}").text
    assert provider.get(f"/aanleveringen/{SUBMISSION}/voortgang").json["is_final"] is True


def test_following_without_being_signed_in_is_refused_and_not_sent_elsewhere(anonymous):
    assert anonymous.get(f"/aanleveringen/{SUBMISSION}/voortgang").status_code == 401


def test_a_fault_of_ours_is_never_shown_as_a_fault_of_the_provider(provider, wiring):
    job = QuarantinedJob(
        JobId(SUBMISSION), JobKind.TRANSLATE, "voorbeeldregio-noord/kwartaal", "FormatError: x"
    )
    wiring.pages[SUBMISSION] = a_page(
        SubmissionState.FAILED, progress=Progress(3, 4, (job,)), balance=None, burden={}
    )

    words = text_of(provider.get(f"/aanleveringen/{SUBMISSION}"))

    assert "Dit ligt niet aan uw bestand." in words
    assert "Kwartaalrapportage jeugdhulp Voorbeeldregio Noord" in words
    assert "FormatError" not in words


def test_what_failed_at_our_side_can_be_asked_again(provider, wiring):
    asked = []
    wiring.submissions.retry = lambda _viewer, submission: asked.append(submission)
    stuck = QuarantinedJob(JobId(UUID(int=3)), JobKind.CHECK, "", "MemoryError")
    wiring.pages[SUBMISSION] = a_page(
        submission=a_submission(SubmissionState.FAILED), progress=Progress(0, 1, (stuck,))
    )
    address = f"/aanleveringen/{SUBMISSION}"

    assert f'action="{address}/opnieuw"' in provider.get(address).text
    answer = provider.post(f"{address}/opnieuw")

    assert (answer.status_code, answer.location, asked) == (303, address, [SUBMISSION])


def test_all_findings_come_as_a_csv_in_which_nothing_is_a_formula(provider, wiring):
    wiring.pages[SUBMISSION] = a_page(findings=(a_finding(Severity.WARNS),))
    wiring.findings = (
        {
            "code": "not-a-date",
            "severity": "blocks",
            "table": "prestatie",
            "sheet": "=HYPERLINK(1)",
            "row": 20,
            "column": "G",
            "field": "begindatum",
            "text": {"nl": "Vul een datum in; nu staat er niets.", "en": "Fill in a date."},
            "count": 1,
        },
    )

    answer = provider.get(f"/aanleveringen/{SUBMISSION}/bevindingen")

    assert answer.headers["Content-Disposition"] == f"attachment; filename=bevindingen-{SUBMISSION}.csv"
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert lines == [
        [
            *("ernst", "blad", "rij", "kolom", "veld", "wat te doen", "aantal", "code"),
            *("in het bericht", "stond er", "gelezen als", "antwoord"),
        ],
        [
            "Eerst verbeteren",
            "'=HYPERLINK(1)",
            "20",
            "G",
            "begindatum",
            "Vul een datum in; nu staat er niets.",
            "1",
            "not-a-date",
            *("", "", "", ""),
        ],
    ]


def test_the_blank_workbook_is_for_everyone(anonymous):
    answer = anonymous.get("/standaard/werkmap")

    assert answer.headers["Content-Disposition"] == "attachment; filename=standaardexport-2026.1.xlsx"
    assert answer.data.startswith(b"PK")


@pytest.mark.parametrize("name", ["<script>alert(1)</script>.xlsx", '"><img src=x>.xlsx'])
def test_a_file_name_is_shown_as_text_and_never_as_markup(provider, wiring, name):
    wiring.pages[SUBMISSION] = a_page()
    wiring.pages[SUBMISSION] = a_page(submission=a_submission(filename=name))

    page = provider.get(f"/aanleveringen/{SUBMISSION}").text

    assert "<script>alert" not in page
    assert "<img" not in page


def test_what_was_destroyed_says_when_and_why_and_leads_nowhere_that_needs_it(provider, wiring):
    gone = Destroyed(datetime(2027, 6, 3, 1, tzinfo=UTC), WhyDestroyed.RETENTION)
    wiring.pages[SUBMISSION] = replace(
        a_page(),
        destroyed=dict.fromkeys(KeptKind, gone),
        kept_until=dict.fromkeys(KeptKind, date(2027, 6, 2)),
    )

    page = provider.get(f"/aanleveringen/{SUBMISSION}").text

    assert page.count("vernietigd op 3 juni 2027, 03:00 volgens de bewaartermijn") == 4
    for each in ('/regel"', "/regels?", "/bestand", "/rapportages.zip", "/kopie", "gaan deze rijen"):
        assert each not in page


def test_until_when_it_is_kept_stands_on_its_page(provider, wiring):
    wiring.pages[SUBMISSION] = replace(a_page(), kept_until={KeptKind.UPLOAD: date(2027, 6, 2)})

    assert "tot en met 2 juni 2027" in provider.get(f"/aanleveringen/{SUBMISSION}").text

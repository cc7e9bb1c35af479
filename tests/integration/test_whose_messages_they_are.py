"""A provider that signed in hands in its own export and its own messages: with the real engine."""

import io
import zipfile

import pytest

from service.domain.periods import parse_period
from service.domain.submissions.submission import SubmissionState
from service.files.archive.zip_archive import pack_start, stored_entry, write_archive
from service.files.export.writer import write_export
from service.sample import sample_tables
from service.wiring import build
from tests.conftest import Hands
from tests.tools.exports import the_standard

OWN, OTHER, OF_SAMPLE = b"41234567", b"47654321", b"06011234"
DELIVERY = "aanlevering.csv"


@pytest.fixture(scope="module")
def files():
    """File name → content of a small export as messages with their delivery."""
    tables = sample_tables(
        the_standard(), seed=5, municipalities=["0014"], clients=6, period=parse_period("2026-Q1")
    )
    with zipfile.ZipFile(io.BytesIO(write_export(tables, the_standard(), "ijw-zip"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def handed_in(settings, region, queue):
    """Hands files in for the provider; its state, and per blocking finding its code, sheet and Dutch text."""
    wiring = build(settings, queue=queue)

    def hand_in(files):
        content = write_archive(pack_start([]), [stored_entry(*each) for each in files.items()])
        submission = Hands(wiring, queue).deliver(region.provider, content)
        state = wiring.submissions.show(region.provider, submission).submission.state
        found = wiring.submissions.list_findings(region.provider, submission)
        return state, [
            (each["code"], each["sheet"], each["text"]["nl"])
            for each in found
            if each["severity"] == "blocks"
        ]

    yield hand_in
    wiring.close()


def _of(files, delivery, messages):
    return {
        name: content.replace(OF_SAMPLE, delivery if name == DELIVERY else messages)
        for name, content in files.items()
    }


def test_a_delivery_and_messages_of_its_own_are_taken(handed_in, files):
    state, found = handed_in(_of(files, OWN, OWN))

    assert (state, found) == (SubmissionState.READY, [])


def test_messages_of_another_provider_are_refused_beside_a_delivery_of_its_own(handed_in, files):
    state, [(code, sheet, text)] = handed_in(_of(files, OWN, OTHER))

    assert (state, code) == (SubmissionState.REJECTED, "ijw-other-provider")
    assert text.startswith(
        f"Bericht {sheet} is van of voor de aanbieder met AGB-code 47654321, terwijl aanlevering.csv "
        "AGB-code 41234567 heeft"
    )


def test_a_delivery_and_messages_of_another_provider_are_refused(handed_in, files):
    state, [(code, sheet, text)] = handed_in(_of(files, OTHER, OTHER))

    assert (state, code, sheet) == (SubmissionState.REJECTED, "agb-code-of-another-provider", "")
    assert "47654321" in text
    assert "41234567" in text


def test_messages_of_another_provider_without_a_delivery_are_refused_by_their_name(handed_in, files):
    messages = {name: content for name, content in _of(files, OTHER, OTHER).items() if name != DELIVERY}

    state, found = handed_in(messages)

    assert state is SubmissionState.REJECTED
    assert found[0][:2] == ("agb-code-of-another-provider", next(iter(messages)))
    assert [code for code, _, _ in found[1:]] == ["messages-without-delivery"]

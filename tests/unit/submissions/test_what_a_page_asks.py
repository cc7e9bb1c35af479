"""Whether a page asks how dates are read, or offers repairs: only where the file was refused for that."""

import pytest

from service.domain.findings import Severity
from service.domain.standard.findings.repairs import AMBIGUOUS_DATE, REPAIRABLE
from service.domain.standard.repairs.reading import Reading
from service.domain.submissions.submission import StoredFindingGroup, SubmissionState
from tests.unit.web.conftest import a_page


def group(kind):
    return StoredFindingGroup(
        code=kind.code, severity=Severity.BLOCKS, table="prestatie", field="begindatum", count=1, places=()
    )


@pytest.mark.parametrize(
    ("state", "kind", "repairs", "asked"),
    [
        (SubmissionState.REJECTED, AMBIGUOUS_DATE, True, (True, False)),
        (SubmissionState.REJECTED, AMBIGUOUS_DATE, False, (False, False)),
        (SubmissionState.REJECTED, REPAIRABLE, False, (False, True)),
        (SubmissionState.REJECTED, REPAIRABLE, True, (False, False)),
        (SubmissionState.READY, AMBIGUOUS_DATE, True, (False, False)),
        (SubmissionState.READY, REPAIRABLE, False, (False, False)),
    ],
)
def test_what_it_was_refused_for_decides_what_is_asked(state, kind, repairs, asked):
    page = a_page(state, findings=(group(kind),), reading=Reading(repairs=repairs))

    assert (page.asks_day_order, page.can_be_repaired) == asked


def test_a_file_that_was_refused_for_something_else_asks_neither():
    page = a_page(SubmissionState.REJECTED, findings=())

    assert (page.asks_day_order, page.can_be_repaired) == (False, False)

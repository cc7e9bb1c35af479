"""Books over a period: of each municipality the submission that counts for it, and differences by cause."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from service.domain.books_over import Comparison, DifferenceByCause, PeriodBooks, books_over
from service.domain.provider_balance import CountedBalance, CountedSubmission
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.balance import Balance, Tally
from service.domain.translation.control_figures import (
    NO_SINGLE_CAUSE,
    NOT_HANDED_IN,
    NOT_IN_BOOKS,
    Amount,
    ComparedFigure,
)

NEW, OLD = SubmissionId(UUID(int=2)), SubmissionId(UUID(int=1))
AT, BEFORE = datetime(2026, 4, 2, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)


def counted(submission, **rows):
    lines = tuple(
        CountedBalance(
            submission=submission,
            received_at=AT,
            filename="",
            municipality=code.removeprefix("m"),
            is_asked=True,
            balance=Balance(Tally(came_in=count, reported=count), Tally()),
        )
        for code, count in rows.items()
    )
    return CountedSubmission(
        submission=submission, received_at=AT, filename="", is_refused=False, lines=lines
    )


def figure(municipality, books, handed_in, **parts):
    return ComparedFigure(
        municipality=municipality,
        law="JW",
        books=None if books is None else Amount(*books),
        handed_in=Amount(*handed_in),
        parts={name.replace("_", "-"): Amount(*part) for name, part in parts.items()},
    )


def test_each_municipality_is_of_the_submission_that_counts_for_it():
    new = [figure("0014", (1, 10), (1, 10)), figure("0153", (1, 10), (9, 90))]
    old = [figure("0014", (1, 10), (8, 80)), figure("0153", (1, 10), (2, 20))]
    compared = {NEW: Comparison(AT, tuple(new)), OLD: Comparison(BEFORE, tuple(old))}

    found = books_over([counted(NEW, m0014=1), counted(OLD, m0153=2)], compared)

    assert found == PeriodBooks(figures=(new[0], old[1]), compared_at=BEFORE, missing=())
    assert (found.books, found.handed_in) == (Amount(2, 20), Amount(3, 30))


def test_what_only_the_books_name_is_told_once_by_the_latest():
    only = figure("0362", (3, 30), (0, 0))
    compared = {NEW: Comparison(AT, (only,)), OLD: Comparison(BEFORE, (figure("0362", (4, 40), (5, 50)),))}

    assert books_over([counted(NEW, m0014=1), counted(OLD, m0153=2)], compared).figures == (only,)


def test_what_was_not_compared_is_named_but_not_who_has_no_row():
    found = books_over([counted(NEW, m0014=1, m0047=0), counted(OLD, m0153=2)], {OLD: Comparison(BEFORE, ())})

    assert found == PeriodBooks(compared_at=BEFORE, missing=("0014",))
    assert books_over([], {}) == PeriodBooks()


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (figure("0014", (1, 10), (1, 10)), ()),
        (figure("0014", (1, 10), (2, 30), other_law=(1, 20)), ("other-law",)),
        (figure("0014", None, (2, 30), other_law=(2, 30)), ("other-law",)),
        (figure("0014", None, (2, 30)), (NOT_IN_BOOKS,)),
        (figure("0014", (1, 10), (0, 0)), (NOT_HANDED_IN,)),
        (figure("0014", (1, 10), (2, 30), other_law=(1, 19)), (NO_SINGLE_CAUSE,)),
    ],
)
def test_a_difference_has_one_kind_of_cause(one, why):
    assert one.why == why


def test_differences_for_the_same_reasons_are_added_up_and_signs_stay():
    figures = (
        figure("0014", (1, 10), (2, 30), other_law=(1, 20)),
        figure("0047", (1, 10), (3, -30), other_law=(2, -40)),
        figure("0153", (5, 50), (0, 0)),
        figure("0362", (1, 1), (1, 1)),
    )

    found = PeriodBooks(figures=figures)

    assert found.by_cause == (
        DifferenceByCause(("other-law",), 2, Amount(3, -20)),
        DifferenceByCause((NOT_HANDED_IN,), 1, Amount(-5, -50)),
    )
    assert found.handed_in.minus(found.books) == Amount(-2, -70)

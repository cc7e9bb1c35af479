"""What waits for an organisation and what came of it: the page on which its work begins."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from service.domain.report_in_brief import ReportInBrief
from service.domain.standing import ReportStanding, SubmissionStanding
from service.domain.submissions.submission import Submission


class Step(StrEnum):
    """Something that only somebody of this organisation can do next, the most urgent first."""

    REPAIR_FILE = "repair-file"
    """A file that was refused, and no later one over its period came."""
    REPAIR_REPORT = "repair-report"
    """A municipality rejected a report."""
    SEND = "send"
    """A municipality does not have what was made for it."""
    ANSWER = "answer"
    """It is this organisation's turn in a thread."""
    FETCH = "fetch"
    JUDGE = "judge"
    DECIDE_DRAFT = "decide-draft"
    """A format waits for a second person."""
    DECIDE_MEANING = "decide-meaning"
    """What a code means waits for a second person."""


_PLACES = {step: place for place, step in enumerate(Step)}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One step, and what it is about."""

    step: Step
    count: int
    only: UUID | None = None
    """Of the one thing that it is about; None when there are several, or it has no page of its own."""


def waiting(step: Step, about: Iterable[UUID]) -> Waiting:
    """Of things that have a page of their own."""
    ids = tuple(about)
    return Waiting(step, len(ids), ids[0] if len(ids) == 1 else None)


def in_order(steps: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """Those of which there is something, the most urgent first."""
    return tuple(sorted((each for each in steps if each.count), key=lambda each: _PLACES[each.step]))


def of_provider(newest_first: Iterable[Submission]) -> Iterator[Waiting]:
    """What a provider has still to do with what it handed in."""
    submissions = tuple(newest_first)
    yield waiting(Step.REPAIR_FILE, _not_followed(submissions))
    yield waiting(Step.REPAIR_REPORT, _standing(submissions, SubmissionStanding.REJECTED))
    yield waiting(Step.SEND, _standing(submissions, SubmissionStanding.TO_SEND))


def of_municipality(reports: Iterable[ReportInBrief]) -> Iterator[Waiting]:
    """What a municipality has still to do with what it got."""
    found = tuple(reports)
    for step, standing in ((Step.FETCH, ReportStanding.SENT), (Step.JUDGE, ReportStanding.TAKEN)):
        yield waiting(step, [each.id for each in found if each.standing is standing])


def _standing(submissions: Iterable[Submission], standing: SubmissionStanding) -> list[UUID]:
    return [each.id for each in submissions if each.standing is standing]


def _not_followed(newest_first: Iterable[Submission]) -> Iterator[UUID]:
    """Refused, and nothing came later that may be in its place: over its period, or over one not known."""
    later: list[Submission] = []
    for each in newest_first:
        if each.standing is SubmissionStanding.REFUSED and not any(_may_follow(one, each) for one in later):
            yield each.id
        later.append(each)


def _may_follow(later: Submission, refused: Submission) -> bool:
    return later.period is None or refused.period is None or later.has_days_of(refused)

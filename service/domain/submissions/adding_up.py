"""What an addition is added to: which submissions its state is made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from service.domain.failures import EarlierNotCheckedError
from service.domain.findings import Finding, Verdict
from service.domain.periods import Period
from service.domain.standard.findings.adding_up import EARLIER_NOT_READ, LATER_IS_THERE
from service.domain.submissions.submission import Submission, SubmissionId, SubmissionState


@dataclass(frozen=True, slots=True, kw_only=True)
class AddingUp:
    """How one submission adds up with others of its provider."""

    is_addition: bool = False
    of_messages: bool = False
    made_of: tuple[SubmissionId, ...] = ()
    """The submissions before it that its state is made from, oldest first."""

    def as_json(self) -> dict[str, object]:
        """As it is kept."""
        return {
            "is_addition": self.is_addition,
            "of_messages": self.of_messages,
            "made_of": [str(each) for each in self.made_of],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> "AddingUp":
        """From how it was kept; nothing of one that was kept before there were additions."""
        made_of = kept.get("made_of")
        ids = made_of if isinstance(made_of, list) else []
        return cls(
            is_addition=bool(kept.get("is_addition", False)),
            of_messages=bool(kept.get("of_messages", False)),
            made_of=tuple(SubmissionId(UUID(each)) for each in ids),
        )


@dataclass(frozen=True, slots=True)
class Former:
    """What came before an addition, or why it cannot be added to anything."""

    submissions: tuple[Submission, ...] = ()
    """Oldest first: a whole one and the additions since, or additions only."""
    findings: tuple[Finding, ...] = ()


def former_submissions(
    addition: Submission,
    period: Period | None,
    kept: Iterable[tuple[Submission, AddingUp]],
    *,
    of_messages: bool,
) -> Former:
    """What an addition over `period` is added to. A submission that was refused counts as never handed in.

    Sheets are added to sheets over the same period, messages to messages whatever their days. What is later
    is decided by when it was received. Raises EarlierNotCheckedError as long as one before it is not checked.
    """
    every = sorted(kept, key=lambda each: each[0].order)
    unknown = _not_known([each for each, _ in every if each.order < addition.order])
    if unknown:
        return Former(findings=unknown)
    alike = [
        each
        for each in every
        if each[0].id != addition.id and _is_added_up_with(*each, period, of_messages=of_messages)
    ]
    later = [each for each, _ in alike if each.order > addition.order]
    if later:
        return Former(findings=(Finding(LATER_IS_THERE, facts={"delivery": later[0].filename}),))
    return Former(_since_the_last_whole(alike))


def _not_known(before: Iterable[Submission]) -> tuple[Finding, ...]:
    """What failed at our side before it was checked. Raises EarlierNotCheckedError for what waits."""
    unchecked = [each for each in before if each.verdict is None]
    for each in unchecked:
        if each.state is SubmissionState.RECEIVED:
            raise EarlierNotCheckedError(str(each.id))
    return tuple(Finding(EARLIER_NOT_READ, facts={"delivery": each.filename}) for each in unchecked[-1:])


def _is_added_up_with(
    submission: Submission, adding: AddingUp, period: Period | None, *, of_messages: bool
) -> bool:
    if submission.verdict in (None, Verdict.REJECTED) or adding.of_messages is not of_messages:
        return False
    return of_messages or submission.period == period


def was_passed_by(whole: Submission, kept: Iterable[tuple[Submission, AddingUp]]) -> tuple[Finding, ...]:
    """What there is to say of a whole one that is read again, when an addition after it was processed."""
    passed = [
        each
        for each, adding in kept
        if adding.is_addition and each.order > whole.order and each.verdict not in (None, Verdict.REJECTED)
    ]
    return tuple(Finding(LATER_IS_THERE, facts={"delivery": each.filename}) for each in passed[:1])


def _since_the_last_whole(alike: list[tuple[Submission, AddingUp]]) -> tuple[Submission, ...]:
    found: list[Submission] = []
    for each, adding in reversed(alike):
        found.insert(0, each)
        if not adding.is_addition:
            break
    return tuple(found)

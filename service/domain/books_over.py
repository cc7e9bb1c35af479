"""The books of a provider over a period: of each municipality beside the submission that counts for it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.domain.provider_balance import CountedSubmission
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.control_figures import Amount, ComparedFigure, differing


@dataclass(frozen=True, slots=True)
class Comparison:
    """One submission, held against books."""

    at: datetime
    figures: tuple[ComparedFigure, ...]


@dataclass(frozen=True, slots=True)
class DifferenceByCause:
    """Lines that differ for the same reasons, added up."""

    names: tuple[str, ...]
    """Of ComparedFigure.why: one, or several that each make exactly the difference."""
    lines: int
    difference: Amount
    """How much more was handed in than the books say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodBooks:
    """Every municipality and law of the books, or of what counts, once."""

    figures: tuple[ComparedFigure, ...] = ()
    compared_at: datetime | None = None
    """The longest ago that any of it was compared; None where nothing was."""
    missing: tuple[str, ...] = ()
    """Gemeentecodes of what counts and was not compared; empty for rows that have none."""

    @property
    def books(self) -> Amount:
        """All that the books say of it."""
        return added(each.books or Amount() for each in self.figures)

    @property
    def handed_in(self) -> Amount:
        """All that was compared with it."""
        return added(each.handed_in for each in self.figures)

    @property
    def by_cause(self) -> tuple[DifferenceByCause, ...]:
        """Together the whole difference, the largest number of lines first."""
        found: dict[tuple[str, ...], list[ComparedFigure]] = defaultdict(list)
        for each in differing(self.figures):
            found[each.why].append(each)
        causes = (
            DifferenceByCause(names, len(lines), added(each.difference for each in lines))
            for names, lines in found.items()
        )
        return tuple(sorted(causes, key=lambda each: (-each.lines, each.names)))


def added(amounts: Iterable[Amount]) -> Amount:
    """Rows and cents of all of them."""
    every = tuple(amounts)
    return Amount(sum(each.rows for each in every), sum(each.cents for each in every))


def books_over(
    submissions: Sequence[CountedSubmission], compared: Mapping[SubmissionId, Comparison]
) -> PeriodBooks:
    """`submissions`: that count, the latest first; `compared`: those of them that were held against books.

    What the books name and no submission that counts has a line of is told by the latest comparison.
    """
    counts = {line.municipality: each.submission for each in submissions for line in each.lines}
    held = {each.submission: compared[each.submission] for each in submissions if each.submission in compared}
    return PeriodBooks(
        figures=tuple(sorted(_figures(counts, held), key=lambda each: (each.municipality, each.law))),
        compared_at=min((each.at for each in held.values()), default=None),
        missing=_missing(each for each in submissions if each.submission not in compared),
    )


def _figures(
    counts: Mapping[str, SubmissionId], held: Mapping[SubmissionId, Comparison]
) -> Iterator[ComparedFigure]:
    latest = next(iter(held), None)
    for submission, comparison in held.items():
        for figure in comparison.figures:
            if counts.get(figure.municipality, latest) == submission:
                yield figure


def _missing(submissions: Iterable[CountedSubmission]) -> tuple[str, ...]:
    lines = (line for each in submissions for line in each.lines)
    return tuple(sorted(line.municipality for line in lines if line.balance.rows.came_in))

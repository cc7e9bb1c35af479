"""Show one balance of one provider over one period, put together of all its submissions that count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from service.domain.access import OrganisationKind, Viewer
from service.domain.books_over import PeriodBooks, books_over
from service.domain.periods import Period, chosen_period
from service.domain.provider_balance import CountedSubmission, by_submission
from service.domain.submissions.submission import Submission, SubmissionId, SubmissionState
from service.domain.translation.balance import Balance, together
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores, TenantWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderBalance:
    """What became of every row and every cent, whichever submission it was in."""

    provider: str
    """AGB code."""
    name: str
    periods: tuple[Period, ...]
    period: Period | None
    """None for one over which nothing came."""
    submissions: tuple[CountedSubmission, ...] = ()
    """That count, the latest first; one of them where one is asked."""
    waiting: tuple[Submission, ...] = ()
    """For their provider: those over the same days that do not count, or not yet for everyone."""
    books: PeriodBooks | None = None
    """What its books say beside it, for the provider alone; None where nothing has exactly these days."""
    unknown: int = 0
    """Municipalities of which the balance that counts is not kept: it was settled before that was done."""
    municipalities: Mapping[str, str]
    """Names by code."""

    @property
    def balance(self) -> Balance:
        """Of all of it: no row is in two of the submissions."""
        return together(each.balance for each in self.submissions)

    @property
    def reports(self) -> int:
        """That ask these rows: a row that is in several of them counts once."""
        return sum(each.reports for each in self.submissions)

    def only(
        self, submission: SubmissionId | None = None, municipality: str | None = None
    ) -> "ProviderBalance":
        """The same of one of them, of one gemeentecode, or both; of nothing when that does not count."""
        own = (each for each in self.submissions if submission in (None, each.submission))
        lines = (each if municipality is None else each.of(municipality) for each in own)
        return replace(self, submissions=tuple(each for each in lines if each.lines))


@dataclass(frozen=True, slots=True)
class ShowProviderBalance:
    """To a provider of all that it handed in; to a municipality or bureau of what was sent to it.

    Added up from what was kept when each submission was settled, in a fixed number of statements.
    """

    stores: Stores
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer, provider: str, label: str | None) -> ProviderBalance | None:
        """`provider`: AGB code, its own for who is one; `label`: of a period, None for the latest.

        None for a provider that who looks does not know.
        """
        is_own = viewer.organisation.kind is OrganisationKind.PROVIDER
        code = viewer.organisation.code if is_own else provider
        catalogue = self.catalogue()
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            names = {code: viewer.organisation.name} if is_own else dict(work.deliveries.providers())
            if code not in names:
                return None
            handed_in = work.submissions.newest_first() if is_own else ()
            periods = _periods(work, code, handed_in)
            found = ProviderBalance(
                provider=code,
                name=names[code],
                periods=periods,
                period=chosen_period(periods, label),
                municipalities=catalogue.municipalities,
            )
            return found if found.period is None else _over(work, found, found.period, handed_in)


def _periods(work: TenantWork, provider: str, handed_in: Sequence[Submission]) -> tuple[Period, ...]:
    own = {each.period for each in handed_in if each.period is not None}
    return tuple(sorted(own.union(work.deliveries.places.periods(provider))))


def _over(
    work: TenantWork, found: ProviderBalance, period: Period, handed_in: Sequence[Submission]
) -> ProviderBalance:
    lines, unknown = work.deliveries.places.counted(found.provider, period)
    submissions = by_submission(lines)
    counted = {each.submission for each in submissions if not each.is_refused}
    refused = {each.submission for each in submissions if each.is_refused}
    waiting = [
        each
        for each in handed_in
        if each.period == period and each.id not in refused and _waits(each, counted, handed_in)
    ]
    return replace(
        found,
        submissions=submissions,
        unknown=unknown,
        waiting=tuple(waiting),
        books=_books(work, period, submissions, handed_in),
    )


def _books(
    work: TenantWork,
    period: Period,
    submissions: Sequence[CountedSubmission],
    handed_in: Sequence[Submission],
) -> PeriodBooks | None:
    counted = [each for each in submissions if not each.is_refused]
    whole = {each.id for each in handed_in if each.period == period}
    compared = work.control_figures.over(period, whole) if handed_in else {}
    has_none = whole.isdisjoint(each.submission for each in counted)
    return None if has_none else books_over(counted, compared)


def _waits(each: Submission, counted: set[SubmissionId], handed_in: Sequence[Submission]) -> bool:
    """Whether it says something of this period that does not count, or not yet for everyone who is asked."""
    if each.superseded_by is not None:
        return False
    if each.state is SubmissionState.REJECTED:
        return all(other.order < each.order for other in handed_in if other.id in counted)
    return each.state is not SubmissionState.READY or each.waits_for_sending

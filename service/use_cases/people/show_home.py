"""Show what waits for an organisation, what it was told last, and what was made for it or by it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from service.domain.access import OrganisationKind, Viewer
from service.domain.dues import YEAR
from service.domain.home import Step, Waiting, in_order, of_municipality, of_provider
from service.domain.threads.thread import Side
from service.process.clock import today_in_the_netherlands
from service.storage.notices import ToldNotice
from service.storage.stores import Stores, TenantWork

_NOTICES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """The page on which the work of one organisation begins, but for its deadlines and formats."""

    waiting: tuple[Waiting, ...]
    """The most urgent first."""
    told: tuple[ToldNotice, ...]
    """The last few, the latest first."""
    made: int
    """Reports that were sent in the past year, also those that were replaced since."""


@dataclass(frozen=True, slots=True)
class ShowHome:
    """The same for everyone of an organisation."""

    stores: Stores
    today: Callable[[], date] = field(default=today_in_the_netherlands)

    def __call__(self, viewer: Viewer) -> HomePage:
        """A fixed number of statements, however much there is."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return HomePage(
                waiting=in_order(_waiting(work, viewer.organisation.kind)),
                told=work.notices.last(_NOTICES),
                made=work.in_brief.made_since(self.today() - YEAR),
            )


def _waiting(work: TenantWork, kind: OrganisationKind) -> Iterator[Waiting]:
    match kind:
        case OrganisationKind.PROVIDER:
            yield from of_provider(work.submissions.newest_first())
        case OrganisationKind.MUNICIPALITY:
            yield from of_municipality(work.in_brief.not_judged())
        case OrganisationKind.BUREAU:
            return
    yield Waiting(Step.ANSWER, work.threads.count_for(Side(kind.value)))

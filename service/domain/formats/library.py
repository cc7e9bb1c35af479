"""The formats that concern someone: every version, who asks it, and whose place a draft takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from service.domain.access import OrganisationKind, Viewer
from service.domain.failures import FormatError
from service.domain.faults import comma_list
from service.domain.formats.calendar import Request, version_for
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.column_grounds import (
    columns_without_ground,
    grounds_of_no_column,
    reasons_to_ask,
)
from service.domain.formats.drafts.draft import Draft, NewRequest, PublishedVersion
from service.domain.formats.faults.publishing import (
    BEGINS_TOO_EARLY,
    COLUMNS_WITHOUT_GROUND,
    EXTRA_WITHOUT_GROUND,
    GROUND_OF_NO_COLUMN,
    NOBODY_ASKS,
    OTHER_PERIOD_THAN_BEFORE,
)
from service.domain.formats.plan import Plan
from service.domain.periods import parse_period

NATIONAL = "landelijk/"
"""Formats that are asked by law: nobody changes them here."""
WRITERS = (OrganisationKind.MUNICIPALITY, OrganisationKind.BUREAU)
"""Who writes formats; a provider reads them."""
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class FormatEntry:
    """One format with its versions, the latest first."""

    name: str
    versions: tuple[Plan, ...]
    municipalities: tuple[str, ...]
    """Gemeentecodes of all that ask it, in order."""
    may_renew: bool
    """Whether the viewer may write its next version; otherwise a version of one's own."""

    @property
    def title(self) -> str:
        """Of the latest version."""
        return self.versions[0].format.title

    def version(self, version: str) -> Plan | None:
        """The version that holds from this period on; None when there is none."""
        return next((each for each in self.versions if each.version == version), None)

    def before(self, plan: Plan) -> Plan | None:
        """The version that held before it; None for the first."""
        return next((each for each in self.versions if each.valid.begin < plan.valid.begin), None)


@dataclass(frozen=True, slots=True)
class Library:
    """The formats of one viewer, and the drafts it may see."""

    formats: tuple[FormatEntry, ...]
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPage:
    """One version, with where it comes from."""

    entry: FormatEntry
    plan: Plan
    text: str | None
    """The YAML; None for a version whose own file is gone."""
    published: PublishedVersion | None
    """None for a version that came with the installation."""
    previous: Plan | None


def codes_of(viewer: Viewer, members: frozenset[str]) -> frozenset[str]:
    """The gemeentecodes that a viewer speaks for."""
    match viewer.organisation.kind:
        case OrganisationKind.MUNICIPALITY:
            return frozenset({viewer.organisation.code})
        case OrganisationKind.BUREAU:
            return members
        case OrganisationKind.PROVIDER:
            return frozenset()


def entries_for(viewer: Viewer, catalogue: Catalogue, codes: frozenset[str]) -> list[FormatEntry]:
    """The formats that these municipalities ask, or that are asked of this provider."""
    asked: dict[str, list[Request]] = {}
    for request in catalogue.requests:
        asked.setdefault(request.format, []).append(request)
    return [
        FormatEntry(
            name,
            tuple(reversed(catalogue.plans[name])),
            tuple(sorted({each.municipality for each in requests})),
            may_renew(name, requests, codes),
        )
        for name, requests in asked.items()
        if any(_concerns(viewer, each, codes) for each in requests)
    ]


def may_renew(name: str, requests: Iterable[Request], codes: frozenset[str]) -> bool:
    """A next version is for whoever speaks for everyone that asks it; what the law asks is not theirs."""
    asking = {each.municipality for each in requests if each.format == name}
    return bool(asking) and asking <= codes and not name.startswith(NATIONAL)


def _concerns(viewer: Viewer, request: Request, codes: frozenset[str]) -> bool:
    if viewer.organisation.kind is not OrganisationKind.PROVIDER:
        return request.municipality in codes
    code = viewer.organisation.code
    return code not in request.without and (not request.providers or code in request.providers)


def holds_on(plan: Plan, day: date) -> bool:
    """Whether the version is for a reporting period around this day."""
    return plan.valid.begin <= day <= plan.valid.end


def replaced_plan(catalogue: Catalogue, draft: Draft) -> Plan | None:
    """The version whose place a draft takes, at its own first reporting period."""
    versions = catalogue.plans.get(draft.asked.instead_of or draft.name, ())
    try:
        period = parse_period(draft.version)
    except ValueError:
        return versions[-1] if versions else None
    before = [plan for plan in versions if plan.valid.begin < period.begin or draft.asked.instead_of]
    return version_for(before, period) or (before[-1] if before else None)


def require_publishable(plan: Plan, catalogue: Catalogue, asked: NewRequest) -> None:
    """Raise FormatError that says what stands in the way of publishing `plan` beside what there is."""
    versions = catalogue.plans.get(plan.name, ())
    if any(each.valid.begin >= plan.valid.begin for each in versions):
        raise FormatError(BEGINS_TOO_EARLY.fault(format=plan.name, version=versions[-1].version))
    if versions and versions[-1].format.period is not plan.format.period:
        raise FormatError(OTHER_PERIOD_THAN_BEFORE.fault())
    if not versions and not asked.instead_of and not asked.legal_ground.strip():
        raise FormatError(EXTRA_WITHOUT_GROUND.fault())
    if not versions and not asked.municipalities:
        raise FormatError(NOBODY_ASKS.fault())
    require_grounds(plan, catalogue.requests, asked)


def require_grounds(plan: Plan, requests: Iterable[Request], asked: NewRequest) -> None:
    """Raise FormatError unless every column has a purpose and a ground for everyone that asks it."""
    if unknown := grounds_of_no_column(plan):
        raise FormatError(GROUND_OF_NO_COLUMN.fault(columns=comma_list(unknown)))
    if lacking := columns_without_ground(plan, reasons_to_ask(plan, requests, asked)):
        shown = comma_list((*lacking[:_MOST_NAMED], *(("…",) if len(lacking) > _MOST_NAMED else ())))
        raise FormatError(COLUMNS_WITHOUT_GROUND.fault(count=len(lacking), columns=shown))

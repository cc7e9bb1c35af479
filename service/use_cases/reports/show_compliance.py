"""Show how one provider stands beside what it was asked and what was agreed, per contract."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from service.domain.access import OrganisationKind, Viewer
from service.domain.alike_reports import pairs_of
from service.domain.contracts.ceilings import CeilingUse, ceilings_over
from service.domain.contracts.compliance import ContractLine
from service.domain.dues import Due, Pairs, expected
from service.domain.lateness import dues_within
from service.domain.periods import Period, chosen_period
from service.domain.proof.checkpoint import Checkpoint
from service.domain.report_in_brief import ReportInBrief
from service.domain.reports import ReportSummary
from service.pipeline.current_catalogue import CurrentCatalogue
from service.process.clock import today_in_the_netherlands
from service.storage.stores import Stores, TenantWork
from service.use_cases.reports.hold_ceilings import HoldCeilings


@dataclass(frozen=True, slots=True, kw_only=True)
class Compliance:
    """One provider over one period, as far as who looks may see it."""

    period: Period
    periods: tuple[Period, ...]
    provider: str
    """Its name; `code` is its AGB code."""
    code: str
    dues: tuple[Due, ...]
    """What is expected of it, the most urgent first."""
    former: tuple[ReportInBrief, ...]
    """Reports that no longer hold."""
    reports: tuple[ReportSummary, ...]
    """That hold: the sources of all of this."""
    contracts: tuple[ContractLine, ...]
    ceilings: tuple[CeilingUse, ...]
    """With a day in the period, over all of their own days."""
    checkpoint: Checkpoint | None
    """Of the log in which all of it stands; None as long as it has none."""


@dataclass(frozen=True, slots=True)
class ShowCompliance:
    """The provider sees its own, a municipality and a bureau what was sent to it or its municipalities."""

    stores: Stores
    catalogue: CurrentCatalogue
    today: Callable[[], date] = field(default=today_in_the_netherlands)

    def __call__(self, viewer: Viewer, provider: str, label: str | None = None) -> Compliance | None:
        """`provider`: its AGB code; over the period with this label, or else the latest.

        None for what who looks may not see, or where nothing was sent.
        """
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            names, periods = _providers(work, viewer), work.deliveries.contracts.periods()
            period = chosen_period(periods, label)
            if provider not in names or period is None:
                return None
            found = self._over(work, viewer, provider, period)
        is_bureau = viewer.organisation.kind is OrganisationKind.BUREAU
        if is_bureau:
            found = replace(
                found,
                contracts=tuple(each.for_others() for each in found.contracts),
                ceilings=tuple(each.for_others() for each in found.ceilings),
            )
        return replace(found, provider=names[provider], periods=periods)

    def _over(self, work: TenantWork, viewer: Viewer, provider: str, period: Period) -> Compliance:
        known, note = work.in_brief.of_provider(provider, period), work.log_reading.checkpoint()
        lateness = work.lateness.known(known, _pairs(work, viewer, provider))
        holding = [each.id for each in known if each.sent_on and not each.is_superseded]
        return Compliance(
            period=period,
            periods=(),
            provider="",
            code=provider,
            dues=dues_within(self.catalogue(), lateness, period, self.today(), period),
            former=tuple(each for each in known if each.is_superseded),
            reports=work.reports.some(holding),
            contracts=work.deliveries.contracts.lines(provider, period),
            ceilings=self._ceilings(work, viewer, provider, period),
            checkpoint=None if note is None else Checkpoint.parse(note.text),
        )

    def _ceilings(
        self, work: TenantWork, viewer: Viewer, provider: str, period: Period
    ) -> tuple[CeilingUse, ...]:
        """Those of the contracts that who looks may see."""
        municipalities = _municipalities(work, viewer)
        known = self.catalogue().ceilings
        return HoldCeilings()(
            work, ceilings_over(known, period, provider=provider, municipalities=municipalities)
        )


def _municipalities(work: TenantWork, viewer: Viewer) -> frozenset[str] | None:
    """Whose contracts somebody may see; None for all of those of the provider."""
    match viewer.organisation.kind:
        case OrganisationKind.PROVIDER:
            return None
        case OrganisationKind.MUNICIPALITY:
            return frozenset({viewer.organisation.code})
        case OrganisationKind.BUREAU:
            return frozenset(code for code, _ in work.deliveries.municipalities(viewer.organisation.id))


def _providers(work: TenantWork, viewer: Viewer) -> dict[str, str]:
    """By AGB code the names of those that who looks may ask about."""
    if viewer.organisation.kind is OrganisationKind.PROVIDER:
        return {viewer.organisation.code: viewer.organisation.name}
    return dict(work.deliveries.providers())


def _pairs(work: TenantWork, viewer: Viewer, provider: str) -> Pairs:
    """With whom this provider is expected to go on."""
    if viewer.organisation.kind is OrganisationKind.PROVIDER:
        return expected(work.in_brief.every())
    sent = work.deliveries.reports.sent_over()
    wanted = {(provider, each.municipality) for each in sent}
    return pairs_of(sent, wanted, {}, {})

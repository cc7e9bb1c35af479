"""The catalogue: every version of every format, the municipalities, and who asks what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.domain.failures import NoVersionHoldsError
from service.domain.formats.broken import BrokenFile
from service.domain.formats.calendar import (
    AskedReport,
    Assignment,
    Request,
    asked_without_version,
    assignments,
)
from service.domain.formats.code_tables import Meaning
from service.domain.formats.earlier import EarlierFigures, PublishedReport
from service.domain.formats.plan import Plan
from service.domain.formats.rows import Submitted
from service.domain.municipalities import merged_before
from service.domain.periods import Period
from service.domain.standard.export import Export
from service.domain.standard.model import Standard
from service.domain.standard.nil_returns import nil_returns
from service.domain.translation.unmade import UnmadeReport
from service.domain.wording import same

if TYPE_CHECKING:
    from service.domain.contracts.ceilings import ContractCeiling
    from service.domain.contracts.statements import StatementThreshold
    from service.domain.contracts.tariffs import ContractTariff


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All that is needed to know what has to be made of a submission, and to make it."""

    standard: Standard
    plans: Mapping[str, tuple[Plan, ...]]
    """By name, the versions in order of validity. Only ones that compiled: a broken format is not here."""
    requests: tuple[Request, ...]
    municipalities: Mapping[str, str]
    """Code → name."""
    broken: tuple[BrokenFile, ...] = ()
    """What stands in the folders and cannot be used."""
    requests_of_broken: tuple[Request, ...] = ()
    """What is asked in a format of which no version works."""
    templates: Mapping[str, bytes] = field(default_factory=dict)
    """The blank workbooks, by the path under which formats name them."""
    tariffs: "tuple[ContractTariff, ...]" = ()
    """What contracts say, as far as it is known here."""
    ceilings: "tuple[ContractCeiling, ...]" = ()
    """The most that contracts let a provider deliver."""
    thresholds: "tuple[StatementThreshold, ...]" = ()
    """From how much on a statement of an accountant is owed."""
    meanings: tuple[Meaning, ...] = ()
    """What was approved that codes mean, in the order in which it was; the plans know it."""
    pseudonym_key: bytes = field(default=b"", repr=False)
    """What pseudonyms are made with; empty when the operator gave none, and then none can be made."""

    def assignments_for(self, export: Export) -> tuple[Assignment, ...]:
        """Everything that has to be made of an accepted submission."""
        return tuple(each for each in self._asked(export) if self._broken_instead_of(each) is None)

    def cannot_be_made_of(self, export: Export) -> tuple[UnmadeReport, ...]:
        """What is asked of an accepted submission in a format that is broken."""
        period = export.period
        if period is None:
            return ()
        agb_code, present = (
            str(export.tables["aanlevering"].iloc[0]["agb_code"]),
            self._present(export, period),
        )
        found = [
            UnmadeReport.of(code, each.format, each.period, broken.fault)
            for each in self._asked(export)
            if (broken := self._broken_instead_of(each)) is not None
            for code in each.municipalities
        ]
        found += self._without_version(period, agb_code, present)
        for request in self.requests_of_broken:
            latest = self._latest_broken(request.format, period)
            if latest and request.municipality in present and request.asks(agb_code, period):
                found.append(UnmadeReport.of(request.municipality, request.format, period, latest.fault))
        return tuple(found)

    def _without_version(self, period: Period, agb_code: str, present: set[str]) -> Iterator[UnmadeReport]:
        """What is asked over a period for which no version holds, or one that is broken should."""
        for request, part in asked_without_version(self.requests, self.plans, period, agb_code):
            if request.municipality in present:
                broken = self._latest_broken(request.format, part)
                known = ", ".join(f"{plan.name}@{plan.version}" for plan in self.plans[request.format])
                failure = broken.fault if broken else NoVersionHoldsError(same(known))
                yield UnmadeReport.of(request.municipality, request.format, part, failure)

    def _latest_broken(self, name: str, period: Period) -> BrokenFile | None:
        """The version of a format that should have held for a period, and is broken."""
        several = [each for each in self.broken if each.name == name and each.should_hold_for(period)]
        return max(several, key=lambda each: each.begin, default=None)

    def _broken_instead_of(self, assignment: Assignment) -> BrokenFile | None:
        """The broken version that comes after the one that works, and should have held in its place."""
        broken = self._latest_broken(assignment.format, assignment.period)
        return broken if broken is not None and broken.begin > assignment.plan.valid.begin else None

    def _asked(self, export: Export) -> tuple[Assignment, ...]:
        provider, period = export.tables["aanlevering"].iloc[0], export.period
        if period is None:
            return ()
        present = self._present(export, period)
        return tuple(assignments(self.requests, self.plans, period, str(provider["agb_code"]), present))

    def municipalities_in(self, export: Export) -> set[str]:
        """The municipalities that an accepted submission is about."""
        return self._present(export, export.period) if export.period else set()

    def _present(self, export: Export, period: Period) -> set[str]:
        """The municipalities that a submission is about, as they are at the end of its period."""
        present: set[str] = set()
        for name in ("toewijzing", "prestatie", "verloop", "uitkomst", "wachtlijst"):
            present.update(export.tables[name]["gemeentecode"].dropna().unique())
        present |= nil_returns(export)
        merged = merged_before(self.standard, period.end)
        present.update(merged[code] for code in present & merged.keys())
        return present

    def submitted(self, export: Export, earlier: Iterable[PublishedReport] = ()) -> Submitted:
        """The export as plans see it, with what was published of its provider before."""
        agb_code = str(export.tables["aanlevering"].iloc[0]["agb_code"])
        return Submitted(
            export=export,
            standard=self.standard,
            pseudonym_key=self.pseudonym_key,
            earlier=EarlierFigures.of(earlier, agb_code),
        )

    def looks_back(self, name: str) -> bool:
        """Whether a version of a format asks figures of its earlier reports, so that they are kept."""
        return any(plan.looks_back for plan in self.plans.get(name, ()))

    def plan(self, name: str, sha256: str) -> Plan | None:
        """One version of a format, by its hash."""
        return next((plan for plan in self.plans.get(name, ()) if plan.sha256 == sha256), None)

    def find_plan(self, written: str) -> Plan | None:
        """The version called `name@valid-from`, or the latest of `name`; None when there is none."""
        name, _, version = written.partition("@")
        known = [plan for plan in self.plans.get(name, ()) if version in ("", plan.version)]
        return known[-1] if known else None

    def every_plan(self) -> Iterator[Plan]:
        """Every version of every format, by name and then by validity."""
        for name in sorted(self.plans):
            yield from self.plans[name]

    def municipalities_asking(self, name: str) -> int:
        """How many municipalities have a request for a format."""
        return len({request.municipality for request in self.requests if request.format == name})

    def titles(self) -> Mapping[str, str]:
        """By the name of a format, the title of its latest version."""
        return {name: versions[-1].format.title for name, versions in self.plans.items()}

    def requests_over(self, municipalities: Iterable[str], days: Period) -> Iterator[tuple[Request, Period]]:
        """What these municipalities ask over every period of its kind that has a day in `days`."""
        wanted = frozenset(municipalities)
        kinds = {plan.format.period for plan in self.every_plan()}
        periods = {kind: tuple(days.overlapping(kind)) for kind in kinds}
        for request in self.requests:
            if request.municipality in wanted:
                for period in periods[self.plans[request.format][0].format.period]:
                    if request.holds_over(period):
                        yield request, period

    def asked_of(self, pairs: Iterable[tuple[str, str]], days: Period) -> Iterator[AskedReport]:
        """What municipalities ask of providers over every period of its kind that has a day in `days`.

        `pairs`: AGB code and gemeentecode.
        """
        by_municipality: dict[str, list[str]] = {}
        for provider, municipality in sorted(pairs):
            by_municipality.setdefault(municipality, []).append(provider)
        for request, period in self.requests_over(by_municipality, days):
            yield from request.asked_of(by_municipality[request.municipality], (period,))

"""What the published formats and requests say: how a format is called, and which reports are asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from service.domain.formats.catalogue import Catalogue
from service.domain.periods import Period
from service.pipeline.current_catalogue import CurrentCatalogue


@dataclass(frozen=True, slots=True)
class AskedReport:
    """One report that the calendar asks."""

    provider_code: str
    municipality: str
    format: str
    period: Period
    deadline: date


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """Public knowledge, the same for everyone, as it is now."""

    catalogue: CurrentCatalogue

    def titles(self) -> Mapping[str, str]:
        """By the name of a format, the title of its latest version."""
        return {name: versions[-1].format.title for name, versions in self.catalogue().plans.items()}

    def municipalities(self) -> Mapping[str, str]:
        """The name of every municipality by its gemeentecode."""
        return self.catalogue().municipalities

    def asked(
        self, providers: Iterable[str], municipalities: Iterable[str], period: Period
    ) -> tuple[AskedReport, ...]:
        """Every report over exactly this period that these municipalities ask of these providers.

        A provider without clients in a municipality owes it nothing, but the calendar cannot know that.
        """
        catalogue = self.catalogue()
        codes, wanted = sorted(providers), frozenset(municipalities)
        return tuple(
            AskedReport(provider, request.municipality, request.format, period, request.deadline(period))
            for request in catalogue.requests
            if request.municipality in wanted and _is_of_its_kind(catalogue, request.format, period)
            for provider in codes
            if request.asks(provider, period)
        )


def _is_of_its_kind(catalogue: Catalogue, format_name: str, period: Period) -> bool:
    return any(period in period.parts(plan.format.period) for plan in catalogue.plans[format_name])

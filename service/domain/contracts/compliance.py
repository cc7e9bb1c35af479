"""How a provider stands beside what it was asked and what was agreed, over one period."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from service.domain.alike_reports import AlikeReports, Owed
from service.domain.contracts.figures import FEWEST_CLIENTS, ContractFigures, ContractKey
from service.domain.dues import DueState
from service.domain.standing import ReportStanding


class Signal(StrEnum):
    """What stands otherwise than was agreed; it is a question, never a verdict."""

    BUDGET = "budget"
    """More was declared under an allocation than its budget."""
    VOLUME = "volume"
    """More was declared than was allocated."""
    TARIFF = "tarief"
    """Another tariff than that of the contract."""
    CEILING = "plafond"
    """More was delivered than the ceiling of the contract."""


def signals_of(figures: ContractFigures) -> tuple[Signal, ...]:
    """Those that these figures give; that of a ceiling is of several submissions together."""
    found = {
        Signal.BUDGET: figures.over_budget,
        Signal.VOLUME: figures.over_volume,
        Signal.TARIFF: figures.off_tariff,
    }
    return tuple(signal for signal, count in found.items() if count)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractLine:
    """One municipality, law and category."""

    key: ContractKey
    figures: ContractFigures | None
    """None for numbers that are too small to show."""
    signals: tuple[Signal, ...] = ()

    @classmethod
    def of(cls, key: ContractKey, figures: ContractFigures) -> "ContractLine":
        """As it is."""
        return cls(key=key, figures=figures, signals=signals_of(figures))

    def for_others(self) -> "ContractLine":
        """For who is neither provider nor municipality: that there is a signal, and no small number."""
        is_small = self.figures is not None and self.figures.clients < FEWEST_CLIENTS
        return ContractLine(key=self.key, figures=None, signals=self.signals) if is_small else self


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderLine:
    """One provider over all its municipalities that who looks may see."""

    code: str
    """AGB code."""
    name: str
    states: Mapping[DueState, int] = field(default_factory=dict)
    """Of what is expected of it, how much stands how in time."""
    standings: Mapping[ReportStanding, int] = field(default_factory=dict)
    """Of its reports, how many stand where."""
    figures: ContractFigures | None = None
    """None where nothing is known, or the numbers are too small to show."""
    signals: tuple[Signal, ...] = ()

    @property
    def expected(self) -> int:
        """Reports."""
        return sum(self.states.values())

    @property
    def received(self) -> int:
        """Of those that are expected."""
        return sum(count for state, count in self.states.items() if not state.is_open)

    @property
    def corrected(self) -> int:
        """Reports in whose place another came."""
        return self.standings.get(ReportStanding.REPLACED, 0)

    @property
    def judged(self) -> int:
        """Reports that hold of which their municipality said something."""
        said = (ReportStanding.ACCEPTED, ReportStanding.REJECTED)
        return sum(self.standings.get(each, 0) for each in said)


def provider_lines(
    names: Mapping[str, str],
    alike: Iterable[AlikeReports],
    owed: Iterable[Owed],
    totals: Mapping[str, ContractFigures],
    today: date,
    over_ceiling: Collection[str] = (),
) -> tuple[ProviderLine, ...]:
    """Everyone who sent something, by name; `over_ceiling` are the AGB codes of those who went over one."""
    standings: dict[str, Counter[ReportStanding]] = {code: Counter() for code in names}
    for each in alike:
        for code in each.providers & standings.keys():
            standings[code][each.traits.standing] += 1
    states: dict[str, Counter[DueState]] = {code: Counter() for code in names}
    for one in owed:
        for code, (state, _) in one.states(today).items():
            if code in states:
                states[code][state] += 1
    return tuple(
        ProviderLine(
            code=code,
            name=name,
            states=states[code],
            standings=standings[code],
            figures=totals.get(code),
            signals=_signals(totals.get(code), is_over_ceiling=code in over_ceiling),
        )
        for code, name in sorted(names.items(), key=lambda each: (each[1], each[0]))
    )


def _signals(figures: ContractFigures | None, *, is_over_ceiling: bool) -> tuple[Signal, ...]:
    found = () if figures is None else signals_of(figures)
    return (*found, Signal.CEILING) if is_over_ceiling else found

"""What was delivered over one period beside another: by provider or by municipality."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from service.domain.contracts.figures import FEWEST_CLIENTS, ContractFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedLine:
    """One provider or municipality."""

    code: str
    """AGB code or gemeentecode."""
    name: str
    before: ContractFigures | None
    """None where nothing came, or for numbers that are too small to show; likewise `after`."""
    after: ContractFigures | None
    is_hidden: bool = False
    """Whether either is too small to show: then neither is, and no difference."""

    @property
    def difference(self) -> tuple[int, int]:
        """How much more it is now: rows and cents."""
        before, after = self.before or ContractFigures(), self.after or ContractFigures()
        return after.rows - before.rows, after.cents - before.cents

    @property
    def per_cent(self) -> int | None:
        """How much more the amount is, rounded; None when there was nothing before."""
        if self.is_hidden or self.before is None or self.before.cents <= 0:
            return None
        return round(100 * self.difference[1] / self.before.cents)


def compared(
    before: Mapping[str, ContractFigures],
    after: Mapping[str, ContractFigures],
    names: Mapping[str, str],
    *,
    hides_small: bool,
) -> tuple[ComparedLine, ...]:
    """The largest difference in euros first. `hides_small`: for who is neither provider nor municipality."""
    lines = (
        _line(code, names.get(code, code), before.get(code), after.get(code), hides_small=hides_small)
        for code in before.keys() | after.keys()
    )
    return tuple(sorted(lines, key=lambda each: (each.is_hidden, -abs(each.difference[1]), each.name)))


def _line(
    code: str,
    name: str,
    before: ContractFigures | None,
    after: ContractFigures | None,
    *,
    hides_small: bool,
) -> ComparedLine:
    if hides_small and any(each.clients < FEWEST_CLIENTS for each in _there(before, after)):
        return ComparedLine(code=code, name=name, before=None, after=None, is_hidden=True)
    return ComparedLine(code=code, name=name, before=before, after=after)


def _there(*figures: ContractFigures | None) -> Iterator[ContractFigures]:
    yield from (each for each in figures if each is not None)

"""Hold a published page about burden against what follows from it: hash, counts of what is asked, minutes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from service.domain.burden.estimate import draw, estimate
from service.domain.burden.open_data import HASH, hash_of_file, times_of_json, work_of_json
from service.domain.burden.tables import BurdenTables
from service.domain.wording import NOTHING, Wording


class Outcome(StrEnum):
    """What verifying a figure came to."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNKNOWN = "cannot-be-verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedFigure:
    """One figure of a page, and what it came to when it was made again."""

    figure: str
    """Its path in the file, as `facts.asked`."""
    told: object
    again: object = None
    """None where it cannot be made again."""
    why: Wording = NOTHING
    """Why it cannot."""

    @property
    def outcome(self) -> Outcome:
        """Whether both are the same."""
        if self.why:
            return Outcome.UNKNOWN
        return Outcome.EQUAL if self.told == self.again else Outcome.DIFFERENT

    def as_json(self) -> dict[str, object]:
        """One line of `figures` in `--json`."""
        return {
            "figure": self.figure,
            "outcome": self.outcome.value,
            "told": self.told,
            "again": self.again,
            "why": self.why.as_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeAgain:
    """What the installation of whoever verifies has."""

    asked: Mapping[str, object] | None
    """A second count of what is asked; None when it lacks a format."""
    missing_formats: tuple[str, ...] = ()
    tables: BurdenTables | None = None
    """Those of the versions that the page names; None when it lacks one."""


def verified(file: Mapping[str, Any], again: MadeAgain) -> Iterator[VerifiedFigure]:
    """Each figure that anyone may hold the maker to. Raises KeyError or ValueError for another file."""
    yield VerifiedFigure(figure=HASH, told=file[HASH], again=hash_of_file(file))
    yield from _facts(file, again)
    yield from _level_zero(file)
    yield from _minutes(file, again)


_ONLY_FROM_FILES = Wording(
    "dit volgt uit de rapportages zelf: wie ze heeft, telt het na met eenmaal burden recompute",
    "this follows from the reports themselves: whoever has them recounts it with eenmaal burden recompute",
)
_NOT_IN_FILE = Wording(
    "deze bladzijde is gemaakt voordat zij haar gegevens meekreeg",
    "this page was made before pages took their data along",
)
_NO_FORMAT = Wording(
    "deze installatie heeft {count} van de formaten niet", "this installation lacks {count} of the formats"
)
_NO_TABLE = Wording(
    "deze installatie heeft niet alle tabellen in de versie van de bladzijde",
    "this installation lacks a table in the version of the page",
)
_CHOSEN_DRAWS = Wording(
    "de trekkingen zijn gekozen met rapportages die met de hand gemaakt zijn, en die zijn niet openbaar",
    "the draws were chosen with reports that were made by hand, and those are not public",
)


def _facts(file: Mapping[str, Any], again: MadeAgain) -> Iterator[VerifiedFigure]:
    told = file["facts"]
    for name in ("asked", "available_elsewhere", "by_source", "shapes"):
        if "asked" not in file:
            why = _NOT_IN_FILE
        elif again.asked is None:
            why = _NO_FORMAT.fill(count=len(again.missing_formats))
        else:
            yield VerifiedFigure(figure=f"facts.{name}", told=told[name], again=again.asked[name])
            continue
        yield VerifiedFigure(figure=f"facts.{name}", told=told[name], why=why)
    for name in ("asked_again", "files"):
        yield VerifiedFigure(figure=f"facts.{name}", told=told[name], why=_ONLY_FROM_FILES)


def _level_zero(file: Mapping[str, Any]) -> Iterator[VerifiedFigure]:
    told = file["level0"]
    parts = told["N_same"] + told["N_conv"] + told["N_man"]
    yield VerifiedFigure(figure="level0.N", told=told["N"], again=parts)
    yield VerifiedFigure(figure="level0.R_dup", told=told["R_dup"], again=file["facts"]["shapes"])
    yield VerifiedFigure(figure="level0.D_file", told=told["D_file"], again=file["facts"]["files"])
    for name in ("N_same", "N_conv", "N_man", "D_fact"):
        yield VerifiedFigure(figure=f"level0.{name}", told=told[name], why=_ONLY_FROM_FILES)


def _minutes(file: Mapping[str, Any], again: MadeAgain) -> Iterator[VerifiedFigure]:
    made = _estimated_again(file, again)
    for name, told in file["minutes"].items():
        if isinstance(made, Wording):
            yield VerifiedFigure(figure=f"minutes.{name}", told=told, why=made)
        else:
            yield VerifiedFigure(figure=f"minutes.{name}", told=told, again=made(name))


def _estimated_again(
    file: Mapping[str, Any], again: MadeAgain
) -> Callable[[str], Mapping[str, float]] | Wording:
    """By name what is drawn again, or why it cannot be."""
    if "basis" not in file:
        return _NOT_IN_FILE
    basis = file["basis"]
    if not basis["is_drawn_plainly"]:
        return _CHOSEN_DRAWS
    if again.tables is None:
        return _NO_TABLE
    tables = again.tables.with_times(times_of_json(basis["times"]))
    found = estimate(work_of_json(basis["work"]), tables, draw(tables))
    ranges = {"net": found.net, "each_time": found.net_each_time, "left": found.spent_with_service}
    return lambda name: ranges[name].as_json()

"""What a check saw, and all checks after each other: none is looked at while what it needs is not well."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.domain.examination.checks import CHECKS, Check
from service.domain.failures import EenmaalError
from service.domain.wording import NOTHING, Wording


class Outcome(StrEnum):
    """How it stands with what was looked at."""

    WELL = "well"
    WRONG = "wrong"
    NOT_LOOKED_AT = "not-looked-at"
    """Something else has to be mended first."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one look saw."""

    is_well: bool
    what: Wording


Look = Callable[[], Sight]
"""Looks once and changes nothing; what it raises is what is wrong."""


@dataclass(frozen=True, slots=True)
class Examined:
    """One check, and how it stands."""

    check: Check
    outcome: Outcome
    what: Wording

    @property
    def is_wrong(self) -> bool:
        """Whether somebody has something to do."""
        return self.outcome is Outcome.WRONG

    def as_json(self) -> dict[str, object]:
        """In the stable shape of `--json`."""
        return {
            "check": self.check.name,
            "outcome": self.outcome.value,
            "title": self.check.title.as_json(),
            "what": self.what.as_json(),
            "remedy": (self.check.remedy if self.is_wrong else NOTHING).as_json(),
        }


def well(nl: str, en: str) -> Sight:
    """Nothing to do."""
    return Sight(is_well=True, what=Wording(nl, en))


def wrong(nl: str, en: str) -> Sight:
    """Somebody has to do something."""
    return Sight(is_well=False, what=Wording(nl, en))


def examined(looks: Mapping[str, Look]) -> tuple[Examined, ...]:
    """Every check in its order. One without a look was not possible, which its `needs` explain."""
    done: dict[str, Examined] = {}
    for check in CHECKS:
        done[check.name] = _examined(check, looks.get(check.name), done)
    return tuple(done.values())


def _examined(check: Check, look: Look | None, done: Mapping[str, Examined]) -> Examined:
    first = next((done[name] for name in check.needs if done[name].outcome is not Outcome.WELL), None)
    if first is not None or look is None:
        return Examined(check, Outcome.NOT_LOOKED_AT, _FIRST.fill(first=first.check.title) if first else _NO)
    try:
        sight = look()
    except (EenmaalError, OSError) as error:
        said = f"{type(error).__name__}: {error}"
        return Examined(check, Outcome.WRONG, _FAILED.fill(said=said))
    return Examined(check, Outcome.WELL if sight.is_well else Outcome.WRONG, sight.what)


_FIRST = Wording("niet bekeken; herstel eerst: {first}", "not looked at; mend first: {first}")
_NO = Wording("niet bekeken", "not looked at")
_FAILED = Wording("dit lukte niet: {said}", "this did not succeed: {said}")

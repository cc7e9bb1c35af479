"""Look at the database as a doctor does: whether it is there, fits this program and guards its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from service.domain.examination import Look, Sight, well, wrong
from service.storage.examining import ExaminedDatabase, newest_version

_MOST_SECONDS = 5
_NAMED = 5


@dataclass(frozen=True, slots=True)
class ExamineDatabase:
    """Nothing is looked at before a look is called."""

    database: ExaminedDatabase

    def __call__(self) -> Mapping[str, Look]:
        """The looks, by check."""
        return {
            "database": self._answers,
            "database-role": self._role,
            "migrations": self._migrations,
            "row-security": self._guarded,
            "clock": self._clock,
            "dead-tuples": self._dead,
        }

    def _answers(self) -> Sight:
        self.database.greet()
        return well("ja", "it does")

    def _role(self) -> Sight:
        role = self.database.role()
        if role.is_powerful:
            return wrong(
                f"de applicatie meldt zich aan als {role.name}, die alle rijen van iedereen mag zien",
                f"the application signs in as {role.name}, who may see every row of everybody",
            )
        if role.owns:
            return wrong(
                f"{role.name} bezit zelf tabellen en kan dus hun afscherming uitzetten",
                f"{role.name} owns tables itself, so it can switch their guard off",
            )
        if unreadable := self.database.unreadable():
            names = _named(unreadable)
            return wrong(
                f"{role.name} mag niets lezen van {names}", f"{role.name} may read nothing of {names}"
            )
        return well(role.name, role.name)

    def _migrations(self) -> Sight:
        expected, found = newest_version(), self.database.version()
        if lacking := self.database.lacking():
            names = _named(lacking)
            return wrong(f"dit ontbreekt: {names}", f"this is lacking: {names}")
        if found and found != expected:
            return wrong(
                f"de tabellen zijn van versie {found}; dit programma verwacht {expected}",
                f"the tables are of version {found}; this program expects {expected}",
            )
        return well(f"versie {expected}", f"version {expected}")

    def _guarded(self) -> Sight:
        if unguarded := self.database.unguarded():
            names = _named(unguarded)
            return wrong(f"afscherming staat uit op {names}", f"the guard is off on {names}")
        return well("ja", "it does")

    def _clock(self) -> Sight:
        apart = abs((datetime.now(UTC) - self.database.now()).total_seconds())
        seconds = round(apart)
        if apart > _MOST_SECONDS:
            return wrong(
                f"de klokken schelen {seconds} seconden; {_MOST_SECONDS} mag",
                f"the clocks differ {seconds} seconds; {_MOST_SECONDS} may be",
            )
        return well(f"{seconds} seconden verschil", f"{seconds} seconds apart")

    def _dead(self) -> Sight:
        if dead := self.database.dead():
            names = _named([f"{name} ({count})" for name, count in dead.items()])
            return wrong(f"meer dode rijen dan rijen in {names}", f"more dead rows than rows in {names}")
        return well("ja", "it does")


def _named(names: Sequence[str]) -> str:
    more = f" … (+{len(names) - _NAMED})" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more

"""A file of the catalogue that is broken: it stops only itself, and what is asked in it is not made."""

from dataclasses import dataclass
from datetime import date

from service.domain.failures import FormatError
from service.domain.periods import Period, parse_period


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenFile:
    """One format, fragment, code table or request that cannot be used, and why."""

    fault: FormatError
    """With the file and the line."""
    name: str = ""
    """The format it should have given; empty for a fragment, a code table or a request."""
    version: str = ""
    """The reporting period from which that version should have held."""

    @property
    def begin(self) -> date:
        """The first day it should have held for; the last day there is when its version is no period."""
        try:
            return parse_period(self.version).begin
        except ValueError:
            return date.max

    @property
    def shown(self) -> str:
        """`name@version`, or else the file."""
        return f"{self.name}@{self.version}" if self.name else self.fault.file

    def should_hold_for(self, period: Period) -> bool:
        """Whether reports over a period should have been made with it, unless a later version holds."""
        return self.begin <= period.begin

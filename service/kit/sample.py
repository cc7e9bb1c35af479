"""A sample of the kit: its files, what it shows, and what must be found in it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.domain.failures import TerminalError
from service.domain.findings import Finding
from service.domain.wording import Wording

FoundCounts = Mapping[tuple[str, str], int]
"""How often each kind is found in each table: (table, code) → number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One upload: a file, or a zip of them."""

    path: str
    """Below the folder of the kit."""
    content: bytes
    about: Wording
    must_find: FoundCounts
    """Known when it was made, not by reading it; the kit is not made when the rules find anything else."""
    is_translated: bool = False
    """Whether the reports that come out of it are in the kit."""

    def require_found(self, findings: Iterable[Finding]) -> None:
        """Raise TerminalError when something else is found than was put in."""
        found = Counter((each.place.table, each.kind.code) for each in findings)
        if found != Counter(self.must_find):
            missing = dict(Counter(self.must_find) - found)
            unasked = dict(found - Counter(self.must_find))
            raise TerminalError(f"Sample {self.path}: not found {missing}, found unasked {unasked}.")


def findings_as_json(findings: Sequence[Finding]) -> list[dict[str, object]]:
    """Every finding by its code and place, in a fixed order; without its words, which may be bettered."""
    listed = [
        {name: value for name, value in each.as_json().items() if name not in ("text", "identity")}
        for each in findings
    ]
    return sorted(listed, key=_place_in_order)


def _place_in_order(listed: Mapping[str, object]) -> tuple[str, ...]:
    row = listed["row"]
    number = f"{row:09d}" if isinstance(row, int) else ""
    rest = (str(listed.get(name, "")) for name in ("field", "code", "line", "count", "repair"))
    return (str(listed["table"]), str(listed["sheet"]), number, *rest)

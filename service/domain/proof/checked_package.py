"""What was found in a package of evidence: its faults, and what holds."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from service.domain.proof.acts_in_full import Json, report_of
from service.domain.proof.failures import NotProvenError
from service.domain.proof.told import parts_of

_UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, RecursionError)
"""What content that is not as it should be does to who reads it."""


@dataclass(frozen=True, slots=True, order=True)
class EvidenceFault:
    """One thing in a package that does not hold."""

    code: str
    file: str
    detail: str = ""


@dataclass(slots=True, kw_only=True)
class CheckedPackage:
    """What was found."""

    faults: list[EvidenceFault] = field(default_factory=list)
    """Each code of a file once."""
    head: Mapping[str, object] = field(default_factory=dict)
    """evidence.json, as far as it could be read."""
    log: str = ""
    """The key of the log that signed it."""
    witnessed: int = 0
    """How many leaves stand in a checkpoint that enough witnesses signed."""
    size: int = 0
    needs_witnesses: bool = False
    manifests: dict[str, Json] = field(default_factory=dict)
    """By file, those with nothing wrong."""

    @property
    def later(self) -> int:
        """How many of the acts on these reports came after what witnesses signed."""
        acts = (act for each in self.manifests.values() for act in parts_of(each)[1])
        return sum(index >= self.witnessed for index in {int(str(each["index"])) for each in acts})

    @property
    def not_logged(self) -> tuple[str, ...]:
        """Reports from before there was a log: their hashes are those of the service, and nothing more."""
        made = (parts_of(each)[0] for each in self.manifests.values())
        return tuple(report_of(each) for each in made if "index" not in each)

    @contextmanager
    def about(self, file: str, unreadable: str = "json-damaged") -> Iterator[None]:
        """What does not hold in this block is said of this file; with that code, what cannot be read."""
        try:
            yield
        except NotProvenError as error:
            self.add(error.code, file, error.detail)
        except _UNREADABLE as error:
            self.add(unreadable, file, type(error).__name__)

    def add(self, code: str, file: str, detail: str = "") -> None:
        """One more, or the same once more."""
        if (code, file) not in {(each.code, each.file) for each in self.faults}:
            self.faults.append(EvidenceFault(code, file, detail))

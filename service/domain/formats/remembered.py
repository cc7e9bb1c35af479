"""What was worked out once for the rows of a submission, by name."""

from collections.abc import Callable, Hashable
from typing import TypeVar

_Worked = TypeVar("_Worked")


class Remembered:
    """Of one submission, for as long as that is there."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._found: dict[Hashable, object] = {}

    def once(self, name: Hashable, work_out: Callable[[], _Worked]) -> _Worked:
        """What `work_out` gives, the first time for this name."""
        if name not in self._found:
            self._found[name] = work_out()
        return self._found[name]  # type: ignore[return-value] # one way of working out for each name

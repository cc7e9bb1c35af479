"""Ask in Dutch what a fault of a format says; as text it is English."""

import re
from collections.abc import Callable

from service.domain.failures import FormatError


def in_dutch(pattern: str) -> Callable[[FormatError], bool]:
    """For `pytest.raises(FormatError, check=…)`: whether the Dutch words, after the file, match."""
    return lambda fault: re.search(pattern, fault.placed_words.nl) is not None

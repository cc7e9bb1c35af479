"""What every process that reads files chooses at its start."""

from service.process.fast_paths import use_fast_paths
from service.process.memory import use_system_allocator


def choose_at_start(*, fast_paths: bool) -> None:
    """Say where memory comes from and whether fast paths may be tried, before a first file is read.

    Once more changes nothing. What it forks has chosen the same.
    """
    use_system_allocator()
    use_fast_paths(are_on=fast_paths)

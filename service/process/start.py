"""What every process chooses at its start."""

import gc
import resource

from service.process.fast_paths import use_fast_paths
from service.process.memory import use_system_allocator


def choose_at_start(*, fast_paths: bool) -> None:
    """Say where memory comes from and whether fast paths may be tried, before a first file is read.

    Once more changes nothing. What it forks has chosen the same. What was imported so far stays for good, so
    the collector of cycles need not go over it any more.
    """
    leave_no_core_files()
    use_system_allocator()
    use_fast_paths(are_on=fast_paths)
    gc.freeze()


def leave_no_core_files() -> None:
    """Of a process that crashes no picture of its memory lies on a disk afterwards, nor of its children."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

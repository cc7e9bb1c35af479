"""Where Arrow's memory comes from, and how memory goes back to the system.

Arrow's own allocator keeps what was freed: after reading a large export as much as the tables. The system's
allocator takes no longer, and a hundred thousand rows of csv need a third less (docs/decisions/0037). All
threads share one heap: what each would keep in reserve counts against the limits of a separate process.
"""

import ctypes

import pyarrow as pa

_MOST_HEAPS = -8
"""M_ARENA_MAX of mallopt(3)."""

_LIBRARY = ctypes.CDLL(None)


def use_system_allocator() -> None:
    """Say it for the whole process, before it reads a first file; once more changes nothing.

    Some of Arrow goes on using its own allocator, which keeps a gigabyte of addresses from its first use on.
    That is now, before a separate process has its limits: it would count against them.
    """
    pa.allocate_buffer(1)
    pa.set_memory_pool(pa.system_memory_pool())
    if hasattr(_LIBRARY, "mallopt"):
        _LIBRARY.mallopt(_MOST_HEAPS, 1)


def give_memory_back() -> None:
    """Return to the system what was freed, but lies between what is still in use."""
    if hasattr(_LIBRARY, "malloc_trim"):  # of glibc alone
        _LIBRARY.malloc_trim(0)

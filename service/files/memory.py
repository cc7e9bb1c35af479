"""Where Arrow's memory comes from, and how it goes back to the system.

Arrow's own allocator keeps what was freed: after reading a large export as much as the tables. The system's
allocator takes no longer, and a hundred thousand rows of csv need a third less (docs/decisions/0028).
"""

import ctypes
import sys

import pyarrow as pa

pa.set_memory_pool(pa.system_memory_pool())


def give_memory_back() -> None:
    """Return to the system what was freed, but lies between what is still in use."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of glibc alone
        if trim is not None:
            trim(0)

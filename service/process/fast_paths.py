"""Whether what is plainly written may be read in a faster way: an entry point says so for its process.

Each fast path asks here and has a plain reader beside it that gives the same; docs/fast-paths.md lists them.
"""


class _Switch:
    is_on = True


def use_fast_paths(*, are_on: bool) -> None:
    """Say it for all that is read from now on, in this process and those it forks."""
    _Switch.is_on = are_on


def may_be_fast() -> bool:
    """Whether a fast path may be tried."""
    return _Switch.is_on

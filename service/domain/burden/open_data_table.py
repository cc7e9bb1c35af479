"""The data of a published page about burden as lines of one table."""

from collections.abc import Iterator, Mapping, Sequence

OPEN_HEADS = ("onderdeel", "naam", "waarde")
"""Names of columns stay Dutch, so that what reads them can rely on them."""

_LANGUAGES = ("nl", "en")
"""What is said of the data is no data."""


def open_lines(file: Mapping[str, object]) -> Iterator[tuple[str, str, str | int]]:
    """Under OPEN_HEADS: each value once, by the path that leads to it."""
    for name, part in file.items():
        if name not in _LANGUAGES:
            for path, value in _values(part):
                yield name, path, value


def _values(part: object) -> Iterator[tuple[str, str | int]]:
    if isinstance(part, Mapping):
        for name, each in part.items():
            yield from ((_below(str(name), path), value) for path, value in _values(each))
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for number, each in enumerate(part, 1):
            yield from ((_below(str(number), path), value) for path, value in _values(each))
    else:
        yield "", part if isinstance(part, int) and not isinstance(part, bool) else _written(part)


def _written(value: object) -> str:
    return "" if value is None else str(value)


def _below(name: str, path: str) -> str:
    return f"{name}.{path}" if path else name

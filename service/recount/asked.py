"""A second count of what is asked, from formats alone: no file, no export, no plan."""

from collections.abc import Iterable, Mapping

from service.domain.periods import Period
from service.domain.standard.cast_tables import empty_table
from service.domain.standard.export import Export
from service.domain.standard.model import Standard
from service.recount.count import count_asked
from service.recount.documents import FormatDocument, ReadCodeTable
from service.recount.lines import ExportRows


def asked_of(
    formats: Iterable[tuple[str, FormatDocument]],
    period: Period,
    standard: Standard,
    tables: Mapping[str, ReadCodeTable],
) -> dict[str, object]:
    """`asked`, `available_elsewhere`, `by_source` and `shapes` of `facts`.

    `formats`: by the name or number of a municipality what it asks; each once.
    """
    nothing = Export({name: empty_table(table) for name, table in standard.tables.items()})
    counts = count_asked(formats, period, ExportRows.of(nothing), standard, tables)
    return {name: counts[name] for name in ("asked", "available_elsewhere", "by_source", "shapes")}

"""Read from mappings/regeldruk/ where facts can be had already, and what was agreed about asking again."""

from collections.abc import Mapping
from pathlib import Path

from service.domain.burden.elsewhere import Clause, Elsewhere, Place
from service.domain.failures import TerminalError
from service.files.burden.tables import latest_table, rows_of, version_of

_PLACES, _CLAUSES, _PRESCRIBED = "elders", "afspraken", "wettelijk-verplicht"


def load_elsewhere(mappings_dir: Path) -> Elsewhere:
    """The latest version of both tables. Raises TerminalError for one that cannot be read."""
    files = {
        stem: latest_table(mappings_dir / "regeldruk", stem) for stem in (_PLACES, _CLAUSES, _PRESCRIBED)
    }
    try:
        return Elsewhere(
            _places(files[_PLACES]),
            tuple(map(_clause, rows_of(files[_CLAUSES]))),
            {stem: version_of(path, stem) for stem, path in files.items()},
        )
    except KeyError as fault:
        raise TerminalError(f"A table below mappings/regeldruk has no column {fault}.") from fault


def _places(path: Path) -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for row in rows_of(path):
        known = found.setdefault(row["element"], ())
        if row["bron"]:
            found[row["element"]] = (*known, _place(row))
    return found


def _place(row: Mapping[str, str]) -> Place:
    return Place(
        source=row["bron"],
        where=row["waar"],
        remark=row["let_op"],
        is_coarser=row["grover"] == "altijd",
        is_coarser_than_a_person=row["grover"] == "personen",
    )


def _clause(row: Mapping[str, str]) -> Clause:
    return Clause(
        name=row["afspraak"],
        law=row["wet"],
        of_whom=row["voor_wie"],
        about=frozenset(row["waarvoor"].split()),
        text=row["citaat"],
        source=row["bron"],
    )

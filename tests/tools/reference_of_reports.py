"""A whole report in plain Python: a row that waits in one of its blocks waits in all of them."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from service.domain.formats.model import Format
from service.domain.standard.export import Export
from tests.tools.reference import PLACE, World, joined_rows, reported_rows, rows_inside

_ALLOCATION = ("toewijzing.gemeentecode", "toewijzing.toewijzingnummer")


def worlds_of_report(
    written: Format, worlds: Mapping[str, World], export: Export, municipality: str
) -> dict[str, World]:
    """The world of each block, in which the rows that wait in any block are held."""
    parts = {name: _elsewhere(written, name, worlds) for name in worlds}
    worlds = {name: replace(world, elsewhere=parts[name]) for name, world in worlds.items()}
    held: frozenset[tuple[str, int]] = frozenset()
    while True:
        own = {
            name: _holding(world, export, held, written.sheets[name].rows.from_the_start)
            for name, world in worlds.items()
        }
        more = held.union(*(_waiting(written, name, export, own[name], municipality) for name in own))
        if more == held:
            return own
        held = more


def _elsewhere(written: Format, name: str, worlds: Mapping[str, World]) -> frozenset[tuple[str, ...]]:
    """What other parts of a list have: blocks of the same rows by the same key, none held by a check."""
    own = written.sheets[name]
    if own.listed is None or any(check.total.startswith(f"{name}.") for check in written.checks):
        return frozenset()
    found: set[tuple[str, ...]] = set()
    for other, sheet in written.sheets.items():
        if other != name and sheet.listed is not None and _asks(sheet) == _asks(own):
            found |= set(worlds[other].listed)
    return frozenset(found - set(worlds[name].listed))


def _asks(sheet):
    return sheet.rows, [each.written for each in sheet.listed.by.values()]


def _holding(world: World, export: Export, held: frozenset[tuple[str, int]], whole: Collection[str]) -> World:
    """The world without rows that wait; of the tables in `whole` rows from before the period count too."""
    world = replace(world, held=held)
    many = {table: joined_rows(export, world, table, whole=table in whole) for table in world.many}
    return replace(world, many=many)


def _waiting(
    written: Format, name: str, export: Export, world: World, municipality: str
) -> set[tuple[str, int]]:
    """The rows that a block asks and lets wait, and the prestaties of an allocation that does."""
    inside = rows_inside(written, name, export, world, municipality)
    kept = {row[PLACE] for row in reported_rows(written, name, export, world, municipality)}
    waits = [row for row in inside if row[PLACE] not in kept]
    allocations = {tuple(row[key] for key in _ALLOCATION) for row in waits}
    through = [
        row
        for row in world.many.get("prestatie", ())
        if tuple(row[key] for key in _ALLOCATION) in allocations
    ]
    return {row[PLACE] for row in (*waits, *through)}

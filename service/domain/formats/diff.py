"""What changes between two versions of a format, or between two formats, in words."""

from collections.abc import Iterator, Mapping

from service.domain.formats.describe import describe_conditions, describe_lines
from service.domain.formats.diff_of_code_tables import changes_of_code_tables
from service.domain.formats.model import RowsOf
from service.domain.formats.plan import Column, Plan, SheetPlan
from service.domain.wording import Wording, joined

_ABOUT_THE_FORMAT = {
    "title": Wording("De titel", "title"),
    "period": Wording("De periode", "period"),
    "law": Wording("De wet", "law"),
    "level": Wording("Het niveau", "level"),
    "provenance": Wording("De herkomst", "provenance"),
    "when_empty": Wording("Wat er zonder regels gebeurt", "when_empty"),
}
_ABOUT_A_FILE = {
    "kind": "De soort bestand is",
    "template": "De blanco werkmap is",
    "filename": "De bestandsnaam is",
    "separator": "Het scheidingsteken is",
    "decimal_sign": "Het decimaalteken is",
    "date_form": "De schrijfwijze van datums is",
    "encoding": "De tekencodering is",
    "line_end": "Het regeleinde is",
    "root": "Het buitenste element is",
}
_EMPTY = Wording("leeg", "empty")


def diff(old: Plan, new: Plan) -> tuple[Wording, ...]:
    """One sentence per change, in the order of the municipality's file; none when both ask the same."""
    return (
        *_about_the_format(old, new),
        *_about_the_file(old.format.output.model_dump(), new.format.output.model_dump()),
        *_about_addresses(_cells(old), _cells(new), Wording("Cel", "Cell")),
        *_about_sheets(old, new),
        *changes_of_code_tables(old, new),
    )


def _about_the_format(old: Plan, new: Plan) -> Iterator[Wording]:
    for name, called in _ABOUT_THE_FORMAT.items():
        before, after = (_plain(getattr(plan.format, name)) for plan in (old, new))
        if before != after:
            told = Wording("{called} is nu {now}; was {was}.", "{called} is now {now}; was {was}.")
            yield told.fill(called=called, now=after, was=before)


def _about_the_file(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Wording]:
    """Of files of different kinds only what both say: the rest follows from the kind."""
    for name in [name for name in old if name in new]:
        before, after = _plain(old[name]), _plain(new[name])
        if before != after:
            dutch = _ABOUT_A_FILE.get(name, f"Van het bestand is {name!r}")
            told = Wording("{called} nu {now}; was {was}.", "Of the file, {called} is now {now}; was {was}.")
            yield told.fill(called=Wording(dutch, name), now=after or _EMPTY, was=before or _EMPTY)


def _about_sheets(old: Plan, new: Plan) -> Iterator[Wording]:
    before = {sheet.name: sheet for sheet in old.sheets}
    after = {sheet.name: sheet for sheet in new.sheets}
    for name in before.keys() - after.keys():
        yield Wording("Blad {name} vervalt.", "Sheet {name} is gone.").fill(name=name)
    for name, sheet in after.items():
        if name in before:
            columns = _columns(before[name]), _columns(sheet)
            yield from _about_rows(before[name], sheet)
            yield from _about_addresses(*columns, Wording("Kolom", "Column"))
        else:
            yield Wording("Blad {name} is nieuw.", "Sheet {name} is new.").fill(name=name)


def _about_rows(old: SheetPlan, new: SheetPlan) -> Iterator[Wording]:
    before, after = old.format.rows, new.format.rows
    if before.per != after.per:
        row = Wording("rij", "row")
        yield Wording(
            "Blad {name} heeft nu één regel per {now}; was per {was}.",
            "Sheet {name} now has one line per {now}; was per {was}.",
        ).fill(name=new.name, now=_keys(after) or row, was=_keys(before) or row)
    if (before.overlapping, before.order) != (after.overlapping, after.order):
        plain = Wording("zoals in de aanlevering", "as in the submission")
        yield Wording(
            "De regels op blad {name} staan nu {now}; was {was}.",
            "The lines of sheet {name} now stand {now}; was {was}.",
        ).fill(name=new.name, now=describe_lines(after) or plain, was=describe_lines(before) or plain)
    if before.where != after.where:
        every = Wording("alles", "everything")
        yield Wording(
            "Op blad {name} komen nu rijen waarvan {now}; was {was}.",
            "Sheet {name} now holds rows where {now}; was {was}.",
        ).fill(
            name=new.name, now=describe_conditions(after) or every, was=describe_conditions(before) or every
        )


def _about_addresses(
    old: Mapping[str, Column], new: Mapping[str, Column], noun: Wording
) -> Iterator[Wording]:
    for name, column in old.items():
        if name not in new:
            told = Wording("{what} {name} vervalt ({was}).", "{what} {name} is gone ({was}).")
            yield told.fill(what=noun, name=name, was=column.sentence)
    for name, column in new.items():
        now = column.sentence
        if name not in old:
            told = Wording("{what} {name} is nieuw: {now}.", "{what} {name} is new: {now}.")
            yield told.fill(what=noun, name=name, now=now)
        elif column.expression.steps != old[name].expression.steps:
            yield Wording(
                "{what} {name} bevat nu {now} in plaats van {was}.",
                "{what} {name} now holds {now} instead of {was}.",
            ).fill(what=noun, name=name, now=now, was=old[name].sentence)


def _keys(rows: RowsOf) -> Wording:
    return joined(", ", (key.sentence() for key in rows.per))


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_plain(each)}" for name, each in value.items())
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value)
    return str(value)


def _cells(plan: Plan) -> dict[str, Column]:
    return {f"{sheet}!{cell}": column for (sheet, cell), column in plan.cells.items()}


def _columns(sheet: SheetPlan) -> dict[str, Column]:
    return {column.address: column for column in sheet.once_per_head}

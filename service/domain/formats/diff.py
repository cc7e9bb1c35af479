"""What changes between two versions of a format, or between two formats, in words."""

from collections.abc import Iterator, Mapping

from service.domain.findings import Language
from service.domain.formats.describe import describe_conditions, describe_lines
from service.domain.formats.plan import Column, Plan, SheetPlan

_MOST_CODES = 5
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


def diff(old: Plan, new: Plan, language: Language) -> tuple[str, ...]:
    """One sentence per change, in the order of the municipality's file; none when both ask the same."""
    words = _Words(language)
    return (
        *words.about_the_format(old, new),
        *words.about_addresses(_cells(old), _cells(new), ("Cel", "Cell")),
        *words.about_sheets(old, new),
        *words.about_code_tables(old, new),
    )


class _Words:
    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self._english = language == "en"

    def _say(self, dutch: str, english: str) -> str:
        return english if self._english else dutch

    def about_the_format(self, old: Plan, new: Plan) -> Iterator[str]:
        for name, dutch in (
            ("title", "De titel"),
            ("period", "De periode"),
            ("law", "De wet"),
            ("level", "Het niveau"),
            ("provenance", "De herkomst"),
            ("when_empty", "Wat er zonder regels gebeurt"),
        ):
            before, after = (_plain(getattr(plan.format, name)) for plan in (old, new))
            if before != after:
                yield self._say(
                    f"{dutch} is nu {after}; was {before}.", f"{name} is now {after}; was {before}."
                )
        yield from self._about_the_file(old.format.output.model_dump(), new.format.output.model_dump())

    def _about_the_file(self, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
        """Of files of different kinds only what both say: the rest follows from the kind."""
        for name in [name for name in old if name in new]:
            before, after = _plain(old[name]), _plain(new[name])
            if before != after:
                dutch = _ABOUT_A_FILE.get(name, f"Van het bestand is {name!r}")
                yield self._say(
                    f"{dutch} nu {after or 'leeg'}; was {before or 'leeg'}.",
                    f"Of the file, {name} is now {after or 'empty'}; was {before or 'empty'}.",
                )

    def about_sheets(self, old: Plan, new: Plan) -> Iterator[str]:
        before = {sheet.name: sheet for sheet in old.sheets}
        after = {sheet.name: sheet for sheet in new.sheets}
        for name in before.keys() - after.keys():
            yield self._say(f"Blad {name} vervalt.", f"Sheet {name} is gone.")
        for name, sheet in after.items():
            if name in before:
                yield from self._about_rows(before[name], sheet)
                yield from self.about_addresses(_columns(before[name]), _columns(sheet), ("Kolom", "Column"))
            else:
                yield self._say(f"Blad {name} is nieuw.", f"Sheet {name} is new.")

    def _about_rows(self, old: SheetPlan, new: SheetPlan) -> Iterator[str]:
        before, after = old.format.rows, new.format.rows
        if before.per != after.per:
            now, was = (", ".join(rows.per) or self._say("rij", "row") for rows in (after, before))
            yield self._say(
                f"Blad {new.name} heeft nu één regel per {now}; was per {was}.",
                f"Sheet {new.name} now has one line per {now}; was per {was}.",
            )
        if (before.overlapping, before.order) != (after.overlapping, after.order):
            plain = self._say("zoals in de aanlevering", "as in the submission")
            now, was = (describe_lines(rows, self._language) or plain for rows in (after, before))
            yield self._say(
                f"De regels op blad {new.name} staan nu {now}; was {was}.",
                f"The lines of sheet {new.name} now stand {now}; was {was}.",
            )
        if before.where != after.where:
            every = self._say("alles", "everything")
            now, was = (describe_conditions(rows, self._language) or every for rows in (after, before))
            yield self._say(
                f"Op blad {new.name} komen nu rijen waarvan {now}; was {was}.",
                f"Sheet {new.name} now holds rows where {now}; was {was}.",
            )

    def about_addresses(
        self, old: Mapping[str, Column], new: Mapping[str, Column], noun: tuple[str, str]
    ) -> Iterator[str]:
        what = noun[self._english]
        for name, column in old.items():
            if name not in new:
                was = column.expression.sentence(self._language)
                yield self._say(f"{what} {name} vervalt ({was}).", f"{what} {name} is gone ({was}).")
        for name, column in new.items():
            now = column.expression.sentence(self._language)
            if name not in old:
                yield self._say(f"{what} {name} is nieuw: {now}.", f"{what} {name} is new: {now}.")
            elif column.expression.steps != old[name].expression.steps:
                was = old[name].expression.sentence(self._language)
                yield self._say(
                    f"{what} {name} bevat nu {now} in plaats van {was}.",
                    f"{what} {name} now holds {now} instead of {was}.",
                )

    def about_code_tables(self, old: Plan, new: Plan) -> Iterator[str]:
        for name in sorted(old.code_tables.keys() & new.code_tables.keys()):
            before = {(line.law, line.code): line.becomes for line in old.code_tables[name].lines}
            after = {(line.law, line.code): line.becomes for line in new.code_tables[name].lines}
            groups = (
                (sorted(after.keys() - before.keys()), "nieuw", "new"),
                (sorted(before.keys() - after.keys()), "vervallen", "gone"),
                ([key for key in after if before.get(key, after[key]) != after[key]], "veranderd", "changed"),
            )
            for keys, dutch, english in groups:
                if keys:
                    codes = ", ".join(code for _, code in keys[:_MOST_CODES])
                    more = " …" if len(keys) > _MOST_CODES else ""
                    yield self._say(
                        f"In codetabel {name}: {len(keys)} × {dutch} ({codes}{more}).",
                        f"In code table {name}: {len(keys)} × {english} ({codes}{more}).",
                    )


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_plain(each)}" for name, each in value.items())
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value)
    return str(value)


def _cells(plan: Plan) -> dict[str, Column]:
    return {f"{sheet}!{cell}": column for (sheet, cell), column in plan.cells.items()}


def _columns(sheet: SheetPlan) -> dict[str, Column]:
    return {column.header: column for column in sheet.columns}

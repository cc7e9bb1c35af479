"""What can be chosen on the form of a format: fields with their descriptions, code tables and verbs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from service.domain.formats.shape import LanguageError, find_field
from service.domain.formats.verb import known_verbs
from service.domain.standard.model import Standard
from service.web.formats import verb_words


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Lists:
    """What the form of one sheet, or of single cells, offers."""

    standard: Standard
    tables: tuple[str, ...]
    """The table the rows are of, then the tables joined to it."""
    code_tables: tuple[str, ...]

    @property
    def fields(self) -> Mapping[str, tuple[Choice, ...]]:
        """By table, its fields; a field of a joined table is named with its table."""
        return {
            table: tuple(
                Choice(
                    field.name if table == self.tables[0] else f"{table}.{field.name}",
                    f"{field.name} – {field.description}",
                )
                for field in self.standard.tables[table].fields.values()
            )
            for table in self.tables
            if table in self.standard.tables
        }

    @property
    def figures(self) -> tuple[Choice, ...]:
        """Every kengetal of the standard."""
        entries = self.standard.code_lists["kengetal"].entries
        return tuple(Choice(each.code, f"{each.code} – {each.description}") for each in entries)

    @property
    def verbs(self) -> tuple[Choice, ...]:
        """Every verb that there is, in the language of the page."""
        named = [Choice(verb, verb_words.verb_name(verb)) for verb in known_verbs()]
        return tuple(sorted(named, key=lambda each: each.words.lower()))

    def chosen(self, value: str) -> str:
        """The value under which a field stands in the list, whichever way it was written."""
        try:
            found = find_field(
                self.standard, [each for each in self.tables if each in self.standard.tables], value
            )
        except LanguageError:
            return value
        return found.name if found.table == self.tables[0] else str(found)

    def is_listed(self, value: str) -> bool:
        """Whether the field can be chosen."""
        return any(value == each.value for fields in self.fields.values() for each in fields)


def lists_for(standard: Standard, rows: Mapping[str, object] | None, code_tables: Iterable[str]) -> Lists:
    """For a sheet with these rows, or for single cells when there are none."""
    if rows is None:
        return Lists(standard, ("aanlevering",), tuple(sorted(code_tables)))
    joined = rows.get("with", [])
    others = [str(each) for each in joined] if isinstance(joined, list) else []
    tables = (str(rows.get("of", "prestatie")), *others)
    return Lists(standard, tables, tuple(sorted(code_tables)))

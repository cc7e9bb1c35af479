"""What a check says that it read otherwise than it is written, so that a test can hold it to exactly that."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from service.domain.findings import AS_NOTHING


@dataclass(frozen=True, slots=True)
class NamedRepairs:
    """The repairs among the findings of a check."""

    cells: dict[tuple[str, int, str], str]
    """(table, row, field) → what was read there, as a text."""
    headers: dict[tuple[str, str], str]
    """(table, field) → the header that was read as that field, in small letters."""
    blank_rows: frozenset[str]
    """Tables of which rows with nothing but blanks were passed over."""

    @classmethod
    def of(cls, checked):
        """The repairs that this check names."""
        cells, headers = {}, {}
        for each in checked.findings:
            place = each.place
            if each.kind.code == "repaired-header":
                headers[place.table, place.field] = each.facts["value"].strip().casefold()
            elif each.kind.is_repair:
                cells[place.table, place.row, place.field] = each.facts["new"]
            elif each.facts.get(AS_NOTHING):  # told in the finding about the cell that it was read as empty
                cells[place.table, place.row, place.field] = ""
        blank = frozenset(each.place.table for each in checked.findings if each.kind.code == "blank-rows")
        return cls(cells, headers, blank)

    def written(self, table, field, line):
        """What stands in a line (header → cell) under the header of a field."""
        name = self.headers.get((table, field), field)
        return line.get(name, line.get(field))

    def meant(self, table, row, field, read):
        """Whether a repair is named here, and gave what was read."""
        key = (table, row, field.name)
        if key not in self.cells:
            return False
        new = self.cells[key]
        return not new if read is None else bool(new) and _plain(new, field) == read


def _plain(text, field):
    """What a repaired text of a field is, by its type alone."""
    if field.is_text:
        return text
    if field.type.value == "date":
        return date.fromisoformat(text)
    scale = {"integer": 1, "money": 100, "decimal": 10_000}[field.type.value]
    return int(Decimal(text.replace(",", ".")) * scale)

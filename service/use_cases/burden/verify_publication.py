"""Verify a published page about burden from its data, without any report, database or network."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from service.domain.burden.open_data import SCHEMA
from service.domain.burden.tables import BurdenTables
from service.domain.burden.verifying import MadeAgain, VerifiedFigure, verified
from service.domain.failures import TerminalError
from service.domain.formats.catalogue import Catalogue
from service.domain.periods import parse_period
from service.domain.standard.model import Standard
from service.files.burden import load_burden_tables
from service.recount.asked import asked_of
from service.recount.documents import (
    FormatDocument,
    ReadCodeTable,
    read_code_tables,
    read_format_documents,
)


@dataclass(frozen=True, slots=True)
class VerifyPublication:
    """Holds the figures of a file against the second count and against its own draws."""

    mappings_dir: Path
    standard: Standard
    by_hash: Mapping[str, FormatDocument]
    """The formats of this installation as they are written."""
    code_tables: Mapping[str, ReadCodeTable]

    @classmethod
    def from_mappings(
        cls, mappings_dir: Path, standard: Standard, catalogue: Catalogue
    ) -> "VerifyPublication":
        """With the formats and tables below a folder; the catalogue says only which hash is which format."""
        written = {_version(each): each for each in read_format_documents(mappings_dir)}
        known = {
            plan.sha256: written[key]
            for plan in catalogue.every_plan()
            if (key := (plan.name, plan.valid.begin)) in written
        }
        return cls(mappings_dir, standard, known, read_code_tables(mappings_dir, standard))

    def __call__(self, file: Mapping[str, Any]) -> tuple[VerifiedFigure, ...]:
        """Every figure with what it came to. Raises TerminalError for what is no such file."""
        if file.get("schema") != SCHEMA:
            raise TerminalError(f"This is no page about burden of schema {SCHEMA}.")
        try:
            return tuple(verified(file, self._made_again(file)))
        except KeyError as fault:
            raise TerminalError(f"The file lacks {fault}.") from fault
        except (AttributeError, TypeError, ValueError) as fault:
            raise TerminalError("A part of the file is of another kind than it should be.") from fault

    def _made_again(self, file: Mapping[str, Any]) -> MadeAgain:
        asked = [set(hashes) for hashes in file.get("asked", ())]
        missing = tuple(sorted({each for hashes in asked for each in hashes} - self.by_hash.keys()))
        return MadeAgain(
            asked=None if missing else self._asked(asked, file["period"]),
            missing_formats=missing,
            tables=self._tables(file["tables"]),
        )

    def _asked(self, asked: Iterable[Iterable[str]], period: str) -> Mapping[str, object]:
        formats = [
            (str(number), self.by_hash[each])
            for number, hashes in enumerate(asked)
            for each in sorted(hashes)
        ]
        return asked_of(formats, parse_period(period), self.standard, self.code_tables)

    def _tables(self, versions: Mapping[str, str]) -> BurdenTables | None:
        try:
            tables = load_burden_tables(self.mappings_dir, versions=versions)
        except TerminalError:
            return None
        return tables if dict(tables.versions) == dict(versions) else None


def _version(document: FormatDocument) -> tuple[str, date]:
    valid = document.content["valid"]
    begin = valid["from"] if isinstance(valid, dict) else ""
    return document.name, parse_period(str(begin)).begin

"""Recompute the counts of burden from an export and the files that were made of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from service.domain.failures import TerminalError
from service.domain.formats.earlier import PublishedReport
from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.domain.standard.model import Standard
from service.files.intake import read_export
from service.files.reports import FIGURES_SUFFIX
from service.recount.count import Counted, FoundFile, recount_all
from service.recount.documents import (
    FormatDocument,
    ReadCodeTable,
    read_code_tables,
    read_format_documents,
)


@dataclass(frozen=True, slots=True)
class RecomputeBurden:
    """The second count: it shares no code with translation, with compiled formats or with the first count."""

    standard: Standard
    documents: tuple[FormatDocument, ...]
    tables: Mapping[str, ReadCodeTable]

    @classmethod
    def from_mappings(cls, mappings_dir: Path, standard: Standard) -> "RecomputeBurden":
        """With the formats and code tables below a folder."""
        return cls(standard, read_format_documents(mappings_dir), read_code_tables(mappings_dir, standard))

    def __call__(
        self,
        content: bytes,
        filename: str,
        files: Iterable[tuple[str, bytes]],
        earlier: Iterable[PublishedReport] = (),
    ) -> Counted:
        """The level 0 counts of `files`, (name, bytes), made of this export and these `earlier` reports.

        Beside them the counts of what is asked.

        Raises TerminalError for a file that no format names so, or that does not hold what it must.
        """
        export = check_export(read_export(content, filename), self.standard).export
        return recount_all(export, self.standard, self.tables, self._found(files), earlier)

    def _found(self, files: Iterable[tuple[str, bytes]]) -> Iterator[FoundFile]:
        for name, content in files:
            if name.endswith(FIGURES_SUFFIX):
                continue
            yield self._of(name, content)

    def _of(self, name: str, content: bytes) -> FoundFile:
        for document in sorted(self.documents, key=_valid_from, reverse=True):
            match = document.matches(name)
            if match is None:
                continue
            period = parse_period(match["periode"])
            if _valid_from(document) <= period.begin.isoformat():
                return FoundFile(match["gemeentecode"], document, period, content)
        raise TerminalError(f"No format makes a file called {name}.")


def _valid_from(document: FormatDocument) -> str:
    valid = document.content["valid"]
    begin = valid["from"] if isinstance(valid, dict) else ""
    return parse_period(str(begin)).begin.isoformat()

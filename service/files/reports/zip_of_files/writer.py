"""Write each file by its own kind, and put them in a zip in the order of the format."""

from typing import Any

from service.domain.formats.blank_files import blanks_of_files
from service.domain.formats.files_of_zip import part_of
from service.domain.formats.output import Output, TemplateOutput, ZipOutput
from service.domain.translation.content import ReportContent
from service.files.archive import Entry, pack_start, packed_entry, stored_entry, write_archive
from service.files.reports.kind import Write
from service.files.reports.kinds import kind_for


class FilesWriter:
    """Writes zips of files. Remembers compiled templates as its kinds do; may be shared by threads."""

    def __init__(self, capacity: int) -> None:
        """Start with nothing compiled."""
        self._capacity = capacity
        self._writers: dict[type[Output], Write[Any]] = {}

    def __call__(self, content: ReportContent, output: ZipOutput, template: bytes | None) -> bytes:
        """The same bytes for the same content: no clock, and a workbook is not packed twice."""
        blanks = blanks_of_files(template)
        entries = [
            _entry(
                content.file_names.get(file, each.filename),
                self._writer(each)(part_of(content, file), each, blanks.get(file)),
                is_packed=isinstance(each, TemplateOutput),
            )
            for file, each in output.files.items()
        ]
        return write_archive(pack_start([]), entries)

    def _writer(self, output: Output) -> Write[Any]:
        kind = type(output)
        if kind not in self._writers:
            self._writers[kind] = kind_for(kind).writer(self._capacity)
        return self._writers[kind]


def _entry(name: str, content: bytes, *, is_packed: bool) -> Entry:
    return stored_entry(name, content) if is_packed else packed_entry(name, [content])

"""Write reports of any kind, and hold each against what was meant before anybody gets it."""

from collections.abc import Callable, Sequence

from service.domain.formats.output import Output
from service.domain.translation.content import ReportContent
from service.files.exact import TotalRead
from service.files.reports.addresses import CellAddresses
from service.files.reports.kind import ListedKeys, Write
from service.files.reports.kinds import kind_of
from service.files.workbook import SheetTarget


class ReportWriter:
    """Turns contents into files.

    Each kind keeps the last `capacity` compiled templates. May be shared by threads; each process has its
    own.
    """

    def __init__(self, capacity: int = 64) -> None:
        """Start with nothing compiled."""
        self._capacity = capacity
        self._writers: dict[type[Output], Write[Output]] = {}

    def write_report(self, content: ReportContent, output: Output, template: bytes | None = None) -> bytes:
        """Write the file for this content: the same bytes for the same content, output, template and engine.

        `template` is the blank workbook of an output that has one. Raises CannotBeWrittenError for a value
        that the file cannot hold, FormatError for a template that does not fit the format. Nothing is checked
        afterwards: see `require_reads_back`.
        """
        write = self._writers.get(type(output))
        if write is None:
            write = self._writers.setdefault(type(output), kind_of(output).writer(self._capacity))
        return write(content, output, template)

    def write_checked_report(
        self,
        content: ReportContent,
        output: Output,
        template: bytes | None = None,
        prove: Callable[[TotalRead], None] | None = None,
    ) -> bytes:
        """Write the file and read it back; raises ReadBackDiffersError when it holds anything else.

        `prove` gets the totals that were read, to hold the balance against them.
        """
        report = self.write_report(content, output, template)
        totals = require_reads_back(report, content, output, template)
        if prove is not None:
            prove(totals)
        return report


def require_reads_back(
    report: bytes, content: ReportContent, output: Output, template: bytes | None = None
) -> TotalRead:
    """Raise ReadBackDiffersError, naming sheet, header and row, unless the report holds exactly the content.

    Never names a value: it may be about a person. For a workbook `template` is the blank one: whatever the
    format does not fill has to read as it does there, the rows below the data moved down, and no formula may
    be there that the template did not declare. Gives the totals of columns as they were read, so that the
    balance can be made up from the file itself.
    """
    return kind_of(output).read_back(report, content, output, template)


def check_headers(
    template: bytes,
    content_sheets: Sequence[SheetTarget],
    cells: Sequence[tuple[str, str]],
    output: Output,
) -> ListedKeys:
    """Raise FormatError, naming the template, unless every sheet, header text and cell can be filled.

    Gives the lines that each block of the template lists.
    """
    return kind_of(output).check(template, content_sheets, cells, output)


def addresses_in(content: ReportContent, output: Output, template: bytes | None) -> CellAddresses:
    """Where each cell of this content stands in its file. Raises FormatError as writing it does."""
    return kind_of(output).addresses(content, output, template)

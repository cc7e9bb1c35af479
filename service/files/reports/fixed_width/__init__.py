"""Reports as lines in which every field has its own positions."""

from service.domain.formats.output import FixedWidthOutput
from service.files.reports.addresses import text_addresses
from service.files.reports.fixed_width.read_back import require_fixed_width_reads_back
from service.files.reports.fixed_width.writer import write_fixed_width
from service.files.reports.kind import ReportKind

KIND: ReportKind[FixedWidthOutput] = ReportKind(
    writer=lambda _capacity: lambda content, output, _template: write_fixed_width(content, output),
    read_back=lambda report, content, output, _template: require_fixed_width_reads_back(
        report, content, output
    ),
    addresses=text_addresses,
)

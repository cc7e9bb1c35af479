"""Reports as lines of text with a separator."""

from service.domain.formats.output import CsvOutput
from service.files.reports.addresses import text_addresses
from service.files.reports.csv_lines.read_back import require_csv_reads_back
from service.files.reports.csv_lines.writer import write_csv
from service.files.reports.kind import ReportKind

KIND: ReportKind[CsvOutput] = ReportKind(
    writer=lambda _capacity: lambda content, output, _template: write_csv(content, output),
    read_back=lambda report, content, output, _template: require_csv_reads_back(report, content, output),
    addresses=text_addresses,
)

"""Reports as JSON."""

from service.domain.formats.output import JsonOutput
from service.files.reports.addresses import json_addresses
from service.files.reports.json_objects.read_back import require_json_reads_back
from service.files.reports.json_objects.writer import write_json
from service.files.reports.kind import ReportKind

KIND: ReportKind[JsonOutput] = ReportKind(
    writer=lambda _capacity: lambda content, output, _template: write_json(content, output),
    read_back=lambda report, content, output, _template: require_json_reads_back(report, content, output),
    addresses=json_addresses,
)

"""Reports as XML."""

from service.domain.formats.output import XmlOutput
from service.files.reports.addresses import xml_addresses
from service.files.reports.kind import ReportKind
from service.files.reports.xml_elements.read_back import require_xml_reads_back
from service.files.reports.xml_elements.writer import write_xml

KIND: ReportKind[XmlOutput] = ReportKind(
    writer=lambda _capacity: lambda content, output, _template: write_xml(content, output),
    read_back=lambda report, content, output, _template: require_xml_reads_back(report, content, output),
    addresses=xml_addresses,
)

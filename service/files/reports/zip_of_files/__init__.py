"""Reports that are several files in a zip, each of a kind that there is alone as well."""

from functools import partial

from service.domain.formats.output import ZipOutput
from service.files.reports.addresses import zip_addresses
from service.files.reports.kind import ReportKind
from service.files.reports.kinds import kind_for
from service.files.reports.zip_of_files.checking import check_files
from service.files.reports.zip_of_files.read_back import require_files_read_back
from service.files.reports.zip_of_files.writer import FilesWriter

KIND: ReportKind[ZipOutput] = ReportKind(
    writer=FilesWriter,
    read_back=require_files_read_back,
    addresses=partial(zip_addresses, lambda output: kind_for(output).addresses),
    check=check_files,
)

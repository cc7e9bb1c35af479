"""Reports that are several files in a zip, each of a kind that there is alone as well."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from service.domain.formats.output import Output, ZipOutput
from service.files.reports.addresses import zip_addresses
from service.files.reports.kind import ReportKind
from service.files.reports.zip_of_files.checking import check_files
from service.files.reports.zip_of_files.read_back import require_files_read_back
from service.files.reports.zip_of_files.writer import FilesWriter


def zip_of(kinds: Mapping[type[Output], ReportKind[Any]]) -> ReportKind[ZipOutput]:
    """The kind that holds files of these kinds."""
    return ReportKind(
        output=ZipOutput,
        writer=partial(FilesWriter, kinds),
        read_back=partial(require_files_read_back, kinds),
        addresses=partial(zip_addresses, {output: kind.addresses for output, kind in kinds.items()}),
        check=partial(check_files, kinds),
    )

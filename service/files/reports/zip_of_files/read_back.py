"""Open the zip with Python's own reader and hold each file against what it was meant to hold."""

import io
import zipfile

from service.domain.failures import ReadBackDiffersError
from service.domain.formats.blank_files import blanks_of_files
from service.domain.formats.files_of_zip import part_of, within_file
from service.domain.formats.output import ZipOutput
from service.domain.translation.content import ReportContent
from service.files.exact import TotalRead
from service.files.reports.kinds import kind_of


def require_files_read_back(
    report: bytes,
    content: ReportContent,
    output: ZipOutput,
    template: bytes | None,
) -> TotalRead:
    """Raise ReadBackDiffersError unless the zip holds exactly these files, and each exactly its content."""
    files = _files(report, output.filename)
    names = {file: content.file_names.get(file, each.filename) for file, each in output.files.items()}
    if [name for name, _ in files] != list(names.values()):
        raise ReadBackDiffersError(f"{output.filename}: the zip holds other files.")
    blanks, totals = blanks_of_files(template), {}
    for (file, each), (_, data) in zip(output.files.items(), files, strict=True):
        kind = kind_of(each)
        totals[file] = kind.read_back(data, part_of(content, file), each, blanks.get(file))
    return lambda sheet, where: totals[sheet.partition("/")[0]](within_file(sheet), where)


def _files(report: bytes, filename: str) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(report)) as archive:
            return [(each.filename, archive.read(each)) for each in archive.infolist()]
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise ReadBackDiffersError(f"{filename}: the zip cannot be read back.") from error

"""Files on their way to the browser, always to be saved and never to be shown."""

import hashlib
import io
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from flask import request, send_file
from werkzeug.wrappers import Response

from service.domain.reports import Download
from service.files.tables import Cell, table_as_csv, table_as_workbook

_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".zip": "application/zip",
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".json": "application/json",
    ".xml": "application/xml",
    ".tlog-proof": "text/plain",
}


def kind_of(filename: str) -> str:
    """The media type of a file of this name."""
    return _TYPES.get(PurePath(filename).suffix.lower(), "application/octet-stream")


def as_attachment(download: Download) -> Response:
    """The bytes as they are, under their own name."""
    return send_file(
        io.BytesIO(download.content),
        mimetype=kind_of(download.filename),
        as_attachment=True,
        download_name=download.filename,
        etag=download.sha256,
    )


def asked_table(name: str, head: Sequence[str], lines: Iterable[Sequence[Cell]]) -> Response | None:
    """The table of a page as the file that `?als=` asks, `name` without its ending; None for none."""
    match request.args.get("als"):
        case "csv" as kind:
            content = table_as_csv(head, lines)
        case "xlsx" as kind:
            content = table_as_workbook(head, list(lines))
        case _:
            return None
    return as_attachment(Download(f"{name}.{kind}", hashlib.sha256(content).hexdigest(), content))

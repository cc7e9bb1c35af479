"""What is uploaded waits in memory, or above 64 kB in a temporary file that only this process can read."""

from io import BytesIO
from typing import IO

from flask import Request

from service.process.sealed_temporary import sealed_temporary_file

_KEPT_IN_MEMORY = 64 * 1024


class SealedRequest(Request):
    """A request of which no file lies on a disk in clear."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        del content_type, filename, content_length  # Werkzeug gives them, and nothing depends on them
        if total_content_length is not None and total_content_length <= _KEPT_IN_MEMORY:
            return BytesIO()
        return sealed_temporary_file()

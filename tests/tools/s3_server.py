"""A server that speaks S3, of a package (moto), as a program of its own with an empty bucket."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from service.command_line.running_service import free_port

BUCKET = "rapportages"
_SOMEBODY = {
    "Authorization": "AWS4-HMAC-SHA256 Credential=somebody/20260101/us-east-1/s3/aws4_request, "
    "SignedHeaders=host, Signature=0"
}
"""This server asks who one is and does not look at the signature."""


@dataclass(frozen=True)
class S3Site:
    endpoint: str

    def get(self, key: str) -> bytes | None:
        """What stands there."""
        answer = httpx.get(f"{self.endpoint}/{BUCKET}/{key}", headers=_SOMEBODY)
        return answer.content if answer.status_code == 200 else None

    def put(self, key: str, content: bytes) -> None:
        httpx.put(f"{self.endpoint}/{BUCKET}/{key}", content=content, headers=_SOMEBODY).raise_for_status()

    @property
    def keys(self) -> list[str]:
        """All of them: a server lists a thousand at once."""
        found: list[str] = []
        while True:
            asked = {"list-type": "2", "start-after": found[-1] if found else ""}
            told = httpx.get(f"{self.endpoint}/{BUCKET}", params=asked, headers=_SOMEBODY).text
            page = [each.partition("</Key>")[0] for each in told.split("<Key>")[1:]]
            if not page:
                return found
            found += page


@contextmanager
def s3_listening() -> Iterator[S3Site]:
    port = free_port(0)
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env={**os.environ, "AWS_DEFAULT_REGION": "us-east-1"}, **quiet)
    site = S3Site(f"http://127.0.0.1:{port}")
    try:
        for _ in range(300):
            try:
                httpx.put(f"{site.endpoint}/{BUCKET}").raise_for_status()
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield site
    finally:
        process.terminate()
        process.wait(10)

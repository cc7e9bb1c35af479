"""Ask a ClamAV daemon about an upload, by its INSTREAM command; optional, by setting."""

import socket
import struct
from contextlib import suppress

from service.domain.failures import OutsideServiceAwayError
from service.domain.findings import Finding
from service.domain.standard.findings import files as file_findings

ScannerAddress = tuple[str, int] | str
"""Host and port, or the path of a unix socket."""

_CHUNK = 1 << 18
_LONGEST_ANSWER = 4_096


def scan_for_viruses(
    content: bytes, address: ScannerAddress, *, seconds: float = 30.0
) -> tuple[Finding, ...]:
    """Nothing when the daemon finds nothing, else one finding that blocks.

    Raises OutsideServiceAwayError when the daemon does not answer or could not look, for a file that nobody
    looked at may not pass as clean; nor is that the fault of who sent it.
    """
    try:
        answer = _asked(content, address, seconds)
    except OSError as fault:
        raise OutsideServiceAwayError(f"The virus scanner does not answer: {fault}") from fault
    if answer.endswith("OK"):
        return ()
    if not answer.endswith("FOUND"):
        raise OutsideServiceAwayError(f"The virus scanner could not look: {answer[:100]}")
    name = answer.removeprefix("stream:").removesuffix("FOUND").strip()
    return (Finding(file_findings.VIRUS, facts={"name": name[:100]}),)


def _asked(content: bytes, address: ScannerAddress, seconds: float) -> str:
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as daemon:
        daemon.settimeout(seconds)
        daemon.connect(address)
        with suppress(BrokenPipeError, ConnectionResetError):  # it stops listening when it has its answer
            daemon.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _CHUNK):
                piece = content[start : start + _CHUNK]
                daemon.sendall(struct.pack(">I", len(piece)) + piece)
            daemon.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and (more := daemon.recv(_LONGEST_ANSWER)):
            answer += more
    return answer.rstrip(b"\0\n").decode(errors="replace").strip()

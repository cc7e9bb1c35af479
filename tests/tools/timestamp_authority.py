"""An authority of timestamps (RFC 3161) of openssl, over HTTP on this machine."""

import subprocess
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_CONFIG = """
[tsa]
default_tsa = own
[own]
dir = {folder}
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
[tsa_ext]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[ca_ext]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
"""


@dataclass(frozen=True)
class Authority:
    """Its keys and certificates in a folder."""

    folder: Path

    @property
    def root(self) -> Path:
        """The certificate that its readers believe."""
        return self.folder / "ca.pem"

    def reply(self, query: bytes) -> bytes:
        """What it says to a query."""
        (self.folder / "query.tsq").write_bytes(query)
        self.openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "reply.tsr")
        return (self.folder / "reply.tsr").read_bytes()

    def verifies(self, content: bytes, response: bytes) -> bool:
        """Whether openssl, which knows nothing of us, believes this response over these bytes."""
        (self.folder / "content").write_bytes(content)
        (self.folder / "given.tsr").write_bytes(response)
        told = subprocess.run(
            ["openssl", "ts", "-verify", "-data", "content", "-in", "given.tsr", "-CAfile", "ca.pem"],
            cwd=self.folder,
            capture_output=True,
            check=False,
        )
        return told.returncode == 0

    def openssl(self, *arguments: str) -> None:
        """One command in its folder."""
        subprocess.run(["openssl", *arguments], cwd=self.folder, capture_output=True, check=True)


def new_authority(folder: Path) -> Authority:
    """With a root of its own and a signer below that."""
    folder.mkdir(parents=True)
    made = Authority(folder)
    (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder), encoding="utf-8")
    (folder / "serial").write_text("01\n", encoding="utf-8")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "tsa.cnf")
    made.openssl(
        *("req", "-x509", *key, "-extensions", "ca_ext", "-subj", "/CN=Eigen wortel"),
        *("-keyout", "ca.key", "-out", "ca.pem", "-days", "3650"),
    )
    made.openssl("req", "-new", *key, "-subj", "/CN=Eigen tijd", "-keyout", "tsa.key", "-out", "tsa.csr")
    made.openssl(
        *("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"),
        *("-extfile", "tsa.cnf", "-extensions", "tsa_ext", "-out", "tsa.pem", "-days", "3650"),
    )
    return made


@contextmanager
def served(answer):
    """An address at which each POST gets what `answer` makes of it."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200 if content else 500)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()

"""What was handed in while parts were struck, what came of it, and whether that is exactly once and right."""

import io
import re
import threading
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256
from urllib.parse import unquote
from uuid import UUID

import httpx
import psycopg

from service.command_line.http_door import DoorClosedError, Visit, sign_in

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
FINAL = {"ready", "rejected", "failed"}


class Answer(Enum):
    """What who handed in knows."""

    KEPT = "kept"
    REFUSED = "refused"
    """The page said that nothing was kept."""
    UNKNOWN = "unknown"
    """No answer, or one that says that nobody knows: it may be there, once, or not."""


@dataclass(frozen=True)
class Upload:
    number: int
    sha256: str
    answer: Answer
    submission: str = ""


@dataclass
class History:
    """Hands in the same export again and again, each time as another file, and remembers what was said."""

    address: str
    login: str
    password: str
    export: bytes
    uploads: list[Upload] = field(default_factory=list)
    number: int = 0
    """Of the last upload: where two histories are of one provider each has its own."""
    _visits: threading.local = field(default_factory=threading.local)
    _opened: list[Visit] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def hand_in(self) -> Upload:
        """One more upload, and what was said of it."""
        with self._lock:
            self.number += 1
            number = self.number
        content, digest = _marked(self.export, number)
        upload = self._sent(number, content, digest)
        with self._lock:
            self.uploads.append(upload)
        return upload

    def close(self) -> None:
        """Nobody hands in any more."""
        for visit in self._opened:
            visit.browser.close()

    def _sent(self, number: int, content: bytes, digest: str) -> Upload:
        try:
            visit = self._visit()
            page = visit.browser.get("/aanleveringen").raise_for_status().text
            token = _TOKEN.search(page)
            answer = visit.browser.post(
                "/aanleveringen",
                data={"csrf_token": token[1] if token else ""},
                files={"bestand": (f"export-{number}.xlsx", content)},
            )
        except (DoorClosedError, httpx.HTTPError):
            self._visits.visit = None
            return Upload(number, digest, Answer.UNKNOWN)
        if answer.status_code == httpx.codes.SEE_OTHER:
            return Upload(number, digest, Answer.KEPT, answer.headers["Location"].rpartition("/")[2])
        said_refused = "Uw bestand is niet bewaard" in answer.text
        return Upload(number, digest, Answer.REFUSED if said_refused else Answer.UNKNOWN)

    def _visit(self) -> Visit:
        visit = getattr(self._visits, "visit", None)
        if visit is None:
            visit = self._visits.visit = sign_in(self.address, self.login, self.password)
            self._opened.append(visit)
        return visit


def _marked(export: bytes, number: int) -> tuple[bytes, str]:
    """The same export in a file of its own: a comment of the zip, which no reader looks at."""
    file = io.BytesIO(export)
    with zipfile.ZipFile(file, "a") as archive:
        archive.comment = f"upload {number}".encode()
    return file.getvalue(), sha256(file.getvalue()).hexdigest()


@dataclass(frozen=True)
class Eye:
    """Looks in the database as superuser, beyond row-level security."""

    host: str
    _lines: threading.local = field(default_factory=threading.local, init=False, repr=False)

    @classmethod
    def of(cls, database_url: str) -> "Eye":
        return cls(unquote(database_url.split("host=")[1]))

    def ask(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """The rows; waits for a database that is away."""
        until = time.monotonic() + 60
        while True:
            try:
                return self._connected().execute(statement, values).fetchall()
            except psycopg.OperationalError:
                self._lines.connection = None
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def _connected(self) -> psycopg.Connection[tuple[object, ...]]:
        """One connection for each thread: to make one takes longer than most questions."""
        connection: psycopg.Connection[tuple[object, ...]] | None
        connection = getattr(self._lines, "connection", None)
        if connection is None:
            connection = psycopg.connect(host=self.host, user="postgres", dbname="eenmaal", autocommit=True)
            self._lines.connection = connection
        return connection

    def close(self) -> None:
        """Give the connection of this thread back."""
        if (connection := getattr(self._lines, "connection", None)) is not None:
            connection.close()

    def state(self, submission: str) -> str:
        found = self.ask("SELECT state FROM submission WHERE id = %s", UUID(submission))
        return str(found[0][0]) if found else "none"

    def reports(self) -> dict[str, Counter[tuple[object, ...]]]:
        """What was published, by the hash of the upload: each report with its bytes, and how often."""
        found: dict[str, Counter[tuple[object, ...]]] = {}
        for upload, *report in self.ask(
            "SELECT s.sha256, r.municipality, r.format, r.period_begin, r.period_end, r.sha256"
            " FROM report r JOIN submission s ON s.id = r.submission_id"
        ):
            found.setdefault(str(upload), Counter())[tuple(report)] += 1
        return found


@dataclass(frozen=True)
class Verdict:
    """What the checker found, each with examples."""

    lost: list[str]
    twice: list[str]
    wrong: list[str]


def check(history: History, eye: Eye, reference: str) -> Verdict:
    """Hold everything that was handed in against the undisturbed upload with this hash."""
    meant, published = eye.reports()[reference], eye.reports()
    states = dict(eye.ask("SELECT sha256, state FROM submission"))
    times = Counter(sha256 for (sha256,) in eye.ask("SELECT sha256 FROM submission"))
    lost, twice, wrong = [], [], []
    for upload in history.uploads:
        state, got = states.get(upload.sha256), published.get(upload.sha256, Counter())
        name = f"{upload.number} ({upload.answer.value}, {state})"
        if upload.answer is Answer.KEPT and state != "ready":
            lost.append(name)
        if state == "ready" and set(meant) - set(got):
            lost.append(f"{name}: {len(set(meant) - set(got))} reports")
        if times[upload.sha256] > 1 or any(count > 1 for count in got.values()):
            twice.append(name)
        if set(got) - set(meant) or (upload.answer is Answer.REFUSED and state is not None):
            wrong.append(name)
    return Verdict(lost, twice, wrong)

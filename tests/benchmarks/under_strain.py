"""What others notice: `python -m tests.benchmarks.under_strain [poison] [idle] [backup]`.

On a service that is up: an upload that ends each process that works on it, a thousand connections that send
nothing or half a request, and a back-up while exports come in. In turns with nothing of the kind, in one run.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil

from service.command_line.demo_guests import MAIN_PROVIDER, PASSWORD
from service.command_line.running_service import RunningService, free_port, started_service
from service.settings import environment_of_children
from tests.faults.guest import guest_of
from tests.faults.history import FINAL, Eye, History

CONNECTIONS = 1000
HALF_SENT = (
    b"",
    b"GET / HTTP/1.1\r\nHost: here\r\nX-Slow: ",
    b"POST /inloggen HTTP/1.1\r\nHost: here\r\nContent-Length: 500\r\n\r\na=",
)
ROUNDS, UPLOADS = 3, 12
IN_A_RUN = 40
"""Exports beside each back-up: a deadline run is long, and a back-up comes once."""
_BUSY_WITH = "SELECT owner, attempt FROM job WHERE submission_id = %s AND state = 'running'"
_ATTEMPTS = "SELECT max(attempt), bool_or(state = 'quarantined') FROM job WHERE submission_id = %s"


def waited(history: History, eye: Eye, uploads: int) -> list[float]:
    """Seconds from each upload until its reports were there, one after the other."""
    took = []
    for _ in range(uploads):
        begun = time.monotonic()
        upload = history.hand_in()
        while eye.state(upload.submission) not in FINAL:
            time.sleep(0.01)
        took.append(time.monotonic() - begun)
    return took


def worst(took: list[float], part: float) -> float:
    return sorted(took)[round(part * (len(took) - 1))]


def in_turns(history: History, eye: Eye, strained: Callable[[], list[float]], uploads: int = UPLOADS) -> str:
    """The middle and the 95th percentile, without and with it, in turns."""
    quiet: list[float] = []
    busy: list[float] = []
    for _ in range(ROUNDS):
        quiet += waited(history, eye, uploads)
        busy += strained()
    change = worst(busy, 0.95) / worst(quiet, 0.95) - 1
    middle = statistics.median(busy) / statistics.median(quiet) - 1
    whole = sum(busy) / sum(quiet) - 1
    return (
        f"all together {sum(quiet):.1f} -> {sum(busy):.1f} s ({whole:+.0%}),"
        f" p50 {statistics.median(quiet):.2f} -> {statistics.median(busy):.2f} s ({middle:+.0%}),"
        f" p95 {worst(quiet, 0.95):.2f} -> {worst(busy, 0.95):.2f} s ({change:+.0%})"
    )


def poison(_service: RunningService, history: History, eye: Eye) -> str:
    """Whoever works on one upload is killed, until it is set apart; others hand in beside it."""
    attempts: list[int] = []

    def strained() -> list[float]:
        upload, stop = history.hand_in(), threading.Event()

        def end_who_works_on_it() -> None:
            while not stop.is_set():
                for owner, _ in eye.ask(_BUSY_WITH, upload.submission):
                    with suppress(psutil.Error):
                        psutil.Process(int(str(owner).rpartition(":")[2])).kill()
                time.sleep(0.005)
            eye.close()

        killing = threading.Thread(target=end_who_works_on_it)
        killing.start()
        took = waited(history, eye, UPLOADS)
        while eye.state(upload.submission) not in FINAL:
            time.sleep(0.1)
        stop.set()
        killing.join()
        attempts.append(int(str(eye.ask(_ATTEMPTS, upload.submission)[0][0])))
        return took

    told = in_turns(history, eye, strained)
    return f"poison upload: set apart after at most {max(attempts)} attempts; others: {told}"


def backup(service: RunningService, history: History, eye: Eye) -> str:
    """One `eenmaal backup` while exports come in."""

    def strained() -> list[float]:
        with tempfile.TemporaryDirectory() as folder:
            command = ["from service.command_line import eenmaal", f"eenmaal(['backup', '{folder}/b'])"]
            running = subprocess.Popen(
                [sys.executable, "-c", "; ".join(command)],
                env=environment_of_children(service.settings),
                stdout=subprocess.DEVNULL,
            )
            took = waited(history, eye, IN_A_RUN)
            assert running.wait() == 0
        return took

    return f"a back-up in {IN_A_RUN} exports: {in_turns(history, eye, strained, IN_A_RUN)}"


def idle(service: RunningService, _history: History, _eye: Eye) -> str:
    """A thousand connections for a minute, opened again when they are closed, and `/healthz` beside them."""
    to = urlsplit(service.address)
    place, took, wrong = (str(to.hostname), int(to.port or 0)), [], 0
    held = [_half_sent(place, number) for number in range(CONNECTIONS)]
    with httpx.Client(base_url=service.address, timeout=30) as browser:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            begun = time.monotonic()
            wrong += browser.get("/healthz").status_code != httpx.codes.OK
            took.append((time.monotonic() - begun) * 1000)
            for number in range(0, CONNECTIONS, 20):
                if _is_closed(held[number]):
                    held[number].close()
                    held[number] = _half_sent(place, number)
            time.sleep(0.05)
    for each in held:
        each.close()
    return (
        f"{CONNECTIONS} idle or half-sent connections for a minute: /healthz {len(took)} times,"
        f" p50 {worst(took, 0.5):.0f}, p99 {worst(took, 0.99):.0f}, worst {max(took):.0f} ms, {wrong} wrong"
    )


def _half_sent(place: tuple[str, int], number: int) -> socket.socket:
    connection = socket.create_connection(place, 30)
    connection.sendall(HALF_SENT[number % len(HALF_SENT)])
    connection.setblocking(False)
    return connection


def _is_closed(connection: socket.socket) -> bool:
    try:
        return connection.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


MEASURED = {"poison": poison, "idle": idle, "backup": backup}


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("what", nargs="*", metavar="WHAT", help=", ".join(MEASURED))
    with tempfile.TemporaryDirectory(prefix="eenmaal-strain-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        os.environ |= {"EENMAAL_REQUESTS_PER_MINUTE": "100000", "EENMAAL_UPLOADS_PER_HOUR": "100000"}
        with started_service(Path(folder), free_port(0)) as service:
            export = guest_of(service)
            history = History(service.address, MAIN_PROVIDER.login, PASSWORD, export)
            eye = Eye.of(str(service.settings.database_url))
            for name in asked.parse_args().what or MEASURED:
                print(f"{MEASURED[name](service, history, eye)}; load {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()

"""Numbers of clients that went through the whole service are afterwards in none of fourteen places."""

import io
import re
import zipfile
from pathlib import Path

import numpy as np
import psutil
import pytest

from service.domain.periods import parse_period
from service.files.export.writer import write_export
from service.files.standard.loader import load_standard
from service.sample import sample_tables
from tests.end_to_end.conftest import ASKING
from tests.tools.sinks import (
    all_of_the_broker,
    back_up,
    below,
    every_row,
    open_files_without_a_name,
    web_process,
)

PAGE = 4096
LIKE_ONE = re.compile(rb"9999[0-9]{5}")
"""Every number of the range that the sample takes its clients from."""
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@pytest.fixture(scope="module")
def canaries_and_export(service):
    """An export as csv files, and the BSNs in it."""
    standard = load_standard(service.settings.mappings_dir)
    tables = sample_tables(
        standard, seed=77, municipalities=ASKING, clients=25, period=parse_period("2025-Q3"), prestaties=900
    )
    content = write_export(tables, standard, "csv-zip")
    packed = zipfile.ZipFile(io.BytesIO(content))
    files = [(name, packed.read(name)) for name in packed.namelist()]
    return frozenset(tables["toewijzing"]["bsn"].astype(str)), files


def all_that_can_be_done(service, canaries, files):
    """Hand in, look, ask, send, take, and do it wrong in every way that shows something."""
    visit = service.visit("aanbieder")
    browser = visit.browser
    page = browser.get("/aanleveringen").text
    canary = min(canaries)
    answer = browser.post(
        "/aanleveringen",
        data={"csrf_token": TOKEN.search(page)[1]},
        files=[("bestand", (f"{canary}-{name}", content)) for name, content in files],
    )
    path = answer.headers["Location"].partition("?")[0]
    assert list(visit.follow(path))[-1].startswith("Klaar"), browser.get(path).text
    shown = browser.get(path)
    visit.send(path)
    for each in service.reports_of(shown):
        browser.get(each)
        browser.get(each.removesuffix("/bestand"))
    for each in (
        "bevindingen",
        "kopie",
        "rapportages.zip",
        "ontvangstbewijs",
        "regel?tabel=toewijzing&rij=2",
    ):
        browser.get(f"{path}/{each}")
    for expected in ("Nog niemand.", "aanbieder,"):
        page = browser.get("/inzage").text
        person = browser.post("/inzage", data={"csrf_token": TOKEN.search(page)[1], "bsn": canary}).text
        assert (expected in person, "Toewijzing" in person, path in person) == (True, True, True)
    town = service.visit("groningen").browser
    for each in service.reports_of(town.get("/rapportages")):
        town.get(each)
    errors = [
        browser.get(f"/aanleveringen/{canary}"),
        browser.get(f"/nergens/{canary}?bsn={canary}"),
        browser.post("/aanleveringen", files={"bestand": (canary, canary.encode())}),
        browser.post("/inloggen", data={"gebruikersnaam": canary, "wachtwoord": canary}),
        browser.get(f"/rapportages/{canary}/bestand"),
    ]
    memory = memory_of(web_process(service))
    for each in service.reports_of(shown):
        browser.get(each.removesuffix("/bestand") + "/uitleg")
    return path, errors, memory.replace(canary.encode(), b"what somebody typed in an address")


def memory_of(process):
    """All that stands in the writable memory of a process, page by page: much of it was never touched."""
    pieces, place = [], Path(f"/proc/{process.pid}")
    with (
        (place / "maps").open() as maps,
        (place / "mem").open("rb", 0) as memory,
        (place / "pagemap").open("rb", 0) as pages,
    ):
        for line in maps:
            span, allowed, *_ = line.split()
            begin, end = (int(each, 16) // PAGE for each in span.split("-"))
            if not allowed.startswith("rw"):
                continue
            pages.seek(begin * 8)
            known = np.frombuffer(pages.read((end - begin) * 8), np.uint64)
            edges = np.flatnonzero(np.diff(np.r_[False, known >> np.uint64(62) != 0, False])) + begin
            for first, last in edges.reshape(-1, 2).tolist():
                memory.seek(first * PAGE)
                pieces.append(memory.read((last - first) * PAGE))
    return b"".join(pieces)


def test_no_number_of_a_client_is_anywhere_where_it_has_no_business(
    service, broker_server, canaries_and_export, tmp_path
):
    canaries, files = canaries_and_export
    home = service.settings.state_dir
    path, errors, memory = all_that_can_be_done(service, canaries, files)
    told = back_up(service, tmp_path / "reserve")
    web, rows = web_process(service), dict(every_row(service))
    kept = below(service.settings.blob_dir)

    sinks = {
        "log of the web": (home / "web.log").read_bytes(),
        "log of the worker": (home / "worker.log").read_bytes(),
        "rows": b"".join(rows.values()),
        "notices and e-mails": rows["notice"] + rows["notice_copy"] + rows["job"] + rows["outbox"],
        "record of acts": rows["act"],
        "broker": b"".join(all_of_the_broker(broker_server)),
        "files": b"".join(each.read_bytes() for each in kept),
        "names of files": "\n".join(map(str, below(home))).encode(),
        "addresses": path.encode() + b"".join(str(each.headers).encode() for each in errors),
        "error pages": b"".join(each.content for each in errors),
        "what else lies in its folder": b"".join(
            each.read_bytes() for each in below(home) if each not in kept
        ),
        "temporary files": b"".join(open_files_without_a_name(web)),
        "back-up": b"".join(each.read_bytes() for each in below(tmp_path / "reserve")) + told,
        "core files": b"".join(
            each.read_bytes()
            for folder in (home, Path.cwd())
            for each in folder.glob("core*")
            if each.is_file()
        ),
        "memory of the web, before a report is explained": memory,
    }
    found = {
        name: canaries & {each.decode() for each in LIKE_ONE.findall(content)}
        for name, content in sinks.items()
    }

    assert {name: len(each) for name, each in found.items() if each} == {}
    assert resource_of(web) == (0, 0)
    assert canaries <= {each.decode() for each in LIKE_ONE.findall(b"".join(content for _, content in files))}


def resource_of(process):
    """How large a core file a process may leave."""
    return process.rlimit(psutil.RLIMIT_CORE)

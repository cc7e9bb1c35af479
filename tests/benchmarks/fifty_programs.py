"""Fifty programs at work, and uploads beside the page: `python -m tests.benchmarks.fifty_programs`.

A service that is up, with the deliveries of `burden_pages`. Each program has a token of a provider, a
municipality or a bureau, and reads one of its lists every one to three seconds, at random and with a fixed
seed, without an ETag; `--seconds` says how long. After that `--uploads` files go in by the page and by the
API in turns, each another file, and the medians of both are held beside each other.
"""

import argparse
import io
import os
import random
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx

from service.command_line.http_door import sign_in
from service.domain.access import OrganisationKind
from service.domain.access_tokens import NewToken, scopes_for
from service.wiring import Wiring
from tests.benchmarks.burden_pages import PASSWORD, a_region, up_with
from tests.benchmarks.fifty_users import Took, tell
from tests.tools.burden_region import export_of
from tests.tools.exports import the_standard

PROGRAMS = 50
THINKING = (1.0, 3.0)
OF_EVERYONE = (
    "/rapportages?aantal=50",
    "/uitvragen?aantal=50",
    "/formaten?aantal=50",
    "/gemeenten?aantal=50",
    "/vragen?aantal=50",
    "/gebeurtenissen?aantal=50",
    "/meldingen",
    "/logboek",
)
OF_ITS_OWN = {
    OrganisationKind.PROVIDER: ("/aanleveringen?aantal=50", "/voorkeuren"),
    OrganisationKind.MUNICIPALITY: ("/concepten?aantal=50", "/codes"),
    OrganisationKind.BUREAU: ("/concepten?aantal=50", "/codes"),
}


def token_of(wiring: Wiring, login: str) -> tuple[str, OrganisationKind]:
    """For all that it can be for, and of whom it is."""
    viewer = wiring.people.find_viewer(login)
    kind = viewer.organisation.kind
    new = NewToken(name="bench", scopes=frozenset(scopes_for(kind)), days=30)
    return wiring.programs.make_token(viewer, new), kind


def work(address: str, token: str, kind: OrganisationKind, until: float, seed: int) -> list[Took]:
    """What one program waited for, until that moment of time.monotonic()."""
    chance, took = random.Random(seed), []
    lists = (*OF_EVERYONE, *OF_ITS_OWN[kind])
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=f"{address}/api/v1", headers=headers, timeout=60) as program:
        time.sleep(chance.uniform(0, THINKING[1]))
        while time.monotonic() < until:
            path = chance.choice(lists)
            begun = time.perf_counter()
            answer = program.get(path)
            took.append((path, (time.perf_counter() - begun) * 1000))
            assert answer.status_code == httpx.codes.OK, (path, answer.status_code)
            time.sleep(chance.uniform(*THINKING))
    return took


def seconds_of(hand_in: Callable[[bytes], None], content: bytes) -> float:
    """Until the service says that it has it."""
    begun = time.perf_counter()
    hand_in(content)
    return time.perf_counter() - begun


def uploads(address: str, login: str, token: str, count: int) -> tuple[list[float], list[float]]:
    """Seconds of each by the page, and of each by the API."""
    page = sign_in(address, login, PASSWORD).browser
    headers = {"Authorization": f"Bearer {token}"}

    def by_page(content: bytes) -> None:
        begin = page.get("/aanleveringen").text
        csrf = begin.partition('name="csrf_token" value="')[2].partition('"')[0]
        files = {"bestand": ("export.xlsx", io.BytesIO(content))}
        answer = page.post("/aanleveringen", data={"csrf_token": csrf}, files=files)
        assert answer.status_code in (httpx.codes.SEE_OTHER, httpx.codes.OK), answer.status_code

    with httpx.Client(base_url=f"{address}/api/v1", headers=headers, timeout=60) as program:

        def by_api(content: bytes) -> None:
            answer = program.post("/aanleveringen", files={"bestand": ("export.xlsx", io.BytesIO(content))})
            assert answer.status_code == httpx.codes.ACCEPTED, answer.text

        standard, taken = the_standard(), ([], [])
        for number in range(count):
            for at in (number % 2, 1 - number % 2):  # whoever goes first, goes first in half of them
                content = export_of(
                    standard, "06020001", login, ["0014"], "2026-Q1", seed=100 + 2 * number + at
                )
                taken[at].append(seconds_of((by_page, by_api)[at], content))
    page.close()
    return taken


def main() -> None:
    """All lists together, the slowest ones, and what an upload takes by either door."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--seconds", type=float, default=90)
    wanted.add_argument("--uploads", type=int, default=40)
    chosen = wanted.parse_args()
    with a_region() as (wiring, people):
        tokens = [token_of(wiring, login) for login in people.values()]
        with up_with(wiring.settings) as service:
            until = time.monotonic() + chosen.seconds
            with ThreadPoolExecutor(PROGRAMS) as pool:
                works = [
                    pool.submit(work, service.address, *tokens[seed % len(tokens)], until, seed)
                    for seed in range(PROGRAMS)
                ]
                took = [each for one in works for each in one.result()]
            tell("programs", PROGRAMS, took, chosen.seconds)
            page, api = uploads(service.address, people["aanbieder"], tokens[0][0], chosen.uploads)
    share = statistics.median(page) / statistics.median(api)
    print(
        f"uploads, {chosen.uploads} each in turns, load {os.getloadavg()[0]:.1f}: by the page "
        f"{statistics.median(page) * 1000:.0f} ms, by the API {statistics.median(api) * 1000:.0f} ms; "
        f"throughput of the API {share:.2f} of the page"
    )


if __name__ == "__main__":
    main()

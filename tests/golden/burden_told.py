"""Everything that is said about the burden of an invented region, as text."""

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from uuid import UUID

from service.domain.access import AccountId, Organisation, OrganisationId, OrganisationKind, Viewer
from service.domain.burden import drop_list_table, headline_words, page_table, words, year_words
from service.domain.burden.baseline import BaselineClock, baseline_of
from service.domain.burden.calibration import Comparison
from service.domain.burden.drop_letters import drop_letters
from service.domain.burden.drop_list import DropList
from service.domain.burden.drop_page import drop_page
from service.domain.burden.estimate import draw
from service.domain.burden.from_reports import CountedReport, KnownWork, asked_on, demands_by_hash
from service.domain.burden.hold_out import ComparedReport, MadeByHand
from service.domain.burden.letters import letter
from service.domain.burden.made_today import Way
from service.domain.burden.own_measurements import OwnMeasurements, PooledMeasurements
from service.domain.burden.page import BurdenBasis, BurdenPage, KnownBurden, burden_page
from service.domain.burden.public_words import public_content
from service.domain.burden.question_map import map_page
from service.domain.burden.residual import Cause
from service.domain.burden.time_studies import PooledTime, TimedWork, TimeStudy
from service.domain.burden.year import year_page
from service.domain.periods import Period, parse_period
from service.domain.wording import LANGUAGES, Wording
from service.files.burden import (
    load_administrative_times,
    load_burden_tables,
    load_elsewhere,
    load_legally_required,
)
from tests.golden.examples import the_catalogue
from tests.golden.in_text import in_text
from tests.tools.exports import REPOSITORY

MAPPINGS = REPOSITORY / "mappings"
NOON = datetime(2026, 4, 7, 12, tzinfo=UTC)
PROVIDERS = tuple(f"0602{number:04}" for number in range(1, 7))
PERIODS = ("2025-Q1", "2025-Q4", "2026-01", "2026-Q1", "2025")
NAMES = {"0014": "Groningen", "0034": "Almere", "0141": "Almelo", "0363": "Amsterdam", "0344": "Utrecht"}
_COMPARED = Comparison(cells=40, equal=33, only_by_hand=2, only_ours=1, different=4)
VIEWERS = {
    "provider": (OrganisationKind.PROVIDER, PROVIDERS[0]),
    "municipality": (OrganisationKind.MUNICIPALITY, "0014"),
    "bureau": (OrganisationKind.BUREAU, "noord"),
}


@cache
def basis() -> BurdenBasis:
    catalogue, required = the_catalogue(), load_legally_required(MAPPINGS)
    return BurdenBasis(
        catalogue=catalogue,
        demands=demands_by_hash(catalogue, required),
        tables=load_burden_tables(MAPPINGS),
        times=load_administrative_times(MAPPINGS),
        required=required,
        elsewhere=load_elsewhere(MAPPINGS),
    )


def viewer(who: str) -> Viewer:
    kind, code = VIEWERS[who]
    organisation = Organisation(OrganisationId(UUID(int=1)), kind, code, "Wij")
    return Viewer(account=AccountId(UUID(int=2)), login="wij", language="nl", organisation=organisation)


@cache
def reports() -> tuple[CountedReport, ...]:
    """What six providers delivered to the municipalities of the calendar, now and a year before."""
    chance, found = random.Random(1), []
    for label in PERIODS:
        period = parse_period(label)
        asked = asked_on(basis().catalogue, period.end, basis().demands)
        for town in sorted(asked)[:5]:
            for one in asked[town]:
                for number, provider in enumerate(PROVIDERS):
                    if (period in period.parts(one.often) or label == "2025") and chance.random() < 0.8:
                        found.append(_report(chance, provider, town, one.demand.format, period, number))
    return tuple(found)


def _report(
    chance: random.Random, provider: str, town: str, name: str, period: Period, number: int
) -> CountedReport:
    versions = [each for each in basis().catalogue.plans[name] if each.valid.begin <= period.end]
    rows = chance.choice((0, 3, 25, 140))
    return CountedReport(
        submission=UUID(int=1000 * number + PERIODS.index(period.label)),
        provider=provider,
        municipality=town,
        format=name,
        format_sha256=chance.choice(versions[-2:]).sha256,
        period=period,
        reported=rows,
        cells={"same": 4 * rows, "format": 2 * rows, "manual": rows % 7, "blank": rows // 3},
        is_rejected=chance.random() < 0.05,
        had_findings=chance.random() < 0.6,
    )


def _made_by_hand() -> tuple[MadeByHand, ...]:
    return tuple(
        MadeByHand(
            report=UUID(int=number),
            format_sha256=each.format_sha256,
            period=each.period,
            reported=each.reported,
            cells=each.cells,
            minutes=20 + 7 * number,
        )
        for number, each in enumerate(reports()[:14])
    )


def _studies() -> Iterator[TimeStudy]:
    for number, work in enumerate([*TimedWork] * 4):
        yield TimeStudy(
            id=UUID(int=number),
            driver=work,
            role="controller",
            is_holdout=number % 3 == 0,
            started_at=NOON,
            paused_at=NOON + timedelta(minutes=2) if number == 5 else None,
            paused_seconds=30 * (number % 4),
            stopped_at=None if number == 5 else NOON + timedelta(minutes=4 + number),
            label="x" if number % 5 == 0 else "",
        )


def _clocks() -> Iterator[BaselineClock]:
    for number, each in enumerate(reports()[:6]):
        yield BaselineClock(
            id=UUID(int=number),
            format=each.format,
            municipalities=1 + number % 3,
            started_at=NOON,
            paused_seconds=60 * number,
            stopped_at=NOON + timedelta(minutes=30 + 11 * number),
        )


@cache
def known(*, is_measured: bool) -> KnownBurden:
    """What is kept of it, with what was measured or without."""
    quarter = parse_period("2026-Q1")
    own = OwnMeasurements(
        studies=tuple(_studies()) if is_measured else (),
        made_by_hand=_made_by_hand() if is_measured else (),
        compared=(ComparedReport(_COMPARED, 31, (3, 1)),) if is_measured else (),
        ways={reports()[0].format: Way.SCRIPT, reports()[9].format: Way.BY_HAND} if is_measured else {},
        baseline=baseline_of(_clocks()) if is_measured else {},
    )
    pooled = PooledMeasurements((PooledTime("handling", 3, 1, 17.5), PooledTime("upload", 2, 0, 6.0)))
    work = [
        KnownWork(period=quarter, cause=cause, times=times, minutes=7 * times, uploads=times // 2)
        for times, cause in enumerate(Cause)
    ]
    published = {each.format_sha256: date(2026, 1, 2) for each in reports()[::7]}
    repeated = {each.submission: 11 for each in reports()[::3]}
    return KnownBurden(
        reports=reports(),
        repeated=repeated,
        work=tuple(work),
        own=own,
        others=pooled if is_measured else PooledMeasurements(),
        published=published,
    )


def page_of(who: str, label: str, *, is_measured: bool = False) -> str:
    """Every figure of the page, and every sentence that is made of them."""
    page = burden_page(viewer(who), known(is_measured=is_measured), basis(), label)
    return "\n".join([in_text(page, who), *_said_of(page)])


def _said_of(page: BurdenPage) -> Iterator[str]:
    measured, when = page.measured, Wording("dit kwartaal", "this quarter")
    if measured is None or page.period is None:
        return
    yield from (str(line) for line in page_table.lines_of(page, NAMES, {}, "nl"))
    for said in (
        words.sentence(measured, "wij", when),
        words.beyond_copying(measured),
        headline_words.headline(measured, "wij", when),
        headline_words.in_two_sentences(measured.estimate),
        headline_words.what_matters(measured.estimate),
    ):
        yield f"{said.nl} | {said.en}"
    for advice in measured.advice[:6]:
        yield letter(advice, "Groningen", "Lijst", "2026.1")
    yield json.dumps(public_content(measured, "wij", page.period), ensure_ascii=False, indent=1)


def year_of(who: str) -> str:
    """The year, and its lines in words."""
    page = year_page(viewer(who), known(is_measured=False), basis(), "2025")
    lines = [] if page.measured is None else list(year_words.lines_of(page.measured))
    return in_text(page, who) + in_text(lines, "lines")


def list_of_town() -> str:
    """The drop list of one municipality as a table in both languages, as JSON, and as a letter."""
    found = _listed("municipality", [each for each in reports() if each.municipality == "0014"])
    lines = [
        str(line) for language in LANGUAGES for line in drop_list_table.lines_of(found, NAMES, {}, language)
    ]
    written = json.dumps(drop_list_table.as_json(found, "2026-Q1"), ensure_ascii=False, indent=1)
    return "\n".join([*lines, written, *drop_letters(found, NAMES, {}).values()])


def list_of_region() -> str:
    """The same of all municipalities as a table, in Dutch."""
    return "\n".join(map(str, drop_list_table.lines_of(_listed("bureau", reports()), NAMES, {}, "nl")))


def _listed(who: str, delivered: Sequence[CountedReport]) -> DropList:
    found = drop_page(viewer(who), delivered, basis(), draw(basis().tables), "2026-Q1").found
    assert found is not None
    return found


def rest() -> str:
    """What every version asks, which questions lie where, and the sets of the quarters."""
    demands = "".join(
        f"{each.format}\n" + "".join(map(in_text, each.asked)) for each in basis().demands.values()
    )
    return demands + in_text(map_page(reports(), basis().demands, None), "map")


TEXTS: Mapping[str, Callable[[], str]] = {
    "burden-provider-measured.txt": partial(page_of, "provider", "2026-Q1", is_measured=True),
    **{f"burden-{who}.txt": partial(page_of, who, "2026-Q1") for who in ("municipality", "bureau")},
    "burden-before.txt": partial(page_of, "bureau", "2025-Q4"),
    "burden-year.txt": partial(year_of, "municipality"),
    "burden-list-of-town.txt": list_of_town,
    "burden-list-of-region.txt": list_of_region,
    "burden-demands.txt": rest,
}

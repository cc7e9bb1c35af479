"""Two reports of one name for one municipality: found when formats are read, and neither is lost."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from service.domain.formats.calendar import Request
from service.domain.formats.plan import Plan
from service.domain.formats.remarks import Remark, RemarkKind, Weight, remark
from service.domain.made_report import MadeReport
from service.domain.periods import PeriodKind
from service.domain.wording import Wording

NAME_WITHOUT_PERIOD = RemarkKind(
    "filename-without-period",
    Wording(
        "De bestandsnaam is voor elke periode dezelfde; zet er {{periode}} in.",
        "The name of the file is the same for every period; write {{periode}} in it.",
    ),
    Weight.ERROR,
)
ONE_NAME_FOR_TWO = RemarkKind(
    "one-filename-for-two-formats",
    Wording(
        "Gemeente {municipality} krijgt van {other} een bestand met dezelfde naam; "
        "geef een van beide een andere naam.",
        "Municipality {municipality} gets a file of the same name from {other}; "
        "call one of the two otherwise.",
    ),
    Weight.ERROR,
)
_PERIOD = "{periode}"


def names_of_one_format(plan: Plan) -> Iterator[Remark]:
    """A name that several reporting periods of one submission would share."""
    if _PERIOD not in plan.format.output.filename and plan.format.period is not PeriodKind.YEAR:
        yield remark(plan, NAME_WITHOUT_PERIOD)


def names_of_two_formats(plans: Sequence[Plan], requests: Iterable[Request]) -> Iterator[Remark]:
    """A name that two formats would give to a file for one municipality, told once for each two formats."""
    named: dict[tuple[str, str], list[Plan]] = {}
    for plan in plans:
        named.setdefault(_name_of(plan), []).append(plan)
    alike = [several for several in named.values() if len({plan.name for plan in several}) > 1]
    asking: dict[str, set[str]] = {}
    for request in requests if alike else ():
        asking.setdefault(request.format, set()).add(request.municipality)
    for several in alike:
        yield from _asked_by_one(several, asking)


def _asked_by_one(several: Sequence[Plan], asking: Mapping[str, set[str]]) -> Iterator[Remark]:
    for first, second in pairwise(sorted(several, key=lambda plan: plan.name)):
        both = asking.get(first.name, set()) & asking.get(second.name, set())
        if both and first.name != second.name:
            yield remark(second, ONE_NAME_FOR_TWO, municipality=min(both), other=first.name)


def paths_of(reports: Sequence[MadeReport]) -> list[str]:
    """`municipality/filename` of each; where two would be the same, with the format and the period in it."""
    plain = [f"{each.municipality}/{each.filename}" for each in reports]
    counted = Counter(path.casefold() for path in plain)
    return [
        path if counted[path.casefold()] == 1 else _told_apart(path, report)
        for path, report in zip(plain, reports, strict=True)
    ]


def _name_of(plan: Plan) -> tuple[str, str]:
    """What decides which names it gives: two formats with the same can give the same name."""
    filename = plan.format.output.filename.casefold()
    return filename, plan.format.period.value if _PERIOD in filename else ""


def _told_apart(path: str, report: MadeReport) -> str:
    stem, dot, ending = path.rpartition(".")
    return f"{stem}-{report.format.replace('/', '-')}-{report.period.label}{dot}{ending}"

"""Remarks on the calendar: what is asked over periods for which a format has no version."""

from collections.abc import Collection, Iterator

from service.domain.formats.calendar import Request
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.remarks import Remark, RemarkKind, Weight, remark
from service.domain.wording import Wording

ASKED_OUTSIDE_VALIDITY = RemarkKind(
    "asked-outside-validity",
    Wording(
        "Gemeente {municipality} vraagt dit van {begin} tot {until}; het formaat geldt van {first} tot "
        "{last}. Over wat daarbuiten valt komt er geen rapportage. Wijzig `from` of `until` in uitvragen/, "
        "of `valid` in het formaat.",
        "Municipality {municipality} asks this from {begin} until {until}; the format holds from {first} "
        "until {last}. No report is made of what lies outside. Change `from` or `until` in uitvragen/, or "
        "`valid` in the format.",
    ),
    Weight.ERROR,
)
_NO_END = Wording("nader bericht", "further notice")
_FOREVER = 9999


def remarks_on_requests(catalogue: Catalogue, names: Collection[str]) -> Iterator[Remark]:
    """One for each of these formats that somebody asks before its first version or after its last."""
    told = {each.name for each in catalogue.broken}
    for request in catalogue.requests:
        if request.format in names and request.format not in told and _is_outside(catalogue, request):
            told.add(request.format)
            yield _remark(catalogue, request)


def _is_outside(catalogue: Catalogue, request: Request) -> bool:
    versions = catalogue.plans[request.format]
    last = max(plan.valid.end for plan in versions)
    is_late = last.year < _FOREVER and (request.until is None or request.until > last)
    return is_late or request.begin < min(plan.valid.begin for plan in versions)


def _remark(catalogue: Catalogue, request: Request) -> Remark:
    versions = sorted(catalogue.plans[request.format], key=lambda plan: plan.valid.begin)
    return remark(
        versions[0],
        ASKED_OUTSIDE_VALIDITY,
        municipality=request.municipality,
        begin=request.begin.isoformat(),
        until=request.until.isoformat() if request.until else _NO_END,
        first=versions[0].version,
        last=versions[-1].format.valid.until or _NO_END,
    )

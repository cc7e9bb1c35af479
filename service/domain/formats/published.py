"""The catalogue with the versions that were published here laid over those of the installation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from service.domain.formats.blank_files import blanks_by_name, with_names
from service.domain.formats.calendar import Request
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.drafts.draft import NewRequest, PublishedVersion
from service.domain.formats.plan import Plan
from service.domain.formats.publication import plan_of
from service.domain.periods import Period


def with_published(base: Catalogue, published: Sequence[PublishedVersion]) -> Catalogue:
    """`base` with every published version, its workbook and its entry in the calendar.

    In the order of publication; a version takes nothing away from reporting periods before its own. Raises
    FormatError for a version that is no longer what was published.
    """
    plans = {name: list(several) for name, several in base.plans.items()}
    templates, requests = dict(base.templates), list(base.requests)
    for version in published:
        plan = _plan(base, version, templates)
        if version.workbook is not None:
            templates |= blanks_by_name(plan.format.output, version.workbook.content)
        plans.setdefault(plan.name, []).append(plan)
        requests = list(_asked(requests, version.asked, plan))
    in_order = {name: tuple(sorted(several, key=lambda plan: plan.valid)) for name, several in plans.items()}
    return replace(base, plans=in_order, templates=templates, requests=tuple(requests))


def _plan(base: Catalogue, version: PublishedVersion, templates: Mapping[str, bytes]) -> Plan:
    """As it was published; where another workbook has the name of its own, that goes under its hash."""
    written = version.publication
    own = version.workbook.content if version.workbook else None
    plan = plan_of(written, base.standard, own, f"{written.name}@{written.version}")
    output = plan.format.output
    taken = {
        name: f"{written.template_sha256}/{name}"
        for name, content in blanks_by_name(output, own).items()
        if templates.get(name) not in (None, content)
    }
    return replace(plan, format=plan.format.model_copy(update={"output": with_names(output, taken)}))


def _asked(requests: Iterable[Request], asked: NewRequest, plan: Plan) -> Iterator[Request]:
    """The calendar in which these municipalities ask `plan` from its first reporting period on."""
    begin = plan.valid.begin
    for request in requests:
        is_replaced = request.format == asked.instead_of and request.municipality in asked.municipalities
        if not is_replaced or (request.until is not None and request.until < begin):
            yield request
            continue
        if request.begin < begin:
            yield replace(request, until=begin - timedelta(days=1))
        yield replace(request, format=plan.name, begin=max(request.begin, begin))
    if not asked.instead_of:
        for code in asked.municipalities:
            yield Request(
                municipality=code,
                format=plan.name,
                begin=begin,
                deadline_days=asked.deadline_days,
                legal_ground=asked.legal_ground,
                purpose=asked.purpose,
            )


def next_begin(plan: Plan, taken: Iterable[Period], today: date) -> str:
    """The label of the first reporting period after every version that is there and after the one of today.

    So that nothing that was or is being delivered changes, unless whoever writes it says otherwise.
    """
    latest = max([plan.valid.begin, today, *(period.begin for period in taken)])
    ahead = Period(latest, date(latest.year + 2, 12, 31))
    return next(period.label for period in ahead.parts(plan.format.period) if period.begin > latest)

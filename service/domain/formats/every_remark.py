"""Every remark on a format by itself that does not need its workbook."""

from collections.abc import Iterator

from service.domain.formats.filename_clashes import names_of_one_format
from service.domain.formats.lint_amounts import remarks_on_amounts
from service.domain.formats.lint_ends import remarks_on_ends
from service.domain.formats.lint_figures import remarks_on_figures
from service.domain.formats.lint_grounds import remarks_on_ground
from service.domain.formats.lint_months import remarks_on_months
from service.domain.formats.lint_prestaties import remarks_on_prestaties
from service.domain.formats.plan import Plan
from service.domain.formats.remarks import Remark


def own_remarks(plan: Plan) -> Iterator[Remark]:
    """What may surprise, and what stands in the way of publishing, by weight."""
    yield from names_of_one_format(plan)
    yield from remarks_on_ground(plan)
    yield from remarks_on_amounts(plan)
    yield from remarks_on_prestaties(plan)
    yield from remarks_on_ends(plan)
    yield from remarks_on_figures(plan)
    yield from remarks_on_months(plan)

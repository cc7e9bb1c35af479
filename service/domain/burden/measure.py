"""Everything measured about some deliveries: counts first, then the estimate, money last."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.burden.added import Added, Works, added_work, split_of
from service.domain.burden.advice import FEWEST_PROVIDERS, Advice, advise
from service.domain.burden.asked_before import AskedBefore
from service.domain.burden.baseline import NOT_TIMED, Baseline
from service.domain.burden.bridge import Bridge, bridge_of
from service.domain.burden.demand import Delivery, accepted_once, representations, superfluous_representations
from service.domain.burden.divergence import Divergence, divergence
from service.domain.burden.estimate import Draws, Estimate, draw, estimate
from service.domain.burden.level_zero import LevelZero
from service.domain.burden.questions import Questions, questions_of
from service.domain.burden.residual import NO_EXCEPTIONS, Exceptions, Residual, residual
from service.domain.burden.tables import BurdenTables
from service.domain.burden.workload import Reading, Workload

SECONDS_OF_COPYING = 10
"""What copying one cell takes at most (burden.md §3.5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What was counted, what is estimated from it, what is left, and what would help most."""

    deliveries: tuple[Delivery, ...]
    uploads: int
    level_zero: LevelZero
    work: Workload
    """How often each operation is needed: what the estimate is drawn from."""
    estimate: Estimate
    bridge: Bridge
    """The sum that leads to the middle of its net."""
    residual: Residual
    divergence: Divergence
    advice: tuple[Advice, ...]
    added: Added
    questions: Questions
    """The headline: what is asked, before any time."""
    questions_before: Questions | None = None
    """The same a year earlier; None where nothing is known of then."""
    has_shared_formats: bool = False
    """Whether a provider made one format for several municipalities: it is counted as converted once."""

    @property
    def forms(self) -> tuple[int, int]:
        """How many forms there are of how many elements: what R_dup is of."""
        found = representations(each.demand for each in self.deliveries)
        return sum(len(several) for several in found.values()), len(found)

    @property
    def converted_before(self) -> int:
        """N_conv without the cells of new reports: they spare nothing, so no net is spread over them."""
        return self.level_zero.converted - self.added.converted

    @property
    def seconds_per_converted_cell(self) -> float | None:
        """Net at its middle over what was converted; above ten it is more than copying (burden.md §3.5)."""
        converted = self.converted_before
        return 60 * self.estimate.net.p50 / converted if converted else None

    @property
    def seconds_per_cell_each_time(self) -> float | None:
        """The same when a format that municipalities share is converted anew for each of them."""
        converted = self.converted_before
        return 60 * self.estimate.net_each_time.p50 / converted if converted else None

    @property
    def is_more_than_copying(self) -> bool:
        """Whether the net is more than copying its cells could take: then it must be said what else it is."""
        return (self.seconds_per_converted_cell or 0) > SECONDS_OF_COPYING

    def as_json(self) -> dict[str, object]:
        """The shape of `eenmaal burden --json`."""
        minutes = self.estimate.net.as_json()
        return {
            "level0": self.level_zero.as_json(),
            "minutes": {**minutes, "p_net_negative": round(self.estimate.p_net_negative, 4)},
            "euro": self.estimate.money.euro.as_json(),
            "evidence_class": self.estimate.evidence.value,
            "residual": self.residual.as_json(),
            "advice": [each.as_json() for each in self.advice],
            "tables": dict(self.estimate.versions),
            "added": self.added.as_json(),
            "facts": {
                **self.questions.as_json(),
                "a_year_before": self.questions_before.as_json() if self.questions_before else None,
            },
        }


def measure(  # noqa: PLR0913 - deliveries, what they are measured with, and how they are read
    deliveries: Sequence[Delivery],
    tables: BurdenTables,
    repeated_facts: int = 0,
    exceptions: Exceptions = NO_EXCEPTIONS,
    fewest_providers: int = FEWEST_PROVIDERS,
    *,
    reading: Reading = Reading.ONCE,
    draws: Draws | None = None,
    before: AskedBefore | None = None,
    baseline: Baseline = NOT_TIMED,
) -> Measurement:
    """Measure these deliveries, each once. `repeated_facts` is D_fact as it was counted in their runs.

    Counts, what is left and advice are of everything. What is spared is of what was asked `before` only, and
    the work of what is new is taken off it; without `before` nothing is known to be new. `draws` are those of
    the tables, unless measurements of whole reports chose others; `baseline`: formats that were timed whole.
    """
    once = accepted_once(deliveries)
    split, draws = split_of(once, before), draws or draw(tables)
    works = Works.of(once, split, reading, baseline)
    work = works.less_new(exceptions)
    uploads = len({(each.provider, each.submission) for each in once})
    found = estimate(work, tables, draws)
    return Measurement(
        deliveries=once,
        uploads=uploads,
        level_zero=level_zero_of(once, repeated_facts, uploads),
        work=work,
        estimate=found,
        bridge=bridge_of(work, tables, found.automated, found.net.p50),
        residual=residual(work.with_service, once, tables, exceptions),
        divergence=divergence(once, tables.weights),
        advice=advise(once, tables, draws, fewest_providers, reading),
        added=added_work(once, split, before, draws, works),
        questions=questions_of(once),
        has_shared_formats=bool(work.again),
    )


def level_zero_of(deliveries: Sequence[Delivery], repeated_facts: int, uploads: int) -> LevelZero:
    """The counts of several uploads together."""
    cells = [each.cells for each in deliveries]
    demands = {each.demand.sha256 or each.demand.format: each.demand for each in deliveries}
    return LevelZero(
        cells=sum(each.all for each in cells),
        same=sum(each.same for each in cells),
        converted=sum(each.converted for each in cells),
        by_hand=sum(each.by_hand for each in cells),
        repeated_facts=repeated_facts,
        superfluous_representations=superfluous_representations(demands.values()),
        files_avoided=len(deliveries) - uploads,
    )

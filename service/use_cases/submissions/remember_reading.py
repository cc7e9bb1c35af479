"""Remember what a provider says about reading its files."""

from dataclasses import replace

from service.domain.standard.repairs import DayOrder, Reading
from service.storage.stores import TenantWork


class RememberReading:
    """Works in the transaction of who asks. Two people who each say something else are both heard."""

    def __call__(
        self, work: TenantWork, *, repairs: bool | None = None, day_order: DayOrder | None = None
    ) -> Reading:
        """How its files are read from now on; None leaves what was said before."""
        if repairs is None and day_order is None:
            return work.readings.now()
        work.submissions.lock_all()
        before = work.readings.now()
        now = replace(
            before,
            repairs=before.repairs if repairs is None else repairs,
            day_order=day_order or before.day_order,
        )
        if now != before:
            work.readings.remember(now)
            work.acts.record("reading_changed", "", reading=now.as_json())
        return now

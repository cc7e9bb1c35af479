"""Secrets that are kept wrapped: of webhooks, of channels, what an app shares, and keys of arriving files."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from service.domain import second_factor, webhooks
from service.domain.access import AccountId
from service.domain.channels import channel as channels
from service.domain.channels.channel import ChannelId
from service.domain.submissions import arriving
from service.domain.submissions.arriving import ArrivingId
from service.domain.webhooks import WebhookId
from service.storage.arriving import ArrivingFileRow
from service.storage.channel_tables import ChannelRow
from service.storage.keys.wrapping import Wrapped
from service.storage.second_factors import SecondFactorRow
from service.storage.webhooks import WebhookRow


@dataclass(frozen=True, slots=True)
class _Kind:
    """Where secrets of one kind stand."""

    row: type[WebhookRow] | type[SecondFactorRow] | type[ChannelRow] | type[ArrivingFileRow]
    name: InstrumentedAttribute[UUID]
    """What names one."""
    about: Callable[[UUID], str]
    """What binds the secret to it."""


_KINDS = {
    "webhook": _Kind(WebhookRow, WebhookRow.id, lambda found: webhooks.about_secret(WebhookId(found))),
    "channel": _Kind(ChannelRow, ChannelRow.id, lambda found: channels.about_secret(ChannelId(found))),
    "second-factor": _Kind(
        SecondFactorRow,
        SecondFactorRow.account_id,
        lambda found: second_factor.about_secret(AccountId(found)),
    ),
    "arriving-file": _Kind(
        ArrivingFileRow,
        ArrivingFileRow.id,
        lambda found: arriving.about_secret(ArrivingId(found)),
    ),
}
"""By the begin of what binds a secret."""


class KeptSecrets:
    """Of everybody, as they are wrapped, and nothing else."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def wrapped_by_others(self, current: str, most: int) -> tuple[tuple[str, Wrapped], ...]:
        """Some of each kind that another key wrapped, by what binds them; others that ask get others."""
        found: list[tuple[str, Wrapped]] = []
        for kind in _KINDS.values():
            row = kind.row
            wanted = select(kind.name, row.wrapped_by, row.wrapped).where(row.wrapped_by != current)
            rows = self._connection.execute(wanted.limit(most).with_for_update(skip_locked=True))
            found += [(kind.about(one), Wrapped(by, content)) for one, by, content in rows]
        return tuple(found)

    def wrap_again(self, about: str, secret: Wrapped) -> None:
        """Keep the same secret as it is wrapped now."""
        begin, _, name = about.partition("/")
        kind = _KINDS[begin]
        changed = update(kind.row).where(kind.name == UUID(hex=name))
        self._connection.execute(changed.values(wrapped_by=secret.by, wrapped=secret.content))

    def counted(self) -> Mapping[str, int]:
        """How many each key wrapped."""
        counted: Counter[str] = Counter()
        for kind in _KINDS.values():
            wanted = select(kind.row.wrapped_by, func.count()).group_by(kind.row.wrapped_by)
            counted.update({str(by): int(count) for by, count in self._connection.execute(wanted)})
        return counted

"""Extensions: more time for a report, and why."""

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.dues import Extension
from service.domain.periods import Period
from service.storage.extension_tables import ExtensionRow


class Extensions:
    """Those that one organisation may see; only a municipality gives any."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def every(self) -> tuple[Extension, ...]:
        """The one that stands of each report."""
        return tuple(
            Extension(
                provider_code=row.provider_code,
                municipality=row.municipality,
                format=row.format,
                period=Period(row.period_begin, row.period_end),
                until=row.until,
                reason=row.reason,
                granted_by=row.granted_by,
                granted_at=row.granted_at,
            )
            for row in self._connection.execute(select(ExtensionRow.__table__))
        )

    def grant(self, extension: Extension) -> None:
        """Let it stand, in the place of an earlier one. The moment is that of this transaction."""
        said = {
            "until": extension.until,
            "reason": extension.reason,
            "granted_by": extension.granted_by,
            "granted_at": func.now(),
        }
        key = {
            "municipality": extension.municipality,
            "provider_code": extension.provider_code,
            "format": extension.format,
            "period_begin": extension.period.begin,
            "period_end": extension.period.end,
        }
        new = insert_or(ExtensionRow).values(**key, **said)
        self._connection.execute(new.on_conflict_do_update(index_elements=list(key), set_=said))

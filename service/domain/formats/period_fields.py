"""The fields of the standard that decide to which period, municipality and law a row belongs."""

from collections.abc import Mapping

from service.domain.formats.shape import FieldReference

PERIOD_FIELDS: Mapping[str, tuple[str, ...]] = {
    "toewijzing": ("ingangsdatum", "einddatum"),
    "verloop": ("begindatum", "einddatum"),
    "prestatie": ("begindatum",),
    "uitkomst": ("meetdatum",),
    "wachtlijst": ("peildatum",),
}
"""What decides whether a row lies in a period: one day that lies in it, or a range that overlaps it."""


def fields_read_by_every_sheet(table: str) -> set[FieldReference]:
    """What decides to which municipality, law and reporting period a row belongs."""
    own = {"wachtlijst": {"wet"}, "toewijzing": {"wet"}}.get(table, {"toewijzingnummer"})
    return {
        *(FieldReference(table, name) for name in {"gemeentecode", *own, *PERIOD_FIELDS[table]}),
        *(FieldReference("toewijzing", name) for name in ("gemeentecode", "toewijzingnummer", "wet")),
    }

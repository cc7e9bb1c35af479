"""A small region for the pages of burden: providers with an export each, invented from end to end."""

from collections.abc import Iterator, Sequence

from service.domain.periods import parse_period
from service.domain.standard.model import Standard
from service.files.export.writer import write_export
from service.sample import sample_tables

MUNICIPALITIES = ("0014", "0141", "0034", "0363")
"""Groningen, Almelo, Almere and Amsterdam: they ask in formats that are partly the same."""


def provider_codes(count: int) -> list[str]:
    return [f"0602{number:04d}" for number in range(1, count + 1)]


def exports_of(standard: Standard, count: int, period: str = "2026-Q1") -> Iterator[tuple[str, str, bytes]]:
    """AGB code, name and export of each provider, over one period."""
    for number, code in enumerate(provider_codes(count), 1):
        name = f"Zorg {number}"
        yield code, name, export_of(standard, code, name, MUNICIPALITIES, period, seed=number)


def export_of(
    standard: Standard, code: str, name: str, municipalities: Sequence[str], period: str, seed: int
) -> bytes:
    """One provider's export for these municipalities."""
    tables = sample_tables(
        standard,
        seed=seed,
        municipalities=municipalities,
        clients=3 * len(municipalities),
        period=parse_period(period),
        prestaties=10 * len(municipalities),
    )
    head = tables["aanlevering"].assign(agb_code=code, naam_aanbieder=name)
    return write_export({**tables, "aanlevering": head}, standard, "xlsx")

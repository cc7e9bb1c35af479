"""Who takes part in the demo, and what they hand in: all invented, except the names of the municipalities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from service.command_line.sample import example_municipalities, municipalities_for_a_sample
from service.domain.access import OrganisationKind
from service.domain.formats.catalogue import Catalogue
from service.domain.periods import parse_period
from service.files.export import write_export
from service.sample import sample_tables
from service.use_cases.people.register import Register

PASSWORD = "eenmaal-demo"  # noqa: S105 - the demo runs on this machine only, and shows it on screen


@dataclass(frozen=True, slots=True)
class Guest:
    """One sign-in of the demo."""

    login: str
    kind: OrganisationKind
    code: str
    name: str


MAIN_PROVIDER = Guest("aanbieder", OrganisationKind.PROVIDER, "06011234", "Stichting Voorbeeldzorg")
SMALL_PROVIDER = Guest("praktijk", OrganisationKind.PROVIDER, "06015678", "Praktijk De Voorbeeldhoeve")
BUREAU = Guest("bureau", OrganisationKind.BUREAU, "voorbeeld", "Inkoopbureau Voorbeeld")


def register_guests(register: Register, catalogue: Catalogue, visited: str) -> tuple[Guest, ...]:
    """Register everyone; `visited` is the municipality that gets a sign-in. Returns who can sign in.

    Municipality and bureau have a colleague: what one writes, the other publishes.
    """
    asking = example_municipalities()
    of_municipality = Guest(
        "gemeente", OrganisationKind.MUNICIPALITY, visited, catalogue.municipalities[visited]
    )
    colleagues = (replace(of_municipality, login="gemeente-collega"), replace(BUREAU, login="bureau-collega"))
    guests = (MAIN_PROVIDER, SMALL_PROVIDER, of_municipality, BUREAU, *colleagues)
    for guest in guests:
        organisation = register.organisation(guest.kind, guest.code, guest.name)
        register.account(organisation, guest.login, PASSWORD)
        if guest.kind is OrganisationKind.BUREAU:
            register.members(organisation, asking, date(2025, 1, 1))
    for code in asking:
        register.organisation(OrganisationKind.MUNICIPALITY, code, catalogue.municipalities[code])
    return guests


def municipalities_of_main_export() -> Sequence[str]:
    """Where the large provider has clients."""
    return municipalities_for_a_sample(25, seed=1)


def main_export(catalogue: Catalogue) -> bytes:
    """A quarter of a large provider: 25 municipalities, 2,000 prestaties."""
    chosen = municipalities_of_main_export()
    tables = _tables(catalogue, MAIN_PROVIDER, chosen, clients=600, period="2026-Q1", prestaties=2_000)
    return write_export(tables, catalogue.standard, "xlsx")


def small_export(catalogue: Catalogue, *, is_right: bool) -> bytes:
    """A year of a small provider, for five municipalities; or the same with the faults that people make."""
    chosen = municipalities_for_a_sample(5, seed=4)
    tables = _tables(catalogue, SMALL_PROVIDER, chosen, clients=30, period="2025", prestaties=240)
    if not is_right:
        tables = {**tables, "prestatie": _with_faults(tables["prestatie"])}
    return write_export(tables, catalogue.standard, "xlsx")


def _tables(
    catalogue: Catalogue,
    provider: Guest,
    chosen: Sequence[str],
    *,
    clients: int,
    period: str,
    prestaties: int,
) -> Mapping[str, pd.DataFrame]:
    tables = sample_tables(
        catalogue.standard,
        seed=1,
        municipalities=chosen,
        clients=clients,
        period=parse_period(period),
        prestaties=prestaties,
    )
    head = tables["aanlevering"].assign(agb_code=provider.code, naam_aanbieder=provider.name)
    return {**tables, "aanlevering": head}


def _with_faults(care: pd.DataFrame) -> pd.DataFrame:
    """A negative amount, forgotten product codes, an unknown unit, and a row that is there twice."""
    faulty = care.copy()
    faulty.loc[faulty.index[3], "bedrag"] = -faulty["bedrag"].iloc[3]
    faulty.loc[faulty.index[10:14], "productcode"] = None
    faulty.loc[faulty.index[20], "eenheid"] = "99"
    return pd.concat([faulty, faulty.iloc[[30]]], ignore_index=True)

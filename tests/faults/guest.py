"""Who hands in to a service that is to be struck, and what."""

from service.command_line.demo_guests import MAIN_PROVIDER, register_guests
from service.command_line.installation import the_catalogue
from service.command_line.running_service import RunningService
from service.command_line.sample import example_municipalities
from service.domain.periods import parse_period
from service.files.export import write_export
from service.sample import sample_tables
from service.wiring import build_registration


def guest_of(service: RunningService) -> bytes:
    """Register the provider of the demo and its municipalities; an export of it, for three of them."""
    catalogue, asking = the_catalogue(), example_municipalities()
    registration = build_registration(service.settings)
    register_guests(registration, catalogue, asking[0])
    registration.close()
    tables = sample_tables(
        catalogue.standard,
        seed=1,
        municipalities=asking[:3],
        clients=12,
        period=parse_period("2026-Q1"),
        prestaties=60,
    )
    head = tables["aanlevering"].assign(agb_code=MAIN_PROVIDER.code, naam_aanbieder=MAIN_PROVIDER.name)
    return write_export({**tables, "aanlevering": head}, catalogue.standard, "xlsx")

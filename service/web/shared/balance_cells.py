"""A balance as cells of a table to take along: rows, then euros; what came in and how it went out."""

from decimal import Decimal

from service.domain.translation.balance import Balance
from service.files.tables import Cell
from service.web.shared.languages import gettext


def balance_head() -> tuple[str, ...]:
    """Over the cells of balance_cells."""
    return (
        gettext("Aangeleverd"),
        gettext("In rapportages"),
        gettext("Uitgesloten"),
        gettext("Wacht"),
        gettext("Niet gemaakt"),
        gettext("Afgewezen"),
        gettext("Euro aangeleverd"),
        gettext("Euro in rapportages"),
        gettext("Euro uitgesloten"),
        gettext("Euro wacht"),
        gettext("Euro niet gemaakt"),
        gettext("Euro afgewezen"),
        gettext("Rapportages die deze rijen vragen"),
        gettext("Telling sluit"),
    )


def balance_cells(balance: Balance, reports: int) -> tuple[Cell, ...]:
    """`reports`: how many ask these rows."""
    rows, cents = (
        (
            side.came_in,
            side.reported,
            *(sum(part.values()) for part in (side.excluded, side.quarantined, side.not_made, side.rejected)),
        )
        for side in (balance.rows, balance.cents)
    )
    closes = gettext("ja") if balance.closes else gettext("nee")
    return (*rows, *(Decimal(each) / 100 for each in cents), reports, closes)

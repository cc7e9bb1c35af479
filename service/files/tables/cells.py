"""What stands in a cell, and how it is written where all is text."""

from datetime import date
from decimal import Decimal

Cell = str | int | Decimal | date | None
"""Amounts in euros, days without a time."""


def written(cell: Cell) -> str:
    """As a Dutch reader writes it."""
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell:.2f}".replace(".", ",")
        case date():
            return cell.strftime("%d-%m-%Y")
    return str(cell)

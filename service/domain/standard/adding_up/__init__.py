"""What a provider handed in for a period, added up: one export from a whole delivery and its additions."""

from service.domain.standard.adding_up.check import HandedIn, check_added_up
from service.domain.standard.adding_up.origins import delivery_names, in_delivery, told_where

__all__ = ["HandedIn", "check_added_up", "delivery_names", "in_delivery", "told_where"]

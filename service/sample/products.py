"""An invented but realistic range of products: what a provider delivers, in which unit, at which tariff."""

from typing import NamedTuple


class Product(NamedTuple):
    """One product as agreed with the municipalities: a row of the table below, column by column."""

    law: str
    category: str
    code: str
    unit: str
    tariff: int
    """Cents per unit; 0 for unit 83, where the volume is the amount."""
    least: int
    most: int
    """The volume of a full month lies between these; in cents for unit 83."""
    kind_of_help: str = ""
    """The hulpvorm of CBS, for the Jeugdwet."""
    lot: str = ""
    """The perceel of the contract."""


_AMBULANT, _DAY, _STAY, _CRISIS, _HOME = "Ambulant", "Dagbehandeling", "Verblijf", "Crisis", "Thuis"

PRODUCTS: tuple[Product, ...] = (
    Product("JW", "45", "45A03", "04", 9_825, 2, 14, "02", _AMBULANT),
    Product("JW", "45", "45A04", "04", 11_240, 2, 12, "02", _AMBULANT),
    Product("JW", "45", "45A05", "01", 164, 120, 900, "04", _AMBULANT),
    Product("JW", "45", "45A12", "04", 8_760, 3, 20, "04", _AMBULANT),
    Product("JW", "45", "45B01", "04", 10_470, 2, 10, "01", _AMBULANT),
    Product("JW", "45", "45C07", "84", 24_500, 1, 4, "02", _AMBULANT),
    Product("JW", "45", "45D02", "82", 187_500, 1, 1, "02", _AMBULANT),
    Product("JW", "54", "54001", "01", 171, 90, 720, "02", _AMBULANT),
    Product("JW", "54", "54002", "01", 198, 60, 600, "02", _AMBULANT),
    Product("JW", "54", "54004", "04", 12_880, 1, 8, "02", _AMBULANT),
    Product("JW", "54", "54B11", "82", 142_000, 1, 1, "02", _AMBULANT),
    Product("JW", "51", "51A01", "01", 158, 90, 480, "02", _AMBULANT),
    Product("JW", "52", "52A01", "01", 207, 120, 840, "02", _AMBULANT),
    Product("JW", "53", "53A01", "84", 21_300, 1, 3, "02", _AMBULANT),
    Product("JW", "41", "41A01", "16", 6_215, 8, 26, "03", _DAY),
    Product("JW", "41", "41A03", "16", 7_480, 8, 24, "03", _DAY),
    Product("JW", "41", "41B02", "16", 8_930, 4, 20, "03", _DAY),
    Product("JW", "40", "40A01", "04", 5_640, 4, 30, "04", _HOME),
    Product("JW", "40", "40A02", "01", 97, 240, 1_500, "04", _HOME),
    Product("JW", "42", "42A01", "84", 1_480, 8, 40, "03", _DAY),
    Product("JW", "42", "42A02", "84", 2_275, 6, 36, "03", _DAY),
    Product("JW", "43", "43A01", "14", 28_640, 20, 31, "14", _STAY),
    Product("JW", "43", "43A05", "14", 36_915, 20, 31, "13", _STAY),
    Product("JW", "43", "43B02", "14", 24_380, 12, 31, "12", _STAY),
    Product("JW", "44", "44A08", "14", 6_745, 25, 31, "11", _STAY),
    Product("JW", "44", "44A09", "14", 15_330, 20, 31, "12", _STAY),
    Product("JW", "44", "44A27", "14", 19_860, 4, 12, "14", _STAY),
    Product("JW", "46", "46A01", "14", 41_250, 1, 14, "14", _CRISIS),
    Product("JW", "46", "46B03", "04", 13_790, 2, 18, "02", _CRISIS),
    Product("JW", "47", "47A01", "83", 0, 46_000, 78_000, "01", "Bescherming"),
    Product("JW", "48", "48A01", "83", 0, 62_000, 94_000, "01", "Bescherming"),
    Product("JW", "49", "49A02", "82", 58_500, 1, 2, "01", "Bescherming"),
    Product("JW", "50", "50A01", "83", 0, 90_000, 680_000, "04", "Maatwerk"),
    Product("JW", "50", "50B02", "84", 33_000, 1, 6, "04", "Maatwerk"),
    Product("WMO", "02", "02A04", "04", 6_435, 4, 24, "", "Begeleiding"),
    Product("WMO", "02", "02A16", "01", 112, 180, 1_200, "", "Begeleiding"),
    Product("WMO", "07", "07A11", "16", 4_275, 8, 34, "", "Dagbesteding"),
    Product("WMO", "07", "07A14", "16", 5_150, 6, 28, "", "Dagbesteding"),
    Product("WMO", "08", "08A03", "84", 1_150, 8, 44, "", "Dagbesteding"),
    Product("WMO", "04", "04A01", "14", 17_820, 1, 9, "", "Verblijf"),
    Product("WMO", "15", "15X04", "14", 15_640, 22, 31, "", "Verblijf"),
    Product("WMO", "01", "01A03", "04", 3_720, 6, 16, "", "Huishouden"),
)
"""Codes have the usual form (category, letter, two digits); tariffs are invented."""

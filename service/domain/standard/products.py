"""What the code of a product says by its form, and which help a category names by itself."""

import re

_FORM = re.compile(r"(\d\d)[A-Z]\d\d")

HELP_OF_CATEGORY = {
    "31": "01", "32": "02", "33": "03", "34": "04", "35": "11", "36": "12", "37": "13", "38": "14",
}  # fmt: skip
"""Product category (JZ020) → hulpvorm (CBS 3.3), for the categories that are one; the others are several."""


def category_of(code: str) -> str:
    """Return the category within a code of the usual form (45A03 → 45), empty for any other form."""
    found = _FORM.fullmatch(code)
    return found[1] if found else ""

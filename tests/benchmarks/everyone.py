"""A calendar in which every municipality of the country asks the same format, for measuring."""

import csv
import shutil
from pathlib import Path

HOUSE = Path(__file__).parents[2]


def formats_for_everyone(folder: Path, name: str) -> Path:
    """A folder for `--formats`: our formats, and a calendar in which everyone asks this one."""
    formats = folder / "formaten-342"
    shutil.copytree(HOUSE / "mappings", formats, dirs_exist_ok=True)
    for calendar in (formats / "uitvragen").glob("*.yaml"):
        calendar.unlink()
    with (HOUSE / "mappings" / "codelijsten" / "gemeenten.csv").open(encoding="utf-8", newline="") as lines:
        codes = [line["code"] for line in csv.DictReader(lines) if not line["geldig_tot"]]
    named = ", ".join(f'"{code}"' for code in codes)
    (formats / "uitvragen" / "iedereen.yaml").write_text(
        f"requests:\n  - format: {name}\n    municipalities: [{named}]\n"
        "    from: 2025-Q1\n    legal_ground: om te meten\n",
        encoding="utf-8",
    )
    return formats

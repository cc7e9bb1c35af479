"""Everything that is said of fixed examples, as text: what is known of each stands in the folder `texts`."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.golden import burden_told, drafts_told, findings_told, formats_told, names_told

FOLDER = Path(__file__).with_name("texts")
MAKERS: Mapping[str, Callable[[], str]] = {
    **burden_told.TEXTS,
    **drafts_told.TEXTS,
    **findings_told.TEXTS,
    **formats_told.TEXTS,
    **names_told.TEXTS,
}
"""Name of a file → what makes its text."""


def rewrite() -> None:
    """Write what is said now; what was written before and nobody makes any more goes."""
    for old in FOLDER.iterdir():
        if old.name not in MAKERS:
            old.unlink()
    for name, make in MAKERS.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")

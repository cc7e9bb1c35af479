"""Names of files that tell their content apart."""

_DIGITS = 16
"""Of a hash, in a name."""


def marked_name(filename: str, mark: str) -> str:
    """`noord-2026-Q1.xlsx` → `noord-2026-Q1-0f3a….xlsx`: another content never has the same name."""
    stem, dot, suffix = filename.rpartition(".")
    return f"{stem}-{mark[:_DIGITS]}.{suffix}" if dot and stem else f"{filename}-{mark[:_DIGITS]}"

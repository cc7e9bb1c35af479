"""The faults of a format in the language of the page; the compiler says them in English."""


def in_words(text: str) -> str:
    """The fault as people read it."""
    return text

"""The code by which a message says of itself which message it is (COD002), beside the name of its root."""

MESSAGE_CODES = {
    "jw301": "436", "jw305": "438", "jw307": "440", "jw323": "490", "jw325": "491",
    "wmo301": "414", "wmo305": "418", "wmo307": "420", "wmo323": "484", "wmo325": "485",
}  # fmt: skip
"""BerichtCode per message; that of wmo325 is by analogy: no schema of it was found."""
_BY_ANALOGY = "wmo325"


def contradicts(kind: str, code: str) -> bool:
    """Tell whether a message of this kind, such as `jw323`, says by its code that it is another.

    Of the one whose code is not certain, only that it is the code of another message.
    """
    if kind == _BY_ANALOGY:
        return code in {each for name, each in MESSAGE_CODES.items() if name != kind}
    return code != MESSAGE_CODES[kind]


def message_of(code: str) -> str:
    """`JW325` for 491; empty for a code that is of none of these."""
    return {each: name.upper() for name, each in MESSAGE_CODES.items()}.get(code, "")

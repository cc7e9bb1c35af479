"""Text as it stands in XML, between tags and in attributes.

Not by xml.sax.saxutils: that brings the whole of http and ssl along, a tenth of the start of a process.
"""


def escaped(text: str) -> str:
    """The text as it stands between tags; a bare carriage return would be read as a line feed."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def escaped_attribute(text: str) -> str:
    """The text as it stands between the double quotes of an attribute."""
    return escaped(text).replace("\n", "&#10;").replace("\t", "&#9;").replace('"', "&quot;")

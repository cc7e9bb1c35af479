"""Letters in one file per region."""

import io
import zipfile
from collections.abc import Mapping

_DAY_OF_A_BUNDLE = (1980, 1, 1, 0, 0, 0)
"""The same letters make the same bytes, whenever that is."""


def bundle(texts: Mapping[str, str]) -> bytes:
    """A zip of text files, by their names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(texts):
            archive.writestr(zipfile.ZipInfo(name, _DAY_OF_A_BUNDLE), texts[name].encode())
    return packed.getvalue()

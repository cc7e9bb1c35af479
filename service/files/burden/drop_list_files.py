"""The drop list as a csv that Dutch Excel opens as it is, and letters in one file per region."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

_BYTE_ORDER_MARK = "\ufeff"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_DAY_OF_A_BUNDLE = (1980, 1, 1, 0, 0, 0)
"""The same letters make the same bytes, whenever that is."""


def table_as_csv(heads: Sequence[str], lines: Iterable[Sequence[str | int]]) -> bytes:
    """Lines below their heads; no text can become a formula."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_plain(value) for value in line] for line in lines)
    return (_BYTE_ORDER_MARK + target.getvalue()).encode()


def _plain(value: str | int) -> str | int:
    return f"'{value}" if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA) else value


def bundle(texts: Mapping[str, str]) -> bytes:
    """A zip of text files, by their names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(texts):
            archive.writestr(zipfile.ZipInfo(name, _DAY_OF_A_BUNDLE), texts[name].encode())
    return packed.getvalue()

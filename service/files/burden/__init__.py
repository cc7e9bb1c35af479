"""The files that burden rests on: its versioned tables, and reports that were made by hand."""

from service.files.burden.elsewhere import load_elsewhere
from service.files.burden.handmade_report import MOST_BYTES, texts_by_address
from service.files.burden.letters import bundle
from service.files.burden.tables import load_administrative_times, load_burden_tables, load_legally_required

__all__ = [
    "MOST_BYTES",
    "bundle",
    "load_administrative_times",
    "load_burden_tables",
    "load_elsewhere",
    "load_legally_required",
    "texts_by_address",
]

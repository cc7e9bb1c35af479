"""Copies in which a provider repairs: its own workbook marked, or only the wrong rows of it."""

from service.files.repair.copy_per_file import UploadedFile, make_copies
from service.files.repair.provider_copy import MadeCopy

__all__ = ["MadeCopy", "UploadedFile", "make_copies"]

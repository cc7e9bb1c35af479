"""Copies in which a provider repairs: its own workbook marked, or only the wrong rows of it."""

from service.files.repair.provider_copy import MadeCopy, provider_copy

__all__ = ["MadeCopy", "provider_copy"]

"""Drafts of formats: proposed from a workbook, on their way from writer to publisher, and previewed."""

"""Drafts of formats: what is proposed from a workbook, how one goes from writer to publisher, and its preview."""

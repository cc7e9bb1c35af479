"""A provider's pages: hand in, follow, read the findings, repair."""

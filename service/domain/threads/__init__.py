"""Questions at a report: what a municipality asks, what its provider answers, and whose turn it is."""

"""Bytes to domain values and back: readers, writers and the limits on what may be uploaded."""

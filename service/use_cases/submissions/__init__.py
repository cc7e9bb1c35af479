"""Submissions: received, checked, translated, settled, released, shown and repaired."""

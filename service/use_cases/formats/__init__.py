"""Formats: browsed, begun, written, tried and published by two people."""

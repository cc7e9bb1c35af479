"""Eenmaal: one accountability export in, every municipality's own report out."""

__version__ = "0.1.0"

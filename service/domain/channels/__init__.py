"""Channels: how reports come to a municipality, and how files come from a provider, without a click."""

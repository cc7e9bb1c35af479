"""Numbered, linear migrations; each must leave the version that is running able to work."""

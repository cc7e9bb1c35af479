"""The pages about burden."""

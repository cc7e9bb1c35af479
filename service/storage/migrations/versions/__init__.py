"""One migration per file, named after its number."""

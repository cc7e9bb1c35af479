"""Everything that can be wrong with a format, one file per subject."""

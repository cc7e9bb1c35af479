"""The closed set of verbs, one file each."""

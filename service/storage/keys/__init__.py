"""Keys: how bytes are sealed, what wraps the key of a submission, and where wrapped keys are kept."""

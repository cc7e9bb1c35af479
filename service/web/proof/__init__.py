"""Pages of the log and of evidence, and the log itself as everyone's programs read it."""

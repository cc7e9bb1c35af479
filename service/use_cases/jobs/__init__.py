"""Jobs: claimed, failed, rescued, and announced to the broker."""

"""Use cases about data keys: made, wrapped again, and destroyed."""

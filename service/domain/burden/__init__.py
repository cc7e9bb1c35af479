"""How much duplicate administration is removed, counted before it is estimated."""

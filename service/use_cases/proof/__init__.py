"""Use cases about the log of acts, who watches it, and what is proven by it."""

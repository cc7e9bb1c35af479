"""The mapping language in which a municipality says how it wants to be answered."""

"""Use cases of programs: by which token they act, and what they may ask twice."""

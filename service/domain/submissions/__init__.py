"""Submissions: one upload by one provider, its jobs, its page, and rows of it that are released later."""

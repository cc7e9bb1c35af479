"""What the service can do: one verb a file, and whatever a verb changes it changes in one transaction.

A long piece of work between reading and changing holds no transaction open: it reads in one, works, and
changes in another that a fencing number or a revision guards. tests/guards/test_use_cases.py holds this.
"""

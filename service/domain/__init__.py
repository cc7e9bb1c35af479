"""Pure: values in, values out.

No file, clock, network, environment or logger comes in here. What a function needs to know it is given.
"""

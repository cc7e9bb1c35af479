"""Eenmaal: one accountability export in, every municipality's own report out."""

__version__ = "0.1.0"

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "1")
"""What an entry point puts in its environment before anything imports numpy, which starts a thread per core
otherwise: a tenth of the time that a command takes to start, for products of matrices that are a hundredth of
a second together."""
NO_PLUGINS = ("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""The same for pydantic, which looks for plugins in every package that is installed; we use none."""

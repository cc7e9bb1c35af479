"""The kit for makers of care software: samples, what must be found in them, and what must come out."""

from service.kit.checking import Difference, differences
from service.kit.contents import Kit, make_kit

__all__ = ["Difference", "Kit", "differences", "make_kit"]

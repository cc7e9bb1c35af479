"""Examining a running service: which checks there are, what each saw, and what to do about it."""

from service.domain.examination.checks import CHECKS, Check
from service.domain.examination.looking import Examined, Look, Outcome, Sight, examined, well, wrong

__all__ = ["CHECKS", "Check", "Examined", "Look", "Outcome", "Sight", "examined", "well", "wrong"]

"""Burden: shown, measured, calibrated, told and published."""

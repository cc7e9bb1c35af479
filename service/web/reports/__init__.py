"""The pages about reports: one report, a municipality's list, and a bureau's matrix."""

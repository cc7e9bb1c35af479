"""The standard export as typed tables: its fields, its code lists, its rules."""

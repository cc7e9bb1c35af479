"""The rules between fields, rows and tables: one small function each, one file per subject."""

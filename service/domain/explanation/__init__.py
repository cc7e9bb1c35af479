"""What stands behind a cell of a report, and where a row of a submission went: worked out by replay."""

"""From rows of a submission to what a report must hold, and what became of every row."""

"""What people are told of what happened: the kinds, who wants which, and the email it becomes."""

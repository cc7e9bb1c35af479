"""What was agreed with a provider, and how what it delivered stands beside that; pure."""

"""How this process uses memory: where Arrow takes it, how it goes back, and when nothing is collected."""

"""How this process uses memory: where Arrow takes it from, how it goes back, and when nothing is collected."""

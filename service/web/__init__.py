"""The web face: pages for the three kinds of organisation, in Dutch and in English."""

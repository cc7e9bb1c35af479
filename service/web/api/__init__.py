"""The REST API: what pages offer to people, offered to programs by the same use cases and access rules."""

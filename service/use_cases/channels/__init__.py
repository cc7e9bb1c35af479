"""Use cases about channels: where reports are brought, and from where files are fetched."""

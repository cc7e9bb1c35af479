"""The only place that speaks SQL or touches the blob store."""

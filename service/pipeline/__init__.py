"""The whole way of a submission, without database: read, check, translate, write, read back, settle."""

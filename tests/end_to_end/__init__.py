"""The whole service as users meet it; one running service for all files of this folder."""

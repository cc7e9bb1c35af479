"""The whole way of a submission, without database or queue: whole_way.py tells it in order."""

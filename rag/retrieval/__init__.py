"""Retrieval: the passages of an index that answer a question best."""

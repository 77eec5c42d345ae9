"""Ingestion: files are read, cleaned, described, cut into passages and published as an index."""

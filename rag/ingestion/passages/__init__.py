"""Passages: a document is divided into sections, cut into passages and embedded."""

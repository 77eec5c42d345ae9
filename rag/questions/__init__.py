"""Reads questions: what they name, which reports they mean and what kind of answer they want."""

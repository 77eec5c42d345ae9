"""Answering: the sources of an answer, the answerers that claim, and the gate that proves."""

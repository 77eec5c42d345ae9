"""Evaluation: measurements of an engine on sets of questions with known answers."""

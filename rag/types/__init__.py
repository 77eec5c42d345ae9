"""The types that all packages share, as frozen dataclasses: texts, documents, questions, answers.

Positions are code points of `Document.text` unless a field says "published"; dates are calendar
dates of the speech; scores are higher-is-better everywhere.
"""

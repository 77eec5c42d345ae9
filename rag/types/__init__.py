"""The words of the house: frozen values that all rooms pass on, by river.

Positions are code points of `Document.text` unless a field says "published"; dates are calendar
dates of the speech; scores are higher-is-better everywhere.
"""

"""Contracts with real clients: what each one carries of an answer, asked through its own package.

`clients.py` is the table of clients, `programs/` holds what runs inside their packages.
"""

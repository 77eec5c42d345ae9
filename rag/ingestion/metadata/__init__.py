"""Metadata of a speech: title, speaker, institution, region, date and warnings."""

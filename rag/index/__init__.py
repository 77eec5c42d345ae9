"""What lies in indexes/<name>/ and how it is searched."""

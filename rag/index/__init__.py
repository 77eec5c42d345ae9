"""The index of a folder of speeches: what lies in indexes/<name>/, and how it is searched."""

"""Doors without logic: HTTP requests in, what the Engine says out."""

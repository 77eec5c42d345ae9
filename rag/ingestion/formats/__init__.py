"""One file a format: bytes in, the text as published out."""

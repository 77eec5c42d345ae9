"""The HTTP interface: it reads requests, asks the Engine and writes its answers, without logic."""

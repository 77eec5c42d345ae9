"""One file a group of addresses; each reads a body, asks the engine in a thread, writes JSON."""

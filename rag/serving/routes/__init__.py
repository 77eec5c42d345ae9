"""The addresses of the service, a file a group: read a request, ask the engine, write JSON."""

"""Question sets and an Engine in, measurements out."""

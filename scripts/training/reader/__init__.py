"""The training of the shipped reader; `scripts/train reader` runs `__main__`, the recipe."""

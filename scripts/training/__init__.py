"""The training of the shipped bilingual model; `scripts/train` runs `__main__`, the recipe."""

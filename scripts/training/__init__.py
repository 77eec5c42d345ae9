"""How the shipped bilingual model is made: `scripts/train` runs `__main__`, the recipe."""

"""Official translations: finds documents that say the same in two languages, and aligns their
sentences."""

"""A question and an index in, ranked hits out."""

"""What looks at the whole corpus: whether quotations stand in it."""

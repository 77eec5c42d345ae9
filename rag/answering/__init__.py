"""A question and hits in, proven statements out."""

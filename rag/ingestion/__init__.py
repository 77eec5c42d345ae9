"""Files in, a published index generation out."""

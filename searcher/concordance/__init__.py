"""Concordances, counts and comparisons: what is computed of all matches of a search."""

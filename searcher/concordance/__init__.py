"""What is computed of all matches of a search: concordances, counts, and words that stand out."""

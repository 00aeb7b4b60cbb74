"""Suggestions for misspelled and misheard words."""

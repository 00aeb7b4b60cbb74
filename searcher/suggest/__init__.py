"""Words that were misspelled or misheard, and what was said that is near."""

"""What a word is, and where words stand in a text."""

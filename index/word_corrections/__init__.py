"""Words that people corrected in turns: their file beside an index, and their places in a text."""

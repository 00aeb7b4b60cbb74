"""Tags and notes on turns, kept beside an index, and where their turns are now."""

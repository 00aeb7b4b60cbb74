"""Concordances: every match on a line, with what is said around it (key word in context)."""

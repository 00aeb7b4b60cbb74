"""Words: which ones are near a match, and which ones a set of turns prefers."""

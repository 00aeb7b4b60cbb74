"""How like a question the passages of an index are in meaning, where the index has vectors."""

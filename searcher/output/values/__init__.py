"""Answers as plain values: rows, objects, attributions and works, from which formats are made."""

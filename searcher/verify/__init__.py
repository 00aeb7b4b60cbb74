"""Compares quotations with what was said: in these words, or in others; by whom, and where."""

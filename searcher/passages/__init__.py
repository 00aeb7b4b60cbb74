"""Passages: a transcript or a part of it, found by what people call it, with matches marked."""

"""Quotes: a turn that matches, its highlights, its excerpt."""
